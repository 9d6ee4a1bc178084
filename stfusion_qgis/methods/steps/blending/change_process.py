"""The fine change as a Gaussian process that is seen through the coarse sensor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from ....images.window import Window
from ....kernels.phase_filter import PhaseFilter
from ....matrix_products import matmul
from ....progress import Progress
from .cell_tiles import FadedTiles
from .covariances import (
    LONG,
    NEARBY_LINEAR,
    NEARBY_SPECTRAL,
    PROCESSES,
    SHORT,
    SHORT_LENGTH,
    SPECTRAL,
    Distances,
    covariance_at,
    covariances,
    exponential,
    sensor_weights,
)
from .observation import Observation
from .spectral_features import SpectralFeatures
from .variances import JITTER, BandsAlike, LearningCells, learn_variances
from .working_threads import map_in_order

_TILE, _OVERLAP = 36, 8  # cells
_SAMPLE = 16  # cells a side of the samples by which variances are learnt
_LARGE = 40  # cells a side from which four samples are taken
_ENOUGH = 12  # cells by which variances can be learnt
_MOST_NOISE = 0.8
_SHORT_REACH = 6  # cells


@dataclass(frozen=True)
class CoarseChange:
    """The change of the land as the coarse images tell it, and how far to trust it.

    values: (bands, rows, columns), in the images' unit. share: of each cell that the fine images
    tell; 0 where the change is unknown. noise: part of the variance that is the sensors' noise
    (bands,); bands with the same one share matrices. smoothness: the part of it that is alike in
    neighbours. measured: whether the noise is known by itself, not just beside the land's change.
    """

    values: np.ndarray
    share: np.ndarray
    noise: np.ndarray
    smoothness: float
    measured: bool = False


class ChangeProcess:
    """The fine change that is most likely after the coarse change has been seen."""

    def __init__(self, change: CoarseChange, features: SpectralFeatures, seen: np.ndarray,
                 bands: np.ndarray, observation: Observation, progress: Progress,
                 threads: int = 1):
        """Learn it.

        seen: what the coarse sensor sees of the features' `at` (features, rows, columns).
        bands: the bands in deviations, as the coarse image has them (bands, rows, columns).
        """
        self._features, self._observation = features, observation
        spectra = features.mixed(seen)
        share = change.share.astype(np.float64)
        self._means = _weighted_means(spectra, share)
        self._spectra = spectra - self._means[:, None, None]
        self._bands = bands / np.sqrt(len(bands))
        self._share, self._smoothness = share, change.smoothness
        self._noise, self._measured = change.noise.clip(0, _MOST_NOISE), change.measured
        self._mean = _weighted_means(change.values, share)
        centred = change.values - self._mean[:, None, None]
        self._deviation = np.sqrt(_weighted_means(centred ** 2, share))
        scale = np.where(self._deviation > 0, self._deviation, 1)
        self._change = centred / scale[:, None, None]
        self.variances = self._learn(progress)
        self._solve(progress, threads)

    # Learning

    def _learn(self, progress: Progress) -> np.ndarray:
        """Return the variances of the processes as they are multiplied with `covariances`."""
        samples, norms = [], []
        for window in learning_windows(self._share > 0):
            place = window.slices
            known = (self._share[place] > 0).ravel()
            varying = self._deviation > 0
            if known.sum() < _ENOUGH or not varying.any():
                continue
            distances = Distances.of(self._observation, window.rows, window.columns)
            parts = covariances(distances, self._spectra[(slice(None), *place)],
                                self._bands[(slice(None), *place)])
            parts = [part[np.ix_(known, known)] for part in parts]
            norms.append([np.trace(part) / len(part) + 1e-12 for part in parts])
            change = self._change[(slice(None), *place)][varying].reshape(varying.sum(), -1)
            noise = self._noise[varying]
            samples.append(LearningCells(parts, [
                BandsAlike(1 - size if self._measured and size else None,
                           self._noise_of(size, distances, place, known),
                           change[noise == size][:, known].T)
                for size in np.unique(noise).tolist()]))
        if not samples:
            return np.full(PROCESSES + 1, 0.3)
        norm = np.mean(norms, axis=0)
        samples = [sample._replace(covariances=[
            part / size for part, size in zip(sample.covariances, norm)]) for sample in samples]
        variances = learn_variances(samples, progress.check)
        variances[:PROCESSES] /= norm
        return variances

    def _noise_of(self, size: float, distances: Distances, place: tuple[slice, slice],
                  known: np.ndarray) -> np.ndarray:
        """Return the covariance of what is not the land's change, in deviations, of known cells.

        What a cell shows beside the land that the fine images tell of varies as the change does.
        """
        smoothness = self._smoothness
        noise = size * smoothness * distances.noise[np.ix_(known, known)]
        noise[np.diag_indices(len(noise))] += \
            size * (1 - smoothness) + 1 / self._share[place].ravel()[known] - 1
        return noise

    # The posterior

    def _solve(self, progress: Progress, threads: int) -> None:
        bands, rows, columns = self._change.shape
        self._tiles = FadedTiles.of(rows, columns, _TILE, _OVERLAP)
        self._weights: list[np.ndarray] = []
        self.cells = np.zeros((bands, rows, columns))
        blended = np.zeros((bands, rows, columns))
        shape = self._tiles.windows[0][2:]
        self._distances = Distances.of(self._observation, *shape)
        windows = self._tiles.windows
        found = map_in_order(self._posterior, windows, threads, progress)
        for i, (window, fade, one) in enumerate(zip(windows, self._tiles.weights, found)):
            progress.report(i / len(windows))
            place, (weights, cells) = (slice(None), *window.slices), one
            self._weights.append(weights.astype(np.float32))
            blended[place] += fade * weights
            self.cells[place] += fade * cells
        self.cells = self.cells * self._deviation[:, None, None] + self._mean[:, None, None]
        self._short = self._short_filter(blended)

    def _posterior(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights of the cells of a tile in the posterior, and its mean as seen."""
        place = window.slices
        change = self._change[(slice(None), *place)]
        flat = change.reshape(len(change), -1)
        known = (self._share[place] > 0).ravel()
        weights, seen = np.zeros(flat.shape), np.zeros(flat.shape)
        if not known.any():
            return weights.reshape(change.shape), seen.reshape(change.shape)
        parts = covariances(self._distances, self._spectra[(slice(None), *place)],
                            self._bands[(slice(None), *place)])
        signal = sum(v * part for v, part in zip(self.variances, parts))
        for size in np.unique(self._noise).tolist():
            bands, part = self._noise == size, 1 - size if self._measured else 1.0
            noisy = part * signal[np.ix_(known, known)]
            noisy += self._noise_of(size, self._distances, place, known)
            noisy[np.diag_indices(len(noisy))] += self.variances[-1] + JITTER
            root = linalg.cho_factor(noisy, lower=True, overwrite_a=True, check_finite=False)
            found = np.zeros((int(bands.sum()), len(known)))
            found[:, known] = part * linalg.cho_solve(
                root, flat[bands][:, known].T, check_finite=False).T
            weights[bands], seen[bands] = found, matmul(found, signal)
        return weights.reshape(change.shape), seen.reshape(change.shape)

    # At the fine pixels

    def factors(self, window: Window) -> np.ndarray:
        """Return the factors of 1 and of the features' `at`, at the centres of a window of cells.

        The sum of their products at a fine pixel, and `short_part`, make its change.

        Returns:
            float32 (bands, 1 + features, rows, columns). A cell's are the same, to the last bit,
            in whatever window.
        """
        count = 1 + len(self._features.landmarks) + self._features.bands
        result = np.zeros((len(self._change), count, window.rows, window.columns))
        for tile, fade, weights in zip(self._tiles.windows, self._tiles.weights, self._weights):
            common = tile.overlap(window)
            if common.is_empty:
                continue
            inside = common.slices_in(tile)
            place = (slice(None), slice(None), *common.slices_in(window))
            result[place] += fade[inside] * self._tile_factors(tile, weights)[
                (slice(None), slice(None), *inside)]
        result *= self._deviation[:, None, None, None]
        result[:, 0] += self._mean[:, None, None]
        return result.astype(np.float32)

    def _tile_factors(self, tile: Window, weights: np.ndarray) -> np.ndarray:
        place = (slice(None), *tile.slices)
        spectra, bands = self._spectra[place], self._bands[place]
        long, nearby = (tuple(line.at_centres for line in lines)
                        for lines in (self._distances.long, self._distances.nearby))
        v = self.variances
        result = []
        for weight in weights.astype(np.float64):
            everywhere = (weight * spectra).sum(axis=(1, 2))[:, None, None]
            spectral = v[SPECTRAL] * everywhere + v[NEARBY_SPECTRAL] * _spread(
                weight * spectra, nearby)
            constant = v[LONG] * _spread(weight[None], long)[0] \
                - (self._means[:, None, None] * spectral).sum(axis=0)
            factors = self._features.unmixed(spectral)
            factors[-len(bands):] += v[NEARBY_LINEAR] / np.sqrt(len(bands)) * _spread(
                weight * bands, nearby)
            result.append(np.concatenate([constant[None], factors]))
        return np.array(result)

    def _short_filter(self, blended: np.ndarray) -> np.ndarray:
        """Return the weights of the cells in the short process, in the images' unit."""
        return self.variances[SHORT] * blended * self._deviation[:, None, None]

    def short_part(self, ratio: int, row_offset: int, column_offset: int) -> PhaseFilter:
        """Return the part of the change that is smooth over short distances, at fine pixels."""
        size = 2 * _SHORT_REACH + 1
        places = (np.arange(ratio) + 0.5) / ratio + _SHORT_REACH
        lines = [covariance_at(places, sensor_weights(self._observation, size, axis == 1),
                               SHORT_LENGTH, exponential) for axis in (0, 1)]
        weights = np.einsum("pi,qj->ijpq", *lines).reshape(size * size, ratio * ratio)
        margin = (_SHORT_REACH, _SHORT_REACH)
        return PhaseFilter(np.pad(self._short, ((0, 0), margin, margin)), weights, row_offset,
                           column_offset)


def _spread(planes: np.ndarray, lines: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return planes of weights of cells (n, rows, columns) spread along both axes."""
    return matmul(matmul(lines[0], planes), lines[1].T)


def _weighted_means(planes: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the means (n,) of planes whose cells count by their share."""
    return (planes * share).sum(axis=(1, 2)) / max(share.sum(), 1e-30)


def learning_windows(known: np.ndarray) -> list[Window]:
    """Return the windows of cells by which variances are learnt: the same in a mirrored image."""
    rows, columns = (np.flatnonzero(known.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return []
    top, left = int(rows[0]), int(columns[0])
    height, width = int(rows[-1]) + 1 - top, int(columns[-1]) + 1 - left
    high, wide = min(_SAMPLE, height), min(_SAMPLE, width)
    if min(height, width) >= _LARGE:
        row, column = int(height * 0.27) - high // 2, int(width * 0.27) - wide // 2
        corners = [(one, other) for one in (row, height - high - row)
                   for other in (column, width - wide - column)]
    elif max(height, width) > _SAMPLE + 6:
        corners = [(0, 0), (height - high, width - wide)]
    else:
        high, wide, corners = height, width, [(0, 0)]
    return [Window(top + row, left + column, high, wide) for row, column in corners]
