"""What quality layers say of pixels, in words that all products share."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from ..translation import mark


class PixelCondition(enum.Enum):
    """A condition of a pixel by which it may be left out; the value is what users read."""

    FILL = mark("nothing recorded")
    CLOUD = mark("cloud")
    SHADOW = mark("cloud shadow")
    CIRRUS = mark("cirrus")
    BESIDE_CLOUD = mark("beside cloud")
    SNOW = mark("snow or ice")
    WATER = mark("water")
    SATURATED = mark("saturated")
    HIGH_AEROSOL = mark("high aerosol")
    LOW_QUALITY = mark("low quality")


USUALLY_LEFT_OUT = (PixelCondition.CLOUD, PixelCondition.SHADOW, PixelCondition.CIRRUS,
                    PixelCondition.BESIDE_CLOUD)
"""Besides fill, which is never used."""


@dataclass(frozen=True)
class QualityFlag:
    """How a quality layer tells a condition: a field of its bits, or the whole number, has a value.

    condition: that is told. layer: place of the quality layer, as of a band. values: of the field
    that mean the condition. first_bit: of the field, counted from 0 at the least one. bits: width
    of the field; None for the whole number, which may be negative.
    optional: whether downloads may lack the layer; the condition is not known then.
    """

    condition: PixelCondition
    layer: str
    values: tuple[int, ...] = (1,)
    first_bit: int = 0
    bits: int | None = None
    optional: bool = False

    def holds(self, numbers: np.ndarray) -> np.ndarray:
        """Return where the condition holds, of the integers of the layer."""
        if numbers.dtype.kind == "f":  # as exports write them
            numbers = np.where(np.isfinite(numbers), numbers, 0)
        if self.bits is not None:
            numbers = (numbers.astype(np.int64) >> self.first_bit) & ((1 << self.bits) - 1)
        return np.isin(numbers, self.values)


def flag(condition: PixelCondition, layer: str, bit: int) -> QualityFlag:
    """Return how a single bit tells a condition."""
    return QualityFlag(condition, layer, (1,), bit, 1)
