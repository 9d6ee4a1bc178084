"""The time that a task still takes, estimated from how it went on so far."""

from __future__ import annotations

import time
from collections.abc import Callable

from .translation import tr

_PAUSE = 10.0  # seconds between two remarks in the log of a dialog
_STEP = 0.1  # of the task, that is remarked even if it took less


class TimeLeft:
    """An estimate for one task; steps that take longer than others are followed after a while.

    clock: returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._course: list[tuple[float, float]] = [(clock(), 0.0)]
        self._told: tuple[float, float] | None = None

    def seconds(self, fraction: float) -> float | None:
        """Return the seconds that are left at a fraction, 0 to 1; None as long as nobody knows."""
        now = self._clock()
        if fraction > self._course[-1][1]:
            self._course.append((now, fraction))
        begun = self._course[0][0]
        # What went on in the later half of the time tells more of what is to come.
        then, share = next(((at, done) for at, done in self._course
                            if at >= begun + (now - begun) / 2 and done < fraction),
                           self._course[0])
        if share >= fraction:
            then, share = self._course[0]
        return (1 - fraction) * (now - then) / (fraction - share) if fraction > share else None

    def remark(self, fraction: float, shown: float | None = None) -> str:
        """Return a line for the log when it is time for one, else "".

        The first one comes at once. shown: the fraction to name, if it is another one.
        """
        left, now = self.seconds(fraction), self._clock()
        if left is None or fraction >= 1:
            return ""
        if self._told is not None:
            when, done = self._told
            if now - when < _PAUSE and (fraction - done < _STEP or now - when < 1):
                return ""
        self._told = now, fraction
        return tr("{percent:.0f} % done, about {time} left").format(
            percent=100 * (fraction if shown is None else shown), time=duration_text(left))


def duration_text(seconds: float) -> str:
    """Return a time for people: 8 s, 40 s, 3 min, 1.5 h."""
    if seconds < 10:
        return tr("{count} s").format(count=max(1, round(seconds)))
    if seconds < 90:
        return tr("{count} s").format(count=5 * round(seconds / 5))
    if seconds < 90 * 60:
        return tr("{count} min").format(count=round(seconds / 60))
    return tr("{count:.1f} h").format(count=seconds / 3600)
