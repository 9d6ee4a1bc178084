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


def walk_at(wanted: Sequence[int], days: Sequence[int], observed: np.ndarray, noise: np.ndarray,
            walks: Sequence[np.ndarray]) -> Iterator[Smoothed]:
    """Yield the state of a random walk on wanted days, in their order.

    It is that of the Kalman filter and the Rauch-Tung-Striebel smoother, as two filters that meet
    (Fraser & Potter 1969): of a scalar random walk each day costs the same, however far the
    observations are.

    wanted, days: ascending. observed: (days, ...), NaN where not. noise: variance of the
    observations, likewise. walks: variance a day between an observation and the next one, at
    least one; it counts before the first and after the last one, too.
    """
    looks = [_observation(values, spread) for values, spread in zip(observed, noise)]
    after = _backward(days, looks, walks)
    nothing = Known(np.zeros_like(observed[0]), np.zeros_like(observed[0]))
    here, seen = nothing, 0
    for day in wanted:
        while seen < len(days) and days[seen] <= day:
            if seen:
                here = here.later(walks[seen - 1] * (days[seen] - days[seen - 1]))
            here = here.combined(looks[seen])
            seen += 1
        walk = walks[min(max(seen - 1, 0), len(walks) - 1)]
        before = here.later(walk * (day - days[seen - 1])) if seen else nothing
        behind = after[seen].later(walk * (days[seen] - day)) if seen < len(days) else nothing
        yield Smoothed(before.combined(behind), before, behind)


def _observation(values: np.ndarray, noise: np.ndarray) -> Known:
    known = np.isfinite(values)
    return Known(np.where(known, values, 0), np.where(known, 1 / noise, 0))


def _backward(days: Sequence[int], looks: Sequence[Known], walks: Sequence[np.ndarray],
              ) -> list[Known]:
    """Return what each observation and those after it tell of its day."""
    found = [looks[-1]]
    for i in range(len(days) - 2, -1, -1):
        found.append(found[-1].later(walks[i] * (days[i + 1] - days[i])).combined(looks[i]))
    return found[::-1]
