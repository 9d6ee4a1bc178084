"""Moving regression and thin plate splines against SciPy, and local unmixing by itself."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import RBFInterpolator
from scipy.ndimage import gaussian_filter
from scipy.stats import linregress

from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.local_unmixing import local_unmixing
from stfusion_qgis.kernels.moving_regression import moving_regression
from stfusion_qgis.kernels.thin_plate_spline import ThinPlateSpline

from .landscape import landscape
from .timing import Contestant, compare

BANDS = 6


def regression(window: int, size: int = 768, scipy_pixels: int = 200) -> None:
    """Time a line through each window."""
    radius = window // 2
    (x, y), _ = landscape(1, size, size, dates=2)
    valid = np.ones((size, size), bool)

    def scipy() -> list[float]:
        return [linregress(x[0, :window, column:column + window].ravel(),
                           y[0, :window, column:column + window].ravel()).slope
                for column in range(scipy_pixels)]

    ours = moving_regression(x, y, valid, radius).slope[0, radius, radius:radius + scipy_pixels]
    np.testing.assert_allclose(ours, scipy(), rtol=1e-3, atol=1e-4)
    compare(f"Moving regression, {window} x {window} window", {
        "ours": Contestant(lambda: moving_regression(x, y, valid, radius), size * size),
        "SciPy, linregress in each window": Contestant(scipy, scipy_pixels),
    }, "pixel and band", ["SciPy, linregress in each window"])


def spline(cells_a_side: int = 48, ratio: int = 16, scipy_rows: int = 16) -> None:
    """Time the interpolation of cells to fine pixels, and compare the values, borders included."""
    rng = np.random.default_rng(0)
    cells = gaussian_filter(rng.normal(size=(BANDS, cells_a_side, cells_a_side)), (0, 2, 2))
    cells += 0.06 * cells.std() * rng.normal(size=cells.shape)
    centres = np.indices(cells.shape[1:]).reshape(2, -1).T
    whole = RBFInterpolator(centres, cells.reshape(BANDS, -1).T, kernel="thin_plate_spline")
    local = ThinPlateSpline(cells, np.ones(cells.shape[1:], bool), ratio)
    size = cells_a_side * ratio
    places = (np.indices((scipy_rows, size)).reshape(2, -1).T + 0.5) / ratio - 0.5
    error = local.at(Window(0, 0, scipy_rows, size)).reshape(BANDS, -1) - whole(places).T
    largest = np.abs(error).max() / cells.std()
    compare(f"Thin plate spline, {cells_a_side} x {cells_a_side} cells, ratio {ratio} "
            f"(largest difference at the border {largest:.2%} of the deviation)", {
        "ours": Contestant(lambda: local.at(Window(0, 0, size, size)), BANDS * size * size),
        "SciPy, RBFInterpolator": Contestant(lambda: whole(places), BANDS * size * scipy_rows),
    }, "fine pixel and band", ["SciPy, RBFInterpolator"])


def unmixing(size: int = 235, classes: int = 8, window: int = 7) -> None:
    """Time the class values of each window."""
    rng = np.random.default_rng(0)
    abundances = rng.dirichlet(np.full(classes, 0.4), (size, size)).transpose(2, 0, 1)
    values = np.tensordot(rng.normal(size=(BANDS, classes)), abundances, 1)
    valid, prior = np.ones((size, size), bool), np.zeros((classes, BANDS))
    compare(f"Local unmixing, {window} x {window} window, {classes} classes, {BANDS} bands", {
        "ours": Contestant(
            lambda: local_unmixing(abundances, values, valid, window // 2, prior), size * size),
    }, "coarse pixel", [])


def run() -> None:
    """Check and time all of them."""
    for window in (5, 51):
        regression(window)
    spline()
    unmixing()
