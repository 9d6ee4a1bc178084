"""Parameters of methods that take a guide."""

from __future__ import annotations

from typing import Any

from ...parameters import choice, optional_number
from ...translation import mark

GUIDE_KINDS = {
    "file": mark("As the file tells"),
    "values": mark("Values"),
    "labels": mark("Labels"),
}


def guide_weight() -> Any:
    """Return a field for how much the guide counts beside the fine image."""
    return optional_number(
        label=mark("Weight of the guide"), minimum=0.0, maximum=100.0, advanced=True,
        empty=mark("found by a test on the scene itself"),
        help=mark("Only with a guide: how much it counts beside the fine image. 1: as much as all "
                  "bands of the fine image together; 0: not at all. Left empty, coarse pixels are "
                  "held out, their change is predicted from around them with several weights, and "
                  "the best one counts for all dates of the run; that is 0 where the guide proves "
                  "nothing. The log tells."))


def guide_kind() -> Any:
    """Return a field for what the numbers of the guide are."""
    return choice(
        "file", GUIDE_KINDS, label=mark("Numbers of the guide"), advanced=True,
        help=mark("Only with a guide: whether its numbers are values, whose differences count, or "
                  "labels, such as the numbers of fields or kinds of land cover, which are the "
                  "same or not. The file tells labels by colours or names of its values; polygons "
                  "are always labels."))
