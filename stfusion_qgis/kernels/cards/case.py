"""What is asked of a kernel, apart from the images: for it, card and processor are compared."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np


class Measurable(Protocol):
    """Inputs of a kernel. case: numbers of planes, size of the window and the like."""

    @property
    def case(self) -> tuple[int, ...]:
        """Return what the time for a pixel depends on."""

    def example(self, side: int) -> Any:
        """Return inputs of the same case, for side x side pixels, of made-up values."""


def example_planes(*shape: int) -> np.ndarray:
    """Return planes (..., rows, columns) of noise, float32, all alike but for a tenth of it."""
    numbers = np.random.default_rng(0)
    shared = numbers.standard_normal(shape[-2:], np.float32)
    return shared + np.float32(0.1) * numbers.standard_normal(shape, np.float32)
