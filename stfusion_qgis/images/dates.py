"""The date of an image, from its metadata or its name."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping

from .source import short_name

# The moment of the image, or the name that its producer gave it.
_MOMENT_ITEMS = ("ACQUISITIONDATETIME", "ACQUISITION_DATE", "ACQUISITION_TIME", "DATE_ACQUIRED",
                 "SENSING_TIME", "PRODUCT_START_TIME", "LOCALGRANULEID")
# The first day of a range, in whose middle the image of the name may lie (MCD43A4).
_RANGE_ITEMS = ("RANGEBEGINNINGDATE", "TIME_COVERAGE_START")

# A year stands by itself, or behind a Landsat's number: L72000306, LE71210442000306 (with the path
# and row of the scene).
_YEAR = r"(?:(?<!\d)|(?<=(?<![A-Za-z0-9])L[4-9])|(?<=L[A-Z]\d{7}))(?P<y>19\d\d|20\d\d)"
_MONTH, _DAY = r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
# Hours and minutes may follow, and seconds.
_TIME = r"(?=(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d))"
_FORMS = tuple(re.compile(form) for form in (
    _YEAR + r"(?P<s>[-_.]?)" + _MONTH + "(?P=s)" + _DAY + _TIME,
    _YEAR + r"(?P<s>[-./])(?P<m>[1-9]|1[0-2])(?P=s)(?P<d>[1-9]|[12]\d|3[01])"
    r"(?![\d.]*\d|k?m(?![a-z]))",
    _YEAR + r"\s*[年년]\s*(?P<m>\d\d?)\s*[月월]\s*(?P<d>\d\d?)\s*[日号號일]?",
    r"(?i:doy)[-_]?(?P<y>19\d\d|20\d\d)[-_]?(?P<n>[0-3]\d\d)(?:\d{6})?(?!\d)",
    _YEAR + r"(?P<n>[0-3]\d\d)(?!\d)",
    _YEAR + r"(?P<s>[-_.])(?P<n>[0-3]\d\d)(?![\dA-Za-z]|[-_. ]?k?m(?![a-z]))",
    r"(?<!\d)(?P<a>\d\d?)(?P<s>[-_./])(?P<b>\d\d?)(?P=s)(?P<y>19\d\d|20\d\d)(?!\d)",
))
# Behind a year and "_" or ".", these are rather the size of a pixel in metres.
_SIZES = (10, 15, 20, 30, 60, 90, 100, 120, 250, 300)
_FOLDERS = re.compile(r"[^/\\:]+\.(?:SAFE|SEN3)(?![A-Za-z0-9])", re.IGNORECASE)


def date_in(text: str) -> datetime.date | None:
    """Return the first date that `text` names, or None.

    Known forms: 2004-11-26, 2004_11_26, 20041126 (with a time behind it, too), 2004.6.1,
    2004年6月1日; 2004331, A2004331, doy2004331 and 2004-331, which are a year and a day of the
    year; 26-11-2004 where the day can be no month, and 01.06.2004.
    """
    # TIFF tags separate the parts of a date by colons.
    text = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", text.strip())
    found = [(match.start("y") if "a" not in match.groupdict() else match.start("a"), i, date)
             for i, form in enumerate(_FORMS) for match in form.finditer(text)
             if (date := _date(match)) is not None]
    return min(found)[2] if found else None


def _date(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if parts.get("n"):
        number = int(parts["n"])
        if not 1 <= number <= 365 + calendar.isleap(year) or (
                parts.get("s") in ("_", ".") and number in _SIZES):
            return None
        return datetime.date(year, 1, 1) + datetime.timedelta(number - 1)
    if parts.get("a"):
        day, month = int(parts["a"]), int(parts["b"])
        if day <= 12 < month:
            day, month = month, day
        elif day <= 12 and day != month and parts["s"] != ".":
            return None  # 01-06-2020 is of June or of January
    else:
        month, day = int(parts["m"]), int(parts["d"])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def date_of(metadata: Mapping[str, str], name: str, path: str = "") -> datetime.date | None:
    """Return the date an image was taken, or None.

    metadata: of the file. name: what the user calls it. path: what GDAL opens.

    What tells the moment counts first, then the names of the layer, the file and the product's
    folder (.SAFE), then the beginning of a range of time. TIFFTAG_DATETIME comes last: most
    software writes the time of processing there.
    """
    items = {key.rpartition("#")[2].upper().replace(" ", "_"): str(value)
             for key, value in metadata.items()}
    texts = [*(items.get(item, "") for item in _MOMENT_ITEMS), name, short_name(path),
             *reversed(_FOLDERS.findall(path)), *(items.get(item, "") for item in _RANGE_ITEMS),
             items.get("TIFFTAG_DATETIME", "")]
    return next((date for text in texts if (date := date_in(text)) is not None), None)
