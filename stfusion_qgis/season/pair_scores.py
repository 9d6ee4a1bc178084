"""How well a pair suits a prediction date: a score from what is known before anything is fused."""

from __future__ import annotations

import datetime

from .dated_images import DatePair, day_of

_HALVING = 32.0  # days in which land has changed so much that a pair is worth half
_GAP = 0.1  # that each day between the two images of a pair costs
_VIEW = 60.0  # degrees between the views of two coarse images by which a pair is worth half


def pair_score(pair: DatePair, date: datetime.date, likeness: float | None = None,
               view_difference: float | None = None) -> float:
    """Return 0 to 100: the share that is clear in both images, less for time, gap and unlikeness.

    likeness: correlation of the coarse image of the pair with that of the date. view_difference:
    degrees between their views. What is unknown costs nothing.
    """
    days = abs((pair.date - date).days)
    score = 100.0 * _clear(pair) * 0.5 ** (days / _HALVING)
    if pair.coarse is not None:
        score *= max(0.0, 1 - _GAP * abs((day_of(pair.coarse) - pair.date).days))
    if likeness is not None:
        score *= max(0.0, likeness)
    if view_difference is not None:
        score *= 0.5 ** (view_difference / _VIEW)
    return score


def _clear(pair: DatePair) -> float:
    known = [image.clear for image in pair if image is not None and image.clear is not None]
    return min(known, default=1.0)
