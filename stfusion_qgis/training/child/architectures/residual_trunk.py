"""The trunk of residual fusion: an encoder and decoder of three resolutions."""

from __future__ import annotations

import torch
from torch import nn

from .layers import ResidualBlock, convolution, start_with_zeros


class ResidualTrunk(nn.Module):
    """An encoder and decoder of three resolutions: 1/2, 1/4 and 1/8 of the pixels a side.

    The finest features are gathered by reordering 2x2 pixels into channels (PixelUnshuffle, Shi et
    al. 2016), which costs nothing and loses nothing. The decoder mirrors the encoder and adds its
    features. The last convolution starts with zeros: an untrained network adds nothing.
    """

    def __init__(self, channels_in: int, channels_out: int, widths: tuple[int, int, int]):
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

    def first_features(self, x: torch.Tensor) -> torch.Tensor:
        """Return the first features of images, (n, half, rows / 2, columns / 2)."""
        features: torch.Tensor = self.head(self.gather(x))
        return features

    def residual(self, half: torch.Tensor) -> torch.Tensor:
        """Return what is made of the finest encoded features, (n, channels_out, rows, columns)."""
        quarter = self.encoder_quarter(self.to_quarter(half))
        eighth = self.middle(self.to_eighth(quarter))
        quarter = self.decoder_quarter(quarter + self.spread(self.from_eighth(eighth)))
        half = self.decoder_half(half + self.spread(self.from_quarter(quarter)))
        residual: torch.Tensor = self.spread(self.last(half))
        return residual
