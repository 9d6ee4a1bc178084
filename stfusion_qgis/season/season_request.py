"""What a user wants of a season."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..images.area import Area
from ..images.image_options import ImageOptions
from ..images.polygon_labels import file_of_layer
from ..images.source import Source
from ..methods import all_methods
from ..methods.given_guide import GivenGuide, takes_guide
from ..version import VERSION

SMOOTHER, IN_TIME = "smoother", "in_time"
"""Ways between the observations, besides the methods of the plugin by their ids."""


@dataclass(frozen=True)
class SeasonRequest:
    """The images of a season, and what is to be made of them.

    fine, coarse: images with their masks; those without a date, and those that cannot be read,
    are left out. dates: wanted. folder: for the results. method: SMOOTHER, IN_TIME (interpolation
    of the fine images), or the
    id of a method of the plugin, which has parameters. keep_fine: whether fine images stay on
    their own dates, where they are clear; otherwise these are predicted from the others. index:
    a spectral index in place of the bands, or "". index_first: whether the index is fused, rather
    than computed of fused bands. smoothing: days; the results are smoothed in time such that waves
    of so many days lose half of their height, 0 for not. guide: for a method that takes one.
    """

    fine: tuple[Source, ...]
    coarse: tuple[Source, ...]
    dates: tuple[datetime.date, ...]
    folder: str
    method: str = SMOOTHER
    parameters: Any = None
    keep_fine: bool = True
    index: str = ""
    index_first: bool = True
    smoothing: float = 0.0
    guide: GivenGuide | None = None
    options: ImageOptions = field(default_factory=ImageOptions)
    area: Area = field(default_factory=Area)
    float_output: bool = False

    @property
    def is_by_method(self) -> bool:
        """Say whether the dates with coarse images are predicted by a method of the plugin."""
        return self.method not in (SMOOTHER, IN_TIME)

    @property
    def guide_used(self) -> GivenGuide | None:
        """Return the guide if the method takes one."""
        return self.guide if self.is_by_method and takes_guide(
            all_methods()[self.method], self.parameters) else None

    def without(self, source: Source) -> SeasonRequest:
        """Return the request without an image, by its path."""
        fine, coarse = (tuple(each for each in images if each.path != source.path)
                        for images in (self.fine, self.coarse))
        return replace(self, fine=fine, coarse=coarse)

    def described(self) -> dict[str, Any]:
        """Return what determines the results, but for the images."""
        own = asdict(self.parameters) if self.parameters is not None else {}
        return {"method": self.method, "parameters": own, "keep_fine": self.keep_fine,
                "index": self.index, "index_first": self.index_first and bool(self.index),
                "smoothing": self.smoothing,
                **({} if self.guide_used is None else {"guide": self.guide_used.as_dict()})}

    def fingerprint(self, images: Sequence[Source], date: datetime.date) -> str:
        """Return the fingerprint of the result of a date: others have another one.

        images: those that are really used. Of their files, size and time count, and of that of a
        guide.
        """
        if self.guide_used is not None:
            images = [*images, self.guide_used.source]
        smoothed = [day.isoformat() for day in self.dates] if self.smoothing else []
        entries = [VERSION, self.described(), asdict(self.options), self.area.as_dict(),
                   self.float_output, date.isoformat(), smoothed,
                   sorted(json.dumps(_entry(source), sort_keys=True) for source in images)]
        text = json.dumps(entries, sort_keys=True, default=str)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _entry(source: Source | None) -> Any:
    if source is None:
        return None
    try:
        state = os.stat(file_of_layer(source.path))
        stamp: tuple[int, ...] = state.st_size, state.st_mtime_ns
    except (OSError, ValueError):
        stamp = ()
    return [{**source.as_dict(), "mask": None}, stamp, _entry(source.mask)]
