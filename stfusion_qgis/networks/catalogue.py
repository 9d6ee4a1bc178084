"""The architectures that can be trained: what they need and who published them, without torch."""

from __future__ import annotations

from dataclasses import dataclass

from ..methods.method import Citation
from ..translation import mark


@dataclass(frozen=True)
class Description:
    """An architecture, for lists and forms.

    id: name in scripts and of its module in `architectures`. title: for people. summary: a sentence
    on what it is good at. citation: the paper that it follows.
    references: number of reference pairs of a prediction. paired: whether it sees the coarse
    image of a reference's date; if not, the fine image may be of any date.
    dates: the least number of dates to train on.
    """

    id: str
    title: str
    summary: str
    citation: Citation
    references: int = 1
    paired: bool = True
    dates: int = 2


_ALL = (
    Description(
        "residualfusion", mark("Residual fusion"),
        mark("Starts from the temporal difference and learns what it misses. Small and fast; the "
             "best choice for most scenes."),
        Citation("STFusion developers", 2026, "Residual fusion", "STFusion")),
)

CATALOGUE: dict[str, Description] = {description.id: description for description in _ALL}
"""All architectures by their id, in the order of lists."""
