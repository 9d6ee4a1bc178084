"""The year of plants: how much of the ground is green, dry, flooded or in blossom each day.

Green cover rises and falls as logistic curves (Zhang et al. 2003, Monitoring vegetation
phenology using MODIS, https://doi.org/10.1016/S0034-4257(02)00135-9).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

YEAR = 366
_STUBBLE = 0.55  # of the ground after harvest, until ploughing


@dataclass(frozen=True)
class Season:
    """One growing season of a field; all dates are days of the year.

    greening, senescence: when the green cover is half of its largest, `cover`.
    harvest, ploughing: ripe plants stand until one, stubble until the other.
    pace: days that the curves take for their steepest part.
    """

    greening: float
    senescence: float
    harvest: float
    ploughing: float
    cover: float = 0.9
    pace: float = 8

    def green(self, day: np.ndarray) -> np.ndarray:
        """Return the share of the ground, 0 to 1, under green leaves."""
        rise, fall = _logistic(day, self.greening, self.pace), _logistic(
            day, self.senescence, self.pace / 2)
        return self.cover * rise * (1 - fall) * (day < self.harvest)

    def dry(self, day: np.ndarray) -> np.ndarray:
        """Return the share of the ground, 0 to 1, under ripe plants or stubble."""
        ripe = self.cover * _logistic(day, self.senescence, self.pace / 2)
        left = np.where(day < self.harvest, ripe, _STUBBLE)
        return left * (day < self.ploughing) * (day > self.greening)


@dataclass(frozen=True)
class Crop:
    """A crop: the growth of a field in the course of the year.

    share: of all fields. leafiness: 0 narrow, 1 broad leaves, which are brighter.
    spread: standard deviation in days between fields. evergreen: least green cover.
    flooded, blossom: days from, to.
    """

    name: str
    share: float
    seasons: tuple[Season, ...] = ()
    leafiness: float = 0.5
    spread: float = 6
    evergreen: float = 0.0
    flooded: tuple[float, float] | None = None
    blossom: tuple[float, float] | None = None


CROPS = (
    Crop("wheat and maize", 0.24, leafiness=0.15, seasons=(
        Season(72, 148, 163, 170), Season(192, 258, 274, 285, pace=6))),
    Crop("wheat", 0.10, (Season(78, 157, 174, 225),), leafiness=0.05),
    Crop("maize", 0.17, (Season(163, 252, 270, 310, 0.92, 7),), leafiness=0.4),
    Crop("rice", 0.10, (Season(178, 256, 272, 300, 0.9, 7),), leafiness=0.2,
         flooded=(128, 186)),
    Crop("rapeseed", 0.06, (Season(66, 138, 150, 164, 0.95),), leafiness=0.9, blossom=(88, 118)),
    Crop("soybean", 0.09, (Season(176, 262, 280, 300, 0.93, 9),), leafiness=0.85),
    Crop("alfalfa", 0.05, leafiness=1.0, evergreen=0.12, spread=9, seasons=(
        Season(70, 170, 132, 132), Season(140, 210, 169, 169, pace=4),
        Season(178, 250, 206, 206, pace=4), Season(215, 320, 300, 300, pace=4))),
    Crop("vegetables", 0.06, leafiness=0.7, spread=25, seasons=(
        Season(105, 190, 160, 162, 0.7), Season(200, 290, 262, 264, 0.75))),
    Crop("pasture", 0.06, (Season(85, 300, 320, 320, 0.5, 14),), leafiness=0.1, evergreen=0.25),
    Crop("fallow", 0.04, (Season(110, 200, 330, 331, 0.25, 15),), leafiness=0.1),
    Crop("orchard", 0.03, (Season(105, 295, 330, 330, 0.6, 8),), leafiness=0.3, spread=3),
)
COMPONENTS = ("green", "dry", "flooded", "blossom")


@functools.cache
def calendar() -> np.ndarray:
    """Return the shares of ground, float32 (components, crops, days of the year), 0 to 1.

    The components are those of `COMPONENTS`; the blossom is a part of the green. What is
    left of the ground is bare soil. Day 1 is at index 0.
    """
    day = np.arange(1, YEAR + 1, dtype=float)
    return np.stack([_year(crop, day) for crop in CROPS], axis=1).astype(np.float32)


def _year(crop: Crop, day: np.ndarray) -> np.ndarray:
    green = np.full(YEAR, crop.evergreen)
    dry = np.zeros(YEAR)
    for season in crop.seasons:
        green, dry = np.maximum(green, season.green(day)), np.maximum(dry, season.dry(day))
    dry = np.minimum(dry, 1 - green)
    flooded = _within(day, crop.flooded) * (1 - green - dry) * 0.9
    return np.stack([green, dry, flooded, _within(day, crop.blossom) * green * 0.7])


def _within(day: np.ndarray, period: tuple[float, float] | None) -> np.ndarray:
    if period is None:
        return np.zeros(YEAR)
    return _logistic(day, period[0], 4) * (1 - _logistic(day, period[1], 4))


def leaves(day: float) -> np.float32:
    """Return the leaf cover, 0 to 1, of deciduous forest on a day of the year."""
    return np.float32(_logistic(day, 108, 9) * (1 - _logistic(day, 298, 9)))


def grass(day: float) -> np.float32:
    """Return the green part, 0 to 1, of wild grass, which dries in summer."""
    spring = _logistic(day, 92, 14) * (1 - 0.45 * _logistic(day, 195, 14))
    return np.float32(0.2 + 0.7 * spring * (1 - _logistic(day, 285, 14)))


def _logistic(day: np.ndarray | float, middle: float, pace: float) -> np.ndarray:
    return 1 / (1 + np.exp(-2 / pace * (np.asarray(day, float) - middle)))
