"""How the coarse sensor sees the land: means over its pixels, blurred and shifted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import erf

from ....images.cells import Cells, aggregate
from ....images.image import Image
from ....images.weighted_cells import weighted_correlation
from ....images.window import Window, tiles
from ....matrix_products import matmul
from ....progress import Progress
from .land import Land, stacked
from .working_threads import map_in_order

# A blur of less is none. In cells, as all lengths here.
_SHARP = 0.075
_MOST_BLUR = _MOST_SHIFT = 1.5

# What the likeness of two images has to gain for a wider blur or another shift to be believed.
_GAIN = 2e-4

_SIDE = 384  # fine pixels a side of the parts that are read at a time

_PARTS = 4  # parts a side in which a cell is seen at least, where it has as many pixels


@dataclass(frozen=True)
class Observation:
    """The sensor: a square of a cell, convolved with a Gaussian, and moved.

    blur: standard deviation of the Gaussian. down, right: how far it is moved. All in cells.
    """

    blur: float = 0.0
    down: float = 0.0
    right: float = 0.0

    def weights(self, cells: int, parts: int, shift: float) -> np.ndarray:
        """Return the weights of parts of cells in what is seen of each cell, along one axis.

        parts: how many make a cell.

        Returns:
            float64 (cells, cells * parts); rows have the sum 1.
        """
        centres = (np.arange(cells)[:, None] + 0.5 + shift) * parts
        places = np.arange(cells * parts)[None]
        low, high = centres - parts / 2, centres + parts / 2
        if self.blur < _SHARP:
            seen = np.clip(np.minimum(high, places + 1) - np.maximum(low, places), 0, 1)
        else:
            width = np.sqrt(2) * self.blur * parts
            seen = erf((high - places - 0.5) / width) - erf((low - places - 0.5) / width)
        lost = seen.sum(axis=1) < 1e-6
        seen[lost] = 0
        seen[lost, centres[lost, 0].astype(int).clip(0, cells * parts - 1)] = 1
        seen[seen < 1e-4 * seen.max()] = 0
        return seen / seen.sum(axis=1, keepdims=True)

    def along_rows(self, cells: int, parts: int) -> np.ndarray:
        """Return the weights along a column of the image; see `weights`."""
        return self.weights(cells, parts, self.down)

    def along_columns(self, cells: int, parts: int) -> np.ndarray:
        """Return the weights along a row of the image; see `weights`."""
        return self.weights(cells, parts, self.right)


@dataclass(frozen=True)
class Seen:
    """What the coarse sensor sees of the fine images.

    values: float32 (features, cell rows, cell columns). share: part of what it sees of a cell of
    which the fine images tell, 0 to 1, likewise without features.
    """

    values: np.ndarray
    share: np.ndarray

    def split(self, first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the first features, the others, and the share."""
        return self.values[:first], self.values[first:], self.share


def observe(cells: Cells, observation: Observation, read: Callable[[Window], Image],
            progress: Progress, threads: int = 1) -> Seen:
    """Return fine features as the coarse sensor sees them, in one streaming pass.

    read: returns the features in a fine window as an image; called from several threads.
    """
    parts = parts_of_cells(cells.ratio)
    down = observation.along_rows(cells.rows, parts)
    right = observation.along_columns(cells.columns, parts)

    def seen_of(part: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the rows and columns of cells that see a part of the cells, and what they see."""
        image = read(cells.fine_window(part))
        found = np.concatenate([image.values, image.valid[None]]) * image.valid
        means = _part_means(found, cells.ratio // parts)
        rows, above = _seeing(down, slice(part.row * parts, part.last_row * parts))
        columns, beside = _seeing(right, slice(part.column * parts, part.last_column * parts))
        return rows, columns, matmul(matmul(above, means), beside.T)

    windows = tiles(cells.rows, cells.columns, max(1, _SIDE // cells.ratio))
    values: np.ndarray | None = None
    for done, (rows, columns, seen) in enumerate(map_in_order(seen_of, windows, threads, progress)):
        progress.report(done / len(windows))
        if values is None:
            values = np.zeros((len(seen), cells.rows, cells.columns), np.float32)
        values[:, rows[:, None], columns] += seen
    if values is None:
        raise ValueError("there are no cells")
    share = values[-1]
    values[:-1] /= np.where(share > 0, share, 1)
    return Seen(values[:-1], share.clip(0, 1))


def estimate_observation(land: Land, coarse: list[Image], window: Window,
                         progress: Progress) -> Observation:
    """Return the sensor by which the fine images look most like the coarse ones of their dates.

    Likeness is the correlation of both, averaged over bands and pairs; the search begins with
    some blurs and goes to the best neighbour, at first in steps of half a cell.

    coarse: of each pair on the cells. window: of cells that are compared.
    """
    parts = parts_of_cells(land.cells.ratio)
    image = stacked(land.read(land.cells.fine_window(window)))
    found = np.concatenate([image.values * image.valid, image.valid[None].astype(np.float32)])
    means = _part_means(found, land.cells.ratio // parts)
    inner = 1 if min(window.rows, window.columns) > 8 else 0
    core = (slice(inner, window.rows - inner), slice(inner, window.columns - inner))
    known = np.logical_and.reduce([one.valid[window.slices] for one in coarse])
    wanted = np.concatenate([one.values[(slice(None), *window.slices)] for one in coarse])

    def likeness(observation: Observation) -> float:
        progress.check()
        seen = matmul(matmul(observation.along_rows(window.rows, parts), means),
                      observation.along_columns(window.columns, parts).T)
        weight = (seen[-1] * known)[core]
        values = seen[:-1] / np.where(seen[-1] > 0, seen[-1], 1)
        return float(np.mean([weighted_correlation(a[core], b[core], weight)
                              for a, b in zip(values, wanted)]))

    best, score = Observation(), likeness(Observation())
    for blur in (0.3, 0.5, 0.75, 1.0):
        blurred = Observation(blur)
        if (found_score := likeness(blurred)) > score + _GAIN:
            best, score = blurred, found_score
    step = 0.5
    while step > 0.04:
        around = [(likeness(one), one) for one in _neighbours(best, step)]
        better, neighbour = max(around, key=lambda pair: pair[0])
        if better > score + _GAIN:
            best, score = neighbour, better
        else:
            step /= 2
    return best


def _neighbours(observation: Observation, step: float) -> Iterator[Observation]:
    blur, down, right = observation.blur, observation.down, observation.right
    for change in (step, -step):
        if 0 <= blur + change <= _MOST_BLUR:
            yield Observation(blur + change, down, right)
        if abs(down + change) <= _MOST_SHIFT:
            yield Observation(blur, down + change, right)
        if abs(right + change) <= _MOST_SHIFT:
            yield Observation(blur, down, right + change)


def parts_of_cells(ratio: int) -> int:
    """Return in how many parts a side a cell is seen: whole pixels each."""
    return min(part for part in range(1, ratio + 1)
               if ratio % part == 0 and part >= min(_PARTS, ratio))


def _part_means(values: np.ndarray, side: int) -> np.ndarray:
    """Return the means of squares of `side` pixels (float32)."""
    if side == 1:
        return values
    everywhere = np.ones(values.shape[1:], bool)
    return aggregate(Image(values, everywhere), side)[0].astype(np.float32)


def _seeing(weights: np.ndarray, parts: slice) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells that see some parts, and the weights of these in them."""
    cells = np.flatnonzero(weights[:, parts].any(axis=1))
    return cells, weights[cells, parts].astype(np.float32)
