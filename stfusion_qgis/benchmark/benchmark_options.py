"""What may be chosen of the benchmark's protocol; all else is fixed (docs/benchmark.md)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..errors import InputError
from ..parameters import choice, optional_integer, text
from ..translation import mark, tr

PROTOCOL = "STFusion benchmark 1"
"""Name and version of the protocol; reports of different ones are not compared."""

DELIVERED, SIMULATED = "delivered", "simulated"

COARSE_IMAGES = {
    DELIVERED: mark("As they are in the folder"),
    SIMULATED: mark("Simulated: means of the fine pixels"),
}
"""Which coarse images the methods get."""


@dataclass(frozen=True)
class BenchmarkOptions:
    """What may be chosen of the protocol, described like parameters of methods."""

    held_out: str = text(
        "", label=mark("Dates that are held out together"), help=mark(
            "Such as 2004-12-12, 2004-12-28: none of them helps to predict another, as a network "
            "that was trained on the other dates needs it. Left empty, every date is held out in "
            "turn and predicted from all others."))
    left_out: str = text(
        "", label=mark("Dates that are left out"), advanced=True, help=mark(
            "Dates of the folder that are not used at all, neither to predict nor to be "
            "predicted, as those of clouds without a mask."))
    coarse: str = choice(
        DELIVERED, COARSE_IMAGES, label=mark("Coarse images"), help=mark(
            "Simulated ones are exact means of the fine pixels: they have no haze, blur, shift or "
            "other bands, so every method looks better than on real ones. Both kinds are never in "
            "one table."))
    simulated_ratio: int | None = optional_integer(
        label=mark("Scale ratio of simulated coarse images"), minimum=2, maximum=200,
        empty=mark("that of the coarse images there are"), help=mark(
            "Fine pixels along the side of a simulated coarse pixel."))
    border: int | None = optional_integer(
        label=mark("Border"), minimum=0, maximum=10000, empty=mark("one coarse pixel"),
        advanced=True, help=mark(
            "So many fine pixels along the edge of the images are not measured: there methods see "
            "less of the surroundings. The border of test tiles is as wide."))
    tile: int | None = optional_integer(
        label=mark("Side of the test tiles"), minimum=16, maximum=100000,
        empty=mark("all is measured"), advanced=True, help=mark(
            "For networks that were trained on the same place: of tiles with so many fine pixels a "
            "side every fifth is measured, and no other. The others may be learnt from; their "
            "outlines are written as polygons, for 'Train network'. A tile is never split."))

    def held_out_dates(self) -> list[datetime.date]:
        """Return the dates that are held out together, [] for each in turn.

        Raises:
            InputError: one of them is no date.
        """
        return _dates(self.held_out)

    def left_out_dates(self) -> list[datetime.date]:
        """Return the dates that are not used.

        Raises:
            InputError: one of them is no date.
        """
        return _dates(self.left_out)


def _dates(text: str) -> list[datetime.date]:
    found = set()
    for word in text.replace(",", " ").replace(";", " ").split():
        try:
            found.add(datetime.date.fromisoformat(word))
        except ValueError:
            raise InputError(tr("{text} is no date. Write it as 2004-12-28.").format(
                text=word)) from None
    return sorted(found)
