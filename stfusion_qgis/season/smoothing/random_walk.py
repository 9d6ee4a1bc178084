"""A random walk that is observed now and then: forward and backward pass, each pixel by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np


class Known(NamedTuple):
    """What is known of a state: its mean and its precision, 1 / variance, 0 where nothing is."""

    mean: np.ndarray
    precision: np.ndarray

    def later(self, variance: np.ndarray) -> Known:
        """Return what is left of it after a walk of a variance."""
        return Known(self.mean, self.precision / (1 + self.precision * variance))

    def combined(self, other: Known) -> Known:
        """Return what both tell together, where they know nothing of each other."""
        precision = self.precision + other.precision
        whole = np.where(precision > 0, precision, 1)
        return Known((self.mean * self.precision + other.mean * other.precision) / whole, precision)


class Smoothed(NamedTuple):
    """A state on a day: what all observations tell, and those before and after it alone."""

    both: Known
    before: Known
    after: Known


class WalkTimes(NamedTuple):
    """Days, ascending, and what a clock shows on them: (days, ...), or a number a day."""

    days: Sequence[int]
    clock: Sequence[np.ndarray | float]


def walk_at(wanted: WalkTimes, seen: WalkTimes, observed: np.ndarray, noise: np.ndarray,
            walks: Sequence[np.ndarray]) -> Iterator[Smoothed]:
    """Yield the state of a random walk at wanted times, in their order.

    It is that of the Kalman filter and the Rauch-Tung-Striebel smoother, as two filters that meet
    (Fraser & Potter 1969): of a scalar random walk each day costs the same, however far the
    observations are.

    observed: (seen, ...), NaN where not. noise: variance of the observations, likewise. walks:
    variance a day of the clock between an observation and the next one, at least one; it counts
    before the first and after the last one, too.
    """
    looks = [_observation(values, spread) for values, spread in zip(observed, noise)]
    days, clock = seen
    after = _backward(clock, looks, walks)
    nothing = Known(np.zeros_like(observed[0]), np.zeros_like(observed[0]))
    here, past = nothing, 0
    for day, now in zip(*wanted):
        while past < len(days) and days[past] <= day:
            if past:
                here = here.later(walks[past - 1] * (clock[past] - clock[past - 1]))
            here = here.combined(looks[past])
            past += 1
        walk = walks[min(max(past - 1, 0), len(walks) - 1)]
        before = here.later(walk * (now - clock[past - 1])) if past else nothing
        behind = after[past].later(walk * (clock[past] - now)) if past < len(days) else nothing
        yield Smoothed(before.combined(behind), before, behind)


def others_at(seen: WalkTimes, observed: np.ndarray, noise: np.ndarray,
              walks: Sequence[np.ndarray]) -> Iterator[Known]:
    """Yield what all other observations tell of the state at each, in their order.

    As `walk_at`, without the observation itself.
    """
    looks = [_observation(values, spread) for values, spread in zip(observed, noise)]
    clock = seen.clock
    after = _backward(clock, looks, walks)
    here = Known(np.zeros_like(observed[0]), np.zeros_like(observed[0]))
    for i, look in enumerate(looks):
        if i:
            here = here.later(walks[i - 1] * (clock[i] - clock[i - 1]))
        last = i + 1 == len(looks)
        yield here if last else here.combined(
            after[i + 1].later(walks[i] * (clock[i + 1] - clock[i])))
        here = here.combined(look)


def _observation(values: np.ndarray, noise: np.ndarray) -> Known:
    known = np.isfinite(values)
    return Known(np.where(known, values, 0), np.where(known, 1 / noise, 0))


def _backward(clock: Sequence[np.ndarray | float], looks: Sequence[Known],
              walks: Sequence[np.ndarray]) -> list[Known]:
    """Return what each observation and those after it tell of its day."""
    found = [looks[-1]]
    for i in range(len(looks) - 2, -1, -1):
        found.append(found[-1].later(walks[i] * (clock[i + 1] - clock[i])).combined(looks[i]))
    return found[::-1]
