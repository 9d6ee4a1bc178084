"""The values of classes that coarse images tell, place by place."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...images.image import Image
from ...kernels.local_unmixing import local_unmixing
from ...progress import Progress


def unmixed(fractions: np.ndarray, known: np.ndarray, coarse: Image, parameters: Any,
            progress: Progress) -> np.ndarray:
    """Return the values of the classes around each coarse cell (classes, bands, rows, columns).

    fractions, known: abundances of the classes and where they are known. parameters: with a
    `window_size` and a `regularisation`, towards the values of the whole image.
    """
    valid = known & coarse.valid
    a, v = fractions[:, valid].astype(np.float64), coarse.values[:, valid].astype(np.float64)
    classes = len(fractions)
    mean = v.mean(axis=1) if v.size else np.zeros(len(v))
    # The whole image may not tell rare classes apart either: it draws them to its mean.
    ridge = parameters.regularisation * max(a.shape[1], 1) / classes * np.eye(classes)
    whole = mean + np.linalg.solve(a @ a.T + ridge, a @ (v - mean[:, None]).T)
    return local_unmixing(fractions, coarse.values, valid, parameters.window_size // 2, whole,
                          regularisation=parameters.regularisation, check=progress.check)
