"""The part of a scene that is kept from the training to measure it: a date or an area."""

from __future__ import annotations

from dataclasses import dataclass

from ...comparison.left_out_date import days_of
from ...errors import InputError
from ...images.dates import date_in
from ...images.scene import Scene
from ...images.window import Window
from ...translation import tr

SPATIAL = "spatial"

_SHARE = 0.2  # of a scene held out where no date can be


@dataclass(frozen=True)
class HeldOut:
    """The part that is held out of a scene.

    date: index of the held-out date, or None where a part of the scene is held out.
    training: window that is trained on. measured: window that is measured on.
    """

    date: int | None
    training: Window
    measured: Window


def hold_out(scene: Scene, wanted: str, least_dates: int) -> HeldOut:
    """Return the part to be held out of a scene.

    wanted: "auto", "spatial" or a date. With "auto" it is a date in the middle if there are more
    than `least_dates` of them, otherwise the lower or right fifth of the scene's area.

    Raises:
        InputError: the date is not among those of the scene, or too few are left.
    """
    whole, dates = scene.wanted.window, len(scene.fine)
    if wanted == "auto" and dates > least_dates:
        return HeldOut(_middle(scene), whole, whole)
    if wanted in ("auto", SPATIAL):
        return _part(whole)
    date = date_in(wanted)
    found = [i for i, raster in enumerate(scene.fine) if raster.date == date]
    if not found:
        known = ", ".join(str(raster.date) for raster in scene.fine if raster.date)
        raise InputError(tr("No image of the scene has the date {date} to be held out. There are: "
                            "{dates}.").format(date=wanted, dates=known or tr("none with a date")))
    if dates <= least_dates:
        raise InputError(tr("With {count} dates, none can be held out. Hold out a part of the "
                            "scene instead ('spatial').").format(count=dates))
    return HeldOut(found[0], whole, whole)


def _middle(scene: Scene) -> int:
    """Return the date nearest to the middle of the series, without those close to another date.

    A date a day beside another one says nothing: any method predicts it well from its neighbour.
    """
    count, days = len(scene.fine), days_of(scene)
    if days is None:
        return count // 2
    gaps = [min(abs(day - other) for j, other in enumerate(days) if j != i)
            for i, day in enumerate(days)]
    usual = sorted(gaps)[(count - 1) // 2]
    return min((i for i in range(count) if gaps[i] >= usual), key=lambda i: abs(i - count // 2))


def _part(whole: Window) -> HeldOut:
    if whole.rows >= whole.columns:
        kept = whole.rows - round(whole.rows * _SHARE)
        return HeldOut(None, whole._replace(rows=kept),
                       whole._replace(row=whole.row + kept, rows=whole.rows - kept))
    kept = whole.columns - round(whole.columns * _SHARE)
    return HeldOut(None, whole._replace(columns=kept),
                   whole._replace(column=whole.column + kept, columns=whole.columns - kept))
