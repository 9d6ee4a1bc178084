"""What a whole season has in common, found on a fixed sample of its pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...methods.steps.classification import Classes
from .block_series import BlockSeries
from .land_classes import classes_in
from .pixel_history import Changes, gain_of
from .spikes import contradicting_days, usual_walk, without_spikes
from .variance_factors import VarianceFactors

NOISE = 0.05
"""Deviation of a clear fine observation, in deviations of the band."""

_EDGE, _EDGE_REACH, _FAR = 8.0, 2.0, 7.0  # times the variance, and pixels from the mask

_NO_GAIN_KNOWN = 1.0  # what fine pixels follow of coarse ones as long as nobody knows


@dataclass(frozen=True)
class SeasonTraits:
    """Traits of a season, all per band but the days.

    spread: deviation of all fine values. least: 0 where no fine value is below it, as of
    reflectance, else -inf: predictions are not below it, either. usual: variance a day of usual
    pixels. contradicting: days whose images contradict those before and after them, as undetected
    clouds do. coarse_changes: what a change adds to `Changes.coarse`, in the mean. gain: share of
    the coarse curve's changes that fine pixels follow. walk: variance a day by which they wander
    besides. classes: of land. factors: of variance, as images that are held out tell.
    """

    spread: np.ndarray
    least: np.ndarray
    usual: np.ndarray
    contradicting: frozenset[int]
    coarse_changes: np.ndarray
    gain: np.ndarray
    walk: np.ndarray
    classes: Classes | None
    factors: VarianceFactors

    @classmethod
    def of(cls, sample: Sequence[BlockSeries], coarse_walk: np.ndarray,
           known: SeasonTraits | None = None) -> SeasonTraits:
        """Find the traits in blocks of a sample, but for the factors of variance.

        coarse_walk: variance a day of the coarse curve (bands,), where fine images do not tell.
        known: traits of more images, which tell which of them contradict the others.
        """
        bands = sample[0].fine.shape[1]
        usual = usual_walk(sample) if known is None else known.usual
        spread = np.maximum(_spread(sample), np.finfo(np.float32).tiny)
        noise = (NOISE * spread) ** 2
        days = contradicting_days(sample, usual, noise) if known is None else known.contradicting
        sample = [without_spikes(series, usual, noise, days) for series in sample]
        spread = np.maximum(_spread(sample), np.finfo(np.float32).tiny)
        changes = [Changes.of(series) for series in sample]

        def total(name: str) -> np.ndarray:
            return np.asarray(sum(getattr(each, name).sum(axis=(1, 2), dtype=np.float64)
                                  for each in changes))

        count = sum(float((each.count > 0).sum()) for each in changes)
        coarse = total("coarse")
        told = coarse > 1e-9 * spread ** 2 * max(count, 1) / 1000
        gain = np.where(told, total("fine_coarse") / np.where(told, coarse, 1), _NO_GAIN_KNOWN)
        gain = np.clip(gain, 0, 1.5)
        number = sum(float(each.count.sum(dtype=np.float64)) for each in changes)
        mean = coarse / max(number, 1)
        wandered = np.zeros(bands)
        for each in changes:
            wandered += each.wandered(gain_of(each, gain, mean)).sum(axis=(1, 2), dtype=np.float64)
        # A walk needs a change to be seen: without any, the coarse images tell of what order it is.
        walk = wandered / number if number else coarse_walk
        walk = np.maximum(walk, 1e-6 * spread ** 2)
        return cls(spread, _least(sample), usual, days, mean, gain, walk,
                   classes_in(sample) if known is None else known.classes,
                   VarianceFactors.none(bands))

    def trusted(self, series: BlockSeries) -> BlockSeries:
        """Return a series without what contradicts the images before and after it."""
        return without_spikes(series, self.usual, self.usual_noise, self.contradicting)

    def noise_of(self, series: BlockSeries) -> np.ndarray:
        """Return the variance of the observations of a block (images, bands, rows, columns).

        Greater beside clouds, whose edges masks miss, and of sensors that are noisier.
        """
        edge = _edge(series.cloud_distance)
        of_image = self.usual_noise + series.sensor_noise
        return (of_image[:, :, None, None] * edge[:, None]).astype(np.float32)

    @property
    def usual_noise(self) -> np.ndarray:
        """Return the variance of an observation far from clouds (bands,)."""
        return (NOISE * self.spread) ** 2

    def usual_variance(self, since: np.ndarray, until: np.ndarray) -> np.ndarray:
        """Return what a usual pixel wanders between observations (bands, rows, columns).

        since, until: the days to those before and after, inf without any, (rows, columns).
        """
        with np.errstate(divide="ignore"):
            days = 1 / (1 / since + 1 / until)
        return np.asarray(self.walk[:, None, None].astype(np.float32) * days)

    @staticmethod
    def trust_of(series: BlockSeries, image: int) -> np.ndarray:
        """Return 1 / variance of an image's pixels, relative to those far from clouds."""
        return (1 / _edge(series.cloud_distance[image])).astype(np.float32)

    def with_factors(self, factors: VarianceFactors) -> SeasonTraits:
        """Return the traits with other factors of variance."""
        return replace(self, factors=factors)


def _edge(cloud_distance: np.ndarray) -> np.ndarray:
    """Return how many times larger the variance is beside clouds."""
    return np.asarray(1 + _EDGE * np.exp(-np.maximum(cloud_distance - 1, 0) / _EDGE_REACH)
                      * (cloud_distance < _FAR))


def _least(sample: Sequence[BlockSeries]) -> np.ndarray:
    """Return 0 for bands without a value below it, -inf for the others."""
    lowest = np.min([np.nanmin(each.fine, axis=(0, 2, 3), initial=np.inf) for each in sample],
                    axis=0)
    return np.where(lowest >= 0, 0.0, -np.inf).astype(np.float32)


def _spread(sample: Sequence[BlockSeries]) -> np.ndarray:
    """Return the deviation of all values of each band."""
    def mean(of: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        total = sum(np.nansum(of(each.fine), axis=(0, 2, 3), dtype=np.float64) for each in sample)
        return np.asarray(total) / count

    count = max(sum(int(np.isfinite(each.fine[:, 0]).sum()) for each in sample), 1)
    middle = mean(lambda values: values)
    return np.sqrt(mean(lambda values: (values - middle[:, None, None].astype(np.float32)) ** 2))
