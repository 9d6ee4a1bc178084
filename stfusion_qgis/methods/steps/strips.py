"""Parts of a scene, of about a million pixels each, that are worked on one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from ...images.window import Window

_PIXELS = 1 << 20


def scene_strips(rows: int, columns: int) -> Iterator[Window]:
    """Yield windows of whole rows that cover a scene of so many rows and columns."""
    step = max(1, _PIXELS // columns)
    for row in range(0, rows, step):
        yield Window(row, 0, min(step, rows - row), columns)


def flat_parts(pixels: int) -> list[slice]:
    """Return slices that cover an array of so many pixels."""
    return [slice(i, i + _PIXELS) for i in range(0, pixels, _PIXELS)]
