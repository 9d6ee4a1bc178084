"""What a network is compared with: the methods that predict the same date from the same images."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from .. import engine
from ..errors import Cancelled, InputError
from ..images.roles import Role, roles_of_pairs
from ..methods import all_methods
from ..methods.method import Family, Method
from ..progress import Progress
from ..translation import tr
from .known_date import KnownDate

DICTIONARY_VALUES = 3 * 400 * 400
"""Pixels times bands up to which dictionary methods, which are slow, take part."""

# The quicker and the better first, in case the time runs out.
_ORDER = (Family.BASELINE, Family.HYBRID, Family.SUPER_RESOLUTION, Family.WEIGHTING,
          Family.UNMIXING, Family.DICTIONARY)


@dataclass(frozen=True)
class Rival:
    """A method and how many reference pairs it gets."""

    method: Method
    pairs: int

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the reference images that it gets."""
        return roles_of_pairs(1, self.pairs, self.method.paired)

    @property
    def title(self) -> str:
        """Return its name for people; the number of pairs where it is not one."""
        title = tr(self.method.title)
        if self.pairs > 1:
            title = tr("{method} ({count} pairs)").format(method=title, count=self.pairs)
        return title


@dataclass(frozen=True)
class Run:
    """A prediction that was made: its file, and the seconds it took."""

    path: str
    seconds: float


def rivals(available: int) -> list[Rival]:
    """Return the classical methods, with one pair and with two where there are two.

    available: number of reference pairs.
    """
    found = []
    for method in all_methods().values():
        least, most = method.pairs
        if method.family in _ORDER:
            counts = (1, 2) if method.paired else (1,)
            found += [Rival(method, count) for count in counts
                      if max(least, 1) <= count <= min(most, available)]
    return sorted(found, key=lambda rival: (_ORDER.index(rival.method.family), rival.pairs))


class Contest:
    """Predicts a known date with one method after another, until the time is over."""

    def __init__(self, known: KnownDate, threads: int, seconds: float,
                 stop: threading.Event | None = None):
        """seconds: for all together; stop: set when the user wants no more."""
        self._known, self._threads, self._stop = known, threads, stop or threading.Event()
        self._deadline = time.monotonic() + seconds

    def over(self) -> bool:
        """Say whether the time is over, or the user wants no more."""
        return self._stop.is_set() or time.monotonic() > self._deadline

    def run(self, method: Method, parameters: Any, roles: Collection[Role],
            limited: bool = True) -> Run:
        """Predict with a method.

        roles: of the reference images that it gets. limited: end it when the time is over;
        otherwise it is awaited.

        Raises:
            InputError: the method cannot use the images.
            Cancelled: the time is over, or the user has stopped.
        """
        until = _Until(self.over) if limited else Progress()
        until.check()
        path = os.path.join(self._known.folder, f"{method.id}_{len(roles)}.tif")
        started = time.monotonic()
        engine.run(method, self._known.scene_of(roles), parameters, [path],
                   settings=engine.Settings(threads=self._threads, float_output=True),
                   progress=until)
        return Run(path, time.monotonic() - started)

    def compete(self, rival: Rival) -> Run:
        """Predict with a rival.

        Raises:
            InputError: it cannot use the images, or there is not enough time for it.
        """
        known, method = self._known, rival.method
        pixels = known.window.rows * known.window.columns
        if method.family is Family.DICTIONARY and pixels * known.scene.bands > DICTIONARY_VALUES:
            raise InputError(tr("takes too long for an image of this size"))
        try:
            return self.run(method, method.Parameters(), rival.roles,
                            method.family is not Family.BASELINE)
        except Cancelled:
            raise InputError(tr("stopped") if self._stop.is_set()
                             else tr("takes longer than there was time")) from None


class _Until(Progress):
    """Cancels a method when the time is over; its log interests nobody."""

    def __init__(self, over: Callable[[], bool]):
        self.is_cancelled = over
