"""Pairs of fine and coarse images, with their masks, by their dates."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ..errors import InputError
from ..images.scene_opening import open_source
from ..images.source import Source
from ..translation import tr


@dataclass(frozen=True)
class Match:
    """The images of a date; without `coarse` it is to be simulated.

    guide: of that date, such as features of its fine image.
    """

    date: datetime.date
    fine: Source
    coarse: Source | None = None
    guide: Source | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the entry of a training's configuration, which any process can read."""
        coarse = self.coarse
        return {"fine": source_entry(self.fine), "coarse": source_entry(coarse),
                "date": self.date.isoformat(), "fine_mask": source_entry(self.fine.mask),
                "coarse_mask": source_entry(coarse.mask if coarse else None),
                "guide": source_entry(self.guide)}

    def __str__(self) -> str:
        names = [self.fine.name or self.fine.path]
        if self.coarse:
            names.append(self.coarse.name or self.coarse.path)
        if self.guide:
            names.append(self.guide.name or self.guide.path)
        return f"{self.date}: {' + '.join(names)}"


def match(fine: Sequence[Source], coarse: Sequence[Source], fine_masks: Sequence[Source] = (),
          coarse_masks: Sequence[Source] = (), most_days: int = 0, least_dates: int = 2
          ) -> tuple[list[Match], list[Source]]:
    """Return the images of each date, in order of time, and the coarse images without a fine one.

    most_days: by how many days the two images of a pair may differ. least_dates: that are needed.

    Raises:
        InputError: an image has no date, two have the same, a fine image or a mask has no
            partner, or there are too few dates.
    """
    by_date = _dated(_with_masks(fine, fine_masks))
    coarse_by_date = _dated(_with_masks(coarse, coarse_masks))
    free = dict(coarse_by_date)
    matches = []
    # Images of the very same day first, so that nobody takes another's partner.
    for date in sorted(by_date, key=lambda day: (day not in free, day)):
        if not coarse:
            matches.append(Match(date, by_date[date]))
            continue
        partner = _nearest(date, free) if free else None
        if partner is None or abs((partner - date).days) > most_days:
            raise InputError(_no_partner(by_date[date], date, coarse_by_date, most_days))
        matches.append(Match(date, by_date[date], free.pop(partner)))
    if len(matches) < least_dates:
        raise InputError(tr("This needs the images of two dates at least, but there is only "
                            "{count}.").format(count=len(matches)))
    return sorted(matches, key=lambda found: found.date), list(free.values())


def with_guides(matches: Sequence[Match], guides: Sequence[Source]) -> list[Match]:
    """Return the images of each date with the guide of it.

    Raises:
        InputError: a guide has no date, or a date no guide.
    """
    by_date = _dated(guides)
    lacking = [found for found in matches if found.date not in by_date]
    if lacking:
        raise InputError(tr(
            "There is no guide for {date}. Give one guide for all dates, or one for each fine "
            "image, with its date in the file's name as YYYY-MM-DD.").format(date=lacking[0].date))
    return [replace(found, guide=by_date[found.date]) for found in matches]


def source_entry(source: Source | None) -> str | dict[str, Any] | None:
    """Return an image as a configuration has it: its path, with all settings where it has any."""
    if source is None:
        return None
    # What is no file may be a part of one, as GDAL writes it, or lie in a database.
    path = os.path.abspath(source.path) if os.path.exists(source.path) else source.path
    if source.is_path_only:
        return path
    return replace(source, path=path, mask=None, date=None).as_dict()


def _modified(path: str) -> tuple[int, ...]:
    """Return when a file and that of its metadata were changed."""
    return tuple(os.stat(file).st_mtime_ns if os.path.exists(file) else 0
                 for file in (path, f"{path}.aux.xml"))


@lru_cache(maxsize=256)
def _date_in(source: Source, modified: tuple[int, ...]) -> datetime.date | None:
    """Return the date that an image tells itself; checks before a run and the run ask for it."""
    return open_source(source).date


def _dated(sources: Sequence[Source]) -> dict[datetime.date, Source]:
    found: dict[datetime.date, Source] = {}
    for source in sources:
        date = source.date or _date_in(source, _modified(source.path))
        name = source.name or source.path
        if date is None:
            raise InputError(tr(
                "The date of {layer} is unknown. Write it into the file's name as YYYY-MM-DD, or "
                "give the layer a fixed time range (Properties > Temporal).").format(layer=name))
        if date in found:
            raise InputError(tr("{first} and {second} have the same date, {date}. Give one image "
                                "for each date.").format(
                                    first=found[date].name, second=name, date=date))
        found[date] = replace(source, name=name, date=date)
    return found


def _with_masks(sources: Sequence[Source], masks: Sequence[Source]) -> list[Source]:
    if not masks:
        return list(sources)
    by_date = _dated(masks)
    result = []
    for date, source in _dated(sources).items():
        mask = by_date.pop(date, None)
        result.append(replace(source, mask=replace(mask, date=None) if mask else source.mask,
                              date=date))
    for date, mask in by_date.items():
        raise InputError(tr("The mask {layer} has the date {date}, but no image has.").format(
            layer=mask.name, date=date))
    return result


def _nearest(date: datetime.date, others: Collection[datetime.date]) -> datetime.date:
    return min(others, key=lambda other: (abs((other - date).days), other))


def _no_partner(source: Source, date: datetime.date, coarse: dict[datetime.date, Source],
                most_days: int) -> str:
    nearest = _nearest(date, coarse)
    text = tr("There is no coarse image for {layer} of {date}; the nearest is {coarse} of "
              "{coarse_date}.").format(layer=source.name, date=date, coarse=coarse[nearest].name,
                                       coarse_date=nearest)
    days = abs((nearest - date).days)
    if 0 < days <= 5 and days > most_days:
        return text + " " + tr("If the land has not changed in between, set 'Days between the "
                               "images of a pair' to {days}.").format(days=days)
    return text + " " + tr("Give one, or leave the fine image out.")
