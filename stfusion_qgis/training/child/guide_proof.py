"""What a guide is worth: the error of two networks that were trained alike, with and without."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ...quality.assessment import number_text
from ...translation import tr

LEAST_GAIN = 0.03
"""Share by which the error has to fall with a guide, for it to count.

Twice as much as with a guide of noise: two trainings differ by chance, too (docs/guides.md).
"""


@dataclass(frozen=True)
class GuideProof:
    """Root mean square errors on what was held out, with the guide and without.

    seconds: that each was trained.
    """

    with_guide: float
    without_guide: float
    seconds: float

    @property
    def helps(self) -> bool:
        """Say whether the guide makes the network better."""
        return self.with_guide <= (1 - LEAST_GAIN) * self.without_guide

    def text(self) -> str:
        """Return what was found, and what follows."""
        found = tr("Error on the held-out images with the guide: {guided}; without it, trained "
                   "alike: {plain}.").format(guided=number_text(self.with_guide),
                                             plain=number_text(self.without_guide))
        return found + " " + (
            tr("The guide helps: the network takes it.") if self.helps else
            tr("The guide does not help by three percent: the network is the one without it."))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)
