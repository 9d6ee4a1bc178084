"""What the sensors disagree about at the date of a pair, and how much of it returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....images.lasting_share import ONE_PAIR, SEVERAL_PAIRS, common_share, lasting_share
from ....images.weighted_cells import (
    weighted_correlation,
    weighted_covariances,
    weighted_mean,
    weighted_variances,
)
from .covariances import NOISE_LENGTH

_NOTHING = 1e-2  # deviations of the fine image: sensors that differ by less agree

# No more persistence than this is believed where noise is estimated.
_MOST_LASTING = 0.97

# What is known beforehand of the mean disagreement: the share that lasts where anomalies do. From
# the development images; chosen with each set left out in turn it is the same.
_LASTING_MEAN = 0.65


@dataclass(frozen=True)
class SensorDisagreement:
    """C - A F of the pairs, split into a mean of each band and anomalies.

    anomalies: of each pair (pairs, bands, rows, columns), 0 where C is unknown. lasting: what is
    expected at the prediction date are the anomalies times these factors (pairs, bands).
    offset: the mean of the pairs (bands,), and lasting_offset what of it is expected.
    offset_variance: of what the mean may be beside. passing: variance of the anomalies that are
    there beside (bands,), 0 where the sensors agree, as those of simulated images do.
    """

    anomalies: np.ndarray
    lasting: np.ndarray
    offset: np.ndarray
    lasting_offset: np.ndarray
    offset_variance: np.ndarray
    passing: np.ndarray

    @property
    def expected(self) -> np.ndarray:
        """Return the disagreement that is expected at the prediction date, on the cells."""
        return np.einsum("kb,kbyx->byx", self.lasting, self.anomalies) \
            + self.lasting_offset[:, None, None]

    def noise(self, change: np.ndarray, fine: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Return the part of the change's variance that is the sensors' noise (bands,).

        fine: A F. What its bands explain of the change is the land's; with several pairs, of what
        they leave, noise and land have parts by the sizes that they may have at most: the land all
        of it, the noise as much as passes.
        """
        size, total = self.passing, weighted_variances(change, share)
        if len(self.anomalies) > 1:
            left = weighted_variances(change - explained(change, fine, share), share)
            size = np.divide(size * left, size + left, out=np.zeros_like(size),
                             where=size + left > 0)
        return np.divide(size, total, out=np.zeros_like(size), where=total > 0)

    def smoothness(self, share: np.ndarray) -> float:
        """Return the part of the noise that is alike in neighbouring cells."""
        alike = []
        for plane in self.anomalies.reshape(-1, *share.shape):
            right = weighted_correlation(plane[:, 1:], plane[:, :-1], np.minimum(
                share[:, 1:], share[:, :-1]))
            down = weighted_correlation(plane[1:], plane[:-1], np.minimum(share[1:], share[:-1]))
            alike.append((right + down) / 2 * np.exp(1 / NOISE_LENGTH))
        return float(np.clip(alike, 0, 0.95).mean())


def find_disagreement(fine: np.ndarray, coarse: np.ndarray, virtual: np.ndarray,
                      after: np.ndarray, known: np.ndarray, share: np.ndarray,
                      lasting: float | None = None) -> SensorDisagreement:
    """Return what the sensors disagree about, and what of it returns at the prediction date.

    Anomalies that return make C_p - A F higher where they are high: so a regression on them,
    beside the bands of A F, tells which do. It is drawn to what is known beforehand: with several
    pairs, that what they have in common lasts, whose variance is their covariance.

    fine, coarse: A F and C of each pair (pairs, bands, rows, columns). virtual: A F of their
    mixture. after: C_p, both (bands, rows, columns). known: where all C are. share: of each cell
    that is known of the fine images and of C_p, 0 to 1. lasting: part that returns, None to find
    it.
    """
    weight = share * known
    count = len(fine)
    offsets = np.array([weighted_mean(one - other, weight) for one, other in zip(coarse, fine)])
    anomalies = np.where(weight > 0, coarse - fine - offsets[..., None, None], 0)
    spread = np.array([weighted_variances(one, weight) for one in fine]).mean(axis=0)
    covariance = weighted_covariances(anomalies, weight)
    of_one = covariance.trace(axis1=1, axis2=2) / count
    exact = of_one <= _NOTHING ** 2 * spread
    factors, unsure = np.full((count, len(after)), (lasting or 0.0) / count), np.zeros_like(of_one)
    if lasting is None:
        believed, deviation = ONE_PAIR
        prior = np.full_like(of_one, believed)
        if count > 1:
            prior, deviation = common_share(covariance) / count, SEVERAL_PAIRS
        for band in np.flatnonzero(~exact).tolist():
            found, unsureness = lasting_share(
                virtual, band, anomalies[:, band], after[band] - virtual[band], weight,
                prior[band], deviation)
            factors[:, band] = found
            unsure[band] = np.trace(unsureness @ covariance[band])
    factors[:, exact] = 1 / count
    if lasting is None:
        expected = _common_offset(offsets) if count > 1 else offsets[0] * _LASTING_MEAN * \
            np.minimum(1, 2 * factors[0])
    else:
        expected = lasting * offsets.mean(axis=0)
    returning = np.einsum("kb,bkl,lb->b", factors, covariance, factors)
    passing = np.maximum(of_one - returning, (1 - _MOST_LASTING ** 2) * of_one) + unsure
    offset = offsets.mean(axis=0)
    if count > 1:
        doubt = offsets.var(axis=0, ddof=1) + (offset - expected) ** 2
    else:
        doubt = np.maximum(offset ** 2 - expected ** 2, 0)
    doubt = np.where(exact, 0, doubt)
    if lasting is None and count == 1:  # of several dates it is drawn to 0 as they vary
        mean = weighted_mean(after - virtual, share)
        expected = expected + _doubtful_part(mean - expected, doubt)
    return SensorDisagreement(anomalies, factors, offset, expected, doubt,
                              np.where(exact, 0, passing))


def _doubtful_part(mean: np.ndarray, doubt: np.ndarray) -> np.ndarray:
    """Return the part of a mean change that an offset of the day explains better.

    So a change that is small beside what offsets may be is drawn to none. doubt: variance of the
    offset, both (bands,).
    """
    total = mean ** 2 + doubt
    return mean * np.divide(doubt, total, out=np.zeros_like(total), where=total > 0)


def _common_offset(offsets: np.ndarray) -> np.ndarray:
    """Return the mean disagreement to expect at another date, drawn to 0 where it varies.

    offsets: of two or more dates (dates, bands).
    """
    mean, spread = offsets.mean(axis=0), offsets.var(axis=0, ddof=1) / len(offsets)
    certain = np.divide(spread, mean ** 2, out=np.ones_like(mean), where=mean ** 2 > 0)
    return mean * np.clip(1 - certain, 0, 1)


def explained(planes: np.ndarray, fine: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the regression of planes (bands, rows, columns) on all bands of A F, but for means."""
    used = weight > 0
    root = np.sqrt(weight[used])
    x, y = ((values - weighted_mean(values, weight)[:, None, None])[:, used] * root
            for values in (fine, planes))
    return np.tensordot(np.linalg.lstsq(x.T, y.T, rcond=1e-3)[0].T, fine, 1)
