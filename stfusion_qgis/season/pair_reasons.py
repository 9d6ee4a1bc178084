"""Why a pair was chosen for a date, in words."""

from __future__ import annotations

import datetime

from ..translation import tr
from .dated_images import DatePair


def pair_reason(pair: DatePair, date: datetime.date, likeness: float | None = None,
                view_difference: float | None = None) -> str:
    """Return what speaks for and against a pair: "2023-03-06: 16 days before; 98 % clear".

    likeness, view_difference: as in `pair_score`.
    """
    days = (pair.date - date).days
    if days:
        when = tr("{count} days before") if days < 0 else tr("{count} days after")
        parts = [when.format(count=abs(days))]
    else:
        parts = [tr("the same day")]
    clear = [image.clear for image in pair if image is not None and image.clear is not None]
    if clear:
        share = tr("{share:.0%} clear").format(share=min(clear))
        hazy = any(image is not None and not image.is_clear_enough for image in pair)
        parts.append(tr("only {share}").format(share=share) if hazy else share)
    if pair.coarse is not None and pair.coarse.date != pair.date:
        parts.append(tr("coarse image of {date}").format(date=pair.coarse.date))
    if likeness is not None:
        parts.append(tr("coarse images alike: {likeness:.2f}").format(likeness=likeness))
    if view_difference is not None:
        parts.append(tr("views differ by {angle:.0f}°").format(angle=view_difference))
    return f"{pair.date}: " + "; ".join(parts)
