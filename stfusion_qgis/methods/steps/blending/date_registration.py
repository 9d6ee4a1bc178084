"""How the images of a prediction date and of its pairs lie on each other.

All shifts tell how far behind a place lies, in the first pair's fine image, what an image shows
there; (down, right), in cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....images.fine_shift import FINE_SHIFT, MOST_PIXELS, fine_shift
from ....images.image import Image
from ....images.window import Window
from ....progress import Progress
from .land import Land, MovedLand
from .moved_image import Shift
from .moved_sensor import MovedSensor
from .pair_observations import PairObservations, compared_cells

_LEAST_PIXELS = 0.5  # to move an image by less blurs it more than it gains
_LEAST_PIXELS_SEVERAL = 0.25  # where several fine images tell where they lie

_FEW = 10  # cells a side
_PIXELS = 1024  # fine pixels a side by which fine images are compared
_BEFOREHAND = 2  # degrees of freedom that are believed beforehand of where images lie


@dataclass(frozen=True)
class Registration:
    """What the images have to be moved by to lie where the land of a prediction date lies.

    Moved by a shift, an image has at each place what lies so far behind it (down, right).
    fine: of the pairs' fine images, in fine pixels. coarse: of their coarse images, and after: of
    that of the date, in cells.
    """

    fine: tuple[Shift, ...]
    coarse: tuple[Shift, ...]
    after: Shift = (0.0, 0.0)

    @classmethod
    def none(cls, pairs: int) -> Registration:
        """Return that of images that lie on each other."""
        return cls(((0.0, 0.0),) * pairs, ((0.0, 0.0),) * pairs)


def coregistration(land: Land, pairs: PairObservations,
                   progress: Progress) -> OnePair | SeveralPairs | None:
    """Return what finds how prediction dates lie on the pairs; None where there are few cells."""
    known = np.logical_and.reduce([image.valid for image in pairs.coarse])
    window = compared_cells(known & (pairs.seen.share > 0), land.cells.ratio)
    if min(window.rows, window.columns) < _FEW:
        return None
    kind = OnePair if len(pairs.coarse) == 1 else SeveralPairs
    return kind(land, pairs, window, progress)


class OnePair:
    """Finds how prediction dates lie on a pair."""

    def __init__(self, land: Land, pairs: PairObservations, window: Window, progress: Progress):
        """Look at the pair; window: of cells that are compared."""
        seen = pairs.observation
        self._ratio = land.cells.ratio
        self._view = MovedSensor(land, window, pairs.features, seen, progress)
        self._of_pair, self._doubt = self._view.shift_of(pairs.coarse[0])
        beside = self._of_pair + np.array([seen.down, seen.right])
        self._of_coarse = float((beside ** 2).mean())
        self._of_land = (FINE_SHIFT / self._ratio) ** 2

    def of(self, after: Image) -> Registration:
        """Return how a prediction date lies on the pair, by its coarse image.

        The shift that the coarse image tells is the sum of three Gaussian errors: of the coarse
        image, as far as that of the pair lies beside the fine one; of the fine images; and of the
        estimate. Each has its part by its variance; the land less than half a pixel has none.
        """
        found, doubt = self._view.shift_of(after)
        shift = found - self._of_pair
        total = self._of_coarse + self._of_land + doubt + self._doubt
        land = _believed(shift * self._of_land / total * self._ratio, _LEAST_PIXELS)
        return Registration((_pair_of(land),), (_pair_of(land / self._ratio),),
                            _pair_of(-shift * self._of_coarse / total))


class SeveralPairs:
    """Finds how prediction dates lie on several pairs, which may lie beside each other."""

    def __init__(self, land: Land, pairs: PairObservations, window: Window, progress: Progress):
        """Look at the pairs; window: of cells that are compared."""
        ratio = self._ratio = land.cells.ratio
        apart = _fine_shifts(land, pairs)
        self._lands = apart / ratio
        laid = MovedLand(land, [_pair_of(-one) for one in apart])
        self._view = MovedSensor(laid, window, pairs.features, pairs.observation, progress)
        found = [self._view.shift_of(image, near)
                 for image, near in zip(pairs.coarse, self._lands)]
        coarse, doubts = (np.array(of_each) for of_each in zip(*found))
        self._mean = coarse.mean(axis=0)
        # Each coarse image lies beside its fine one by what the sensor does always, and more.
        beside = coarse - self._lands
        self._always = beside.mean(axis=0)
        freedom = beside.size - 2
        own = ((beside - self._always) ** 2).sum() / freedom
        self._own = (beside - self._always) * np.divide(own, own + doubts)
        # What coarse images tell of where the land lies: covariances over the pairs, drawn to what
        # is believed beforehand.
        land_apart, coarse_apart = self._lands - self._lands.mean(axis=0), coarse - self._mean
        self._of_land = (land_apart * coarse_apart).sum() / (_BEFOREHAND + freedom)
        self._of_coarse = (_BEFOREHAND * ((FINE_SHIFT / ratio) ** 2 + own)
                           + (coarse_apart ** 2).sum()) / (_BEFOREHAND + freedom)

    def of(self, after: Image) -> Registration:
        """Return how a prediction date lies on the pairs, by its coarse image.

        Its land lies in the mean of those of the pairs, but for a part of what its coarse image
        lies beside the mean of theirs: as far as land and coarse images lie apart together.
        """
        found, doubt = self._view.shift_of(after, self._mean)
        beside = found - self._mean
        land = self._lands.mean(axis=0) + beside * self._of_land / (self._of_coarse + doubt)
        coarse = self._mean + beside * self._of_coarse / (self._of_coarse + doubt)
        fine = [_believed((land - one) * self._ratio, _LEAST_PIXELS_SEVERAL)
                for one in self._lands]
        return Registration(
            tuple(map(_pair_of, fine)),
            tuple(_pair_of(land - one - own) for one, own in zip(self._lands, self._own)),
            _pair_of(land + self._always - coarse))


def _fine_shifts(land: Land, pairs: PairObservations) -> np.ndarray:
    """Return the shifts of the fine images of the pairs (pairs, 2), in fine pixels."""
    side = max(1, _PIXELS // land.cells.ratio)
    window = compared_cells(pairs.seen.share > 0, land.cells.ratio, side, _PIXELS)
    images = land.read(land.cells.fine_window(window))
    return np.array([np.zeros(2), *(fine_shift(images[0], image) for image in images[1:])])


def _believed(shift: np.ndarray, least: float) -> np.ndarray:
    """Return a shift of fine images that is believed, in fine pixels: none if it is less."""
    return shift.clip(-MOST_PIXELS, MOST_PIXELS) if np.hypot(*shift) >= least else np.zeros(2)


def _pair_of(shift: np.ndarray) -> Shift:
    down, right = shift.tolist()
    return down, right
