"""Masked window sums: what STARFM, ESTARFM and STNLFFM stand on.

For each centre pixel, over a square window around it, planes are summed over the *similar*
pixels of the window, with a weight that depends on the distance to the centre.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..backends import compute
from .sum_inputs import WindowSumInputs


def _nothing() -> None:
    pass


def window_sums(similar: np.ndarray, thresholds: np.ndarray, planes: np.ndarray,
                weights: np.ndarray, valid: np.ndarray, *,
                limits: np.ndarray | None = None, margins: np.ndarray | None = None,
                limit_centres: np.ndarray | None = None, unweighted: np.ndarray | None = None,
                check: Callable[[], None] = _nothing, backend: str | None = None,
                ) -> tuple[np.ndarray, np.ndarray]:
    """Sum planes over the similar pixels in the window around each centre pixel.

    Planes come in G groups, for example one a band, and include a halo of r pixels on each
    side. A neighbour at distance (dy, dx) of a valid centre is kept for a group if

    - it is valid,
    - |similar(neighbour) - similar(centre)| <= threshold for all similar planes,
    - limit(neighbour) < limit_centre(centre) + margin for all limits of the group.

    The centre itself is always kept. The sums are

        weighted[g, m]   = sum over kept neighbours of weights[dy + r, dx + r] * planes[g, m]
        unweighted[g, u] = sum over kept neighbours of unweighted[g, u]

    The sums of a pixel do not depend, to the last bit, on what else is computed with it.

    Args:
        similar: (N, rows + 2 r, columns + 2 r): the similar planes of all groups, as if a
            pixel must be similar in all bands; or (G, N, ...): those of each group, as if
            each band has its own similar pixels. N is at least 1.
        thresholds: (N,) or (G, N), in the unit of the similar planes.
        planes: (G, M, ...), finite everywhere, also where invalid.
        weights: (2 r + 1, 2 r + 1), r at least 1.
        valid: bool (rows + 2 r, columns + 2 r).
        limits: (G, L, ...), or None for no limits.
        margins: (G, L), in the unit of the limits.
        limit_centres: (G, L, ...), what the limits are compared with; the limits themselves if
            None.
        unweighted: (G, U, ...), finite everywhere, or None. A plane of ones counts the kept
            pixels.
        check: called several times a second; what it raises ends the computation.
        backend: "opencl", "numba" or "numpy" instead of the chosen one (for tests and benchmarks).

    Returns:
        weighted (G, M, rows, columns) and unweighted (G, U, rows, columns), float32; 0 where
        the centre is invalid.
    """
    groups = len(planes)
    none = np.empty((groups, 0, *valid.shape), np.float32)
    no_thresholds = np.empty((groups, 0), np.float32)
    bounds = none if limits is None or margins is None else _bounds(
        limits if limit_centres is None else limit_centres, margins)
    if not valid.all():
        similar = np.where(valid, similar, np.float32(np.nan))
    shared = similar.ndim == 3
    inputs = WindowSumInputs(*map(_float32, (
        similar if shared else none[0],
        thresholds if shared else no_thresholds[0],
        none if shared else similar,
        no_thresholds if shared else thresholds,
        none if limits is None else limits,
        bounds,
        planes,
        none if unweighted is None else unweighted,
        weights)))
    sums = compute(__name__, "window_sums", inputs, check, backend)
    radius = inputs.radius
    centres = valid[radius:valid.shape[0] - radius, radius:valid.shape[1] - radius]
    if not centres.all():
        for array in sums:
            array[..., ~centres] = 0
    return sums


def _bounds(centres: np.ndarray, margins: np.ndarray) -> np.ndarray:
    return _float32(centres) + _float32(margins)[:, :, None, None]


def _float32(array: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(array, dtype=np.float32)
