"""Roles: what each image is in a fusion, and which images a method takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ROLE = re.compile(r"(?P<kind>fine|coarse)_(?P<pair>[1-9]\d*)")


class Role(str):
    """The role of an image: which sensor took it, and which date it stands for.

    As a text it is "fine_1", "coarse_1", "fine_2", ... for the images of the pairs,
    "coarse_prediction" for the coarse image of the prediction date, "reference" for the true
    fine image of that date, and "guide" for what tells land apart beside them. Parameters, project
    files and networks write it so.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Role:
        """Read a role from its text.

        Raises:
            ValueError: there is no such role.
        """
        if text not in ("coarse_prediction", "reference", "guide") and not _ROLE.fullmatch(text):
            raise ValueError(f"{text!r} is no role of an image")
        return super().__new__(cls, text)

    @classmethod
    def fine(cls, pair: int) -> Role:
        """Return the fine image of a pair, counted from 1."""
        return cls(f"fine_{pair}")

    @classmethod
    def coarse(cls, pair: int) -> Role:
        """Return the coarse image of a pair, counted from 1."""
        return cls(f"coarse_{pair}")

    @property
    def pair(self) -> int | None:
        """Return the number of the pair, counted from 1; None for images of no pair."""
        found = _ROLE.fullmatch(self)
        return int(found["pair"]) if found else None

    @property
    def is_fine(self) -> bool:
        """Say whether it is a fine image."""
        return not self.is_coarse and not self.is_guide

    @property
    def is_coarse(self) -> bool:
        """Say whether it is a coarse image."""
        return self.startswith("coarse")

    @property
    def is_guide(self) -> bool:
        """Say whether it is the guide, which is of neither sensor."""
        return self == "guide"

    @property
    def partner(self) -> Role:
        """Return the image of the other sensor of the same date; of the guide, itself."""
        if self.is_guide:
            return self
        if self.pair is None:
            return REFERENCE if self.is_coarse else COARSE_PREDICTION
        return Role.coarse(self.pair) if self.is_fine else Role.fine(self.pair)


COARSE_PREDICTION, REFERENCE = Role("coarse_prediction"), Role("reference")
GUIDE = Role("guide")
FINE_1, COARSE_1 = Role.fine(1), Role.coarse(1)


def roles_of_pairs(first: int, last: int, paired: bool = True) -> tuple[Role, ...]:
    """Return the images of the pairs from `first` to `last`: fine_1, coarse_1, fine_2, ...

    paired: whether a fine image comes with the coarse image of its date.
    """
    return tuple(role for pair in range(first, last + 1)
                 for role in (Role.fine(pair), Role.coarse(pair)) if paired or role.is_fine)


def pairs_of(roles: Iterable[Role]) -> list[int]:
    """Return the numbers of the pairs of which `roles` name an image, ascending."""
    return sorted({role.pair for role in roles if role.pair is not None})


@dataclass(frozen=True)
class References:
    """The images of reference dates that a method takes.

    needed: without which it cannot run. optional: what it can use besides.
    """

    needed: tuple[Role, ...] = ()
    optional: tuple[Role, ...] = ()

    @property
    def all(self) -> tuple[Role, ...]:
        """Return the needed ones, then the optional ones."""
        return self.needed + self.optional
