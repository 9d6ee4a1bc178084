"""The groups of the toolbox: first what prepares images, then the families of methods, the rest."""

from __future__ import annotations

from typing import NamedTuple

from ..methods.method import Family
from ..translation import mark, tr


class ToolboxGroup(NamedTuple):
    """A group of the toolbox.

    id: stable. title: marked for translation. number: place; None behind those that have one.
    """

    id: str
    title: str
    number: int | None = None

    @property
    def name(self) -> str:
        """Return what is shown; QGIS sorts groups by it, so numbers keep their order."""
        return tr(self.title) if self.number is None else f"{self.number}. {tr(self.title)}"


PREPARE = ToolboxGroup("prepare", mark("Prepare"), 0)
"""Of what makes images and masks of downloaded products, and chooses among them."""

QUALITY = ToolboxGroup("quality", mark("Quality"))
SEASON = ToolboxGroup("season", mark("Season"))
DATA = ToolboxGroup("data", mark("Data"))


def group_of(family: Family) -> ToolboxGroup:
    """Return the group of a family of methods."""
    return ToolboxGroup(family.name.lower(), family.value, list(Family).index(family) + 1)
