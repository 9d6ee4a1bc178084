"""Masked window sums of several dates, which share similar planes: each date as `window_sums`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..backends import is_compiled
from . import no_check, sum_inputs_of, window_sums, zero_where_invalid
from .date_inputs import DateSumInputs

FEWEST_DATES = 5
"""Below, dates with similar planes of their own are quicker alone."""


def window_sums_of_dates(similar: np.ndarray, thresholds: np.ndarray, own: np.ndarray,
                         own_thresholds: np.ndarray, weights: np.ndarray, valid: np.ndarray, *,
                         common: np.ndarray | None = None, planes: np.ndarray | None = None,
                         common_unweighted: np.ndarray | None = None,
                         unweighted: np.ndarray | None = None, limits: np.ndarray | None = None,
                         bounds: np.ndarray | None = None, check: Callable[[], None] = no_check,
                         backend: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Sum planes of D dates, each over the pixels that are similar in planes of its own, too.

    Each date has, to the last bit, the sums that `window_sums` gives of it alone.

    similar, thresholds: (N, ...), (N,), shared by all dates and groups.
    own, own_thresholds: (n, D, ...), (n,), the planes of each date besides.
    common, planes: (G, M, ...), (G, m, D, ...), what is summed with weights: the same for all
        dates, and of each. common_unweighted, unweighted: likewise without weights.
    limits, bounds: (G, L, ...), (G, L, D, ...): a neighbour's limit, the same for all dates, must
        be below the bound of the centre.
    weights, valid, check, backend: as for `window_sums`.

    Returns:
        weighted (G, M + m, D, rows, columns) and unweighted likewise, those of all dates first.
    """
    groups = next(len(one) for one in (common, planes, common_unweighted, unweighted)
                  if one is not None)
    none = np.empty((groups, 0, *valid.shape), np.float32)
    none_of_dates = np.empty((groups, 0, own.shape[1], *valid.shape), np.float32)
    common, common_unweighted, limits = (
        none if one is None else one for one in (common, common_unweighted, limits))
    planes, unweighted, bounds = (
        none_of_dates if one is None else one for one in (planes, unweighted, bounds))

    def alone(date: int) -> tuple[np.ndarray, np.ndarray]:
        weighted, plain = window_sums(
            np.concatenate([similar, own[:, date]]), np.concatenate([thresholds, own_thresholds]),
            np.concatenate([common, planes[:, :, date]], axis=1), weights, valid, limits=limits,
            margins=np.zeros(limits.shape[:2], np.float32), limit_centres=bounds[:, :, date],
            unweighted=np.concatenate([common_unweighted, unweighted[:, :, date]], axis=1),
            check=check, backend=backend)
        return weighted[:, :, None], plain[:, :, None]

    dates = own.shape[1]
    together = dates >= FEWEST_DATES or (dates > 1 and not len(own))
    if not together or not is_compiled(backend):
        parts = [alone(date) for date in range(dates)]
    else:
        from .numba_shared_dates import MOST_DATES, shared_sums_of_dates
        shared = sum_inputs_of(similar, thresholds, none, weights, valid)
        parts = []
        for first in range(0, dates, MOST_DATES):
            some = np.s_[:, :, first:first + MOST_DATES]
            of_some = own[some[1:]] if valid.all() else np.where(
                valid, own[some[1:]], np.float32(np.nan))
            arrays = (of_some, own_thresholds, common, planes[some], common_unweighted,
                      unweighted[some], limits, bounds[some])
            parts.append(zero_where_invalid(shared_sums_of_dates(DateSumInputs(shared, *(
                np.ascontiguousarray(one, dtype=np.float32) for one in arrays)), check),
                valid, weights))
    if len(parts) == 1:
        return parts[0]
    weighted, plain = (np.concatenate(sums, axis=2) for sums in zip(*parts))
    return weighted, plain
