"""The inputs of the backends of the masked window sums."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..cards.case import example_planes

_PLANES = ("similar", "own", "limits", "bounds", "planes", "unweighted")
_ALIKE = np.float32(0.6)  # of noise of deviation 1


@dataclass(frozen=True)
class WindowSumInputs:
    """Contiguous float32 arrays; G groups; all planes include the halo.

    similar: (N, rows + 2 r, columns + 2 r), shared by all groups; NaN where invalid.
    thresholds: (N,).
    own: (G, n, ...), the similar planes of each group; NaN where invalid.
    own_thresholds: (G, n).
    limits: (G, L, ...).
    bounds: (G, L, ...), what the limits must stay below, by the centre.
    planes: (G, M, ...), summed with distance weights.
    unweighted: (G, U, ...), summed without.
    weights: (2 r + 1, 2 r + 1).
    """

    similar: np.ndarray
    thresholds: np.ndarray
    own: np.ndarray
    own_thresholds: np.ndarray
    limits: np.ndarray
    bounds: np.ndarray
    planes: np.ndarray
    unweighted: np.ndarray
    weights: np.ndarray

    @property
    def radius(self) -> int:
        return self.weights.shape[0] // 2

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of centre pixels."""
        rows, columns = self.planes.shape[-2:]
        return rows - 2 * self.radius, columns - 2 * self.radius

    def grown(self, rows: int, columns: int) -> WindowSumInputs:
        """Return the inputs with more rows and columns of zeros at the lower and right edge."""
        if rows == 0 and columns == 0:
            return self
        return replace(self, **{
            name: np.pad(getattr(self, name), ((0, 0),) * (getattr(self, name).ndim - 2)
                         + ((0, rows), (0, columns))) for name in _PLANES})

    def without_limits(self) -> WindowSumInputs:
        """Return the inputs without any limits."""
        return replace(self, limits=self.limits[:, :0], bounds=self.bounds[:, :0])

    def rows(self, first: int, last: int) -> WindowSumInputs:
        """Return the inputs for the centres of the rows from `first` to before `last`."""
        seen = slice(first, last + 2 * self.radius)
        return replace(self, **{name: getattr(self, name)[..., seen, :] for name in _PLANES})

    @property
    def case(self) -> tuple[int, ...]:
        """Return what the time for a pixel depends on: numbers of planes, and the radius."""
        return (len(self.similar), self.own.shape[1], len(self.planes), self.limits.shape[1],
                self.planes.shape[1], self.unweighted.shape[1], self.radius)

    def example(self, side: int) -> WindowSumInputs:
        """Return inputs of the same case, for side x side centres, of made-up values.

        About a third of the pixels are similar, half of these are within each limit.
        """
        side += 2 * self.radius
        made = {name: example_planes(*getattr(self, name).shape[:-2], side, side)
                for name in _PLANES}
        return replace(self, **made, thresholds=np.full_like(self.thresholds, _ALIKE),
                       own_thresholds=np.full_like(self.own_thresholds, _ALIKE))
