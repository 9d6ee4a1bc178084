"""Masked window sums of several dates, which share similar planes: each date as `window_sums`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from ..backends import is_compiled
from . import no_check, sum_inputs_of, window_sums, zero_where_invalid
from .date_inputs import DateSumInputs

FEWEST_DATES = 4
"""Below, dates do not fill enough of the lanes of a vector to share them."""

# Where each group has similar pixels of its own: how many dates there have to be, of as many as are
# computed together, and how many of the pixels may be similar, for lanes to be quicker than pieces.
_FILLED, _SIMILAR = 0.8, 0.5
_SAMPLE = 512

_MOST_AS_GROUPS = 5  # bounds the memory that dates take as groups of one date


def window_sums_of_dates(similar: np.ndarray, thresholds: np.ndarray, own: np.ndarray,
                         own_thresholds: np.ndarray, weights: np.ndarray, valid: np.ndarray, *,
                         common: np.ndarray | None = None, planes: np.ndarray | None = None,
                         common_unweighted: np.ndarray | None = None,
                         unweighted: np.ndarray | None = None, limits: np.ndarray | None = None,
                         own_limits: np.ndarray | None = None, bounds: np.ndarray | None = None,
                         common_limits: np.ndarray | None = None,
                         common_bounds: np.ndarray | None = None, both_sides: bool = False,
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
        (G, L + l, D, ...), what they must be below, by the centre. common_limits, common_bounds:
        (G, c, ...), limits and what these must be below for all dates.
    both_sides: whether what is summed has 2 G groups: those of the second half are summed over the
        similar pixels whose limit is not below its bound; each group has one limit then.
    weights, valid, check, backend: as for `window_sums`.

    Returns:
        weighted (G, M + m, D, rows, columns) and unweighted likewise, those of all dates first.
    """
    groups = next(len(one) for one in (common, planes, common_unweighted, unweighted)
                  if one is not None)
    dates = own.shape[-3]
    none = np.empty((groups, 0, *valid.shape), np.float32)
    none_of_dates = np.empty((groups, 0, dates, *valid.shape), np.float32)
    with_limits = slice(groups // 2 if both_sides else groups)
    common, common_unweighted = (
        none if one is None else one for one in (common, common_unweighted))
    planes, unweighted = (none_of_dates if one is None else one for one in (planes, unweighted))
    limits, common_limits, common_bounds = (
        none[with_limits] if one is None else one
        for one in (limits, common_limits, common_bounds))
    own_limits, bounds = (
        none_of_dates[with_limits] if one is None else one for one in (own_limits, bounds))
    sums = _DateSums(similar, thresholds, own, own_thresholds, common, common_unweighted, limits,
                     common_limits, common_bounds, planes, unweighted, own_limits, bounds,
                     weights, valid, check)
    if dates > 1 and is_compiled(backend) and sums.are_quicker_in_lanes:
        return sums.in_lanes()
    sums = sums.of_one_side()
    if dates > 1 and sums.can_be_pieces and is_compiled(backend):
        return sums.in_pieces()
    if dates > 1 and similar.ndim == 3 and not len(own):
        return sums.as_groups(backend)
    return sums.one_by_one(backend)


def _joined(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return sums of some dates and of others as those of all of them."""
    if len(parts) == 1:
        return parts[0]
    weighted, plain = (np.concatenate(sums, axis=2) for sums in zip(*parts))
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
    common_limits: np.ndarray
    common_bounds: np.ndarray
    planes: np.ndarray
    unweighted: np.ndarray
    own_limits: np.ndarray
    bounds: np.ndarray
    weights: np.ndarray
    valid: np.ndarray
    check: Callable[[], None]

    @property
    def are_quicker_in_lanes(self) -> bool:
        """Return whether the lanes of vectors are a quicker place for the dates, compiled."""
        dates = self.planes.shape[2]
        if self.similar.ndim == 3:
            return dates >= FEWEST_DATES
        from .numba_shared_dates import MOST_DATES
        together = -(-dates // MOST_DATES) * MOST_DATES
        return dates >= _FILLED * together and self._similar_share() <= _SIMILAR

    def _similar_share(self) -> float:
        """Return about how many of the pixels are similar to one, from a sample."""
        step = max(int(np.sqrt(self.valid.size / _SAMPLE)), 1)
        shares = []
        for planes, thresholds in zip(self.similar, self.thresholds):
            of_planes = []
            for plane, threshold in zip(planes[:, ::step, ::step], thresholds):
                values = plane[self.valid[::step, ::step]]
                of_planes.append(float(np.mean(np.abs(values - values[:, None]) <= threshold))
                                 if values.size else 0.0)
            shares.append(min(of_planes))
        return sum(shares) / len(shares)

    def of_one_side(self) -> _DateSums:
        """Return the same sums, where those of each group are below its limits."""
        if len(self.planes) == len(self.bounds):
            return self
        # -limit < -(the number before the bound): the limit is the bound or more.
        before = np.nextafter(self.bounds, np.float32(-np.inf), dtype=np.float32)
        doubled = {name: np.concatenate([getattr(self, name)] * 2)
                   for name in ("common_limits", "common_bounds")}
        return replace(
            self, **doubled, bounds=np.concatenate([self.bounds, -before]),
            limits=np.concatenate([self.limits, -self.limits]),
            own_limits=np.concatenate([self.own_limits, -self.own_limits]))

    def _of_group(self, g: int) -> _DateSums:
        """Return the sums of a group that has similar planes of its own."""
        of_all = "weights", "valid", "check"
        one = {each.name: getattr(self, each.name)[g:g + 1] for each in fields(self)
               if each.name not in of_all}
        for name in ("similar", "thresholds", "own", "own_thresholds"):
            one[name] = one[name][0]
        return replace(self, **one)

    @property
    def can_be_pieces(self) -> bool:
        """Return whether groups have similar planes, and dates nothing but limits and planes."""
        return self.similar.ndim == 4 and not (
            self.own.shape[1] or self.limits.shape[1] or self.common_unweighted.shape[1]
            or self.unweighted.shape[1])

    def one_by_one(self, backend: str | None) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of all dates, each computed by itself."""
        return _joined([self._alone(date, backend) for date in range(self.planes.shape[2])])

    def as_groups(self, backend: str | None) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of all dates, where a few at a time are taken as groups of one date."""
        dates = range(self.planes.shape[2])
        return _joined([self._as_groups(dates[first:first + _MOST_AS_GROUPS], backend)
                        for first in dates[::_MOST_AS_GROUPS]])

    def _as_groups(self, dates: range, backend: str | None) -> tuple[np.ndarray, np.ndarray]:
        def grouped(common: np.ndarray, own: np.ndarray) -> np.ndarray:
            own = own[:, :, dates.start:dates.stop].swapaxes(1, 2)
            shape = *own.shape[:2], *common.shape[1:]
            both = np.concatenate([np.broadcast_to(common[:, None], shape), own], axis=2)
            return both.reshape(len(own) * len(dates), *both.shape[2:])

        bounds = grouped(self.common_bounds, self.bounds)
        sums = window_sums(
            self.similar, self.thresholds, grouped(self.common, self.planes), self.weights,
            self.valid, limits=grouped(np.concatenate([self.common_limits, self.limits], axis=1),
                                       self.own_limits),
            margins=np.zeros(bounds.shape[:2], np.float32), limit_centres=bounds,
            unweighted=grouped(self.common_unweighted, self.unweighted), check=self.check,
            backend=backend)
        shape = len(self.planes), len(dates)
        weighted, plain = (some.reshape(*shape, *some.shape[1:]).swapaxes(1, 2) for some in sums)
        return weighted, plain

    def _alone(self, date: int, backend: str | None) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of a date by itself."""
        bounds = np.concatenate([self.common_bounds, self.bounds[:, :, date]], axis=1)
        weighted, plain = window_sums(
            np.concatenate([self.similar, self.own[..., date, :, :]], axis=-3),
            np.concatenate([self.thresholds, self.own_thresholds], axis=-1),
            np.concatenate([self.common, self.planes[:, :, date]], axis=1), self.weights,
            self.valid, limits=np.concatenate(
                [self.common_limits, self.limits, self.own_limits[:, :, date]], axis=1),
            margins=np.zeros((len(bounds), bounds.shape[1]), np.float32), limit_centres=bounds,
            unweighted=np.concatenate([self.common_unweighted, self.unweighted[:, :, date]],
                                      axis=1), check=self.check, backend=backend)
        return weighted[:, :, None], plain[:, :, None]

    def in_pieces(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of all dates, where each group has its own similar planes."""
        from .numba_own_dates import own_sums_of_dates
        shared = sum_inputs_of(
            self.similar, self.thresholds, self.common, self.weights, self.valid,
            self.common_limits, np.zeros(self.common_limits.shape[:2]), self.common_bounds)
        limits, bounds, planes = (np.asarray(one, dtype=np.float32)
                                  for one in (self.own_limits, self.bounds, self.planes))
        weighted = own_sums_of_dates(shared, limits, bounds, planes, self.check)
        return zero_where_invalid((weighted, weighted[:, :0]), self.valid, self.weights)

    def in_lanes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the sums of all dates, which lie in the lanes of vectors."""
        if self.similar.ndim == 4:
            parts = [self._of_group(g).in_lanes() for g in range(len(self.similar))]
            weighted, plain = (np.concatenate(sums) for sums in zip(*parts))
            return weighted, plain
        from .numba_shared_dates import MOST_DATES, shared_sums_of_dates
        none = np.empty((len(self.planes), 0, *self.valid.shape), np.float32)
        shared = sum_inputs_of(
            self.similar, self.thresholds, none, self.weights, self.valid, self.common_limits,
            np.zeros(self.common_limits.shape[:2]), self.common_bounds)
        limits, bounds = self.limits, self.bounds
        if len(self.planes) > 1 or len(self.similar) > 1:
            shared = shared.without_limits()
            limits, bounds = self._with_common_limits()
        parts = []
        for first in range(0, self.own.shape[1], MOST_DATES):
            some = np.s_[:, :, first:first + MOST_DATES]
            own = self.own[some[1:]]
            if not self.valid.all():
                own = np.where(self.valid, own, np.float32(np.nan))
            arrays = (own, self.own_thresholds, self.common, self.planes[some],
                      self.common_unweighted, self.unweighted[some], limits,
                      self.own_limits[some], bounds[some])
            parts.append(zero_where_invalid(shared_sums_of_dates(DateSumInputs(shared, *(
                np.ascontiguousarray(one, dtype=np.float32) for one in arrays)), self.check),
                self.valid, self.weights))
        return _joined(parts)

    def _with_common_limits(self) -> tuple[np.ndarray, np.ndarray]:
        """Return limits that all dates share, and the bounds of each date, common ones first."""
        if not self.common_limits.shape[1]:
            return self.limits, self.bounds
        common = np.repeat(self.common_bounds[:, :, None], self.bounds.shape[2], axis=2)
        return (np.concatenate([self.common_limits, self.limits], axis=1),
                np.concatenate([common, self.bounds], axis=1))
