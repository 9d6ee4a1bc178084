"""The numbered groups of the toolbox: first what prepares images, then the families of methods."""

from __future__ import annotations

from ..methods.method import Family
from ..translation import mark

PREPARE_TITLE = mark("Prepare")
PREPARE_ID = "prepare"
PREPARE_NUMBER = 0
"""Of the algorithms that make images and masks of downloaded products, and choose among them."""


def number_of(family: Family) -> int:
    """Return the number of the group of a family of methods."""
    return list(Family).index(family) + 1
