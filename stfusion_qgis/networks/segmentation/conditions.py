"""The conditions of a pixel that networks tell apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...translation import mark, tr
from ..contract_entries import known_word


class SegmentedCondition(NamedTuple):
    """A condition as it is written into images of classes.

    number: of its pixels. label: for people, marked for translation. colour: red, green, blue.
    """

    number: int
    label: str
    colour: tuple[int, int, int]


CONDITIONS = {
    "clear": SegmentedCondition(1, mark("clear"), (166, 206, 137)),
    "cloud": SegmentedCondition(2, mark("cloud"), (250, 250, 250)),
    "cirrus": SegmentedCondition(3, mark("thin cloud"), (190, 205, 225)),
    "shadow": SegmentedCondition(4, mark("shadow"), (70, 70, 80)),
    "snow": SegmentedCondition(5, mark("snow"), (120, 220, 240)),
    "water": SegmentedCondition(6, mark("water"), (60, 110, 200)),
}
"""By their identifiers; 0 is no data."""

NO_DATA = 0

LEFT_OUT = ("cloud", "cirrus", "shadow")
"""Usually left out of a mask."""


def condition(text: str) -> str:
    """Return the identifier of a condition.

    Raises:
        InputError: there is none of this name.
    """
    return known_word(text, CONDITIONS)


def labels(names: Iterable[str]) -> str:
    """Return conditions in the user's language, with commas between."""
    return ", ".join(tr(CONDITIONS[name].label) for name in names)
