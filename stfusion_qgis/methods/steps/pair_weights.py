"""Weights of the predictions from two reference pairs, and their combination."""

from __future__ import annotations

import numpy as np

from ...images.image import Prediction
from ...kernels.moving_sums import moving_sums


def weigh_by_change(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the weight of pair 1 at each pixel: the pair that changed less counts more.

    first, second: change from each pair to the prediction date (bands, rows, columns).

    Returns:
        float32 (rows, columns), c_2 / (c_1 + c_2) with c_k = mean over the bands of |change k|;
        0.5 where neither changed.
    """
    change_1, change_2 = np.abs(first).mean(axis=0), np.abs(second).mean(axis=0)
    total = change_1 + change_2
    return np.divide(change_2, total, out=np.full_like(total, 0.5), where=total > 0)


def weigh_by_window_change(first: np.ndarray, second: np.ndarray, valid: np.ndarray,
                           radius: int) -> np.ndarray:
    """Return the weight of pair 1 in each band by the change in the window around each pixel.

    first, second: change from each pair to the prediction date, with a halo of `radius` pixels
        (bands, rows + 2 radius, columns + 2 radius).
    valid: bool (rows + 2 radius, columns + 2 radius); what is invalid does not count.

    Returns:
        float32 (bands, rows, columns), c_2 / (c_1 + c_2) with c_k = sum over the window of
        |change k|; 0.5 where neither changed.
    """
    core = slice(radius, -radius or None)
    change_1, change_2 = (moving_sums(np.abs(change) * valid, radius)[:, core, core]
                          for change in (first, second))
    total = change_1 + change_2
    return np.divide(change_2, total, out=np.full(total.shape, 0.5, np.float32), where=total > 0,
                     casting="same_kind")


def combine(first: Prediction, second: Prediction, weight: np.ndarray | np.float32) -> Prediction:
    """Return weight * first + (1 - weight) * second, or the valid one where only one is valid."""
    weight = np.where(second.valid, np.where(first.valid, weight, 0), 1).astype(np.float32)
    values = weight * first.values + (1 - weight) * second.values
    return Prediction(values, first.valid | second.valid)
