"""The windows of a tile's centres, and the pixels that are found in them.

A *tile* is a block of `BYTES` neighbouring centres, `ROWS` x `COLUMNS`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..simd.byte_vectors import BYTES, WORD

COLUMNS = 8
ROWS = BYTES // COLUMNS


class Windows(NamedTuple):
    """The windows of a tile's centres, from the first row and column of any of them.

    size: of one window. in_row, in_column: the centres whose window has a row, a column.
    own_row, own_column: the centres that lie in it. Each centre is a bit of a word.
    """

    size: int
    in_row: np.ndarray
    in_column: np.ndarray
    own_row: np.ndarray
    own_column: np.ndarray


class Found(NamedTuple):
    """Pixels in the order of the windows.

    pixels: where they are among those kept. places: where in the windows, whose rows are a
    window's size apart. words: the centres that take them.
    """

    pixels: np.ndarray
    places: np.ndarray
    words: np.ndarray


def windows_of(size: int) -> Windows:
    """Return the windows of size x size pixels of the centres of a tile."""
    row, column = np.divmod(np.arange(BYTES), COLUMNS)
    rows, columns, middle = size + ROWS - 1, size + COLUMNS - 1, size // 2
    return Windows(size, _lines(rows, row, size), _lines(columns, column, size),
                   _lines(rows, row + middle, 1), _lines(columns, column + middle, 1))


def _lines(count: int, first: np.ndarray, extent: int) -> np.ndarray:
    """Return words, one a line, of the centres whose `extent` lines from `first` on have it."""
    line = np.arange(count)[:, None]
    bits = np.zeros((count, WORD), bool)
    bits[:, :BYTES] = (line >= first) & (line < first + extent)
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").ravel().astype(np.uint64)


def empty_found(size: int) -> Found:
    """Return memory for the pixels of windows of size x size pixels, in full words."""
    return found_memory(-(-(size + ROWS - 1) * (size + COLUMNS - 1) // WORD) * WORD)


def found_memory(most: int) -> Found:
    """Return memory for so many pixels."""
    return Found(np.empty(most, np.uint32), np.empty(most, np.uint32), np.empty(most, np.uint64))
