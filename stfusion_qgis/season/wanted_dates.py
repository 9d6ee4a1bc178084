"""The dates of a season that are wanted: a list, every so many days, or those of images."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection

from ..errors import InputError
from ..images.dates import date_in
from ..translation import tr

MOST = 2000
"""Dates of a season, at most."""


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
