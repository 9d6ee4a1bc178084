"""What is learnt about one prediction date, and its prediction at fine pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....images.image import Image
from ....images.window import Window
from ....kernels.filling import fill_gaps
from ....kernels.phase_filter import PhaseFilter, mirrored, separable
from ....progress import Progress
from ..cell_splines import REACH, point_coefficients, point_weights
from .cell_factors import cells_around, interpolated, sum_of_products
from .change_process import ChangeProcess, CoarseChange
from .land import stacked
from .members import (
    DIFFERENCE,
    GLOBAL,
    LOCAL,
    MEMBERS,
    PROCESS,
    SMOOTHED,
    Linear,
    difference,
    global_regression,
    local_regression,
)
from .pair_observations import PairObservations
from .sensor_disagreement import (
    SensorDisagreement,
    find_disagreement,
    weighted_mean,
)
from .similar_smoothing import smooth_over_similar
from .virtual_pair import mixture

_STEP = 0.1  # of the noise of bands


@dataclass(frozen=True)
class DateModel:
    """All members' predictions of a date, as far as coarse cells determine them.

    parts: of each pair in the virtual one (pairs, bands). noise: part of the coarse change's
    variance that is noise (bands,). fine: A F of the virtual pair (bands, rows, columns).
    cells: the members' predictions as the coarse sensor sees them (members, bands, rows, columns).
    share: of each cell of which the images tell (rows, columns). change: the land's, as the coarse
    images tell it (bands, rows, columns).
    """

    pairs: PairObservations
    parts: np.ndarray
    disagreement: SensorDisagreement
    noise: np.ndarray
    process: ChangeProcess
    difference: np.ndarray
    local: Linear
    regression: Linear
    fine: np.ndarray
    cells: np.ndarray
    share: np.ndarray
    change: np.ndarray

    def virtual(self, images: list[Image]) -> Image:
        """Return the mixture of the fine images of the pairs."""
        values = np.zeros_like(images[0].values)
        for part, image in zip(self.parts.astype(np.float32), images):
            values += part[:, None, None] * image.values
        return Image(values, np.logical_and.reduce([image.valid for image in images]))


def learn_date(pairs: PairObservations, after: Image, progress: Progress,
               lasting: float | None = None, threads: int = 1) -> DateModel:
    """Return what the coarse image of a prediction date tells.

    after: C_p on the cells. lasting: part of the sensors' disagreement that returns, None to find
    it.
    """
    share = np.where(after.valid, pairs.seen.share, 0).astype(np.float64)
    known = np.logical_and.reduce([image.valid for image in pairs.coarse])
    coarse = np.stack([image.values for image in pairs.coarse])
    parts = mixture(coarse, after.values, share * known)
    fine = np.einsum("kb,kbyx->byx", parts, pairs.fine)
    before = np.einsum("kb,kbyx->byx", parts, coarse)
    found = find_disagreement(pairs.fine, coarse, fine, after.values, known, share, lasting)
    change = np.where(share > 0, after.values - fine - found.expected, 0)
    noise = found.noise(change, fine, share)
    process = ChangeProcess(
        CoarseChange(change, share, _noise_of_process(noise, len(coarse)),
                     found.smoothness(share * known), len(coarse) > 1),
        pairs.features, pairs.seen.values, pairs.linear, pairs.observation, progress,
        threads)
    told = share > 0
    # Where C_1 is missing, what the sensor would have seen of F_1 takes its place.
    before = np.where(known, before, fine + found.offset[:, None, None])
    plain = difference(before, after.values, told)
    local = local_regression(before, after.values, told)
    regression = global_regression(fine, after.values, share)
    as_seen = np.empty((len(MEMBERS), *change.shape))
    as_seen[DIFFERENCE] = fine + plain
    as_seen[LOCAL] = local.slopes * fine + local.plane
    as_seen[GLOBAL] = np.tensordot(regression.slopes, fine, 1) + regression.plane
    as_seen[PROCESS] = as_seen[SMOOTHED] = fine + process.cells
    return DateModel(pairs, parts, found, noise, process, plain, local, regression, fine, as_seen,
                     share, change)


def _noise_of_process(noise: np.ndarray, pairs: int) -> np.ndarray:
    """Return the noise of the bands as the process takes it.

    A single pair tells it roughly: one for all bands. With several each band has its own, in steps.
    """
    return np.full_like(noise, noise.mean()) if pairs == 1 else np.round(noise / _STEP) * _STEP


class Blended:
    """The weighted mean of the members of a date, at fine pixels."""

    def __init__(self, model: DateModel, weights: np.ndarray, radius: int):
        """Prepare it.

        weights: of the members. radius: over which similar pixels are averaged, in fine pixels.
        """
        self._model, self._weights, self.radius = model, weights.astype(np.float32), radius
        cells, told = model.pairs.cells, model.share > 0
        # All get the mean that the sensors' disagreement leaves.
        means = np.array([weighted_mean(model.cells[PROCESS] - seen, model.share)
                          for seen in model.cells])
        self.cells = _without_gaps(np.tensordot(
            weights, model.cells + means[..., None, None], 1), told)
        self._means = means.astype(np.float32)
        self._shift = np.tensordot(weights, means, 1).astype(np.float32)[:, None, None]
        smooth = weights[DIFFERENCE] * model.difference + weights[GLOBAL] * model.regression.plane
        self._spline = PhaseFilter(
            mirrored(point_coefficients(smooth), REACH), separable(point_weights(cells.ratio)),
            cells.row_offset, cells.column_offset)
        self._short = model.process.short_part(cells.ratio, cells.row_offset, cells.column_offset)
        self._scale = (1 / model.pairs.features.deviation).astype(np.float32)[:, None, None]

    def at(self, window: Window, images: list[Image]) -> Image:
        """Return the prediction in a window.

        images: the fine ones of the pairs, with `radius` pixels around the window.
        """
        model, weights, radius = self._model, self._weights, self.radius
        wide = window.grow(radius)
        fine = model.virtual(images)
        values = fine.values
        bands = stacked(images).values
        predicted = values + self._change_at(wide, bands)
        local = self._local_at(wide, values)
        averaged = weights[SMOOTHED] * predicted + weights[LOCAL] * local
        core = (..., slice(radius, radius + window.rows), slice(radius, radius + window.columns))
        # What looks alike at the dates of all pairs, as ESTARFM wants it, has changed alike.
        result = smooth_over_similar(bands * self._scale, averaged, fine.valid, radius)
        values, predicted = values[core], predicted[core]
        result += weights[PROCESS] * predicted
        result += weights[DIFFERENCE] * values
        result += _products(weights[GLOBAL] * model.regression.slopes, values)
        result += self._spline.at(window)
        result += self._shift
        return Image(result, fine.valid[core])

    def variance_at(self, window: Window, images: list[Image]) -> np.ndarray:
        """Return the variance of the members about their mean, before any is smoothed.

        images: the fine ones of the pairs in the window.

        Returns:
            float32 (bands, rows, columns).
        """
        model, cells = self._model, self._model.pairs.cells
        values = model.virtual(images).values
        members = [values + interpolated(model.difference, window, cells),
                   self._local_at(window, values),
                   _products(model.regression.slopes, values)
                   + interpolated(model.regression.plane, window, cells),
                   values + self._change_at(window, stacked(images).values)]
        weights = np.append(self._weights[:PROCESS], self._weights[PROCESS:].sum())
        shifts = self._means[:len(members), :, None, None]
        members = [member + shift for member, shift in zip(members, shifts)]
        mean, variance = np.zeros_like(values), np.zeros_like(values)
        for weight, member in zip(weights, members):
            mean += weight * member
        for weight, member in zip(weights, members):
            variance += weight * (member - mean) ** 2
        return variance

    def _change_at(self, window: Window, bands: np.ndarray) -> np.ndarray:
        """Return the change that the process predicts; bands: of all pairs' fine images."""
        pairs, process = self._model.pairs, self._model.process
        around = cells_around(window, pairs.cells)
        features = pairs.features.at(bands)
        change = sum_of_products(process.factors(around), around, features, window, pairs.cells)
        change += self._short.at(window)
        return change

    def _local_at(self, window: Window, values: np.ndarray) -> np.ndarray:
        """Return what the local regression predicts for values of the virtual fine image."""
        local, cells = self._model.local, self._model.pairs.cells
        result = interpolated(local.slopes, window, cells) * values
        result += interpolated(local.plane, window, cells)
        return result


def _products(matrix: np.ndarray, planes: np.ndarray) -> np.ndarray:
    """Return a matrix times planes, one after the other: that rounds alike in any block."""
    result = np.zeros((len(matrix), *planes.shape[1:]), np.float32)
    for row, factors in zip(result, matrix.astype(np.float32)):
        for factor, plane in zip(factors, planes):
            row += factor * plane
    return result


def _without_gaps(planes: np.ndarray, known: np.ndarray) -> np.ndarray:
    return fill_gaps(planes, known).astype(np.float32)
