"""Filling of gaps in coarse images."""

from __future__ import annotations

import numpy as np


def fill_gaps(planes: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Return the planes with invalid pixels filled smoothly from the valid ones around.

    A gap is filled from the image at half the resolution, whose pixels are means of the valid
    ones, itself filled in the same way ("pull-push", Gortler et al. 1996,
    doi:10.1145/237170.237200): the wider the gap, the coarser the image it is filled from. Work
    grows with the number of pixels only. Without any valid pixel the result is 0.

    planes: (..., rows, columns), of any value where invalid.
    valid: bool (rows, columns).

    Returns:
        float64, the valid pixels unchanged.
    """
    if not valid.any():
        return np.zeros(planes.shape)
    known = np.where(valid, planes, 0.0)
    if valid.all():
        return known
    rows, columns = valid.shape
    count = _sums_of_four(valid.astype(np.float64))
    coarser = fill_gaps(_sums_of_four(known) / np.maximum(count, 1), count > 0)
    finer = _double(_double(coarser, -1), -2)[..., :rows, :columns]
    return np.where(valid, known, finer)


def _sums_of_four(planes: np.ndarray) -> np.ndarray:
    """Return the sums of 2 x 2 pixels; an odd last row or column stands alone."""
    rows, columns = planes.shape[-2:]
    even = [(0, 0)] * (planes.ndim - 2) + [(0, rows % 2), (0, columns % 2)]
    p = np.pad(planes, even)
    return p[..., ::2, ::2] + p[..., 1::2, ::2] + p[..., ::2, 1::2] + p[..., 1::2, 1::2]


def _double(planes: np.ndarray, axis: int) -> np.ndarray:
    """Interpolate linearly to twice as many pixels along an axis."""
    p = np.moveaxis(planes, axis, 0)
    before = np.concatenate([p[:1], p[:-1]])
    after = np.concatenate([p[1:], p[-1:]])
    result = np.stack([0.75 * p + 0.25 * before, 0.75 * p + 0.25 * after], axis=1)
    return np.moveaxis(result.reshape(-1, *p.shape[1:]), 0, axis)
