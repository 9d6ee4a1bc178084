"""Parameters of methods that sum over the similar pixels of a window."""

from __future__ import annotations

from typing import Any

from ...parameters import integer, number
from ...translation import mark


def window_size() -> Any:
    """Return a field for the side of the window: by default 51, the 1500 m of Gao et al. 2006."""
    return integer(
        51, label=mark("Window size"), unit=mark("fine pixels"), minimum=3, maximum=301, odd=True,
        help=mark("Side of the window in which similar pixels are looked for. Should span a few "
                  "coarse pixels."))


def distance_scale() -> Any:
    """Return a field for A in the distance D = 1 + d / A: by default half of the window."""
    return number(
        25.0, label=mark("Distance that halves the weight"), minimum=0.1, maximum=10000.0,
        unit=mark("fine pixels"), advanced=True,
        help=mark("A in D = 1 + d / A: at this distance from the centre a pixel has half of the "
                  "weight. Small values keep the prediction local."))


def change_similarity(default: float) -> Any:
    """Return a field for how much the coarse change of similar pixels may differ; 0: not asked."""
    return number(
        default, label=mark("Similarity of change"), unit=mark("standard deviations"), minimum=0.0,
        maximum=100.0,
        help=mark("A pixel is similar only if its coarse image has changed in each band as that of "
                  "the centre has, give or take this. Keeps pixels that were alike before an "
                  "abrupt change, such as a flood, from lending each other what only one of them "
                  "has seen. 0 does not ask for it."))
