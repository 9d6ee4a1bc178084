"""Unmixing of coarse pixels in a moving window."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .moving_sums import moving_sums, strips

STRIP_NUMBERS = 1 << 19  # in the equations of the windows that are solved together
SWEEPS = 200
TOLERANCE = 1e-6  # a window is done when a sweep moves its class values by less, relatively


def local_unmixing(abundances: np.ndarray, values: np.ndarray, weights: np.ndarray, radius: int,
                   prior: np.ndarray, *, regularisation: float = 0.01,
                   bounds: tuple[np.ndarray, np.ndarray] | None = None,
                   check: Callable[[], None] = lambda: None) -> np.ndarray:
    """Return the value of each class around each coarse pixel, by least squares in a window.

    In the window of 2 radius + 1 coarse pixels a side, with pixels of weights w that add up to n,
    values v and abundances a of K classes, the class values z minimise, per band,

        sum over pixels of w (v - sum over classes of a_k z_k)^2
            + regularisation n / K sum over classes of (z_k - prior_k)^2

    (Zhukov et al. 1999, doi:10.1109/36.763276; the weight n / K as in Amorós-López et al. 2013,
    doi:10.1016/j.jag.2012.12.004). A class that the window does not have gets its prior, and so
    does every class where all pixels of the window have the weight 0. The window is truncated at
    the borders. A window's result depends, to the last bit, on the pixels of that window alone: a
    part of the images with `radius` pixels around it gives the same as the whole.

    abundances: (classes, rows, columns), fractions from 0 to 1.
    values: (bands, rows, columns), finite; of any unit, which the result has, too.
    weights: (rows, columns), 0 to 1: how much each pixel counts; or bool.
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
        weight = weights[seen].astype(np.float64)
        root = np.sqrt(weight)
        a = np.multiply(abundances[:, seen], root, order="C")
        v = np.multiply(values[:, seen], root, order="C")
        n = moving_sums(weight, radius)[inner]
        ridge = np.where(n > 0, regularisation * n / classes, 1.0)
        left = np.empty((classes, classes, *n.shape))
        right = np.empty((classes, bands, *n.shape))
        for k in range(classes):
            check()
            left[k, k:] = left[k:, k] = moving_sums(a[k] * a[k:], radius)[:, inner]
            left[k, k] += ridge
            right[k] = moving_sums(a[k] * v, radius)[:, inner] + ridge * prior[k, :, None, None]
        solution = solve(left.copy(), right.copy())
        if bounds is not None:
            _keep_within(bounds, solution, left, right)
        result[:, :, strip] = solution
    return result


def solve(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Solve left @ x = right for the first two axes, for all windows at once; both are spoiled.

    Gaussian elimination without pivoting, as the matrices are positive definite. (LAPACK would
    take one small matrix after the other, and its threads then wait more than they work.)
    """
    classes = len(left)
    for k in range(classes):
        left[k, k + 1:] /= left[k, k]
        right[k] /= left[k, k]
        for i in range(k + 1, classes):
            left[i, k + 1:] -= left[i, k] * left[k, k + 1:]
            right[i] -= left[i, k] * right[k]
    for k in range(classes - 1, 0, -1):
        right[:k] -= left[:k, k, None] * right[k]
    return right


def _keep_within(bounds: tuple[np.ndarray, np.ndarray], solution: np.ndarray, left: np.ndarray,
                 right: np.ndarray) -> None:
    """Move the solutions that leave the bounds to the minimum within them, in place.

    One class at a time goes to its best value within the bounds while the others stay
    (projected Gauss-Seidel), which converges as the matrices are positive definite.
    """
    shape = solution.shape[:2]
    low, high = (np.broadcast_to(b, shape)[..., None] for b in bounds)
    solution, left, right = (p.reshape(*p.shape[:2], -1) for p in (solution, left, right))
    index = np.flatnonzero(((solution < low) | (solution > high)).any(axis=(0, 1)))
    z = np.clip(solution[..., index], low, high)
    left, right = left[..., index], right[..., index]
    for _ in range(SWEEPS):
        before = z.copy()
        for k in range(len(z)):
            miss = right[k] - np.einsum("ln,lbn->bn", left[k], z)
            z[k] = np.clip(z[k] + miss / left[k, k], low[k], high[k])
        solution[..., index] = z
        moving = np.abs(z - before).max(axis=(0, 1)) > TOLERANCE * np.abs(z).max(axis=(0, 1))
        if not moving.any():
            break
        index, z = index[moving], z[..., moving]
        left, right = left[..., moving], right[..., moving]
