"""Unmixing of coarse images into the values of classes, window by window."""

from __future__ import annotations

import numpy as np

from ...images.image import Image
from ...kernels.local_unmixing import local_unmixing
from ...progress import Progress


def unmix_in_windows(fractions: np.ndarray, share: np.ndarray, coarse: Image, window_size: int,
                     regularisation: float, progress: Progress) -> np.ndarray:
    """Return the values of the classes around each coarse cell (classes, bands, rows, columns).

    fractions, share: abundances of the classes, and the part of each cell that they tell of: so
    much the cell counts. window_size: side of the window of coarse cells that are unmixed
    together. regularisation: how much the values are drawn to those of the whole image.
    """
    weights = share * coarse.valid
    used = weights > 0
    weight = weights[used].astype(np.float64)
    a, v = fractions[:, used].astype(np.float64), coarse.values[:, used].astype(np.float64)
    classes, total = len(fractions), weight.sum()
    mean = (v * weight).sum(axis=1) / total if total else np.zeros(len(v))
    # Even the whole image may not separate rare classes: these are drawn to its mean.
    ridge = regularisation * (total or 1) / classes * np.eye(classes)
    weighted = a * weight
    whole = mean + np.linalg.solve(weighted @ a.T + ridge, weighted @ (v - mean[:, None]).T)
    return local_unmixing(fractions, coarse.values, weights, window_size // 2, whole,
                          regularisation=regularisation, check=progress.check)
