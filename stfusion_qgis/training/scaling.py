"""From values of images to those that a network sees, and back: the contract's "scene" scaling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..networks.contract import Term
from .series import Series


@dataclass(frozen=True)
class Scale:
    """Mean and deviation of each band of the lead image, float32 (bands,)."""

    mean: np.ndarray
    deviation: np.ndarray

    def of(self, bands: slice) -> Scale:
        """Return the scale of some of the bands."""
        return Scale(self.mean[bands], self.deviation[bands])

    def apply(self, term: Term, images: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return an image, or the difference of two, as the network sees it."""
        values = value_of(term, images)
        if term.subtracted is None:
            values = values - self.mean[:, None, None]
        return values / self.deviation[:, None, None]


def value_of(term: Term, images: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return an image, or the difference of two, (bands, rows, columns) in its unit."""
    if term.subtracted is None:
        return images[term.image]
    return images[term.image] - images[term.subtracted]


def scaled_input(terms: Sequence[Term], images: Mapping[str, np.ndarray], scale: Scale
                 ) -> np.ndarray:
    """Return the input of a network, float32 (channels, rows, columns)."""
    return np.concatenate([scale.apply(term, images) for term in terms]).astype(np.float32)


def scaled_target(added: Sequence[Term], images: Mapping[str, np.ndarray], truth: np.ndarray,
                  scale: Scale) -> np.ndarray:
    """Return what a network should give for `truth`, float32 (bands, rows, columns).

    That is the truth less what is added to the output, a difference if an image is added.
    """
    rest = truth - sum(value_of(term, images) for term in added)
    if not is_difference(added):
        rest = rest - scale.mean[:, None, None]
    return (rest / scale.deviation[:, None, None]).astype(np.float32)


def unscaled_output(added: Sequence[Term], images: Mapping[str, np.ndarray], output: np.ndarray,
                    scale: Scale) -> np.ndarray:
    """Return the prediction, (bands, rows, columns) in the unit of the images."""
    values = output * scale.deviation[:, None, None]
    if not is_difference(added):
        values = values + scale.mean[:, None, None]
    return values + sum(value_of(term, images) for term in added)


def is_difference(added: Sequence[Term]) -> bool:
    """Say whether a network gives what lacks to an image, rather than an image."""
    return any(term.subtracted is None for term in added)


def fine_scale(series: Series, date: int) -> Scale:
    """Return the scale of a network whose lead is the fine image of a date."""
    return Scale(series.mean[date], series.deviation[date])


def coarse_scale(series: Series, date: int, ratio: float | None = None) -> Scale:
    """Return the scale of a network whose lead is the coarse image of a date.

    ratio: of a simulated one, whose deviation is less the larger its pixels are.
    """
    if series.coarse_mean is not None:
        return Scale(series.coarse_mean[date], series.coarse_deviation[date])
    if not series.simulated_deviations:
        series.simulated_deviations.update(_deviations(series))
    ratios = sorted(series.simulated_deviations)
    known = np.array([series.simulated_deviations[r][date] for r in ratios])
    deviation = [np.interp(np.log(ratio), np.log(ratios), band) for band in known.T]
    return Scale(series.mean[date], np.array(deviation, np.float32))


def _deviations(series: Series) -> dict[int, np.ndarray]:
    """Return the deviations of means of 1 x 1, 2 x 2, ... pixels, each (dates, bands)."""
    region = max(series.regions, key=lambda region: region.rows * region.columns)
    values, found, ratio = region.fine, {1: series.deviation}, 1
    while min(values.shape[2:]) >= 8:
        rows, columns = values.shape[2] // 2 * 2, values.shape[3] // 2 * 2
        values = values[:, :, :rows, :columns].reshape(
            *values.shape[:2], rows // 2, 2, columns // 2, 2).mean(axis=(3, 5))
        ratio *= 2
        deviation = values.std(axis=(2, 3))
        found[ratio] = np.where(deviation > 0, deviation, series.deviation)
    return found
