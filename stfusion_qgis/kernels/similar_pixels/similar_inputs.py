"""The inputs of the backends of the sums over the most similar pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..cards.case import example_planes


@dataclass(frozen=True)
class SimilarInputs:
    """What is summed, and which pixels are similar.

    features: float32 (bands, rows + 2 radius, columns + 2 radius), NaN where invalid.
    planes: float32 (planes, rows + 2 radius, columns + 2 radius), finite.
    weights: float32 (2 radius + 1, 2 radius + 1); a neighbour of weight 0 is never chosen.
    count: how many similar pixels are chosen, at least 1.
    """

    features: np.ndarray
    planes: np.ndarray
    weights: np.ndarray
    count: int

    @property
    def radius(self) -> int:
        return self.weights.shape[0] // 2

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of centre pixels."""
        rows, columns = self.features.shape[1:]
        return rows - 2 * self.radius, columns - 2 * self.radius

    @property
    def case(self) -> tuple[int, ...]:
        return len(self.features), len(self.planes), self.radius, self.count

    def example(self, side: int) -> SimilarInputs:
        """Return inputs of the same case, for side x side centres, of made-up values."""
        side += 2 * self.radius
        return SimilarInputs(example_planes(len(self.features), side, side),
                             example_planes(len(self.planes), side, side), self.weights, self.count)
