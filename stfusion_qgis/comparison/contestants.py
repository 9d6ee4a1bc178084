"""Methods that take part in a comparison, each with a number of reference pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..images.roles import Role
from ..methods import all_methods
from ..methods.method import Family, Method
from ..translation import tr

# The quicker and the better first, in case the time runs out.
_CLASSICAL = (Family.BASELINE, Family.HYBRID, Family.SUPER_RESOLUTION, Family.WEIGHTING,
              Family.UNMIXING, Family.DICTIONARY)


@dataclass(frozen=True)
class Contestant:
    """A method, its parameters, and how many reference pairs it gets at most.

    parameters: None for the default ones.
    """

    method: Method
    pairs: int
    parameters: Any = None

    @property
    def roles(self) -> list[Role]:
        """Return the roles of the reference images that it gets."""
        return [role for role in self.method.references(self.parameters).all
                if role.pair is not None and role.pair <= self.pairs]

    @property
    def title(self) -> str:
        """Return the method's name for people, with the number of pairs where it is not one."""
        title = tr(self.method.title) if self.parameters is None else \
            self.method.name(self.parameters)
        if self.pairs > 1:
            title = tr("{method} ({count} pairs)").format(method=title, count=self.pairs)
        return title

    @classmethod
    def with_most(cls, method: Method, available: int) -> Contestant | None:
        """Return a method with as many pairs as it can use, None if there are too few."""
        least, most = method.pairs
        return cls(method, min(most, available)) if least <= available else None


def classical_contestants(available: int) -> list[Contestant]:
    """Return all methods without networks, with one pair and with two where there are two.

    available: number of reference pairs.
    """
    found = []
    for method in all_methods().values():
        least, most = method.pairs
        if method.family in _CLASSICAL:
            counts = (1, 2) if method.paired else (1,)
            found += [Contestant(method, count) for count in counts
                      if max(least, 1) <= count <= min(most, available)]
    return sorted(found, key=lambda one: (_CLASSICAL.index(one.method.family), one.pairs))
