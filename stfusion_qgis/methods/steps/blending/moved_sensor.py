"""How far a coarse image lies beside what the sensor sees of the fine ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ....images.cells import aggregate
from ....images.image import Image
from ....images.window import Window
from ....matrix_products import matmul
from ....progress import Progress
from .land import Land, stacked
from .observation import Observation, parts_of_cells
from .spectral_features import SpectralFeatures

_MOST = 1.0  # cells
_FIRST_STEP, _LAST_STEP = 0.25, 0.01  # cells
_STEADINESS = 1e-4  # of the features' regression, whose kernel is 1 for the same spectrum
_EXACT = 1e-6  # part of the variance: less is not left by a regression of images


class MovedSensor:
    """What the coarse sensor sees of the fine images' spectral features when it is moved."""

    def __init__(self, land: Land, window: Window, features: SpectralFeatures,
                 observation: Observation, progress: Progress):
        """Look at the land; window: of cells that are compared."""
        self._window, self._features, self._observation = window, features, observation
        self._parts = parts_of_cells(land.cells.ratio)
        rows = []
        for i in range(window.rows):
            progress.check()
            row = Window(window.row + i, window.column, 1, window.columns)
            image = stacked(land.read(land.cells.fine_window(row)))
            planes = np.concatenate([features.at(image.values), image.valid[None]]) * image.valid
            everywhere = np.ones(image.valid.shape, bool)
            rows.append(aggregate(Image(planes.astype(np.float32), everywhere),
                                  land.cells.ratio // self._parts)[0].astype(np.float32))
        self._means = np.concatenate(rows, axis=1)
        self._progress = progress

    def shift_of(self, coarse: Image, near: Sequence[float] = (0, 0)
                 ) -> tuple[np.ndarray, np.ndarray]:
        """Return the shift of the highest likelihood beside the observation, and its variance.

        near: a shift in whose neighbourhood, of a cell, it lies.

        Differences of neighbouring cells are regressed on those of the features: so it is what
        the spectra explain that tells the shift, and not a change that is smooth.

        Returns:
            Both (down, right), in cells: at a place the coarse image shows what lies so far behind
            it in the fine ones.
        """
        place = self._window.slices
        wanted, known = coarse.values[(slice(None), *place)], coarse.valid[place]

        def likelihood(shift: np.ndarray) -> float:
            self._progress.check()
            return self._likelihood(shift, wanted, known)

        return _highest(likelihood, np.array(near, np.float64))

    def _likelihood(self, shift: np.ndarray, wanted: np.ndarray, known: np.ndarray) -> float:
        moved = Observation(self._observation.blur, self._observation.down + shift[0],
                            self._observation.right + shift[1])
        down = moved.along_rows(self._window.rows, self._parts).astype(np.float32)
        right = moved.along_columns(self._window.columns, self._parts).astype(np.float32)
        seen = matmul(matmul(down, self._means), right.T)
        share = seen[-1]
        features = self._features.mixed(seen[:-1] / np.where(share > 0, share, 1))
        inner = (..., slice(1, -1), slice(1, -1))  # at the edge the moved sensor sees too little
        known = (known & (share > 0.5))[inner]
        x, y = (_differences(planes[inner], known) for planes in (features, wanted))
        if x.shape[1] < 2 * len(x):
            return 0.0
        products, with_y = matmul(x, x.T), matmul(x, y.T)
        products[np.diag_indices(len(x))] += _STEADINESS * x.shape[1]
        explained = np.linalg.solve(products, with_y)
        total = (y * y).sum(axis=1)
        left = total - np.einsum("fb,fb->b", explained, with_y)
        varying = total > 0
        if not varying.any():
            return 0.0
        part = np.maximum(left[varying] / total[varying], _EXACT)
        return float(-0.5 * x.shape[1] / 2 * np.log(part).mean())


def _differences(planes: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the differences (bands, n) of known neighbours, along rows and along columns."""
    right, down = known[:, 1:] & known[:, :-1], known[1:] & known[:-1]
    return np.concatenate([np.diff(planes, axis=2)[:, right], np.diff(planes, axis=1)[:, down]],
                          axis=1).astype(np.float64)


def _highest(likelihood: Callable[[np.ndarray], float], near: np.ndarray
             ) -> tuple[np.ndarray, np.ndarray]:
    """Return the shift of the highest likelihood near one, and its variance by the curvature."""
    best = near
    highest = likelihood(best)
    step = _FIRST_STEP
    while step >= _LAST_STEP:
        around = [best + step * axis for axis in (*np.eye(2), *-np.eye(2))]
        around = [one for one in around if np.abs(one - near).max() <= _MOST]
        found = [likelihood(one) for one in around]
        if max(found) > highest:
            best, highest = around[int(np.argmax(found))], max(found)
        else:
            step /= 2
    variance = []
    for axis in _FIRST_STEP * np.eye(2):
        lower = highest - (likelihood(best + axis) + likelihood(best - axis)) / 2
        variance.append(_FIRST_STEP ** 2 / (2 * max(lower, 1e-6)))
    return best, np.array(variance)
