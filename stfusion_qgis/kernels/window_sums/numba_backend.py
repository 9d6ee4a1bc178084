"""Masked window sums, compiled: in one way where groups share what is similar, else in another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import numba_own, numba_shared
from .inputs import Inputs


def window_sums(inputs: Inputs, check: Callable[[], None]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums; see the facade."""
    way = numba_shared if len(inputs.similar) else numba_own
    return way.window_sums(inputs, check)
