"""Layers that several architectures use."""

from __future__ import annotations

import torch
from torch import nn


def convolution(channels_in: int, channels_out: int, stride: int = 1) -> nn.Conv2d:
    """Return a 3x3 convolution that repeats the outermost pixels beyond the image's edge."""
    return nn.Conv2d(channels_in, channels_out, 3, stride, padding=1, padding_mode="replicate")


def start_with_zeros(layer: nn.Conv2d) -> None:
    """Set the weights of a layer to 0, so that an untrained network returns 0."""
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions beside the identity, without normalisation (Lim et al. 2017, EDSR)."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = convolution(channels, channels)
        self.second = convolution(channels, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.second(torch.relu(self.first(x)))
