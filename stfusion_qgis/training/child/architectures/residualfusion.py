"""Residual fusion: the temporal difference, and a small network for what it misses."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from .architecture import Architecture
from .layers import start_with_zeros
from .residual_trunk import ResidualTrunk


class ResidualFusionNetwork(ResidualTrunk):
    """The trunk alone, or with a guide of so many channels that is added to its first features.

    The guide, averaged over 2x2 pixels, goes through a linear adapter that starts with zeros: the
    network starts as one without a guide, and may have the weights of one.
    """

    def __init__(self, channels_in: int, channels_out: int, guide: int = 0,
                 widths: tuple[int, int, int] = (32, 48, 64)):
        super().__init__(channels_in, channels_out, widths)
        self.image_channels, self.guide_channels = channels_in, guide
        if guide:
            self.adapter = nn.Conv2d(guide, widths[0], 1, bias=False)
            start_with_zeros(self.adapter)

    def forward(self, x: torch.Tensor, guide: torch.Tensor | None = None) -> torch.Tensor:
        """Return the residual; the guide may follow the images in the channels of `x`."""
        if not self.guide_channels:
            return self.residual(self.encoder_half(self.first_features(x)))
        if guide is None:
            x, guide = x.split([self.image_channels, self.guide_channels], 1)
        told = self.adapter(functional.avg_pool2d(guide, 2))
        return self.residual(self.encoder_half(self.first_features(x) + told))


class ResidualFusion(Architecture):
    id = "residualfusion"
    images = ("fine_1", "coarse_1", "coarse_prediction - coarse_1")
    added_to = ("fine_1", "coarse_prediction - coarse_1")
    tile_multiple = 8
    guide_weights = ("adapter.weight",)

    def network(self, bands: int) -> nn.Module:
        return ResidualFusionNetwork(len(self.images) * bands, bands)

    def guided_network(self, bands: int, channels: int) -> nn.Module:
        return ResidualFusionNetwork(len(self.images) * bands, bands, channels)
