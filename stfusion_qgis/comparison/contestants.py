"""Methods that take part in a comparison, each with a number of reference pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import InputError
from ..images.grid import Grid
from ..images.roles import GUIDE, Role
from ..methods import all_methods
from ..methods.given_guide import GivenGuide, takes_guide
from ..methods.method import Family, Method
from ..networks.contract import read_contract
from ..networks.places import degrees_box, overlap
from ..networks.shipped import shipped_network, shipped_networks
from ..translation import tr

# The quicker and the better first, in case the time runs out.
_CLASSICAL = (Family.BASELINE, Family.HYBRID, Family.SUPER_RESOLUTION, Family.WEIGHTING,
              Family.UNMIXING, Family.DICTIONARY)


@dataclass(frozen=True)
class Contestant:
    """A method, its parameters, and how many reference pairs it gets at most.

    parameters: None for the default ones. guided: whether it gets the guide of the scene, too.
    """

    method: Method
    pairs: int
    parameters: Any = None
    guided: bool = False

    @property
    def roles(self) -> list[Role]:
        """Return the roles of the reference images that it gets, and of the guide."""
        return [role for role in self.method.references(self.parameters).all
                if (role.pair is not None and role.pair <= self.pairs)
                or (self.guided and role == GUIDE)]

    @property
    def key(self) -> str:
        """Return a name for files, which no other contestant of the same comparison has."""
        network = getattr(self.parameters, "network", "")
        return "_".join(filter(None, [self.method.id, network, str(self.pairs),
                                      "guided" if self.guided else ""]))

    def is_twin_of(self, other: Contestant) -> bool:
        """Say whether it is the same method, with or without the guide."""
        return replace(self, guided=other.guided).key == other.key

    @property
    def is_as_it_comes(self) -> bool:
        """Say whether its parameters are the default ones, so that the method's name tells all."""
        return self.parameters in (None, self.method.Parameters())

    @property
    def title(self) -> str:
        """Return the method's name for people, with the number of pairs where it is not one."""
        title = tr(self.method.title) if self.parameters is None else \
            self.method.name(self.parameters)
        if self.pairs > 1:
            title = tr("{method} ({count} pairs)").format(method=title, count=self.pairs)
        return tr("{method} with guide").format(method=title) if self.guided else title

    @classmethod
    def with_most(cls, method: Method, available: int) -> Contestant | None:
        """Return a method with as many pairs as it can use, None if there are too few."""
        least, most = method.pairs
        return cls(method, min(most, available)) if least <= available else None


def with_guided(contestants: Sequence[Contestant], guide: GivenGuide | None) -> list[Contestant]:
    """Return contestants, those that take a guide once more with it, behind that without."""
    found = []
    for one in contestants:
        found.append(one)
        if guide is not None and takes_guide(one.method, one.parameters):
            found.append(replace(one, guided=True, parameters=guide.parameters_for(
                one.method, one.parameters)))
    return found


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


def network_contestants(available: int, grid: Grid) -> list[Contestant]:
    """Return the shipped networks that have not seen a place, with one pair.

    A network that was trained there has seen the dates that are left out, and would win by that.
    available: number of reference pairs. grid: of the fine images.
    """
    method, place = all_methods()["networkfusion"], degrees_box(grid)
    if method.hindrance() or place is None or not available:
        return []
    found = []
    for name in shipped_networks():
        try:
            places = read_contract(shipped_network(name)).places
        except InputError:
            continue
        if places is not None and not overlap(place, places):
            found.append(Contestant(method, 1, method.Parameters(network=name)))
    return found
