"""The feature loss of EDCSTFN and GAN-STFM, with features that are learnt from the own images.

The authors' encoders were trained beforehand on archives of their own. Here an autoencoder of fine
images learns beside the network: each step shows it the true images of the batch.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

from .layers import convolution
from .objective import RegressionObjective, descend, fast_precision, masked_mean
from .structural_loss import dissimilarity

_WIDTHS = 32, 48


class ImageAutoencoder(nn.Module):
    """Features at a half and a quarter of the resolution, and back to the image."""

    def __init__(self, bands: int):
        super().__init__()
        half, quarter = _WIDTHS
        self.at_half = nn.Sequential(nn.PixelUnshuffle(2), convolution(4 * bands, half), nn.ReLU())
        self.at_quarter = nn.Sequential(convolution(half, quarter, stride=2), nn.ReLU())
        self.decoder = nn.Sequential(
            nn.Conv2d(quarter, 4 * half, 1), nn.PixelShuffle(2), nn.ReLU(),
            convolution(half, 4 * bands), nn.PixelShuffle(2))

    def features(self, image: torch.Tensor) -> list[torch.Tensor]:
        """Return the features of an image at both resolutions."""
        half = self.at_half(image)
        return [half, self.at_quarter(half)]

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.decoder(self.features(image)[-1])


class FeatureLoss(RegressionObjective):
    """Absolute error, 0.8 times the lack of structural similarity, and 0.1 times that of features.

    The distance of features is relative to their size, as an autoencoder may have features of any
    size.
    """

    _VISION, _FEATURES = 0.8, 0.1

    def __init__(self, network: nn.Module, bands: int, images: Sequence[str],
                 added_to: Sequence[str]):
        """images, added_to: of the architecture; what is added must be among its images."""
        super().__init__(network)
        self._bands = bands
        self._added = [images.index(text) for text in added_to]
        self._autoencoder = ImageAutoencoder(bands).to(self._device)
        self._learner = torch.optim.Adam(self._autoencoder.parameters(), self.learning_rate)

    def step(self, inputs: torch.Tensor, target: torch.Tensor, valid: torch.Tensor,
             rate: float) -> float:
        images = inputs.unflatten(1, (-1, self._bands))
        start = sum((images[:, number] for number in self._added), torch.zeros_like(target))
        true = start + target
        with fast_precision(self._device):
            prediction, rebuilt = self.network(inputs).float(), self._autoencoder(true).float()
        descend(self._learner, masked_mean((rebuilt - true).abs(), valid),
                self.learning_rate * rate)
        loss = self.loss(prediction, target, valid)
        similar = loss + self._VISION * dissimilarity(start + prediction, true, valid)
        shown = torch.where(valid > 0, start + prediction, true)
        descend(self._optimiser, similar + self._FEATURES * self._distance(shown, true),
                self.learning_rate * rate)
        return float(loss.detach())

    def _distance(self, prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        """Return the mean distance of the features of two images, in their mean size."""
        with fast_precision(self._device):
            with torch.no_grad():
                wanted = self._autoencoder.features(target)
            found = self._autoencoder.features(prediction)
        return torch.stack([
            (one - other).float().abs().mean() / other.float().abs().mean().clamp(min=1e-6)
            for one, other in zip(found, wanted)]).mean()
