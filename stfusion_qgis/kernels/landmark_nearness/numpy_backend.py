"""Nearness to landmarks with NumPy alone: all pixels at once, one landmark after the other."""

from __future__ import annotations

import numpy as np


def nearness(values: np.ndarray, mean: np.ndarray, deviation: np.ndarray, landmarks: np.ndarray,
             most: np.float32) -> np.ndarray:
    """See `landmark_nearness`."""
    count = len(landmarks)
    result = np.empty((count + len(values), *values.shape[1:]), np.float32)
    bands = result[count:]
    np.subtract(values, mean[:, None, None], out=bands)
    bands /= deviation[:, None, None]
    np.clip(bands, -most, most, out=bands)
    scale = np.float32(-0.5 / len(bands))
    for landmark, plane in zip(landmarks, result):
        plane[:] = 0
        for place, band in zip(landmark, bands):
            difference = band - place
            difference *= difference
            plane += difference
        plane *= scale
        np.exp(plane, out=plane)
    return result
