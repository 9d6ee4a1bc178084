"""The numbers of two images in cells of some coarse pixels, which clouds and shifts leave alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..progress import Progress
from .cells import aggregate
from .image import Image
from .raster import Raster
from .window import Window

_WANTED_CELLS = 30
_LARGEST_CELL = 128  # half a window
_UNKNOWN_RATIO = 8.0


class CellNumbers:
    """The numbers of two rasters in cells that both of them cover.

    pixels: how many fine pixels are valid in both.
    """

    def __init__(self) -> None:
        self.pixels = 0
        self._parts: list[tuple[np.ndarray, np.ndarray]] = []

    def add(self, first: np.ndarray, second: np.ndarray) -> None:
        """Add the cells of a window: (bands, cells) each."""
        self._parts.append((first, second))

    def both(self, bands: int) -> tuple[np.ndarray, np.ndarray]:
        """Return all numbers of both rasters: (bands, cells) each."""
        first, second = zip((np.empty((bands, 0)),) * 2, *self._parts)
        return np.concatenate(first, axis=1), np.concatenate(second, axis=1)

    @property
    def cells(self) -> int:
        """Return the number of cells."""
        return sum(first.shape[1] for first, _ in self._parts)


@dataclass(frozen=True)
class Sampling:
    """How rasters are read to compare them.

    search: returns windows of the fine grid in which rasters are valid, a sample of the grid.
    read: returns the pixels of a raster in one of them.
    ratio: side of a coarse pixel in fine pixels, or None if unknown.
    """

    search: Callable[[Sequence[Raster]], Sequence[Window]]
    read: Callable[[Raster, Window], Image]
    ratio: float | None

    def numbers(self, pairs: Sequence[tuple[Raster, Raster]], where: Sequence[Raster],
                progress: Progress) -> list[CellNumbers]:
        """Return the numbers, as the files hold them, of each pair in cells of coarse pixels.

        where: rasters that are valid in the windows that are read, if any is.
        """
        found = [CellNumbers() for _ in pairs]
        windows = self.search(where)
        sides = self._sides(windows)
        for window in windows:
            progress.check()
            images: dict[Raster, Image] = {}
            means_of = _CellMeansOnce()
            for pair, numbers in zip(pairs, found):
                for raster in pair:
                    if raster not in images:
                        images[raster] = self.read(raster, window)
                first, second = (images[raster] for raster in pair)
                valid = first.valid & second.valid
                numbers.pixels += int(valid.sum())
                if valid.any():
                    for values in _cells(first, second, valid, sides, means_of):
                        one, other = (raster.calibration.of(raster.selection).numbers(means)
                                      for raster, means in zip(pair, values))
                        numbers.add(one, other)
        return found

    def _sides(self, windows: Sequence[Window]) -> list[int]:
        """Return the sides of cells to try, in fine pixels, the best first.

        Whole coarse pixels where these are not too large, as cells that cut them blur both images.
        """
        area = sum(window.rows * window.columns for window in windows)
        one = max(1, min(round(self.ratio or _UNKNOWN_RATIO), _LARGEST_CELL))
        first = 2 * one if area >= _WANTED_CELLS * (2 * one) ** 2 else one
        return list(dict.fromkeys([first, one, max(1, one // 2), max(1, one // 4)]))


class _CellMeansOnce:
    """Takes the means of an image in cells once for all pairs in which all its pixels count."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[np.ndarray, np.ndarray]] = {}

    def __call__(self, image: Image, seen: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
        """Return means and counts of the pixels `seen`, which the first rows and columns hold."""
        rows, columns = seen.shape
        lacks_none = np.array_equal(seen, image.valid[:rows, :columns])
        if lacks_none and (id(image), side) in self._known:
            return self._known[id(image), side]
        values = np.where(seen, image.values[:, :rows, :columns], 0)
        result = aggregate(Image(values, seen), side)
        if lacks_none:
            self._known[id(image), side] = result
        return result


def _cells(first: Image, second: Image, valid: np.ndarray, sides: Sequence[int],
           means_of: _CellMeansOnce) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the means of both images in the cells of a window: (bands, cells) each.

    Cells that are half covered count; smaller ones where there is none, and pixels at last.
    """
    for side in sides:
        rows, columns = (size // side * side for size in valid.shape)
        if not rows or not columns:
            continue
        seen = valid[:rows, :columns]
        (one, count), (other, _) = (means_of(image, seen, side) for image in (first, second))
        known = 2 * count >= side ** 2
        if known.any():
            yield one[:, known], other[:, known]
            return
    yield first.values[:, valid], second.values[:, valid]
