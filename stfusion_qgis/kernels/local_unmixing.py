"""Unmixing of coarse pixels in a moving window."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .moving_sums import moving_sums, strips

STRIP_NUMBERS = 4_000_000
SWEEPS = 200
TOLERANCE = 1e-7


def local_unmixing(abundances: np.ndarray, values: np.ndarray, valid: np.ndarray, radius: int,
                   prior: np.ndarray, *, regularisation: float = 0.01,
                   bounds: tuple[np.ndarray, np.ndarray] | None = None,
                   check: Callable[[], None] = lambda: None) -> np.ndarray:
    """Return the value of each class around each coarse pixel, by least squares in a window.

    In the window of 2 radius + 1 coarse pixels a side, with n valid pixels of values v and
    abundances a of K classes, the class values z minimise, per band,

        sum over pixels of (v - sum over classes of a_k z_k)^2
            + regularisation n / K sum over classes of (z_k - prior_k)^2

    (Zhukov et al. 1999, doi:10.1109/36.763276; the weight n / K as in Amorós-López et al. 2013,
    doi:10.1016/j.jag.2012.12.004). A class that the window does not have gets its prior, and so
    does every class where the window has no valid pixel. The window is truncated at the borders.
    A window's result depends, to the last bit, on the pixels of that window alone: a part of the
    images with `radius` pixels around it gives the same as the whole.

    abundances: (classes, rows, columns), fractions from 0 to 1.
    values: (bands, rows, columns), finite; of any unit, which the result has, too.
    valid: bool (rows, columns).
    prior: (classes, bands), for example the class values of the whole scene.
    regularisation: above 0; free of units.
    bounds: least and greatest value of each class, each (classes, bands) or a shape that
        broadcasts to it; the result is then the minimum within the bounds.
    check: called every few tenths of a second; may raise to end the work.

    Returns:
        float32 (classes, bands, rows, columns).
    """
    classes, rows, columns = abundances.shape
    bands = values.shape[0]
    result = np.empty((classes, bands, rows, columns), np.float32)
    numbers = columns * classes * (classes + bands)
    for strip, seen, inner in strips(rows, STRIP_NUMBERS // numbers, radius):
        check()
        a = abundances[:, seen] * valid[seen].astype(np.float64)
        v = values[:, seen].astype(np.float64)
        n = moving_sums(valid[seen].astype(np.float64), radius)[inner]
        ridge = np.where(n > 0, regularisation * n / classes, 1.0)
        left = _normal_matrices(a, radius, inner, check)
        left[..., range(classes), range(classes)] += ridge[..., None]
        right = ridge[..., None, None] * prior
        for k in range(classes):
            right[..., k, :] += np.moveaxis(moving_sums(a[k] * v, radius)[:, inner], 0, -1)
        check()
        solution = np.linalg.solve(left, right)
        if bounds is not None:
            _keep_within(bounds, solution, left, right)
        result[:, :, strip] = np.moveaxis(solution, (0, 1), (2, 3))
    return result


def _normal_matrices(a: np.ndarray, radius: int, inner: slice,
                     check: Callable[[], None]) -> np.ndarray:
    """Return the window sums of a_k a_l, (rows, columns, classes, classes)."""
    classes = a.shape[0]
    matrices = np.empty((inner.stop - inner.start, a.shape[2], classes, classes))
    for k in range(classes):
        check()
        products = moving_sums(a[k] * a[k:], radius)[:, inner]
        matrices[..., k, k:] = matrices[..., k:, k] = np.moveaxis(products, 0, -1)
    return matrices


def _keep_within(bounds: tuple[np.ndarray, np.ndarray], solution: np.ndarray, left: np.ndarray,
                 right: np.ndarray) -> None:
    """Move the solutions that leave the bounds to the minimum within them, in place.

    One class at a time goes to its best value within the bounds while the others stay
    (projected Gauss-Seidel), which converges as the regularised matrices are positive definite.
    """
    low, high = (np.broadcast_to(b, solution.shape[2:]) for b in bounds)
    outside = ((solution < low) | (solution > high)).any(axis=(2, 3))
    if not outside.any():
        return
    z = np.clip(solution[outside], low, high)
    matrices, sides = left[outside], right[outside]
    active = np.arange(len(z))
    for _ in range(SWEEPS):
        moved = np.zeros(len(active))
        for k in range(z.shape[1]):
            current = z[active]
            others = sides[active, k] - np.einsum("nl,nlb->nb", matrices[active, k], current)
            step = np.clip(current[:, k] + others / matrices[active, k, k, None],
                           low[k], high[k]) - current[:, k]
            z[active, k] += step
            moved = np.maximum(moved, np.abs(step).max(axis=-1))
        scale = np.abs(z[active]).max(axis=(1, 2))
        active = active[moved > TOLERANCE * scale]
        if not len(active):
            break
    solution[outside] = z
