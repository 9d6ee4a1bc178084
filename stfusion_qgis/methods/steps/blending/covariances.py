"""Covariances of the fine change, and of what the coarse sensor sees of it.

The change is a sum of five processes: smooth over long distances; smooth over short ones; the same
for the same spectrum, everywhere; the same for the same spectrum nearby; and, nearby, a multiple of
the bands. Distances are in coarse cells, changes in deviations of the coarse change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ....matrix_products import matmul
from .observation import Observation

LONG_LENGTH, SHORT_LENGTH, NEARBY_LENGTH, NOISE_LENGTH = 8.0, 1.0, 4.0, 2.0
"""Lengths of the processes, and over which the sensors' disagreement is alike, in cells."""

PROCESSES = 5
LONG, SHORT, SPECTRAL, NEARBY_SPECTRAL, NEARBY_LINEAR = range(PROCESSES)

_POINTS = 8  # a side of a cell, by which kernels are averaged over it
_MARGIN = 3  # cells beside that the sensor sees, too


def gaussian(distance: np.ndarray) -> np.ndarray:
    """Return exp(-d^2 / 2)."""
    return np.exp(-0.5 * distance * distance)


def exponential(distance: np.ndarray) -> np.ndarray:
    """Return exp(-|d|)."""
    return np.exp(-np.abs(distance))


@dataclass(frozen=True)
class AxisCovariance:
    """A covariance along one axis, of a row of cells as the coarse sensor sees them.

    between: (cells, cells). at_centres: of the centre of each cell with each cell, likewise.
    """

    between: np.ndarray
    at_centres: np.ndarray

    @classmethod
    def of(cls, weights: np.ndarray, length: float,
           kernel: Callable[[np.ndarray], np.ndarray]) -> AxisCovariance:
        """Return a covariance; weights: of points of the cells and of those beside."""
        centres = np.arange(len(weights)) + 0.5
        at_centres = covariance_at(centres, weights, length, kernel)
        return cls(weights @ covariance_at(_places(weights), weights, length, kernel), at_centres)


BothAxes = tuple[AxisCovariance, AxisCovariance]
"""The covariances along rows and along columns."""


def covariance_at(places: np.ndarray, weights: np.ndarray, length: float,
                  kernel: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Return the covariance (places, cells) of points at places, in cells, with seen cells."""
    return kernel(np.subtract.outer(places, _places(weights)) / length) @ weights.T


def _places(weights: np.ndarray) -> np.ndarray:
    return (np.arange(weights.shape[1]) + 0.5) / _POINTS - _MARGIN


def sensor_weights(observation: Observation, cells: int, columns: bool) -> np.ndarray:
    """Return the weights of points in what is seen of cells, along one axis.

    Returns:
        (cells, points), the points being those of the cells and of some beside.
    """
    wide = cells + 2 * _MARGIN
    weights = (observation.along_columns if columns else observation.along_rows)(wide, _POINTS)
    return weights[_MARGIN:-_MARGIN]


@dataclass(frozen=True)
class Distances:
    """The covariances by distance of a rectangle of cells: along its rows and its columns.

    noise: of the sensors' disagreement, (cells, cells).
    """

    long: BothAxes
    short: BothAxes
    nearby: BothAxes
    noise: np.ndarray

    @classmethod
    def of(cls, observation: Observation, rows: int, columns: int) -> Distances:
        """Return those of a rectangle of cells as a sensor sees them."""
        down, right = (sensor_weights(observation, cells, axis == 1)
                       for axis, cells in enumerate((rows, columns)))

        def both(length: float, kernel: Callable[[np.ndarray], np.ndarray]) -> BothAxes:
            return AxisCovariance.of(down, length, kernel), AxisCovariance.of(right, length, kernel)

        near = [exponential(np.subtract.outer(np.arange(n), np.arange(n)) / NOISE_LENGTH)
                for n in (rows, columns)]
        return cls(both(LONG_LENGTH, gaussian), both(SHORT_LENGTH, exponential),
                   both(NEARBY_LENGTH, exponential), np.kron(*near))


def plane_of(axes: BothAxes) -> np.ndarray:
    """Return the covariance (cells, cells) of a rectangle of cells."""
    return np.kron(axes[0].between, axes[1].between)


def covariances(distances: Distances, spectra: np.ndarray, bands: np.ndarray) -> list[np.ndarray]:
    """Return the covariance of the cells of a rectangle for each process, of any scale.

    spectra: features of the seen cells, about their mean (features, rows, columns). bands: their
        bands in deviations, as the coarse image has them (bands, rows, columns).

    Returns:
        float64 (cells, cells) each, in the order of the processes.
    """
    nearby = plane_of(distances.nearby)
    alike = _products(spectra)
    return [plane_of(distances.long), plane_of(distances.short), alike, alike * nearby,
            _products(bands) * nearby]


def _products(features: np.ndarray) -> np.ndarray:
    flat = features.reshape(len(features), -1).astype(np.float64)
    return matmul(flat.T, flat)
