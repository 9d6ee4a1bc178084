"""What the parts of a season's variance count for, as errors of images that are held out tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

_PIXELS = 4096  # of a sample of errors
_RATIOS = np.array([0, *2.0 ** np.arange(-4, 10)])  # of the factors, usual to history
_WITHIN = 0.68, 0.948  # shares of errors that should lie within one and two deviations


class VarianceFactors(NamedTuple):
    """Factors of two variances, (bands,).

    history: of what the pixel's own history and its neighbours' tell. usual: of what a usual pixel
    wanders in as many days: where whole images differ, as by haze, quiet pixels err, too.
    """

    history: np.ndarray
    usual: np.ndarray

    @classmethod
    def none(cls, bands: int) -> VarianceFactors:
        """Return those with which the variance is that of the pixel's history."""
        return cls(np.ones(bands), np.zeros(bands))

    @classmethod
    def of(cls, samples: Sequence[ErrorSample], bands: int) -> VarianceFactors:
        """Return the factors by which errors keep to their deviations, each sample counting alike.

        Their ratio is the likeliest one if errors have Laplace's distribution, whose tails are
        about as long. Their size is such that about 72 % of the errors lie within one deviation,
        and 92 % within two.
        """
        if not samples:
            return cls.none(bands)
        log_deviation, size = np.mean([sample.by_ratio for sample in samples], axis=0)
        ratio = _RATIOS[np.argmin(log_deviation + np.log(np.maximum(size, 1e-30)), axis=0)]
        by_ratio = cls(np.ones(bands), ratio)
        scores = np.concatenate([sample.scores(by_ratio) for sample in samples], axis=1)
        one, two = np.quantile(scores, _WITHIN, axis=1)
        square = np.maximum(one * two / 2, 1e-4)
        return cls(square, square * ratio)

    def variance(self, history: np.ndarray, usual: np.ndarray) -> np.ndarray:
        """Return the variance, of its parts; (bands, ...) all three."""
        shape = (-1, *(1,) * (history.ndim - 1))
        found = self.history.astype(np.float32).reshape(shape) * history
        if self.usual.any():
            found += self.usual.astype(np.float32).reshape(shape) * usual
        return np.asarray(found)


@dataclass(frozen=True, eq=False)
class ErrorSample:
    """Errors of an image that was held out, and their variances, (bands, pixels).

    history, usual: as of `VarianceFactors`.
    """

    error: np.ndarray
    history: np.ndarray
    usual: np.ndarray

    @classmethod
    def of(cls, error: np.ndarray, history: np.ndarray, usual: np.ndarray) -> ErrorSample:
        """Take as many pixels of any image, evenly; of a small one, some more than once."""
        chosen = np.linspace(0, error.shape[1] - 1, _PIXELS).round().astype(int)
        return cls(*(each[:, chosen] for each in (error, history, usual)))

    def scores(self, factors: VarianceFactors) -> np.ndarray:
        """Return the sizes of the errors in deviations, (bands, pixels)."""
        variance = factors.variance(self.history, self.usual)
        return np.asarray(np.abs(self.error) / np.sqrt(np.maximum(variance, 1e-30)))

    def within(self, deviations: float, factors: VarianceFactors) -> float:
        """Return the share of errors within deviations, mean over the bands."""
        return float((self.scores(factors) <= deviations).mean())

    @cached_property
    def by_ratio(self) -> np.ndarray:
        """Return the mean logarithm of deviations, and size of errors in them (2, ratios, bands).

        For each ratio of the factors.
        """
        found = []
        for ratio in _RATIOS:
            deviation = np.sqrt(np.maximum(self.history + ratio * self.usual, 1e-30))
            found.append((np.log(deviation).mean(axis=1),
                          (np.abs(self.error) / deviation).mean(axis=1)))
        return np.swapaxes(found, 0, 1)
