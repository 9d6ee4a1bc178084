"""Residual fusion from one to three pairs in any order, with gaps."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ....networks.contract_inputs import MOST_PAIRS
from .architecture import Architecture
from .layers import start_with_zeros
from .residual_trunk import ResidualTrunk

_PARTS = 5  # of a pair: fine, coarse, change, and the masks of both
_HIGHEST = 10.0  # of the logarithm of a weight
_LEAST = 1e-6  # of all weights together


class PairsNetwork(ResidualTrunk):
    """Residual fusion whose finest features are a weighted mean over the pairs.

    Each pair goes through the same layers, so their order does not matter (as in RealFusion). A
    pair counts by a weight for each pixel: less, the more its coarse image differs from that of the
    prediction date, corrected by what the network learns; not at all in its gaps (as in MUSTFN, by
    masks). With the same weights the temporal differences of the pairs are averaged: an untrained
    network returns that, as the last convolution starts with zeros.
    """

    def __init__(self, bands: int, widths: tuple[int, int, int] = (32, 48, 64)):
        super().__init__(3 * bands + 1, bands, widths)
        self._bands = bands
        self.trust = nn.Conv2d(widths[0], 1, 1)
        self.nearness = nn.Parameter(torch.ones(1))
        start_with_zeros(self.trust)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        features, weights, starts = [], [], []
        for pair in x.split(_PARTS * self._bands, 1):
            images, masks = pair.split([3 * self._bands, 2 * self._bands], 1)
            valid = masks[:, :1] * masks[:, self._bands:self._bands + 1]
            fine, _, change = images.split(self._bands, 1)
            seen = self.encoder_half(self.first_features(torch.cat([images, valid], 1)))
            trust = self.trust(seen) - self.nearness * functional.avg_pool2d(
                change.abs().mean(1, keepdim=True), 2)
            weight = trust.clamp(-_HIGHEST, _HIGHEST).exp()
            features.append((seen, weight * functional.avg_pool2d(valid, 2)))
            weights.append(valid * functional.interpolate(weight, scale_factor=2.0))
            starts.append(fine + change)
        half = _weighted_mean([seen for seen, _ in features], [weight for _, weight in features])
        start = _weighted_mean(starts, weights)
        return start + self.residual(half)


def _weighted_mean(values: list[torch.Tensor], weights: list[torch.Tensor]) -> torch.Tensor:
    total = torch.stack(weights).sum(0).clamp(min=_LEAST)
    return torch.stack([value * weight for value, weight in zip(values, weights)]).sum(0) / total


class ResidualFusion3(Architecture):
    id = "residualfusion3"
    images = tuple(text.format(k=k) for k in range(1, MOST_PAIRS + 1) for text in (
        "fine_{k}", "coarse_{k}", "coarse_prediction - coarse_{k}", "valid fine_{k}",
        "valid coarse_{k}"))
    tile_multiple = 8
    corrects_coarse = True

    def network(self, bands: int) -> nn.Module:
        return PairsNetwork(bands)
