"""Why a pair was chosen for a date, in words."""

from __future__ import annotations

import datetime

from ..translation import tr
from .dated_images import DatePair


def pair_reason(pair: DatePair, date: datetime.date) -> str:
    """Return what speaks for and against a pair: "2023-03-06: 16 days before; 98 % clear"."""
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
    return f"{pair.date}: " + "; ".join(parts)
