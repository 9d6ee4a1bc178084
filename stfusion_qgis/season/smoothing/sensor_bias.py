"""What the images of one sensor differ by, all season long, from those of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_RATIOS = (0.0, 1.0, 3.0, 10.0, 30.0, 100.0)  # variance of an image in days of the land's walk
_STEPS = 4  # of the robust fit
_FAR = 4.685  # deviations from which on a change does not count
_DEVIATION = 1.4826  # of a normal distribution, in median absolute residuals
_LEAST_FREE = 3  # changes beyond the unknown ones, without which a bias cannot be told from change
_FEWEST = 2  # images of a sensor: what one alone differs by may be its own
_ENOUGH = 0.5  # of the most pixels that an image has in common with an earlier one


@dataclass(frozen=True)
class SensorBias:
    """What each image's sensor adds to its values, (images, bands); 0 for the reference sensor.

    variance: that is left in it, or is added to that of the observations, likewise.
    """

    offset: np.ndarray
    variance: np.ndarray

    @classmethod
    def none(cls, images: int, bands: int) -> SensorBias:
        """Return the bias of images of one sensor."""
        return cls(np.zeros((images, bands), np.float32), np.zeros((images, bands), np.float32))


class _Steps:
    """The changes of the scene from images to later ones that show the same pixels.

    later, earlier: places of the images. changes: medians over the pixels, (steps, bands).
    """

    def __init__(self, days: Sequence[int], states: Sequence[np.ndarray]):
        self.later: list[int] = []
        self.earlier: list[int] = []
        changes = []
        clear = [np.isfinite(state[0]) for state in states]
        for i in range(1, len(days)):
            common = [int((clear[i] & clear[j]).sum()) for j in range(i)]
            if not max(common):
                continue
            j = max(j for j in range(i) if common[j] >= _ENOUGH * max(common))
            both = clear[i] & clear[j]
            self.later.append(i)
            self.earlier.append(j)
            changes.append(np.median(states[i][:, both] - states[j][:, both], axis=1))
        self.changes = np.array(changes, float).reshape(len(changes), -1)
        when = np.array(days, float)
        first, last = when[self.earlier], when[self.later]
        self._walked = np.maximum(
            np.minimum(last[:, None], last) - np.maximum(first[:, None], first), 0)
        ends = np.zeros((len(changes), len(days)))
        ends[range(len(changes)), self.later] = 1
        ends[range(len(changes)), self.earlier] = -1
        self.ends, self._own = ends, ends @ ends.T

    def covariance(self, ratio: float) -> np.ndarray:
        """Return the covariance of the changes; ratio: an image's variance in days of the walk."""
        own = self._own + 1e-9 * np.eye(len(self._own))
        return self._walked + ratio * own + 1e-6 * np.eye(len(own))


def sensor_bias(days: Sequence[int], sensors: Sequence[str], reference: str,
                states: Sequence[np.ndarray]) -> SensorBias:
    """Return the bias of each image's sensor against the reference sensor.

    Changes of the scene between images that follow each other are a random walk, what each image
    adds on its own, and the difference of the biases where the sensors are not the same: a
    regression by generalised least squares, robust against images that are far off. Each bias is
    drawn to zero by its own uncertainty (Stein's estimator): where the images do not tell one from
    the changes of the land, there is none.

    days: ascending. states: of each image, the same pixels, (bands, pixels), NaN where not clear.
    """
    bands = len(states[0])
    nothing = SensorBias.none(len(days), bands)
    others = sorted(sensor for sensor in {*sensors} - {reference}
                    if list(sensors).count(sensor) >= _FEWEST)
    if not others or reference not in sensors:
        return nothing
    steps = _Steps(days, states)
    of_sensor = np.array([[float(sensor == other) for other in others] for sensor in sensors])
    design = steps.ends @ of_sensor
    told = np.flatnonzero(design.any(axis=0))
    if not len(told) or len(design) - len(told) < _LEAST_FREE:
        return nothing
    offset, variance = (np.zeros((len(others), bands)) for _ in range(2))
    for band in range(bands):
        found, spread = _fit(steps, design[:, told], steps.changes[:, band])
        real = found ** 2 > spread
        share = np.where(real, 1 - spread / np.where(real, found ** 2, 1), 0)
        offset[told, band], variance[told, band] = share * found, share * spread
    return SensorBias((of_sensor @ offset).astype(np.float32),
                      (of_sensor @ variance).astype(np.float32))


def _fit(steps: _Steps, design: np.ndarray, changes: np.ndarray,
         ) -> tuple[np.ndarray, np.ndarray]:
    """Return the unknown values of a band, and their variances, by the likeliest covariance."""
    fits = [_fit_with(steps.covariance(ratio), design, changes) for ratio in _RATIOS]
    _, found, variance = max(fits, key=lambda fit: fit[0])
    return found, variance


def _fit_with(covariance: np.ndarray, design: np.ndarray, changes: np.ndarray,
              ) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the (restricted) likelihood of a covariance, the unknown values and their variances.

    covariance: but for a factor.
    """
    usual = np.sqrt(np.diag(covariance))
    size: np.ndarray = np.zeros(len(changes))
    for _ in range(_STEPS):
        weight = np.clip(1 - size ** 2, 0.01, 1) ** 2
        doubted = covariance + np.diag(usual ** 2 * (1 / weight - 1))
        inverse = np.linalg.inv(doubted)
        normal = design.T @ inverse @ design
        found = np.linalg.solve(normal, design.T @ inverse @ changes)
        left: np.ndarray = changes - design @ found
        spread = _DEVIATION * np.median(np.abs(left) / usual)
        size = np.abs(left) / (usual * max(_FAR * float(spread), np.finfo(float).tiny))
    free = len(changes) - design.shape[1]
    scale = np.maximum(left @ inverse @ left / free, np.finfo(float).tiny)
    likelihood = -float(free * np.log(scale) + np.linalg.slogdet(doubted)[1]
                   + np.linalg.slogdet(normal)[1])
    return likelihood, found, scale * np.diag(np.linalg.inv(normal))
