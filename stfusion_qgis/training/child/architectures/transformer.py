"""A transformer of windowed attention: the idea of SwinSTFM, small enough for a processor."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from .architecture import Architecture
from .layers import convolution, start_with_zeros
from .objective import RegressionObjective
from .window_attention import WINDOW, WindowBlock

PATCH = 4
"""Side of a token in fine pixels."""

_CHANNELS, _HEADS, _BLOCKS = 128, 4, 6


class TransformerNetwork(nn.Module):
    """Swin transformer blocks over patches of 4 x 4 pixels, windows of 8 x 8 patches.

    Every second block has its windows shifted by half their side (Liu et al. 2021). SwinSTFM has
    four stages and 37 million weights; this is one stage with a million. It has no decoder of
    features: the last convolution gives the pixels of each patch, and starts with zeros.
    """

    def __init__(self, channels_in: int, channels_out: int):
        super().__init__()
        self.gather = nn.PixelUnshuffle(PATCH)
        self.head = convolution(PATCH ** 2 * channels_in, _CHANNELS)
        self.blocks = nn.Sequential(*(
            WindowBlock(_CHANNELS, _HEADS, shifted=bool(number % 2)) for number in range(_BLOCKS)))
        self.body = convolution(_CHANNELS, _CHANNELS)
        self.last = convolution(_CHANNELS, PATCH ** 2 * channels_out)
        self.spread = nn.PixelShuffle(PATCH)
        start_with_zeros(self.last)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens = self.head(self.gather(x))
        tokens = tokens + self.body(self.blocks(tokens))
        return self.spread(self.last(functional.gelu(tokens)))


def reach_in_tokens() -> int:
    """Return the greatest distance, in tokens, from one of the output to one that it needs.

    Attention sees all of a window, so it depends on the place in it. Counted, not measured: the
    normalisation of tokens hides paths from gradients.
    """
    farthest = 0
    for token in range(WINDOW):
        first, last = token - 2, token + 2  # the convolutions behind the blocks
        for number in reversed(range(_BLOCKS)):
            shift = WINDOW // 2 * (number % 2)
            first = (first + shift) // WINDOW * WINDOW - shift
            last = (last + shift) // WINDOW * WINDOW - shift + WINDOW - 1
        farthest = max(farthest, token - first + 1, last + 1 - token)  # and the one before them
    return farthest


class SlowerObjective(RegressionObjective):
    """Absolute error at a rate that attention bears."""

    learning_rate = 5e-4


class Transformer(Architecture):
    id = "transformer"
    images = ("fine_1", "coarse_1", "coarse_prediction - coarse_1")
    added_to = ("fine_1", "coarse_prediction - coarse_1")
    tile_multiple = PATCH * WINDOW
    batch = 4

    def network(self, bands: int) -> nn.Module:
        return TransformerNetwork(len(self.images) * bands, bands)

    def objective(self, network: nn.Module, bands: int) -> RegressionObjective:
        return SlowerObjective(network)

    def halo(self, network: nn.Module, bands: int) -> int:
        reach = PATCH * reach_in_tokens() + PATCH - 1
        return -(-reach // self.tile_multiple) * self.tile_multiple
