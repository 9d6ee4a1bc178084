"""Whether the dates of images fit together: what is odd is told, nothing is refused."""

from __future__ import annotations

from collections.abc import Sequence

from ..progress import Progress
from ..translation import tr
from .raster import Raster

_SAME_PAIR_DAYS = 16  # composites are named by the first of up to 16 days
_FAR_DAYS = 366


def warn_of_dates(fine: Sequence[Raster], coarse: Sequence[Raster],
                  coarse_predictions: Sequence[Raster], progress: Progress) -> None:
    """Warn of pairs taken on different days, and of dates that are equal, reversed or far apart."""
    for first, second in zip(fine, coarse):
        days = _days_between(first, second)
        if days is not None and abs(days) > _SAME_PAIR_DAYS:
            progress.warn(tr(
                "{fine} and {coarse} are a pair, but were taken {days} days apart ({first} and "
                "{second}).").format(fine=first.name, coarse=second.name, days=abs(days),
                                     first=first.date, second=second.date))
    references = list(fine or coarse)
    for earlier, later in zip(references, references[1:]):
        days = _days_between(earlier, later)
        if days == 0:
            progress.warn(tr("{first} and {second} have the same date, {date}.").format(
                first=earlier.name, second=later.name, date=later.date))
        elif days is not None and days < 0:
            progress.warn(tr(
                "The pairs are not in the order of time: {first} is of {date}, {second} of {other}."
            ).format(first=earlier.name, date=earlier.date, second=later.name, other=later.date))
    for predicted in coarse_predictions:
        _warn_of_prediction(list(coarse or fine), predicted, progress)


def _warn_of_prediction(references: Sequence[Raster], predicted: Raster,
                        progress: Progress) -> None:
    gaps = {abs(days): raster for raster in references
            if (days := _days_between(raster, predicted)) is not None}
    if not gaps:
        return
    nearest = gaps[min(gaps)]
    if min(gaps) == 0:
        progress.warn(tr(
            "{layer}, of the prediction date, has the same date as {other}: {date}.").format(
                layer=predicted.name, other=nearest.name, date=predicted.date))
    elif min(gaps) > _FAR_DAYS:
        progress.warn(tr(
            "{layer}, of the prediction date, was taken {days} days from the nearest pair. Check "
            "the dates: {date} and {other}.").format(layer=predicted.name, days=min(gaps),
                                                     date=predicted.date, other=nearest.date))


def _days_between(first: Raster, second: Raster) -> int | None:
    return None if first.date is None or second.date is None \
        else (second.date - first.date).days
