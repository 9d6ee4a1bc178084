"""Images of a season that turn out to be broken: each costs its date, not the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..progress import Progress
from ..translation import tr
from .season_request import SeasonRequest
from .season_scene import BrokenImage

Made = TypeVar("Made")


def without_broken_images(request: SeasonRequest, make: Callable[[SeasonRequest], Made],
                          progress: Progress) -> tuple[Made, tuple[str, ...]]:
    """Return what is made of a request without its broken images, and the names of these.

    make: is called again without each image for which it raises `BrokenImage`.
    """
    left_out: list[str] = []
    while True:
        try:
            return make(request), tuple(left_out)
        except BrokenImage as broken:
            name = broken.source.name or broken.source.path
            progress.warn(tr("{layer} is left out: {reason}").format(layer=name, reason=broken))
            left_out.append(name)
            request = request.without(broken.source)
