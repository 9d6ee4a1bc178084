"""Residual fusion: the temporal difference, and a small network for what it misses."""

from __future__ import annotations

import torch
from torch import nn

from .architecture import Architecture
from .layers import ResidualBlock, convolution, start_with_zeros


class ResidualFusionNetwork(nn.Module):
    """An encoder and decoder of three resolutions: 1/2, 1/4 and 1/8 of the pixels a side.

    The finest features are gathered by reordering 2x2 pixels into channels (PixelUnshuffle, Shi et
    al. 2016), which costs nothing and loses nothing. The decoder mirrors the encoder and adds its
    features. The last convolution starts with zeros: an untrained network adds nothing.
    """

    def __init__(self, channels_in: int, channels_out: int,
                 widths: tuple[int, int, int] = (32, 48, 64)):
        super().__init__()
        half, quarter, eighth = widths
        self.gather = nn.PixelUnshuffle(2)
        self.head = convolution(4 * channels_in, half)
        self.encoder_half = ResidualBlock(half)
        self.to_quarter = nn.Conv2d(half, quarter, 2, 2)
        self.encoder_quarter = ResidualBlock(quarter)
        self.to_eighth = nn.Conv2d(quarter, eighth, 2, 2)
        self.middle = nn.Sequential(ResidualBlock(eighth), ResidualBlock(eighth))
        self.from_eighth = nn.Conv2d(eighth, 4 * quarter, 1)
        self.decoder_quarter = ResidualBlock(quarter)
        self.from_quarter = nn.Conv2d(quarter, 4 * half, 1)
        self.decoder_half = ResidualBlock(half)
        self.last = convolution(half, 4 * channels_out)
        self.spread = nn.PixelShuffle(2)
        start_with_zeros(self.last)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        half = self.encoder_half(self.head(self.gather(x)))
        quarter = self.encoder_quarter(self.to_quarter(half))
        eighth = self.middle(self.to_eighth(quarter))
        quarter = self.decoder_quarter(quarter + self.spread(self.from_eighth(eighth)))
        half = self.decoder_half(half + self.spread(self.from_quarter(quarter)))
        return self.spread(self.last(half))


class ResidualFusion(Architecture):
    id = "residualfusion"
    images = ("fine_1", "coarse_1", "coarse_prediction - coarse_1")
    added_to = ("fine_1", "coarse_prediction - coarse_1")
    tile_multiple = 8

    def network(self, bands: int) -> nn.Module:
        return ResidualFusionNetwork(len(self.images) * bands, bands)
