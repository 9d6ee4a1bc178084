"""The description of a metric."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar, Union

import numpy as np

from ...translation import mark
from .block_sums import BlockSums, Setting

S = TypeVar("S", bound=BlockSums)

Values = Union[np.ndarray, float]
"""float64 (bands,), or one number for all bands together."""


class Direction(Enum):
    """The direction in which a metric is better."""

    LOWER = mark("lower is better")
    HIGHER = mark("higher is better")
    ZERO = mark("best is 0")
    ONE = mark("best is 1")
    NONE = mark("for comparison")

    def cost(self, value: Values | list[float]) -> np.ndarray:
        """Return costs, the lower the better, of a value or an array of them; NaN for `NONE`."""
        value = np.asarray(value, float)
        return {Direction.LOWER: value, Direction.HIGHER: -value, Direction.ZERO: np.abs(value),
                Direction.ONE: np.abs(value - 1.0)}.get(self, np.full(value.shape, np.nan))


class Unit(Enum):
    """The unit of a metric."""

    DATA = mark("unit of the data")
    DEGREES = "°"
    DECIBEL = "dB"
    PERCENT = "%"
    NONE = ""


class Need(Enum):
    """The image beside the prediction that a metric needs.

    COARSE: the coarse image of the same date; its metrics follow from the `Moments` of the
    prediction's means over the coarse pixels and of these.
    """

    REFERENCE = "reference"
    COARSE = "coarse"
    FINE_1 = "fine_1"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Metric(Generic[S]):
    """A metric: its name, its meaning, and its formula.

    id: name in scripts and outputs. label: name for people. help: one sentence.
    sums: the class of the sums over all pixels that the formula takes, together with the setting
        of the assessment.
    per_band: whether it has a value for each band, whose mean is then the overall value;
        otherwise there is one for all bands together.
    bands: least and most bands of an image that it suits.
    """

    id: str
    label: str
    help: str
    direction: Direction
    unit: Unit
    need: Need
    sums: type[S]
    formula: Callable[[S, Setting], Values]
    per_band: bool = True
    bands: tuple[int, float] = (1, math.inf)

    @property
    def best(self) -> float:
        """Return the value of a perfect prediction, NaN if there is none."""
        if self.direction is Direction.HIGHER:
            return math.inf if self.unit is Unit.DECIBEL else 1.0
        return {Direction.LOWER: 0.0, Direction.ZERO: 0.0, Direction.ONE: 1.0}.get(
            self.direction, math.nan)

    @property
    def unit_text(self) -> str:
        """Return the unit to write behind the label: nothing if it is the data's."""
        return "" if self.unit is Unit.DATA else self.unit.value
