"""How images of two dates lie on each other: what is shifted, the coarse image or the fine one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ....images.cells import aggregate
from ....images.image import Image
from ....images.window import Window
from ....kernels.filling import fill_gaps
from ....progress import Progress
from .land import Land
from .moved_image import Shift
from .observation import Observation, parts_of_cells
from .pair_observations import PairObservations, compared_cells
from .spectral_features import SpectralFeatures

_FINE_SHIFT = 0.3  # deviation between dates of fine images, in fine pixels: as they are delivered
_MOST = 1.0  # cells
MOST_PIXELS = 4.0
"""By which fine images of two dates are believed to lie beside each other, at most."""

_LEAST_PIXELS = 0.5  # to move an image by less blurs it more than it gains

_FIRST_STEP, _LAST_STEP = 0.25, 0.01  # cells
_FEW = 10  # cells a side
_STEADINESS = 1e-4  # of the features' regression, whose kernel is 1 for the same spectrum
_EXACT = 1e-6  # part of the variance: less is not left by a regression of images


@dataclass(frozen=True)
class Misregistration:
    """Shifts between a prediction date and the pair (down, right), in cells.

    What lies at a place of the date's images lies so far behind it in those of the
    pair.
    coarse: of the coarse image alone. land: of fine images of the date, too.
    """

    coarse: Shift = (0.0, 0.0)
    land: Shift = (0.0, 0.0)

    def in_pixels(self, ratio: int) -> Shift:
        """Return the land's shift in fine pixels."""
        return self.land[0] * ratio, self.land[1] * ratio

    def on_pair(self, after: Image) -> Image:
        """Return the coarse image of the date as it lies on the pair."""
        down, right = (one + other for one, other in zip(self.coarse, self.land))
        if down == right == 0:
            return after
        values = [ndimage.shift(band, (down, right), order=3, mode="nearest")
                  for band in fill_gaps(after.values, after.valid)]
        valid = after.valid & (ndimage.shift(after.valid.astype(np.float32), (down, right),
                                             order=1, mode="nearest") > 0.5)
        return Image(np.stack(values).astype(np.float32) * valid, valid)


class Coregistration:
    """Finds how the coarse images of dates lie on the fine image of a pair."""

    def __init__(self, land: Land, pairs: PairObservations, progress: Progress):
        """Look at the pair."""
        before, seen = pairs.coarse[0], pairs.observation
        window = compared_cells(before.valid & (pairs.seen.share > 0), land.cells.ratio)
        self._ratio = land.cells.ratio
        self._view: _MovedSensor | None = None
        if len(pairs.coarse) > 1 or min(window.rows, window.columns) < _FEW:
            return
        self._view = _MovedSensor(land, window, pairs.features, seen, progress)
        self._of_pair, self._doubt = self._view.shift_of(before)
        beside = self._of_pair + np.array([seen.down, seen.right])
        self._of_coarse = float((beside ** 2).mean())
        self._of_land = (_FINE_SHIFT / self._ratio) ** 2

    def of(self, after: Image) -> Misregistration:
        """Return how a prediction date lies on the pair, by its coarse image; none for several.

        The shift that the coarse image tells is the sum of three Gaussian errors: of the coarse
        image, as far as that of the pair lies beside the fine one; of the fine images; and of the
        estimate. Each has its part by its variance; the land less than half a pixel has none.
        """
        if self._view is None:
            return Misregistration()
        found, doubt = self._view.shift_of(after)
        shift = found - self._of_pair
        total = self._of_coarse + self._of_land + doubt + self._doubt
        most = MOST_PIXELS / self._ratio
        coarse, fine = shift * self._of_coarse / total, shift * self._of_land / total
        if np.hypot(*fine) * self._ratio < _LEAST_PIXELS:
            fine = np.zeros(2)
        return Misregistration(_pair_of(coarse), _pair_of(fine.clip(-most, most)))


class _MovedSensor:
    """What the coarse sensor sees of the fine image's spectral features when it is moved."""

    def __init__(self, land: Land, window: Window, features: SpectralFeatures,
                 observation: Observation, progress: Progress):
        self._window, self._features, self._observation = window, features, observation
        self._parts = parts_of_cells(land.cells.ratio)
        rows = []
        for i in range(window.rows):
            progress.check()
            row = Window(window.row + i, window.column, 1, window.columns)
            image = land.read(land.cells.fine_window(row))[0]
            planes = np.concatenate([features.at(image.values), image.valid[None]]) * image.valid
            everywhere = np.ones(image.valid.shape, bool)
            rows.append(aggregate(Image(planes.astype(np.float32), everywhere),
                                  land.cells.ratio // self._parts)[0].astype(np.float32))
        self._means = np.concatenate(rows, axis=1)
        self._progress = progress

    def shift_of(self, coarse: Image) -> tuple[np.ndarray, np.ndarray]:
        """Return the shift of the highest likelihood beside the observation, and its variance.

        Differences of neighbouring cells are regressed on those of the features: so it is what
        the spectra explain that tells the shift, and not a change that is smooth.

        Returns:
            Both (down, right), in cells.
        """
        place = self._window.slices
        wanted, known = coarse.values[(slice(None), *place)], coarse.valid[place]

        def likelihood(shift: np.ndarray) -> float:
            self._progress.check()
            return self._likelihood(shift, wanted, known)

        return _highest(likelihood)

    def _likelihood(self, shift: np.ndarray, wanted: np.ndarray, known: np.ndarray) -> float:
        moved = Observation(self._observation.blur, self._observation.down + shift[0],
                            self._observation.right + shift[1])
        down = moved.along_rows(self._window.rows, self._parts).astype(np.float32)
        right = moved.along_columns(self._window.columns, self._parts).astype(np.float32)
        seen = (down @ self._means) @ right.T
        share = seen[-1]
        features = self._features.mixed(seen[:-1] / np.where(share > 0, share, 1))
        inner = (..., slice(1, -1), slice(1, -1))  # at the edge the moved sensor sees too little
        known = (known & (share > 0.5))[inner]
        x, y = (_differences(planes[inner], known) for planes in (features, wanted))
        if x.shape[1] < 2 * len(x):
            return 0.0
        products = x @ x.T
        products[np.diag_indices(len(x))] += _STEADINESS * x.shape[1]
        explained = np.linalg.solve(products, x @ y.T)
        total = (y * y).sum(axis=1)
        left = total - np.einsum("fb,fb->b", explained, x @ y.T)
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


def _highest(likelihood: Callable[[np.ndarray], float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the shift of the highest likelihood near none, and its variance by the curvature."""
    best = np.zeros(2)
    highest = likelihood(best)
    step = _FIRST_STEP
    while step >= _LAST_STEP:
        around = [best + step * axis for axis in (*np.eye(2), *-np.eye(2))]
        around = [one for one in around if np.abs(one).max() <= _MOST]
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


def _pair_of(shift: np.ndarray) -> Shift:
    down, right = shift.tolist()
    return down, right
