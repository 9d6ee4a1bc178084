"""The dates of a season that are wanted: a list, every so many days, or those of images."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence

from ..errors import InputError
from ..images.dates import date_in
from ..images.source import Source
from ..translation import tr
from .masked_images import known_dates

MOST = 2000
"""Dates of a season, at most."""


def dates_wanted(listed: str, step: int, fine: Sequence[Source], coarse: Sequence[Source],
                 ) -> list[datetime.date]:
    """Return the listed dates; else every `step` days of the images; else those of coarse ones.

    listed: as of `listed_dates`, "" for none. step: 0 for none.

    Raises:
        InputError: a date is none, or nothing tells any.
    """
    dates = listed_dates(listed)
    if dates:
        return dates
    of_coarse = known_dates(coarse)
    if step:
        known = sorted([*of_coarse, *known_dates(fine)])
        return every(step, known[0], known[-1]) if known else []
    if not of_coarse:
        raise InputError(tr("Give the dates to predict: there are no coarse images whose dates "
                            "could be taken."))
    return of_coarse


def listed_dates(text: str) -> list[datetime.date]:
    """Return the dates of a list such as "2020-10-01, 2020-10-09"; ascending, each once.

    A part such as 2020-10-01/2020-12-31/8 stands for every eighth day of a range.

    Raises:
        InputError: a part is no date.
    """
    found: set[datetime.date] = set()
    for word in filter(None, (part.strip() for part in re.split(r"[,;\s，；、]+", text))):
        parts = word.split("/")
        dates = [date_in(part) for part in parts[:2]]
        step = parts[2] if len(parts) == 3 else "1"
        first, last = dates[0], dates[-1]
        if first is None or last is None or len(parts) > 3 or not step.isdecimal() \
                or int(step) < 1 or last < first:
            raise InputError(tr(
                "{text} is no date. Write dates as 2020-10-01, separated by commas, or a range "
                "with its step in days, such as 2020-10-01/2020-12-31/8.").format(text=word))
        found.update(every(int(step), first, last))
    return _checked(found)


def every(days: int, first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return every so many days from a first one to a last one.

    Raises:
        InputError: these are too many.
    """
    count = (last - first).days // days + 1
    if count > MOST:
        raise _too_many(count)
    return [first + datetime.timedelta(days * i) for i in range(count)]


def _checked(dates: Collection[datetime.date]) -> list[datetime.date]:
    if len(dates) > MOST:
        raise _too_many(len(dates))
    return sorted(dates)


def _too_many(count: int) -> InputError:
    return InputError(tr("{count} dates are too many for a season: {most} at most.").format(
        count=count, most=MOST))
