"""The coarse curve on the fine grid: cells keep their means."""

import numpy as np
import pytest
from scipy.ndimage import convolve1d, gaussian_filter

from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.image import Image
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.smoothing.coarse_curve import CoarseCurve
from tests.scene_files import block_mean

RATIO, CELLS = 8, 12


def _grid(pixel, side):
    return Grid("", 0.0, 0.0, pixel, pixel, side, side)


def _curve(cells, grid, days=(0, 8, 16)):
    return CoarseCurve.of([Image(each, np.isfinite(each[0])) for each in cells], days, days, grid,
                          _grid(1.0, RATIO * CELLS), Progress())


def test_cells_keep_their_means():
    rng = np.random.default_rng(0)
    cells = gaussian_filter(rng.normal(0, 1, (1, CELLS, CELLS)), (0, 0.7, 0.7)).astype(np.float32)
    curve = _curve([cells] * 3, _grid(float(RATIO), CELLS))
    fine = curve.read(8, _grid(1.0, RATIO * CELLS).whole(), 1).values
    lost = (block_mean(fine, RATIO) - cells)[:, 2:-2, 2:-2]
    weights = np.array([0.125, 0.75, 0.125])
    plain = cells - convolve1d(convolve1d(cells, weights, 1), weights, 2)  # bilinearly
    assert lost.std() < 0.5 * plain[:, 2:-2, 2:-2].std()


def test_a_constant_field_stays_with_gaps():
    cells = np.full((2, CELLS, CELLS), 3.0, np.float32)
    cells[:, 4:6, 5:9] = np.nan
    curve = _curve([cells] * 3, _grid(float(RATIO), CELLS))
    fine = curve.read(8, _grid(1.0, RATIO * CELLS).whole(), 2).values
    assert fine[np.isfinite(fine)] == pytest.approx(3.0, rel=1e-5) and np.isnan(fine).any()


def test_images_on_the_fine_grid_are_not_sharpened():
    rng = np.random.default_rng(1)
    image = rng.normal(0, 1, (1, RATIO * CELLS, RATIO * CELLS)).astype(np.float32)
    grid = _grid(1.0, RATIO * CELLS)
    curve = _curve([image] * 3, grid)
    assert curve.read(8, grid.whole(), 1).values == pytest.approx(image, abs=1e-4)
