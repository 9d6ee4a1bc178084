"""How the fine images of a season are held out in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..progress import Progress

WITHHELD = (0, 15)
"""Days around the held-out date whose fine images are withheld, too."""

MOST = 24
"""Images that are held out at the most."""


@dataclass(frozen=True)
class Fold:
    """An image that is held out, by its place.

    known: places of the images that are used. withheld: days around it whose images are not.
    """

    number: int
    known: tuple[int, ...]
    withheld: int

    def is_between(self, days: Sequence[int]) -> bool:
        """Say whether there are images that are used before and after it."""
        known = [days[i] for i in self.known]
        return min(known) < days[self.number] < max(known)


def folds(days: Sequence[int], contradicting: Collection[int], progress: Progress,
          withheld: Sequence[int] = WITHHELD, most: int = MOST) -> Iterator[Fold]:
    """Yield how images are held out, in the order of time, evenly among all.

    contradicting: days whose images contradict the others: clouds prove nothing.
    """
    chosen = range(len(days)) if len(days) <= most else \
        sorted({round(i) for i in np.linspace(0, len(days) - 1, most)})
    for done, number in enumerate(chosen):
        if days[number] in contradicting:
            continue
        known_before: list[int] | None = None
        for days_off in withheld:
            progress.report(done / len(chosen))
            known = [i for i, day in enumerate(days)
                     if i != number and abs(day - days[number]) > days_off
                     and day != days[number]]
            if not known or known == known_before:
                continue
            known_before = known
            yield Fold(number, tuple(known), days_off)
