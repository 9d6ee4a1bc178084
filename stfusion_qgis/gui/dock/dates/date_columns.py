"""The columns of a strip of dates: nearer where dates are near, but never too near to click."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

_LEAST, _MOST = 18, 46  # pixels between two columns (at 96 dpi)
_A_DAY = 3.0


@dataclass(frozen=True)
class DateColumn:
    """A date of the strip.

    fine, coarse: names of its images, "" for none. key: of the coarse image, by which the date is
    predicted, "" if there is none. truth: whether the fine image shows the date of the coarse one.
    fine_clear, coarse_clear: shares of clear pixels, None where unknown.
    """

    date: datetime.date
    fine: str = ""
    coarse: str = ""
    key: str = ""
    truth: bool = False
    fine_clear: float | None = None
    coarse_clear: float | None = None


@dataclass(frozen=True)
class ChosenPair:
    """A pair from which a date is predicted. fine: name of its image. reason: why it was chosen."""

    fine: str
    reason: str


def places(dates: Sequence[datetime.date], scale: float = 1.0) -> list[float]:
    """Return the middle of each column in pixels from the left; dates: ascending.

    scale: pixels for one at 96 dpi.
    """
    found: list[float] = []
    for i, date in enumerate(dates):
        if not i:
            found.append(_LEAST * 0.75 * scale)
            continue
        days = (date - dates[i - 1]).days
        found.append(found[-1] + min(max(days * _A_DAY, _LEAST), _MOST) * scale)
    return found


def width_of(dates: Sequence[datetime.date], scale: float = 1.0) -> float:
    """Return the width of all columns in pixels."""
    return places(dates, scale)[-1] + _LEAST * 0.75 * scale if dates else 0.0


def month_starts(dates: Sequence[datetime.date]) -> list[int]:
    """Return the indices of the dates that are the first of a month in the strip."""
    return [i for i, date in enumerate(dates)
            if not i or (date.year, date.month) != (dates[i - 1].year, dates[i - 1].month)]
