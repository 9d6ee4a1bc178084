"""Masked window sums of several dates, which share similar planes: each date as `window_sums`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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
                         own_limits: np.ndarray | None = None, bounds: np.ndarray | None = None,
                         check: Callable[[], None] = no_check,
                         backend: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Sum planes of D dates, each over the pixels that are similar in planes of its own, too.

    Each date has, to the last bit, the sums that `window_sums` gives of it alone.

    similar, thresholds: (N, ...), (N,), shared by all dates and groups; or (G, N, ...), (G, N),
        those of each group, shared by all dates.
    own, own_thresholds: (n, D, ...), (n,), the planes of each date besides; or (G, n, D, ...),
        (G, n), as the shared ones are.
    common, planes: (G, M, ...), (G, m, D, ...), what is summed with weights: the same for all
        dates, and of each. common_unweighted, unweighted: likewise without weights.
    limits, own_limits: (G, L, ...), (G, l, D, ...), a neighbour's limits, likewise. bounds:
        (G, L + l, D, ...), what they must be below, by the centre.
    weights, valid, check, backend: as for `window_sums`.

    Returns:
        weighted (G, M + m, D, rows, columns) and unweighted likewise, those of all dates first.
    """
    groups = next(len(one) for one in (common, planes, common_unweighted, unweighted)
                  if one is not None)
    dates = own.shape[-3]
    none = np.empty((groups, 0, *valid.shape), np.float32)
    none_of_dates = np.empty((groups, 0, dates, *valid.shape), np.float32)
    sums = _DateSums(
        similar, thresholds, own, own_thresholds,
        *(none if one is None else one for one in (common, common_unweighted, limits)),
        *(none_of_dates if one is None else one
          for one in (planes, unweighted, own_limits, bounds)), weights, valid, check)
    together = dates >= FEWEST_DATES or (dates > 1 and not own.shape[-4])
    if not together or not is_compiled(backend):
        return _joined([sums.alone(date, backend) for date in range(dates)], axis=2)
    if similar.ndim == 3:
        return sums.together()
    return _joined([sums.of_group(group).together() for group in range(groups)], axis=0)


def _joined(parts: list[tuple[np.ndarray, np.ndarray]], axis: int
            ) -> tuple[np.ndarray, np.ndarray]:
    if len(parts) == 1:
        return parts[0]
    weighted, plain = (np.concatenate(sums, axis=axis) for sums in zip(*parts))
    return weighted, plain


@dataclass(frozen=True)
class _DateSums:
    """The arguments of `window_sums_of_dates`, all of them there."""

    similar: np.ndarray
    thresholds: np.ndarray
    own: np.ndarray
    own_thresholds: np.ndarray
    common: np.ndarray
    common_unweighted: np.ndarray
    limits: np.ndarray
    planes: np.ndarray
    unweighted: np.ndarray
    own_limits: np.ndarray
    bounds: np.ndarray
    weights: np.ndarray
    valid: np.ndarray
    check: Callable[[], None]

    def of_group(self, group: int) -> _DateSums:
        """Return the sums of a group with similar planes of its own."""
        by_itself = {name: getattr(self, name)[group]
                     for name in ("similar", "thresholds", "own", "own_thresholds")}
        of_one = {name: getattr(self, name)[group:group + 1]
                  for name in ("common", "common_unweighted", "limits", "planes", "unweighted",
                               "own_limits", "bounds")}
        return replace(self, **by_itself, **of_one)

    def alone(self, date: int, backend: str | None) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of a date by itself."""
        weighted, plain = window_sums(
            np.concatenate([self.similar, self.own[..., date, :, :]], axis=-3),
            np.concatenate([self.thresholds, self.own_thresholds], axis=-1),
            np.concatenate([self.common, self.planes[:, :, date]], axis=1), self.weights,
            self.valid, limits=np.concatenate([self.limits, self.own_limits[:, :, date]], axis=1),
            margins=np.zeros(self.bounds.shape[:2], np.float32),
            limit_centres=self.bounds[:, :, date],
            unweighted=np.concatenate([self.common_unweighted, self.unweighted[:, :, date]],
                                      axis=1), check=self.check, backend=backend)
        return weighted[:, :, None], plain[:, :, None]

    def together(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of all dates, with similar planes that all groups share."""
        from .numba_shared_dates import MOST_DATES, shared_sums_of_dates
        none = np.empty((len(self.planes), 0, *self.valid.shape), np.float32)
        shared = sum_inputs_of(self.similar, self.thresholds, none, self.weights, self.valid)
        parts = []
        for first in range(0, self.own.shape[1], MOST_DATES):
            some = np.s_[:, :, first:first + MOST_DATES]
            own = self.own[some[1:]]
            if not self.valid.all():
                own = np.where(self.valid, own, np.float32(np.nan))
            arrays = (own, self.own_thresholds, self.common, self.planes[some],
                      self.common_unweighted, self.unweighted[some], self.limits,
                      self.own_limits[some], self.bounds[some])
            parts.append(zero_where_invalid(shared_sums_of_dates(DateSumInputs(shared, *(
                np.ascontiguousarray(one, dtype=np.float32) for one in arrays)), self.check),
                self.valid, self.weights))
        return _joined(parts, axis=2)
