"""What the sensors disagree about at the date of a pair, and how much of it returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .covariances import NOISE_LENGTH
from .observation import weighted_correlation

_NOTHING = 1e-2  # deviations of the fine image: sensors that differ by less agree
_CELLS_PER_BAND = 10  # with fewer a regression on several bands explains noise

# No more persistence than this is believed where noise is estimated.
_MOST_LASTING = 0.97

# What is known beforehand of the mean disagreement: the share that lasts where anomalies do. From
# the development images; chosen with each set left out in turn it is the same.
_LASTING_MEAN = 0.65


# What is believed beforehand of the part of the anomalies that returns: mean and deviation, with
# one pair, and the deviation about what the covariance of dates tells, with several.
_LASTING, _UNSURE, _UNSURE_OF_DATES = 0.6, 0.5, 0.3


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
        prior, deviation = np.full_like(of_one, _LASTING), _UNSURE
        if count > 1:
            prior = _common(covariance) / count
            deviation = _UNSURE_OF_DATES
        for band in np.flatnonzero(~exact).tolist():
            found, unsureness = _returning(
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


def _common(covariance: np.ndarray) -> np.ndarray:
    """Return the part of the mean anomaly that several dates have in common (bands,)."""
    count = covariance.shape[1]
    of_mean = covariance.sum(axis=(1, 2)) / count ** 2
    of_one = covariance.trace(axis1=1, axis2=2) / count
    common = (count * of_mean - of_one) / (count - 1)
    return np.divide(common, of_mean, out=np.ones_like(common), where=of_mean > 0).clip(0, 1)


def _returning(fine: np.ndarray, band: int, anomalies: np.ndarray, difference: np.ndarray,
               weight: np.ndarray, prior: float,
               deviation: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the factors (pairs,) of the anomalies that return, and their covariance.

    difference: C_p - A F. The cells count for less as far as neighbours are alike.
    """
    used = weight > 0
    if weight.sum() < _CELLS_PER_BAND * (len(fine) + len(anomalies)):
        fine = fine[band:band + 1]
    root = np.sqrt(weight[used])
    beside = np.stack([np.ones(used.sum()), *fine[:, used]], axis=1) * root[:, None]
    beside /= np.sqrt((beside ** 2).sum(axis=0)) + 1e-300
    left_vectors, sizes, _ = np.linalg.svd(beside, full_matrices=False)
    basis = left_vectors[:, sizes > 1e-6 * sizes.max()]

    def rest(plane: np.ndarray) -> np.ndarray:
        flat = plane[used] * root
        return flat - basis @ (basis.T @ flat)

    x, y = np.stack([rest(one) for one in anomalies], axis=1), rest(difference)
    count = len(anomalies)
    precision = np.eye(count) / deviation ** 2
    factors, doubt = np.full(count, prior), np.eye(count) * deviation ** 2
    free = float(weight.sum()) - basis.shape[1] - count
    if free < 1:
        return factors, doubt
    for _ in range(3):
        left = y - x @ factors
        variance = (left ** 2).sum() / free
        if not variance > 0:
            break
        variance *= _likeness_of_neighbours(left, x, used)
        doubt = np.linalg.inv(x.T @ x / variance + precision)
        factors = doubt @ (x.T @ y / variance + precision @ np.full(count, prior))
    return factors.clip(0, 1), doubt


def _likeness_of_neighbours(left: np.ndarray, x: np.ndarray, used: np.ndarray) -> float:
    """Return of how many cells one tells something new, for a regression of some residuals."""
    def plane(values: np.ndarray) -> np.ndarray:
        whole = np.zeros(used.shape)
        whole[used] = values
        return whole

    residual = _neighbours(plane(left), used)
    alike = np.mean([_neighbours(plane(one), used) for one in x.T], axis=0)
    product = np.clip(residual * alike, 0, 0.9)
    return float(np.prod((1 + product) / (1 - product)))


def _neighbours(plane: np.ndarray, used: np.ndarray) -> np.ndarray:
    """Return the correlation of neighbours along rows and along columns."""
    weight = used.astype(np.float64)
    return np.array([
        weighted_correlation(plane[:, 1:], plane[:, :-1], weight[:, 1:] * weight[:, :-1]),
        weighted_correlation(plane[1:], plane[:-1], weight[1:] * weight[:-1])])


def _common_offset(offsets: np.ndarray) -> np.ndarray:
    """Return the mean disagreement to expect at another date, drawn to 0 where it varies.

    offsets: of two or more dates (dates, bands).
    """
    mean, spread = offsets.mean(axis=0), offsets.var(axis=0, ddof=1) / len(offsets)
    certain = np.divide(spread, mean ** 2, out=np.ones_like(mean), where=mean ** 2 > 0)
    return mean * np.clip(1 - certain, 0, 1)


def weighted_covariances(planes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the covariances (bands, n, n) of n images (n, bands, rows, columns) on the cells."""
    means = np.array([weighted_mean(one, weight) for one in planes])
    centred = planes - means[..., None, None]
    return np.einsum("kbyx,lbyx,yx->bkl", centred, centred, weight, optimize=True) / max(
        float(weight.sum()), 1e-30)


def weighted_mean(planes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the mean (bands,) of planes whose cells count by weight; 0 where none counts."""
    return np.where(weight > 0, planes * weight, 0).sum(axis=(1, 2)) / max(
        float(weight.sum()), 1e-30)


def weighted_variances(planes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the variance (bands,) of planes whose cells count by weight."""
    centred = planes - weighted_mean(planes, weight)[:, None, None]
    return weighted_mean(centred ** 2, weight)


def explained(planes: np.ndarray, fine: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the regression of planes (bands, rows, columns) on all bands of A F, but for means."""
    used = weight > 0
    root = np.sqrt(weight[used])
    x, y = ((values - weighted_mean(values, weight)[:, None, None])[:, used] * root
            for values in (fine, planes))
    return np.tensordot(np.linalg.lstsq(x.T, y.T, rcond=1e-3)[0].T, fine, 1)
