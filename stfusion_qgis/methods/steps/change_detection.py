"""Detection of land-cover change in coarse images."""

from __future__ import annotations

import numpy as np

_FEWEST_CELLS = 16  # that make a distribution; any fewer can always be divided into two groups


def changed_cells(residual: np.ndarray, valid: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Return the cells whose change the classes' changes do not explain, bool (rows, columns).

    These are the cells whose residual, in standard deviations of the bands and as the root of its
    mean square over them, is above Otsu's threshold; none where few cells are valid.

    residual: change of the coarse image less that of the classes (bands, rows, columns).
    valid: bool (rows, columns), cells that set the threshold. scale: of the bands, 1 / standard
    deviation.
    """
    size = np.sqrt(((residual * scale[:, None, None]) ** 2).mean(axis=0))
    if valid.sum() < _FEWEST_CELLS:
        return np.zeros(valid.shape, bool)
    return size > otsu_threshold(size[valid])


def otsu_threshold(values: np.ndarray) -> float:
    """Return the value up to which `values` (n,) belong to the lower of two groups.

    Of all divisions it is the one with the largest variance between the groups (Otsu 1979,
    doi:10.1109/TSMC.1979.4310076), found without a histogram. Fewer than two distinct values are
    all in the lower group.
    """
    ordered = np.sort(values.astype(np.float64))
    n = np.arange(1, len(ordered))
    lower_sum = np.cumsum(ordered)[:-1]
    between = (lower_sum - n * ordered.mean()) ** 2 / (n * (len(ordered) - n)) if len(n) else n
    divides = np.diff(ordered) > 0
    if not divides.any():
        return np.inf
    return ordered[np.flatnonzero(divides)[between[divides].argmax()]]
