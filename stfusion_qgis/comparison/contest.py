"""A contest: a known date is predicted by one method after another, until the time is over."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from .. import engine
from ..errors import Cancelled, InputError
from ..images.guide_use import GuideUse
from ..images.provenance import provenance_of
from ..methods.method import Family
from ..progress import Progress
from ..translation import tr
from .contestants import Contestant
from .known_date import KnownDate

DICTIONARY_VALUES = 3 * 400 * 400
"""Pixels times bands up to which dictionary methods, which are slow, take part."""


@dataclass(frozen=True)
class Run:
    """A prediction that was made: its file, the seconds it took, and the use of its guide."""

    path: str
    seconds: float
    guide_use: GuideUse | None = None


class Contest:
    """Predicts a known date with one method after another."""

    def __init__(self, known: KnownDate, folder: str, *, threads: int = 0,
                 seconds: float = math.inf, stop: Callable[[], bool] | None = None):
        """Begin; the time runs from now on.

        folder: for the predictions. threads: as in `engine.Settings`. seconds: for all methods
            together. stop: says whether the user wants no more.
        """
        self._known, self._folder, self._threads = known, folder, threads
        self._stop = stop or (lambda: False)
        self._deadline = time.monotonic() + seconds

    def is_over(self) -> bool:
        """Say whether the time is over, or the user wants no more."""
        return self._stop() or time.monotonic() > self._deadline

    @property
    def seconds_left(self) -> float:
        """Return the seconds that are left, 0 at least."""
        return max(0.0, self._deadline - time.monotonic())

    def predict(self, contestant: Contestant, limited: bool = True) -> Run:
        """Predict the date with a method.

        limited: end it when the time is over; otherwise it is awaited.

        Raises:
            InputError: the method cannot use the images.
            Cancelled: the time is over, or the user has stopped.
        """
        progress = Progress().until(self.is_over) if limited else Progress()
        progress.check()
        method, roles = contestant.method, contestant.roles
        parameters = contestant.parameters or method.Parameters()
        path = os.path.join(self._folder, f"{contestant.key}.tif")
        summary = engine.run(
            method, self._known.scene_of(roles), parameters, [path],
            settings=engine.Settings(threads=self._threads, float_output=True), progress=progress)
        made = provenance_of(path) if contestant.guided else None
        return Run(path, summary.seconds, None if made is None else made.guide_use)

    def compete(self, contestant: Contestant) -> Run:
        """Predict the date with a method if the time allows; baselines are awaited.

        Raises:
            InputError: it cannot use the images, or there is not enough time for it.
        """
        family = contestant.method.family
        if family is Family.DICTIONARY and self._known.values > DICTIONARY_VALUES:
            raise InputError(tr("takes too long for an image of this size"))
        try:
            return self.predict(contestant, family is not Family.BASELINE)
        except Cancelled:
            raise InputError(tr("stopped") if self._stop()
                             else tr("takes longer than there was time")) from None
