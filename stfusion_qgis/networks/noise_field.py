"""Random numbers that belong to places: the same for a pixel, whatever tile it is in."""

from __future__ import annotations

import numpy as np

from ..images.window import Window

_SIDE = 128  # of the squares that have a generator each, in pixels
_BEFORE = 2**31  # squares in front of the scene's first: seeds must not be negative


def noise_in(window: Window, channels: int, seed: int, *stream: int) -> np.ndarray:
    """Return normal random numbers of a window, float32 (channels, rows, columns).

    seed, stream: of several fields with the same seed each has a stream of its own.
    """
    values = np.empty((channels, window.rows, window.columns), np.float32)
    for row in range(window.row // _SIDE, (window.row + window.rows - 1) // _SIDE + 1):
        for column in range(window.column // _SIDE,
                            (window.column + window.columns - 1) // _SIDE + 1):
            random = np.random.default_rng([seed, *stream, row + _BEFORE, column + _BEFORE])
            square = Window(row * _SIDE, column * _SIDE, _SIDE, _SIDE)
            seen = square.overlap(window)
            numbers = random.standard_normal((channels, _SIDE, _SIDE), np.float32)
            values[(slice(None), *seen.slices_in(window))] = numbers[
                (slice(None), *seen.slices_in(square))]
    return values
