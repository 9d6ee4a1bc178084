"""DCSTFN: features of the fine image plus the change of those of the coarse (Tan et al. 2018)."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from .architecture import Architecture
from .layers import convolution

_CELL = 16  # fine pixels a side of a coarse pixel, in the paper


class DCSTFNNetwork(nn.Module):
    """Three parts: expansion of coarse images, extraction from the fine one, reconstruction.

    Equation 2 with one reference: the features of the prediction are those of the fine image, minus
    those of the coarse image of its date, plus those of the coarse image of the prediction date.
    All three have half the resolution of the fine image.

    The paper's coarse images have pixels of 16 x 16 fine ones. Here they come interpolated, with
    any ratio, and are averaged to such pixels first. Edges are repeated instead of filled with
    zeros.

    The authors' network takes one band, and is trained for each. Here all bands go through it
    together, unless it is trained to be run band by band (`bands` of 1), which is better where
    there is little to learn from: on Itoiz with two bands and five dates to learn from, RMSE of
    2018-10-21 after 260 steps is 257.7 band by band, and 278.8 together.
    """

    def __init__(self, bands: int, widths: tuple[int, int, int] = (32, 64, 128)):
        super().__init__()
        first, second, third = widths
        self.bands = bands
        self.expansion = nn.Sequential(
            convolution(bands, first), nn.ReLU(), convolution(first, second), nn.ReLU(),
            *(layer for _ in range(3) for layer in (_doubling(second, second), nn.ReLU())),
            convolution(second, third), nn.ReLU())
        self.extraction = nn.Sequential(
            convolution(bands, first), nn.ReLU(), convolution(first, second), nn.ReLU(),
            nn.MaxPool2d(2), convolution(second, second), nn.ReLU(),
            convolution(second, third), nn.ReLU())
        self.reconstruction = nn.Sequential(
            _doubling(third, second), nn.ReLU(), nn.Conv2d(second, first, 1), nn.ReLU(),
            nn.Conv2d(first, bands, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        fine, coarse, coarse_prediction = x.split(self.bands, 1)
        return self.reconstruction(self.extraction(fine) - self._expanded(coarse)
                                   + self._expanded(coarse_prediction))

    def _expanded(self, coarse: torch.Tensor) -> torch.Tensor:
        return self.expansion(functional.avg_pool2d(coarse, _CELL))


def _doubling(channels_in: int, channels_out: int) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(channels_in, channels_out, 3, stride=2, padding=1, output_padding=1)


class DCSTFN(Architecture):
    id = "dcstfn"
    images = ("fine_1", "coarse_1", "coarse_prediction")
    tile_multiple = _CELL

    def network(self, bands: int) -> nn.Module:
        return DCSTFNNetwork(bands)
