"""The coarse images of other days by which those of a fusion can be steadied."""

from __future__ import annotations

from collections.abc import Collection

from ..images.guessing import Candidate
from .dated_images import DatedImages, days_between


def images_around(dated: DatedImages, used: Collection[Candidate], days: int) -> list[Candidate]:
    """Return the coarse images of the series of those that are used, and near one of them in time.

    used: coarse images of the pairs and of the prediction date; those without a date count for
    nothing. days: between an image and the nearest that is used, at the most.
    Of one series are images of as many bands and the same resolution that show land in common.
    """
    known = [image for image in used if image.date is not None]
    return [image for image in dated.coarse if any(
        image.bands == other.bands and image.is_as_sharp_as(other) and image.overlaps(other)
        and days_between(image, other) <= days for other in known)]
