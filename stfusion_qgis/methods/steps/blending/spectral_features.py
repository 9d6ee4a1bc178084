"""Features of a pixel's spectrum: how near it is to landmarks, and its bands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....kernels.landmark_nearness import landmark_nearness
from ....matrix_products import weighted_sums
from ..classification import Classes

_MOST = 4.0  # deviations at which bands are cut off
_LINEAR = 0.3  # weight of the bands beside the landmarks


@dataclass(frozen=True)
class SpectralFeatures:
    """Features whose products are a Gaussian kernel of spectra, and a weak linear one beside it.

    The kernel is exp(-d^2 / 2 n) at the distance d, in deviations, of n bands; it is that of
    Nystroem's method (Williams & Seeger 2001) with some landmarks.

    landmarks: (landmarks, bands), in deviations about the mean. mixing: (landmarks, features):
    the features are sums of the nearness to landmarks. mean, deviation: of the bands (bands,).
    """

    landmarks: np.ndarray
    mixing: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray

    @classmethod
    def of(cls, classes: Classes, mean: np.ndarray) -> SpectralFeatures:
        """Return features with the centres of classes as landmarks; mean: of the bands."""
        deviation = 1 / classes.scale.astype(np.float64)
        landmarks = (classes.centres - mean / deviation).clip(-_MOST, _MOST)
        between = ((landmarks[:, None] - landmarks) ** 2).sum(axis=-1)
        kernel = np.exp(-0.5 / landmarks.shape[1] * between)
        values, vectors = np.linalg.eigh(kernel + 1e-6 * np.eye(len(kernel)))
        used = values > 1e-4
        return cls(landmarks.astype(np.float32), vectors[:, used] / np.sqrt(values[used]),
                   mean.astype(np.float32), deviation.astype(np.float32))

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return len(self.mean)

    def at(self, values: np.ndarray) -> np.ndarray:
        """Return nearness to landmarks, then the bands in deviations.

        values: float32 (bands, rows, columns).

        Returns:
            float32 (landmarks + bands, rows, columns).
        """
        return landmark_nearness(values, self.mean, self.deviation, self.landmarks, _MOST)

    def mixed(self, seen: np.ndarray) -> np.ndarray:
        """Return the features of means of what `at` returns: (features, rows, columns)."""
        count = len(self.landmarks)
        kernel = weighted_sums(self.mixing.T, seen[:count].astype(np.float64))
        return np.concatenate([kernel, _LINEAR / np.sqrt(self.bands) * seen[count:]])

    def unmixed(self, factors: np.ndarray) -> np.ndarray:
        """Return the factors of what `at` returns whose sum is that of features times factors.

        factors: (..., features, rows, columns), of `mixed`.
        """
        count = self.mixing.shape[1]
        kernel = weighted_sums(self.mixing, factors[..., :count, :, :])
        linear = _LINEAR / np.sqrt(self.bands) * factors[..., count:, :, :]
        return np.concatenate([kernel, linear], axis=-3)
