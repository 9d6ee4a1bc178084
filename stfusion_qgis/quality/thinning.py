"""Thinned images for pictures and plots: every n-th pixel, whatever the size of the scene."""

from __future__ import annotations

import numpy as np

from ..images.window import tiles
from ..progress import Progress
from .sources import ImageSource

SIDE = 480
"""Greatest number of rows or columns of a sample."""

_STRIP = 256


def sample_step(source: ImageSource, side: int = SIDE) -> int:
    """Return the step in pixels at which an image has at most `side` rows and columns."""
    return -(-max(source.rows, source.columns) // side)


def sample(source: ImageSource, step: int, progress: Progress | None = None) -> np.ndarray:
    """Return every `step`-th row and column: float32 (bands, rows, columns), NaN if invalid."""
    progress = progress or Progress()
    size = max(1, _STRIP // step) * step  # blocks begin on a row and column of the sample
    result = np.empty((source.bands, -(-source.rows // step), -(-source.columns // step)),
                      np.float32)
    windows = tiles(source.rows, source.columns, size)
    for done, window in enumerate(windows):
        part = source.read(window).masked()[:, ::step, ::step]
        row, column = window.row // step, window.column // step
        result[:, row:row + part.shape[1], column:column + part.shape[2]] = part
        progress.report((done + 1) / len(windows))
    return result
