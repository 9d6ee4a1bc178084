"""The inputs of the masked window sums of several dates."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from .sum_inputs import WindowSumInputs


@dataclass(frozen=True)
class DateSumInputs:
    """Contiguous float32 arrays; D dates, G groups; all planes include the halo.

    shared: what all dates and groups share: the similar planes, limits, and the weights; nothing
    else of it counts.
    own: (n, D, ...), the similar planes of each date; thresholds: (n,), alike for all dates.
    common, common_unweighted: (G, M, ...), (G, U, ...), planes that are the same for all dates,
    summed with distance weights and without; planes, unweighted: (G, m, D, ...), (G, u, D, ...),
    those of each date. limits: (G, L, ...), own_limits: (G, l, D, ...), those of each date; bounds:
    (G, L + l, D, ...), what these must stay below, by the centre. Planes may have twice as many
    groups: those of the second half are summed where the limits are not below their bounds.
    """

    shared: WindowSumInputs
    own: np.ndarray
    thresholds: np.ndarray
    common: np.ndarray
    planes: np.ndarray
    common_unweighted: np.ndarray
    unweighted: np.ndarray
    limits: np.ndarray
    own_limits: np.ndarray
    bounds: np.ndarray

    @property
    def dates(self) -> int:
        """Return the number of dates."""
        return self.own.shape[1]

    @property
    def sides(self) -> int:
        """Return 2 where the planes of a second half of groups are summed, too, else 1."""
        return len(self.planes) // len(self.bounds)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return how many planes a group has: common, own, and as many of those without weights."""
        common, own, common_unweighted, own_unweighted = (
            planes.shape[1] for planes in (
                self.common, self.planes, self.common_unweighted, self.unweighted))
        return common, own, common_unweighted, own_unweighted

    def grown(self, rows: int, columns: int) -> DateSumInputs:
        """Return the inputs with more rows and columns of zeros at the lower and right edge."""
        if rows == 0 and columns == 0:
            return self

        def padded(planes: np.ndarray) -> np.ndarray:
            return np.pad(planes, ((0, 0),) * (planes.ndim - 2) + ((0, rows), (0, columns)))

        return replace(self, shared=self.shared.grown(rows, columns), **{
            each.name: padded(getattr(self, each.name)) for each in fields(self)
            if each.name not in ("shared", "thresholds")})
