"""Images of a season with their masks, which find each other by their dates."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from ..errors import InputError
from ..images.scene_opening import open_source
from ..images.source import Source
from ..translation import tr


def with_masks(images: Sequence[Source], masks: Sequence[Source], rule: str = "",
               ) -> tuple[Source, ...]:
    """Return images with the masks of their dates.

    An image that already has a mask keeps it; those that cannot be opened stay as they are.
    rule: which values of the masks mean that a pixel may be used, "" for those above 0.

    Raises:
        InputError: a mask has no date, or that of no image.
    """
    by_date: dict[datetime.date, Source] = {}
    for mask in masks:
        date = mask.date or open_source(mask).date
        if date is None:
            raise InputError(tr(
                "The date of the mask {layer} is unknown. Write it into the file's name as "
                "YYYY-MM-DD.").format(layer=mask.name or mask.path))
        by_date[date] = replace(mask, date=None)
    found, used = [], set()
    for image in images:
        date = _date(image)
        if date in by_date and image.mask is None:
            image = replace(image, mask=by_date[date])
        used.add(date)
        found.append(replace(image, mask_rule=rule)
                     if image.mask and rule and not image.mask_rule else image)
    for date, mask in by_date.items():
        if date not in used:
            raise InputError(tr("The mask {layer} has the date {date}, but no image has.").format(
                layer=mask.name or mask.path, date=date))
    return tuple(found)


def known_dates(images: Sequence[Source]) -> list[datetime.date]:
    """Return the dates of images, ascending, each once; those that nobody knows are left out."""
    return sorted({date for image in images if (date := _date(image)) is not None})


def _date(image: Source) -> datetime.date | None:
    if image.date is not None:
        return image.date
    try:
        return open_source(replace(image, mask=None)).date
    except InputError:
        return None
