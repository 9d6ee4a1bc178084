"""The guide of a job of many dates or methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..methods.given_guide import GivenGuide, GuideOptions
from .job_images import source_in

GUIDE_OF_ALL = ("what tells land apart besides, for the methods that take it: an image of any "
                "bands, or polygons")


def guide_in(data: Mapping[str, Any], folder: str, weight: float | None, kind: str,
             ) -> GivenGuide | None:
    """Return the guide of a job, None where it has none; folder: to which its path is relative.

    weight, kind: as of `GuideOptions`.
    """
    source = source_in(data, "guide", folder)
    return None if source is None else GivenGuide(source, GuideOptions(weight, kind))
