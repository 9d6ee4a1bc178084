"""Predictions of other kinds than the Gaussian process, as the coarse cells determine them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....images.weighted_cells import weighted_mean, weighted_variances
from ....kernels.filling import fill_gaps
from ....kernels.moving_regression import moving_regression

MEMBERS = ("difference", "local regression", "global regression", "process", "smoothed process")
DIFFERENCE, LOCAL, GLOBAL, PROCESS, SMOOTHED = range(len(MEMBERS))

_WINDOW = 7  # cells of the local regression
_STEADINESS = 0.01
_SLOPES = -2.0, 3.0


@dataclass(frozen=True)
class Linear:
    """Bands as sums of a smooth plane and multiples of the fine image's bands.

    plane: (bands, cell rows, cell columns). slopes: of the same band (bands, cell rows, cell
    columns), or of all bands, everywhere (bands, bands).
    """

    plane: np.ndarray
    slopes: np.ndarray


def difference(before: np.ndarray, after: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return C_p - C_1 of the cells, without gaps."""
    return fill_gaps(after - before, known)


def local_regression(before: np.ndarray, after: np.ndarray, known: np.ndarray) -> Linear:
    """Return the lines C_p = a C_1 + b through windows of cells, and what they leave of C_p.

    As Fit-FC (Wang & Atkinson 2018, doi:10.1016/j.rse.2017.10.046) does before it filters.
    """
    ridge = _STEADINESS * weighted_variances(before, known.astype(np.float64))
    line = moving_regression(before, after, known, _WINDOW // 2, ridge=ridge)
    slopes = fill_gaps(line.slope.clip(*_SLOPES), known)
    return Linear(fill_gaps(after - slopes * before, known), slopes)


def global_regression(fine: np.ndarray, after: np.ndarray, share: np.ndarray) -> Linear:
    """Return the regression of C_p on all bands of A F_1, and what it leaves of C_p.

    As ATPRK (Wang et al. 2015, doi:10.1016/j.rse.2015.06.003), without kriging.
    """
    used = share > 0
    root = np.sqrt(share[used])
    means, levels = weighted_mean(fine, share), weighted_mean(after, share)
    scale = np.sqrt(weighted_variances(fine, share))
    scale = np.where(scale > 0, scale, 1)
    x = (fine[:, used] - means[:, None]) / scale[:, None] * root
    y = (after[:, used] - levels[:, None]) * root
    slopes = np.linalg.lstsq(x.T, y.T, rcond=1e-3)[0].T / scale if used.any() \
        else np.eye(len(fine))
    return Linear(fill_gaps(after - np.tensordot(slopes, fine, 1), used), slopes)
