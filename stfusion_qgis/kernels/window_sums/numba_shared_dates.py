"""Masked window sums of several dates, with a date in each lane of the vectors.

Pixels are searched for that are similar in the planes which all dates share, once. Whether they
are so in a date's own planes, too, and below its limits, is told for all dates at a time, and what
is summed of a pixel is summed for all dates by one instruction a plane. The order is that of
`numba_shared`, and so are the bits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..simd.llvm import LANES
from .date_inputs import DateSumInputs
from .numba_shared import smallest_growth, sums_of_layout
from .records import MOST_VECTORS, Layout, Passes, Vector, flat, lanes

MOST_DATES = 16  # bounds the memory of the records


def shared_sums_of_dates(inputs: DateSumInputs, check: Callable[[], None]
                         ) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums (groups, planes, dates, rows, columns) of at most `MOST_DATES` dates.

    Those of common planes come first.
    """
    rows, columns = inputs.shared.shape
    inputs = inputs.grown(*smallest_growth(rows, columns))
    layout, groups = _Layout.of(inputs).built(), len(inputs.planes)
    weighted, unweighted = (
        sums.reshape(groups, -1 if len(sums) else 0, inputs.dates,
                     *sums.shape[1:])[..., :rows, :columns]
        for sums in sums_of_layout(inputs.shared, layout, check))
    return weighted, unweighted


@dataclass(frozen=True)
class _Layout:
    """How dates and groups are divided into passes.

    passes: what each has in common. group_parts: the groups of limits that a pass takes; those at
    the end may repeat the last one. date_parts: the dates in the lanes of the vectors of a pass;
    lanes without a date repeat the last one.
    """

    inputs: DateSumInputs
    passes: Passes
    group_parts: np.ndarray
    date_parts: np.ndarray

    @classmethod
    def of(cls, inputs: DateSumInputs) -> _Layout:
        """Find out how many groups fit the registers, and whether two vectors of dates do."""
        groups, sides = len(inputs.bounds), inputs.sides
        common, weighted, common_unweighted, unweighted = inputs.counts
        limits, own_limits = inputs.limits.shape[1], inputs.own_limits.shape[1]
        needed = sides * sum(inputs.counts) + limits + own_limits
        at_once = -(-groups // -(-groups * needed // MOST_VECTORS))
        vectors = -(-inputs.dates // LANES)
        halves = 2 if vectors > 1 and groups == 1 and 2 * needed <= MOST_VECTORS else 1
        group_parts = np.arange(-(-groups // at_once) * at_once).clip(0, groups - 1)
        date_parts = np.arange(-(-vectors // halves) * halves * LANES)
        count = at_once * halves
        passes = Passes(
            group_parts.size // at_once * (date_parts.size // (halves * LANES)),
            sides * weighted * count, sides * unweighted * count, own_limits * count, count,
            sides * common * at_once, sides * common_unweighted * at_once, limits * at_once,
            halves, sides)
        return cls(inputs, passes, group_parts.reshape(-1, at_once),
                   date_parts.reshape(-1, halves, LANES))

    def built(self) -> Layout:
        """Return the vectors of all passes, and where their sums belong."""
        inputs = self.inputs
        summed: list[Vector] = []
        bounds: list[Vector] = []
        weighted, unweighted = [], []
        of_weighted, of_unweighted = inputs.counts[:2], inputs.counts[2:]
        for dates in self.date_parts:
            for n, groups in enumerate(self.group_parts):
                counted = np.arange(n * groups.size, (n + 1) * groups.size) == groups
                sides = [(group + side * len(inputs.bounds), here)
                         for side in range(inputs.sides) for group, here in zip(groups, counted)]
                for planes, some in ((inputs.planes, sides), (inputs.unweighted, sides),
                                     (inputs.own_limits, zip(groups, counted))):
                    summed += _vectors(planes, [group for group, _ in some], dates)
                summed += _numbers([
                    (planes, group * planes.shape[1] + plane)
                    for planes, some in ((inputs.common, sides), (inputs.common_unweighted, sides),
                                         (inputs.limits, list(zip(groups, counted))))
                    for plane in range(planes.shape[1]) for group, _ in some])
                bounds += _vectors(inputs.bounds, groups, dates)
                weighted.append(_places(*of_weighted, sides, dates, inputs.dates))
                unweighted.append(_places(*of_unweighted, sides, dates, inputs.dates))
        own = [_vectors(inputs.own[None], [0], dates) for dates in self.date_parts]
        own_parts = np.repeat(np.arange(len(self.date_parts)), len(self.group_parts))
        groups = len(inputs.planes)
        return Layout(self.passes, summed, bounds, own, own_parts, inputs.thresholds,
                      np.array(weighted), np.array(unweighted),
                      (groups * inputs.dates * sum(of_weighted),
                       groups * inputs.dates * sum(of_unweighted)))


def _places(common: int, own: int, groups: list[tuple[int, bool]], dates: np.ndarray,
            count: int) -> np.ndarray:
    """Return where the sums of a pass belong, see `Layout`.

    common, own: how many planes a group has. groups: with whether they are no repetition. dates:
    of the lanes (vectors, LANES). count: of all dates.
    """
    return np.array([((group * (common + own) + plane) * count + part[0],
                      here * min(max(count - part[0], 0), LANES))
                     for plane in range(common + own) for group, here in groups
                     for part in dates], int).reshape(-1, 2)


def _vectors(planes: np.ndarray, groups: Sequence[int], dates: np.ndarray) -> list[Vector]:
    """Return the vectors of the planes of groups: by planes, groups, then vectors of dates."""
    count = planes.shape[2]
    flat_planes = planes.reshape(-1, *planes.shape[3:])
    return [Vector(flat_planes, (group * planes.shape[1] + plane) * count
                   + np.minimum(part, count - 1))
            for plane in range(planes.shape[1]) for group in groups for part in dates]


def _numbers(places: list[tuple[np.ndarray, int]]) -> list[Vector]:
    """Return the vectors of some planes (of groups, planes, rows, columns), a lane each."""
    if not places:
        return []
    planes = np.concatenate([flat(planes)[index:index + 1] for planes, index in places])
    return [Vector(planes, indices) for indices in lanes(len(planes))]
