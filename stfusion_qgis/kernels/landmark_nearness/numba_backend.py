"""Nearness to landmarks, compiled: a row of pixels after the other, vectors over its pixels."""

from __future__ import annotations

import numpy as np

from ..compiling import kernel
from ..exponential import exponentiate


@kernel
def _nearness(values, mean, deviation, landmarks, most, scale, result):
    bands, rows, columns = values.shape
    count = len(landmarks)
    bits = np.empty(columns, np.int32)
    powers = bits.view(np.float32)
    for row in range(rows):
        for band in range(bands):
            value, scaled = values[band, row], result[count + band, row]
            for i in range(columns):
                scaled[i] = min(max((value[i] - mean[band]) / deviation[band], -most), most)
        for k in range(count):
            near = result[k, row]
            near[:] = 0
            for band in range(bands):
                scaled, place = result[count + band, row], landmarks[k, band]
                for i in range(columns):
                    difference = scaled[i] - place
                    near[i] += difference * difference
            for i in range(columns):
                near[i] *= scale
            exponentiate(near, bits, powers)


def nearness(values: np.ndarray, mean: np.ndarray, deviation: np.ndarray, landmarks: np.ndarray,
             most: np.float32) -> np.ndarray:
    """See `landmark_nearness`."""
    result = np.empty((len(landmarks) + len(values), *values.shape[1:]), np.float32)
    _nearness(np.ascontiguousarray(values), mean, deviation, np.ascontiguousarray(landmarks), most,
              np.float32(-0.5 / len(values)), result)
    return result
