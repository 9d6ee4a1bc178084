"""Change of each class between two coarse images, by unmixing of the whole scene."""

from __future__ import annotations

import numpy as np
from scipy.optimize import lsq_linear

from ...images.image import Image

_LEAST_ABUNDANCE = 0.01  # of a class in the coarse cells that are used for it
_RIDGE = 1e-8  # of the mean square of the abundances: too little to matter for what is determined


def class_changes(fractions: np.ndarray, usable: np.ndarray, change: Image, purest: int,
                  discarded: float) -> np.ndarray:
    """Return the mean change of each class in the scene, in the unit of `change`.

    Zhu et al. 2016 (doi:10.1016/j.rse.2015.11.016), second step: the coarse cells in
    which a class is most abundant are taken, those with the largest and smallest changes are left
    out as the land cover may have changed there, and least squares over the cells of all classes
    give the changes. These stay within the range of the coarse change, give or take one standard
    deviation of it. Cells as pure as the last one taken are taken too, so that the choice does
    not hang on their order. What the cells do not determine gets the mean change.

    fractions: abundances (classes, cell rows, cell columns). usable: bool (cell rows, cell
    columns), the cells that may be taken. change: of the coarse image. purest: cells that are
    taken for each class. discarded: fraction of these that is left out at either end.

    Returns:
        float32 (bands, classes).
    """
    usable = usable & change.valid
    if not usable.any():
        return np.zeros((len(change.values), len(fractions)), np.float32)
    abundance = fractions[:, usable].astype(np.float64)
    changes = change.values[:, usable].astype(np.float64)
    chosen = [_purest(a, purest) for a in abundance]
    return np.array([
        _unmixed(abundance, band, [_without_extremes(band, cells, discarded) for cells in chosen])
        for band in changes], np.float32)


def _purest(abundance: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the cells in which a class is most abundant."""
    least = np.partition(abundance, -count)[-count] if len(abundance) > count else 0
    return np.flatnonzero(abundance >= max(least, _LEAST_ABUNDANCE))


def _without_extremes(change: np.ndarray, cells: np.ndarray, discarded: float) -> np.ndarray:
    if not len(cells):
        return cells
    low, high = np.quantile(change[cells], [discarded, 1 - discarded])
    return cells[(change[cells] >= low) & (change[cells] <= high)]


def _unmixed(abundance: np.ndarray, change: np.ndarray, chosen: list[np.ndarray]) -> np.ndarray:
    """Return the change of each class in one band, from the cells chosen for the classes."""
    cells = np.concatenate(chosen)
    # As abundances sum to 1, the mean can be taken off: it is what remains undetermined.
    mean, deviation = change.mean(), change.std()
    low, high = change.min() - deviation, change.max() + deviation
    if low == high or not len(cells):
        return np.full(len(abundance), mean)
    classes = len(abundance)
    ridge = np.sqrt(_RIDGE * len(cells)) * np.eye(classes)
    solution = lsq_linear(np.vstack([abundance[:, cells].T, ridge]),
                          np.append((change[cells] - mean) / deviation, np.zeros(classes)),
                          ((low - mean) / deviation, (high - mean) / deviation))
    return mean + deviation * solution.x
