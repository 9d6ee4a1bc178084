"""Masked window sums of several dates, with a date in each lane of the vectors.

Pixels are searched for that are similar in the planes which all dates share, once. Whether they
are so in a date's own planes, too, and below its limits, is told for all dates at a time, and what
is summed of a pixel is summed for all dates by one instruction a plane. The order is that of
`numba_shared`, and so are the bits.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..simd.llvm import LANES
from .date_inputs import DateSumInputs
from .numba_shared import smallest_growth, sums_of_layout
from .records import MOST_VECTORS, Layout, Passes, Vector, flat, lanes

MOST_DATES = LANES


def shared_sums_of_dates(inputs: DateSumInputs, check: Callable[[], None]
                         ) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums (groups, planes, dates, rows, columns) of at most `MOST_DATES` dates.

    Those of common planes come first.
    """
    rows, columns = inputs.shared.shape
    inputs = inputs.grown(*smallest_growth(rows, columns))
    layout = _layout(inputs)
    passes, groups = layout.passes, len(inputs.planes)
    weighted, unweighted = (
        sums.reshape(passes.number * passes.masks, -1 if len(sums) else 0, inputs.dates,
                     *sums.shape[1:])[:groups, ..., :rows, :columns]
        for sums in sums_of_layout(inputs.shared, layout, check))
    return weighted, unweighted


def _layout(inputs: DateSumInputs) -> Layout:
    groups = len(inputs.planes)
    common, weighted, common_unweighted, unweighted, limits, own_limits = (
        planes.shape[1] for planes in (inputs.common, inputs.planes, inputs.common_unweighted,
                                       inputs.unweighted, inputs.limits, inputs.own_limits))
    of_group = common + weighted + common_unweighted + unweighted
    number = min(-(-groups * (of_group + limits + own_limits) // MOST_VECTORS), groups)
    masks = -(-groups // number)
    passes = Passes(number, masks * weighted, masks * unweighted, masks * own_limits, masks,
                    masks * common, masks * common_unweighted, masks * limits)
    summed = []
    for first in range(0, number * masks, masks):
        some = np.minimum(np.arange(first, first + masks), groups - 1)
        for planes in (inputs.planes, inputs.unweighted, inputs.own_limits, inputs.bounds):
            summed += [_dates(planes, group, plane) for plane in range(planes.shape[1])
                       for group in some]
        summed += _numbers([(planes, group * planes.shape[1] + plane)
                            for planes in (inputs.common, inputs.common_unweighted, inputs.limits)
                            for plane in range(planes.shape[1]) for group in some])
    own = [_dates(inputs.own[None], 0, plane) for plane in range(len(inputs.own))]
    dates = number * masks * inputs.dates
    return Layout(passes, summed, own, inputs.thresholds, inputs.dates,
                  dates * (common + weighted), dates * (common_unweighted + unweighted))


def _dates(planes: np.ndarray, group: int, plane: int) -> Vector:
    """Return the vector of a plane of a group; lanes without a date repeat the last one."""
    dates = planes.shape[2]
    first = (group * planes.shape[1] + plane) * dates
    return Vector(planes.reshape(-1, *planes.shape[3:]),
                  first + np.minimum(np.arange(LANES), dates - 1))


def _numbers(places: list[tuple[np.ndarray, int]]) -> list[Vector]:
    """Return the vectors of some planes (of groups, planes, rows, columns), a lane each."""
    if not places:
        return []
    planes = np.concatenate([flat(planes)[index:index + 1] for planes, index in places])
    return [Vector(planes, indices) for indices in lanes(len(planes))]
