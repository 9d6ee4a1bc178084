"""Variances of the processes, by the likelihood of the coarse change."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import linalg

JITTER = 1e-3
_START = np.array([0.3, 0.3, 0.3, 0.3, 0.3, 0.05])
_UNSURE = 2.0  # of the logarithms of the variances beforehand
_LEAST, _MOST = 1e-4, 2000.0
_STEPS = (6.0, 2.5)
_GAIN = 1e-2


class BandsAlike(NamedTuple):
    """Bands whose noise is alike.

    land: part of the change's variance that is the land's; None where there is no noise, or it is
    known beside the land's change alone: then each band has a scale of its own. noise: covariance
    that is known.
    change: in deviations (cells, bands).
    """

    land: float | None
    noise: np.ndarray
    change: np.ndarray


class LearningCells(NamedTuple):
    """Cells by which variances are learnt.

    covariances: of each process, with a mean variance of 1. bands: by their noise.
    """

    covariances: list[np.ndarray]
    bands: list[BandsAlike]


def learn_variances(samples: list[LearningCells], check: Callable[[], None]) -> np.ndarray:
    """Return the variances of the processes and, last, of independent noise of the cells.

    They are the most probable ones that a search along their axes finds; beforehand their
    logarithms are Gaussian, so that few cells do not say too much.
    """
    variances = _START.copy()

    def cost(variances: np.ndarray) -> float:
        check()
        unusual = (np.log(variances / _START) ** 2).sum() / (2 * _UNSURE ** 2)
        return unusual + sum(_negative_log_likelihood(sample, variances) for sample in samples)

    least = cost(variances) if samples else 0.0
    for step in _STEPS if samples else ():
        for _ in range(2):
            moved = False
            for axis in range(len(variances)):
                for factor in (step, 1 / step):
                    while True:
                        trial = variances.copy()
                        trial[axis] = np.clip(trial[axis] * factor, _LEAST, _MOST)
                        found = cost(trial)
                        if not found < least - _GAIN:
                            break
                        least, variances, moved = found, trial, True
            if not moved:
                break
    return variances


def _negative_log_likelihood(sample: LearningCells, variances: np.ndarray) -> float:
    return sum(_of_bands(alike, sample.covariances, variances) for alike in sample.bands)


def _of_bands(alike: BandsAlike, parts: list[np.ndarray], variances: np.ndarray) -> float:
    covariance = alike.noise.copy()
    for variance, part in zip(variances, parts):
        covariance += (1.0 if alike.land is None else alike.land) * variance * part
    covariance[np.diag_indices(len(covariance))] += variances[-1] + JITTER
    try:
        root = linalg.cholesky(covariance, lower=True, overwrite_a=True, check_finite=False)
    except linalg.LinAlgError:
        return 1e12
    white = linalg.solve_triangular(root, alike.change, lower=True, check_finite=False)
    cells, bands = white.shape
    unlikeliness = bands * np.log(np.diag(root)).sum()
    if alike.land is None:
        return float(unlikeliness + 0.5 * cells * np.log(
            (white * white).mean(axis=0) + 1e-300).sum())
    return float(unlikeliness + 0.5 * (white * white).sum())
