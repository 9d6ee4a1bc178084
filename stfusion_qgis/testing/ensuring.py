"""Assertions that do not depend on how Python is run, with messages for authors of methods."""

from __future__ import annotations

import numpy as np


def ensure(condition: object, broken: str) -> None:
    """Raise `AssertionError` with a message unless a condition holds."""
    if not condition:
        raise AssertionError(broken)


def ensure_equal(values: np.ndarray, expected: np.ndarray, broken: str) -> None:
    """Raise `AssertionError` unless two arrays are equal to the last bit; NaN equals NaN."""
    different = (values != expected) & ~(np.isnan(values) & np.isnan(expected))
    ensure(not different.any(), f"{broken} ({different.mean():.2%} of the values differ)")


def ensure_close(values: np.ndarray, expected: np.ndarray, broken: str) -> None:
    """Raise `AssertionError` unless two arrays (about 0 to 1) are equal but for rounding.

    Rounding may turn the choice of a similar pixel here and there.
    """
    ensure((np.isnan(values) == np.isnan(expected)).all(), f"{broken} (in other places)")
    differences = np.abs(values - expected)[np.isfinite(expected)]
    ensure(np.quantile(differences, 0.98) < 1e-4 and differences.max() < 0.1,
           f"{broken} (by up to {differences.max():.2g})")
