"""The images of a season by their dates, and which of them are pairs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..images.guessing import SAME_DATE_DAYS, Candidate, fine_and_coarse
from ..images.roles import Role


class DatePair(NamedTuple):
    """A fine image, and the coarse image of its date; None where the fine one has to do alone."""

    fine: Candidate
    coarse: Candidate | None

    @property
    def date(self) -> datetime.date:
        """Return the date of the pair, which is that of its fine image."""
        return day_of(self.fine)

    @property
    def is_clear_enough(self) -> bool:
        """Say whether enough of both images is clear, as far as known."""
        return all(image is None or image.is_clear_enough for image in self)


@dataclass(frozen=True)
class DatedImages:
    """The fine and the coarse images whose dates are known, each in the order of time."""

    fine: tuple[Candidate, ...] = ()
    coarse: tuple[Candidate, ...] = ()

    @classmethod
    def of(cls, candidates: Iterable[Candidate],
           roles: Mapping[Role, Candidate] | None = None) -> DatedImages:
        """Return the images among candidates, sorted out by resolution and name.

        roles: images of which it is known what they are.
        """
        known = dict(roles or {})
        everything = {c.id: c for c in [*candidates, *known.values()]}
        return cls(*(tuple(c for c in found if c.date is not None)
                     for found in fine_and_coarse(list(everything.values()), known)))

    @property
    def dates(self) -> list[datetime.date]:
        """Return all dates, each once, ascending."""
        return sorted({day_of(image) for image in (*self.fine, *self.coarse)})

    def pairs(self) -> list[DatePair]:
        """Return the fine images that have a coarse one of the same date, in the order of time.

        Dates may lie three days apart; of several fine images of one coarse image the nearest
        in time is taken.
        """
        nearest: dict[str, DatePair] = {}
        for fine in self.fine:
            coarse = min(self.coarse, key=lambda c: days_between(c, fine), default=None)
            if coarse is None or days_between(coarse, fine) > SAME_DATE_DAYS:
                continue
            other = nearest.get(coarse.id)
            if other is None or days_between(coarse, fine) < days_between(coarse, other.fine):
                nearest[coarse.id] = DatePair(fine, coarse)
        return sorted(nearest.values(), key=lambda pair: pair.date)

    def truth_of(self, coarse: Candidate) -> Candidate | None:
        """Return the fine image of the date of a coarse one, None if that is to be predicted."""
        return next((pair.fine for pair in self.pairs() if pair.coarse == coarse), None)


def day_of(image: Candidate) -> datetime.date:
    """Return the date of an image that has one."""
    if image.date is None:
        raise ValueError(f"the date of {image.name} is unknown")
    return image.date


def days_between(one: Candidate, other: Candidate) -> int:
    """Return how many days lie between two images."""
    return abs((day_of(one) - day_of(other)).days)
