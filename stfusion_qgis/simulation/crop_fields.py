"""The crops of the fields, and their state on a day of the year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import phenology
from .noise import LandFrame, uniform
from .parcels import Parcels

_HARVESTED = 0.35  # share of the fields that the abrupt harvest takes
_LEFT_STANDING = 0.02
_STUBBLE = 0.45


@dataclass
class Crops:
    """The crops of the fields in a frame; all planes are (rows, columns).

    crop: index in `phenology.CROPS`. delay: days behind the crop's calendar, int.
    vigour: of the growth, 0 to 1. leafiness: 0 narrow to 1 broad leaves.
    doomed: the fields that an abrupt harvest takes, bool.
    """

    crop: np.ndarray
    delay: np.ndarray
    vigour: np.ndarray
    leafiness: np.ndarray
    doomed: np.ndarray

    def state(self, day: int, harvested: bool) -> tuple[np.ndarray, ...]:
        """Return the green, dry, flooded and blossoming shares of the ground, float32.

        harvested: whether the abrupt harvest has come.
        """
        when = (day - 1 - self.delay) % phenology.YEAR
        green, dry, flooded, blossom = phenology.calendar()[:, self.crop, when]
        green, dry, blossom = green * self.vigour, dry * self.vigour, blossom * self.vigour
        if harvested:
            dry = np.where(self.doomed & (green + dry > 0.2), np.float32(_STUBBLE), dry)
            left = np.where(self.doomed, np.float32(_LEFT_STANDING), np.float32(1))
            green, blossom = green * left, blossom * left
        return green, dry, flooded, blossom


def crops(frame: LandFrame, fields: Parcels, patches: np.ndarray) -> Crops:
    """Return the crops of the fields; they grow unevenly where the ground has `patches`."""
    parcel = fields.parcel
    # Many fields follow the taste of their region, so that some crops dominate it.
    taste = 0.5 + np.float32(0.30) * frame.noise("taste", 5000) + 0.2 * (uniform(parcel, 3) - 0.5)
    draw = np.where(uniform(parcel, 2) < 0.4, np.clip(taste, 0, 1), uniform(parcel, 4))
    limits = np.cumsum([crop.share for crop in phenology.CROPS])
    crop = np.searchsorted((limits[:-1] / limits[-1]).astype(np.float32), draw)
    spread, leafiness = np.array([(c.spread, c.leafiness) for c in phenology.CROPS], np.float32).T
    # Uniform in plus or minus 1.7 has a standard deviation of about 1.
    delay = spread[crop] * 1.7 * (2 * uniform(parcel, 7) - 1) + 2.5 * patches
    vigour = np.clip(0.72 + 0.26 * uniform(parcel, 10) + 0.06 * patches, 0, 1)
    return Crops(crop, np.rint(delay).astype(np.int32), vigour, leafiness[crop],
                 uniform(parcel, 11) < _HARVESTED)
