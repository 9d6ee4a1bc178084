"""Classes of speed of the methods, from what was measured of each."""

from __future__ import annotations

from enum import Enum

from ..translation import mark
from .method import Method


class Speed(Enum):
    """A class of speed, and its name for people."""

    FAST = mark("fast")
    MEDIUM = mark("medium")
    SLOW = mark("slow")

    @property
    def most(self) -> float | None:
        """Return the most seconds that a method of the class takes for a megapixel of four bands.

        None for any number. A whole Landsat scene has about 80 times as many values.
        """
        return {Speed.FAST: 5.0, Speed.MEDIUM: 15.0}.get(self)


def speed_of(method: Method) -> Speed | None:
    """Return the class of a method, None if nobody has measured it."""
    if method.seconds is None:
        return None
    return next(speed for speed in Speed if speed.most is None or method.seconds <= speed.most)
