"""The date of an image, from its metadata or its name."""

from __future__ import annotations

import calendar
import datetime
import re

_METADATA_ITEMS = ("ACQUISITIONDATETIME", "ACQUISITION_DATE", "DATE_ACQUIRED", "SENSING_TIME",
                   "PRODUCT_START_TIME", "RANGEBEGINNINGDATE")
# A year stands by itself, or behind a Landsat's number: L72000306, LE71210442000306 (with the path
# and row of the scene).
_YEAR = r"(?:(?<!\d)|(?<=(?<![A-Za-z0-9])L[4-9])|(?<=L[A-Z]\d{7}))(19\d\d|20\d\d)([-_.]?)"
_MONTH_AND_DAY = re.compile(_YEAR + r"(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_OF_YEAR = re.compile(_YEAR + r"([0-3]\d\d)(?!\d)")


def date_in(text: str) -> datetime.date | None:
    """Return the first date that `text` names, or None.

    Known forms: 2004-11-26, 2004_11_26, 20041126, 2004331, A2004331 and 2004-331, the
    latter three being a year and a day of the year.
    """
    # TIFF tags separate the parts of a date by colons.
    text = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", text.strip())
    for found in _MONTH_AND_DAY.finditer(text):
        try:
            return datetime.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    for found in _DAY_OF_YEAR.finditer(text):
        year, day = int(found[1]), int(found[3])
        if 1 <= day <= 365 + calendar.isleap(year):
            return datetime.date(year, 1, 1) + datetime.timedelta(day - 1)
    return None


def date_of(metadata: dict[str, str], name: str) -> datetime.date | None:
    """Return the date an image was taken: from its metadata, otherwise from its name, or None.

    TIFFTAG_DATETIME comes last: most software writes the time of processing there.
    """
    items = {key.upper(): value for key, value in metadata.items()}
    for item in _METADATA_ITEMS:
        if item in items and date_in(items[item]):
            return date_in(items[item])
    return date_in(name) or date_in(items.get("TIFFTAG_DATETIME", ""))
