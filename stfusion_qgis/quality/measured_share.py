"""The share of an area that metrics were measured in."""

from __future__ import annotations

from dataclasses import dataclass

from ..translation import mark, tr

VIEW, SCENE = "view", "scene"

_OF = {VIEW: mark("{share} of the pixels in view, in tiles spread over it"),
       SCENE: mark("{share} of the scene, in tiles spread over it")}
_ALL = {VIEW: mark("all pixels in view"), SCENE: mark("the whole scene")}


@dataclass(frozen=True)
class MeasuredShare:
    """How much of an area was measured, in pixels of full resolution.

    area: `VIEW` or `SCENE`. pixels: number of the pixels looked at, valid or not. of: number of
    the pixels of the area.
    """

    area: str
    pixels: int
    of: int

    @property
    def is_all(self) -> bool:
        """Say whether every pixel of the area was looked at."""
        return self.pixels >= self.of

    @property
    def percent(self) -> float:
        """Return the share in percent."""
        return 100.0 * self.pixels / self.of

    def text(self) -> str:
        """Return the share in words, such as "3.2 % of the pixels in view, ..."."""
        if self.is_all:
            return tr(_ALL[self.area])
        share = min(self.percent, 99.9)
        return tr(_OF[self.area]).format(
            share=f"{share:.1f} %" if share >= 1 else f"{share:.2g} %")
