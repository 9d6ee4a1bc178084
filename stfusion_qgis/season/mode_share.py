"""How much of the departures by modes is there: what images that are held out tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..images.window import Window
from .folds import Fold
from .smoothing.block_series import BlockSeries
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.in_time import images_in_time, in_time
from .smoothing.mode_curves import ModeCurves
from .smoothing.season_smoother import HALO
from .smoothing.season_traits import SeasonTraits

_FEWEST = 3  # images that are held out, without which nothing is sure


@dataclass(frozen=True)
class ModeShare:
    """What images tell of the departures by modes that are predicted without them.

    told: of each fold, as `told_of` has it.
    """

    told: Mapping[Fold, np.ndarray]

    def of(self, but: int | None = None) -> float:
        """Return the share of the departures that makes errors least, 0 to 1.

        It is drawn to zero by its own uncertainty, as the images differ in it (Stein's
        estimator); 0 if it is not beyond that.
        but: place of an image that does not count.
        """
        images: dict[int, np.ndarray] = defaultdict(lambda: np.zeros(2))
        for fold, told in self.told.items():
            if fold.number != but:
                images[fold.number] += told
        along, squares = np.array(list(images.values())).reshape(-1, 2).T
        square = squares.sum()
        if len(images) < _FEWEST or square <= 0:
            return 0.0
        share = float(along.sum() / square)
        doubt = ((along - share * squares) ** 2).sum() / square ** 2
        variance = float(doubt * len(images) / (len(images) - 1))
        if share <= 0 or share ** 2 <= variance:
            return 0.0
        return min(share * (1 - variance / share ** 2), 1.0)


def told_of(fold: Fold, curve: CoarseCurve, traits: SeasonTraits, block: BlockSeries,
            window: Window, curves: ModeCurves) -> np.ndarray:
    """Return what an image that is held out tells in a block: two sums over its pixels.

    By what the image lies off the line between those that are used, where the coarse curve is
    taken from all, and by what the departures lie off the line between theirs: the sum of both
    multiplied, and of the latter squared, in units of the bands.
    """
    day = block.days[fold.number]
    used = block.only(fold.known).inner(HALO)
    near = images_in_time(used, day)
    if not near:
        return np.zeros(2)
    departures = curves.departures(block, window.grow(HALO), [day, *(used.days[i] for i in near)],
                                   curve)
    used, plain = used.only(near), block.inner(HALO)
    gain = traits.gain.astype(np.float32)[:, None, None]
    clear = np.isfinite(used.fine)

    def off(here: np.ndarray, there: np.ndarray) -> np.ndarray:
        return here - in_time(replace(used, fine=np.where(clear, there, np.nan)), day)[0]

    land = off(plain.fine[fold.number] - gain * np.nan_to_num(plain.coarse[fold.number]),
               used.fine - gain * np.nan_to_num(used.coarse))
    inner = (..., slice(HALO, -HALO), slice(HALO, -HALO))
    bend = gain * off(departures[day][inner], np.stack(
        [departures[other][inner] for other in used.days]))
    known = np.isfinite(land + bend)
    land, bend = (np.where(known, each, 0).astype(np.float64) for each in (land, bend))
    unit = 1 / traits.spread ** 2
    return np.array([unit @ (land * bend).sum(axis=(1, 2)), unit @ (bend * bend).sum(axis=(1, 2))])
