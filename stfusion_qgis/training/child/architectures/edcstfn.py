"""EDCSTFN: features of the fine image plus learnt features of the change (Tan et al. 2019)."""

from __future__ import annotations

import torch
from torch import nn

from .architecture import Architecture
from .layers import convolution
from .objective import RegressionObjective
from .structural_loss import dissimilarity

_WIDTHS = 32, 64, 128
_SMALL = 1e-6  # 1e-8 in the authors' program, which exporters drop


class EDCSTFNNetwork(nn.Module):
    """Encoder of the fine image, encoder of the difference, decoder (section 2.2, figure 2).

    It gets fine 1, coarse 1 and the coarse image of the prediction date; with a second reference
    also fine 2 and coarse 2. All is done at the resolution of the fine image.
    """

    def __init__(self, bands: int):
        super().__init__()
        first, second, third = _WIDTHS
        self.bands = bands
        self.encoder = nn.Sequential(*_encoder(bands), nn.ReLU())
        self.difference = nn.Sequential(*_encoder(3 * bands))
        self.decoder = nn.Sequential(
            convolution(third, second), nn.ReLU(), convolution(second, first), nn.ReLU(),
            nn.Conv2d(first, bands, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        images = x.split(self.bands, 1)
        fine, coarse, coarse_prediction = images[:3]
        change = self.difference(torch.cat([coarse, fine, coarse_prediction], 1))
        features = self.encoder(fine) + change
        if len(images) == 3:
            return self.decoder(features)
        fine, coarse = images[3:]
        change_2 = self.difference(torch.cat([coarse, fine, coarse_prediction], 1))
        features_2 = self.encoder(fine) + change_2
        if self.training:  # each reference by itself must give the prediction
            return torch.cat([self.decoder(features), self.decoder(features_2)])
        size, size_2 = change.abs() + _SMALL, change_2.abs() + _SMALL
        return self.decoder((features * size_2 + features_2 * size) / (size + size_2))


def _encoder(channels: int) -> list[nn.Module]:
    first, second, third = _WIDTHS
    return [convolution(channels, first), nn.ReLU(), convolution(first, second), nn.ReLU(),
            convolution(second, third)]


class CompoundLoss(RegressionObjective):
    """Content and vision loss (section 2.3): squared error and 0.8 times the lack of similarity.

    The paper's third part, the squared error of features, needs an encoder trained beforehand on
    a large archive, and is left out.
    """

    _VISION = 0.8

    def loss(self, prediction: torch.Tensor, target: torch.Tensor, valid: torch.Tensor
             ) -> torch.Tensor:
        times = len(prediction) // len(target)  # one for each reference
        target, valid = target.repeat(times, 1, 1, 1), valid.repeat(times, 1, 1, 1)
        content = super().loss(prediction, target, valid)
        return content + self._VISION * dissimilarity(prediction, target, valid)


class EDCSTFN(Architecture):
    id = "edcstfn"
    images: tuple[str, ...] = ("fine_1", "coarse_1", "coarse_prediction")
    batch = 4

    def network(self, bands: int) -> nn.Module:
        return EDCSTFNNetwork(bands)

    def objective(self, network: nn.Module, bands: int) -> RegressionObjective:
        return CompoundLoss(network)
