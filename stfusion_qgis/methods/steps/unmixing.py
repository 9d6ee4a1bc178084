"""Unmixing of coarse images into the values of classes, window by window."""

from __future__ import annotations

import numpy as np

from ...images.image import Image
from ...kernels.local_unmixing import local_unmixing
from ...progress import Progress


def unmix_in_windows(fractions: np.ndarray, known: np.ndarray, coarse: Image, window_size: int,
            regularisation: float, progress: Progress) -> np.ndarray:
    """Return the values of the classes around each coarse cell (classes, bands, rows, columns).

    fractions, known: abundances of the classes and where they are known. window_size: side of the
    window of coarse cells that are unmixed together. regularisation: how much the values are drawn
    to those of the whole image.
    """
    valid = known & coarse.valid
    a, v = fractions[:, valid].astype(np.float64), coarse.values[:, valid].astype(np.float64)
    classes = len(fractions)
    mean = v.mean(axis=1) if v.size else np.zeros(len(v))
    # Even the whole image may not separate rare classes: these are drawn to its mean.
    ridge = regularisation * max(a.shape[1], 1) / classes * np.eye(classes)
    whole = mean + np.linalg.solve(a @ a.T + ridge, a @ (v - mean[:, None]).T)
    return local_unmixing(fractions, coarse.values, valid, window_size // 2, whole,
                          regularisation=regularisation, check=progress.check)
