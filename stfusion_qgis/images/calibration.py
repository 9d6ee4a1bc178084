"""Scale and offset of bands: from the numbers of a file to physical values, and back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bands import Band

# No product's integers have to be multiplied by as much: files in HDF4 (MOD09, MOD13) state by
# what to divide.
_DIVISOR = 10.0


@dataclass(frozen=True)
class Calibration:
    """The line of each band from a file's numbers to values: gain x number + offset.

    gains, offsets: of all bands of a file; gains are not 0.
    """

    gains: tuple[float, ...]
    offsets: tuple[float, ...]

    @classmethod
    def none(cls, bands: int) -> Calibration:
        """Return the calibration that leaves numbers as they are."""
        return cls((1.0,) * bands, (0.0,) * bands)

    @classmethod
    def straight(cls, bands: Sequence[Band]) -> Calibration:
        """Return the calibration that the tags of the bands state, word for word."""
        return cls(*zip(*((_scale(band), _offset(band)) for band in bands)))

    @classmethod
    def inverted(cls, bands: Sequence[Band]) -> Calibration:
        """Return the calibration of tags that mean division: (number - offset) / scale."""
        return cls(tuple(1 / _scale(band) for band in bands),
                   tuple(-_offset(band) / _scale(band) for band in bands))

    @classmethod
    def stated(cls, bands: Sequence[Band]) -> Calibration:
        """Return what the tags of the bands most likely mean."""
        return cls.inverted(bands) if means_division(bands) else cls.straight(bands)

    @property
    def is_none(self) -> bool:
        """Say whether numbers stay as they are."""
        return all(gain == 1 for gain in self.gains) and not any(self.offsets)

    def of(self, selection: Sequence[int]) -> Calibration:
        """Return the calibration of some of the bands, by their indices."""
        return Calibration(tuple(self.gains[i] for i in selection),
                           tuple(self.offsets[i] for i in selection))

    def then(self, gain: float, offset: float) -> Calibration:
        """Return this calibration followed by another line, of all bands."""
        return Calibration(tuple(gain * own for own in self.gains),
                           tuple(gain * own + offset for own in self.offsets))

    def values(self, numbers: np.ndarray) -> np.ndarray:
        """Return the values of numbers (bands, ...) as float64."""
        return numbers * _column(self.gains, numbers) + _column(self.offsets, numbers)

    def numbers(self, values: np.ndarray, differences: bool = False) -> np.ndarray:
        """Return the numbers of values (bands, ...) as float64.

        differences: whether the values are differences or deviations, which have no offset.
        """
        offsets = 0.0 if differences else _column(self.offsets, values)
        return (values - offsets) / _column(self.gains, values)

    def __str__(self) -> str:
        return ", ".join(dict.fromkeys(f"{gain:.6g} x DN {'-' if offset < 0 else '+'} "
                                       f"{abs(offset):.6g}" if offset else f"{gain:.6g} x DN"
                                       for gain, offset in zip(self.gains, self.offsets)))


def means_division(bands: Sequence[Band]) -> bool:
    """Say whether the scale of a band can only mean that its numbers are to be divided by it."""
    return any(abs(_scale(band)) >= _DIVISOR for band in bands)


def _scale(band: Band) -> float:
    usable = band.scale and math.isfinite(band.scale) and abs(band.scale) > 1e-30
    return float(band.scale) if usable and band.scale else 1.0


def _offset(band: Band) -> float:
    return float(band.offset) if band.offset and math.isfinite(band.offset) else 0.0


def _column(values: Sequence[float], like: np.ndarray) -> np.ndarray:
    return np.array(values, np.float64).reshape(-1, *[1] * (like.ndim - 1))
