"""The guide of a network's contract: what of it the network gets, and whether it may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..images.guide_components import GuideComponents
from ..translation import tr
from .contract_entries import MOST_ENTRIES, Entries

MOST_BANDS = 512
"""Of a guide whose components a contract holds."""


@dataclass(frozen=True)
class ContractGuide:
    """The guide of a network that has an input for one.

    needed: whether it runs with a guide only; otherwise all features are 0 without one.
    dated: whether the guide shows fine image 1, as its features do, rather than the place.
    mean, mixing: the features that the network knows: of each a row of factors, one a band of the
    guide, by which the bands less their mean are multiplied and summed. Without any, its features
    are the bands of the guide, each by its own mean and deviation in the scene.
    """

    needed: bool = True
    dated: bool = False
    mean: tuple[float, ...] = ()
    mixing: tuple[tuple[float, ...], ...] = ()

    @classmethod
    def read(cls, entries: Entries) -> ContractGuide:
        """Return the guide of a contract; `InputError` names a wrong entry."""
        guide = cls(entries.switch("needed", True), entries.switch("dated", False))
        mixing = entries.free("mixing", [])
        if mixing:
            if not isinstance(mixing, list) or len(mixing) > MOST_ENTRIES:
                raise entries.error("mixing", tr("it must be a list of lists of numbers"))
            mean = entries.free("mean", None)
            if not isinstance(mean, list) or not 0 < len(mean) <= MOST_BANDS:
                raise entries.error("mean", tr("it must be a list of numbers, one a band"))
            guide = cls(guide.needed, guide.dated, entries.numbers("mean", len(mean)), tuple(
                Entries({"mixing": row}, "guide").numbers("mixing", len(mean)) for row in mixing))
        elif entries.free("mean", []):
            raise entries.error("mean", tr("there is no mixing beside it"))
        entries.no_others()
        return guide

    def as_dict(self) -> dict[str, Any]:
        """Return the entries, as `read` takes them."""
        found: dict[str, Any] = {"needed": self.needed, "dated": self.dated}
        if self.mixing:
            found.update(mean=list(self.mean), mixing=[list(row) for row in self.mixing])
        return found

    def bands(self, channels: int) -> int:
        """Return how many bands a guide must have for a network that gets so many channels."""
        return len(self.mean) or channels

    def components(self) -> GuideComponents:
        """Return the features that the network knows."""
        return GuideComponents(np.array(self.mean, np.float32), np.array(self.mixing, np.float32))
