"""Change of each class between two coarse images, by unmixing of the whole scene."""

from __future__ import annotations

import numpy as np
from scipy.optimize import lsq_linear

from ...images.image import Image

_LEAST_ABUNDANCE = 0.01  # of a class in the coarse cells that are used for it
_EQUAL = 1 - 1e-6  # areas that rounding alone tells apart
_RIDGE = 1e-8  # of the mean square of the abundances: too little to matter for what is determined


def class_changes(fractions: np.ndarray, weights: np.ndarray, change: Image, purest: int,
                  discarded: float) -> np.ndarray:
    """Return the mean change of each class in the scene, in the unit of `change`.

    Zhu et al. 2016 (doi:10.1016/j.rse.2015.11.016), second step: the coarse cells in
    which a class is most abundant are taken, those with the largest and smallest changes are left
    out as the land cover may have changed there, and least squares over the cells of all classes
    give the changes. These stay within the range of the coarse change, give or take one standard
    deviation of it. Cells as pure as the last one taken are taken too, so that the choice does
    not hang on their order. What the cells do not determine gets the mean change.

    fractions: abundances (classes, cell rows, cell columns). weights: (cell rows, cell columns),
    0 to 1, how much a cell counts: the part of it that is known, or bool. A class has as much of a
    cell as of that part. change: of the coarse image. purest: cells that are
    taken for each class. discarded: fraction of these that is left out at either end.

    Returns:
        float32 (bands, classes).
    """
    usable = (weights > 0) & change.valid
    if not usable.any():
        return np.zeros((len(change.values), len(fractions)), np.float32)
    weight = weights[usable].astype(np.float64)
    abundance = fractions[:, usable].astype(np.float64)
    changes = change.values[:, usable].astype(np.float64)
    chosen = [_purest(a, weight, purest) for a in abundance]
    return np.array([
        _unmixed(abundance, weight, band,
                 [_without_extremes(band, cells, discarded) for cells in chosen])
        for band in changes], np.float32)


def _purest(abundance: np.ndarray, weight: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the cells of which a class has most: of all, with what is unknown."""
    area = abundance * weight
    least = np.partition(area, -count)[-count] if len(area) > count else 0
    return np.flatnonzero((area >= least * _EQUAL) & (abundance >= _LEAST_ABUNDANCE))


def _without_extremes(change: np.ndarray, cells: np.ndarray, discarded: float) -> np.ndarray:
    if not len(cells):
        return cells
    low, high = np.quantile(change[cells], [discarded, 1 - discarded])
    return cells[(change[cells] >= low) & (change[cells] <= high)]


def _unmixed(abundance: np.ndarray, weight: np.ndarray, change: np.ndarray,
             chosen: list[np.ndarray]) -> np.ndarray:
    """Return the change of each class in one band, from the cells chosen for the classes."""
    cells = np.concatenate(chosen)
    # As abundances sum to 1, the mean can be taken off: it is what remains undetermined.
    mean = np.average(change, weights=weight)
    deviation = np.sqrt(np.average((change - mean) ** 2, weights=weight))
    low, high = change.min() - deviation, change.max() + deviation
    if low == high or not len(cells):
        return np.full(len(abundance), mean)
    classes = len(abundance)
    ridge = np.sqrt(_RIDGE * weight[cells].sum()) * np.eye(classes)
    root = np.sqrt(weight[cells])
    solution = lsq_linear(np.vstack([(abundance[:, cells] * root).T, ridge]),
                          np.append((change[cells] - mean) / deviation * root, np.zeros(classes)),
                          ((low - mean) / deviation, (high - mean) / deviation))
    return mean + deviation * solution.x
