"""How near spectra are to landmarks."""

from __future__ import annotations

import numpy as np

from ..backends import implementation


def landmark_nearness(values: np.ndarray, mean: np.ndarray, deviation: np.ndarray,
                      landmarks: np.ndarray, most: float, *,
                      backend: str | None = None) -> np.ndarray:
    """Return the nearness of pixels to landmarks, then their bands in deviations.

    Nearness is exp(-d^2 / 2 n) at the distance d, in deviations, of n bands.

    values: float32 (bands, rows, columns), of any unit. mean, deviation: float32 (bands,),
    likewise. landmarks: float32 (landmarks, bands), in deviations about the mean. most: deviations
    at which bands are cut off.
    backend: "numba" or "numpy" instead of the chosen one (for tests and benchmarks).

    Returns:
        float32 (landmarks + bands, rows, columns). A pixel is the same, to the last bit, in any
        block: a matrix product may round differently with another size of it.
    """
    return implementation(__name__, backend).nearness(values, mean, deviation, landmarks,
                                                      np.float32(most))
