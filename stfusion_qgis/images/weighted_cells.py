"""Statistics of images whose cells count by weight."""

from __future__ import annotations

import numpy as np


def weighted_covariances(planes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the covariances (bands, n, n) of n images (n, bands, rows, columns) on the cells."""
    means = np.array([weighted_mean(one, weight) for one in planes])
    centred = planes - means[..., None, None]
    return np.einsum("kbyx,lbyx,yx->bkl", centred, centred, weight, optimize=True) / max(
        float(weight.sum()), 1e-30)


def weighted_mean(planes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the mean (bands,) of planes whose cells count by weight; 0 where none counts."""
    return np.where(weight > 0, planes * weight, 0).sum(axis=(1, 2)) / max(
        float(weight.sum()), 1e-30)


def weighted_variances(planes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the variance (bands,) of planes whose cells count by weight."""
    centred = planes - weighted_mean(planes, weight)[:, None, None]
    return weighted_mean(centred ** 2, weight)


def weighted_correlation(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> float:
    """Return the correlation of two planes whose pixels count by weight; 0 if one is constant."""
    total = weight.sum()
    if not total:
        return 0.0
    a = first - (first * weight).sum() / total
    b = second - (second * weight).sum() / total
    scale = (a * a * weight).sum() * (b * b * weight).sum()
    return float((a * b * weight).sum() / np.sqrt(scale)) if scale > 0 else 0.0
