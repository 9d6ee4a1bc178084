"""Masked window sums, compiled: in one way where groups share what is similar, else in another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .numba_own import own_window_sums
from .numba_shared import shared_window_sums
from .sum_inputs import WindowSumInputs


def window_sums(inputs: WindowSumInputs, check: Callable[[], None]
                ) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums; see the facade."""
    sums = shared_window_sums if len(inputs.similar) else own_window_sums
    return sums(inputs, check)
