"""Blocks of windowed attention: Liu et al. 2021, doi:10.1109/ICCV48922.2021.00986."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

WINDOW = 8
"""Side of a window, in tokens."""

_WIDER = 2  # hidden features of the perceptron, in those of a token


class WindowBlock(nn.Module):
    """Attention among the tokens of each window, then a perceptron for each token.

    Tokens come and go as an image (n, channels, rows, columns), rows and columns being multiples
    of `WINDOW`. Shifted windows begin half a window before the image; beyond its edge its outermost
    tokens are repeated, where the paper masks what meets there.
    """

    def __init__(self, channels: int, heads: int, shifted: bool):
        super().__init__()
        self._heads, self._shift = heads, WINDOW // 2 if shifted else 0
        self.before_attention = nn.LayerNorm(channels)
        self.queries_keys_values = nn.Linear(channels, 3 * channels)
        self.positions = nn.Parameter(torch.zeros((2 * WINDOW - 1) ** 2, heads))
        self.mixed = nn.Linear(channels, channels)
        self.before_perceptron = nn.LayerNorm(channels)
        self.perceptron = nn.Sequential(
            nn.Linear(channels, _WIDER * channels), nn.GELU(),
            nn.Linear(_WIDER * channels, channels))
        self.register_buffer("places", _relative_places(), persistent=False)
        nn.init.trunc_normal_(self.positions, std=0.02)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        shift = self._shift
        if shift:
            x = functional.pad(x, (shift, shift, shift, shift), mode="replicate")
        images, channels, rows, columns = x.shape
        down, across = rows // WINDOW, columns // WINDOW
        x = x.reshape(images, channels, down, WINDOW, across, WINDOW)
        x = x.permute(0, 2, 4, 3, 5, 1).reshape(-1, WINDOW ** 2, channels)
        x = x + self._attention(self.before_attention(x))
        x = x + self.perceptron(self.before_perceptron(x))
        x = x.reshape(images, down, across, WINDOW, WINDOW, channels)
        x = x.permute(0, 5, 1, 3, 2, 4).reshape(images, channels, rows, columns)
        return x[:, :, shift:-shift, shift:-shift] if shift else x

    def _attention(self, x: torch.Tensor) -> torch.Tensor:
        """Return the tokens mixed within their window, (windows, tokens, channels)."""
        tokens, channels = x.shape[1:]
        parts = self.queries_keys_values(x).reshape(
            -1, tokens, 3, self._heads, channels // self._heads).permute(2, 0, 3, 1, 4)
        queries, keys, values = parts[0], parts[1], parts[2]
        likeness = queries @ keys.transpose(2, 3) * (channels // self._heads) ** -0.5
        bias = self.positions[self.places].permute(2, 0, 1)
        weights = (likeness + bias).softmax(dim=-1)
        return self.mixed((weights @ values).transpose(1, 2).reshape(-1, tokens, channels))

    places: torch.Tensor


def _relative_places() -> torch.Tensor:
    """Return which learnt bias belongs to each pair of tokens, by how they lie: int64 (64, 64)."""
    place = torch.arange(WINDOW)
    rows, columns = (axis.flatten() for axis in torch.meshgrid(place, place, indexing="ij"))
    down = rows[:, None] - rows[None] + WINDOW - 1
    across = columns[:, None] - columns[None] + WINDOW - 1
    return down * (2 * WINDOW - 1) + across
