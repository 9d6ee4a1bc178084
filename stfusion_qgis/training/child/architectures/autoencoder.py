"""An autoencoder with a feature loss: the idea of EDCSTFN, at half of its resolution."""

from __future__ import annotations

import torch
from torch import nn

from .architecture import Architecture
from .feature_loss import FeatureLoss
from .layers import ResidualBlock, convolution, start_with_zeros
from .objective import RegressionObjective

_WIDTH, _WIDE = 64, 96


class AutoencoderNetwork(nn.Module):
    """An encoder of the fine image, one of the change, and a decoder of the sum of both codes.

    EDCSTFN's parts, but the code has half the resolution of the image, and the change, which
    coarse images tell, is seen at a quarter of it. The decoder gives what lacks to the temporal
    difference; its last convolution starts with zeros.
    """

    def __init__(self, channels_in: int, bands: int):
        super().__init__()
        self._bands = bands
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(2), convolution(4 * bands, _WIDTH), ResidualBlock(_WIDTH))
        self.change = nn.Sequential(
            nn.PixelUnshuffle(4), convolution(16 * channels_in, _WIDE), ResidualBlock(_WIDE),
            ResidualBlock(_WIDE), nn.Conv2d(_WIDE, 4 * _WIDTH, 1), nn.PixelShuffle(2))
        last = convolution(_WIDTH, 4 * bands)
        start_with_zeros(last)
        self.decoder = nn.Sequential(
            ResidualBlock(_WIDTH), nn.ReLU(), last, nn.PixelShuffle(2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.decoder(self.encoder(x[:, :self._bands]) + self.change(x))


class Autoencoder(Architecture):
    id = "autoencoder"
    images = ("fine_1", "coarse_1", "coarse_prediction - coarse_1")
    added_to = ("fine_1", "coarse_prediction - coarse_1")
    tile_multiple = 4

    def network(self, bands: int) -> nn.Module:
        return AutoencoderNetwork(len(self.images) * bands, bands)

    def objective(self, network: nn.Module, bands: int) -> RegressionObjective:
        return FeatureLoss(network, bands, self.images, self.added_to)
