from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.interpolate import RBFInterpolator
from scipy.ndimage import gaussian_filter

from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.filling import fill_gaps
from stfusion_qgis.kernels.grid_spline import grid_spline_weights
from stfusion_qgis.kernels.thin_plate_spline import ThinPlateSpline


def signal(rng, bands, rows, columns):
    cells = gaussian_filter(rng.normal(size=(bands, rows, columns)), (0, 2, 2))
    return cells / cells.std() + 0.06 * rng.normal(size=cells.shape)


def global_spline(cells, rows, columns):
    """SciPy's spline through all cells, at rows and columns given in cells."""
    centres = np.indices(cells.shape[1:]).reshape(2, -1).T
    spline = RBFInterpolator(centres, cells.reshape(len(cells), -1).T, kernel="thin_plate_spline")
    places = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1)
    return spline(places.reshape(-1, 2)).T.reshape(len(cells), len(rows), len(columns))


def test_global_spline_of_48_by_48_cells_borders_included():
    cells = signal(np.random.default_rng(0), 2, 48, 48)
    ratio = 8
    spline = ThinPlateSpline(cells, np.ones((48, 48), bool), ratio)
    fine = (np.arange(48 * ratio) + 0.5) / ratio - 0.5
    for window in (Window(0, 0, 32, 384), Window(0, 0, 384, 16), Window(350, 300, 34, 84),
                   Window(150, 150, 40, 40)):
        rows = slice(window.row, window.row + window.rows)
        columns = slice(window.column, window.column + window.columns)
        expected = global_spline(cells, fine[rows], fine[columns])
        assert np.abs(spline.at(window) - expected).max() < 0.002 * cells.std()


@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (5, 1), (2, 2), (3, 4), (5, 13)])
def test_grids_smaller_than_the_neighbourhood(shape):
    cells = np.random.default_rng(1).normal(size=(1, *shape))
    ratio = 5
    fine = ThinPlateSpline(cells, np.ones(shape, bool), ratio).at(
        Window(0, 0, shape[0] * ratio, shape[1] * ratio))
    np.testing.assert_allclose(fine[:, 2::5, 2::5], cells, atol=1e-5)
    if min(shape) > 1:
        rows, columns = ((np.arange(n * ratio) + 0.5) / ratio - 0.5 for n in shape)
        np.testing.assert_allclose(fine, global_spline(cells, rows, columns), atol=5e-3)


@pytest.mark.parametrize("ratio", [1, 2, 7, 16])
def test_plane_stays_a_plane_up_to_the_border(ratio):
    rows, columns = np.mgrid[:23, :61]
    cells = (3.0 + 0.5 * rows - 0.25 * columns)[None]
    fine = ThinPlateSpline(cells, np.ones((23, 61), bool), ratio).at(
        Window(0, 0, 23 * ratio, 61 * ratio))
    y, x = (np.mgrid[:23 * ratio, :61 * ratio] + 0.5) / ratio - 0.5
    np.testing.assert_allclose(fine[0], 3.0 + 0.5 * y - 0.25 * x, atol=1e-4)


def test_offsets_shift_the_grid():
    cells = signal(np.random.default_rng(2), 1, 12, 14)
    valid = np.ones((12, 14), bool)
    straight = ThinPlateSpline(cells, valid, 6).at(Window(0, 0, 72, 84))
    shifted = ThinPlateSpline(cells, valid, 6, 2, 5).at(Window(0, 0, 70, 79))
    np.testing.assert_array_equal(shifted, straight[:, 2:, 5:])


def test_windows_do_not_matter_to_the_last_bit():
    cells = signal(np.random.default_rng(3), 3, 50, 60).astype(np.float32)
    spline = ThinPlateSpline(cells, np.ones((50, 60), bool), 7, 3, 1)
    whole = spline.at(Window(0, 0, 340, 410))
    windows = [Window(row, column, 61, 83) for row in (0, 100, 279) for column in (0, 55, 300)]
    with ThreadPoolExecutor(4) as threads:
        for window, part in zip(windows, threads.map(spline.at, windows)):
            np.testing.assert_array_equal(
                part, whole[:, window.row:window.row + 61, window.column:window.column + 83])


def test_beyond_the_cells_is_nothing():
    spline = ThinPlateSpline(np.ones((1, 3, 3), np.float32), np.ones((3, 3), bool), 4)
    fine = spline.at(Window(-5, 8, 30, 10))
    np.testing.assert_allclose(fine[0, 5:17, :4], 1, rtol=1e-6)
    assert not fine[0, :5].any() and not fine[0, 17:].any() and not fine[0, :, 4:].any()
    assert not spline.at(Window(100, 100, 3, 4)).any()


def test_gaps_are_bridged_smoothly():
    rng = np.random.default_rng(4)
    cells = signal(rng, 1, 30, 30)
    valid = rng.random((30, 30)) < 0.8
    valid[10:16, 12:20] = False
    spoiled = np.where(valid, cells, np.nan)
    fine = ThinPlateSpline(spoiled, valid, 5).at(Window(0, 0, 150, 150))
    assert np.isfinite(fine).all()
    assert np.abs(fine).max() < 1.5 * np.abs(cells).max()
    np.testing.assert_allclose(fine[:, 2::5, 2::5][:, valid], cells[:, valid], atol=1e-5)
    assert np.abs(np.diff(fine, axis=-1)).max() < 0.5 * np.ptp(cells)


def test_filling():
    rng = np.random.default_rng(5)
    valid = rng.random((37, 21)) < 0.3
    valid[:, 11:] = False
    planes = rng.normal(size=(2, 37, 21))
    filled = fill_gaps(np.where(valid, planes, np.nan), valid)
    np.testing.assert_array_equal(filled[:, valid], planes[:, valid])
    assert (filled.max((1, 2)) <= planes[:, valid].max(1)).all()
    assert (filled.min((1, 2)) >= planes[:, valid].min(1)).all()
    np.testing.assert_allclose(fill_gaps(np.full((37, 21), 4.5), valid), 4.5, rtol=1e-12)
    assert not fill_gaps(np.full((1, 3, 3), np.nan), np.zeros((3, 3), bool)).any()


@pytest.mark.parametrize("shape", [(4, 6), (5, 7), (4, 5)])
def test_weights_of_a_grid_are_those_of_the_whole_spline(shape):
    points = np.indices(shape).reshape(2, -1).T
    places = np.array([[-2.0, 1.5], [1.25, 2.5], [3.0, 8.0], [2.0, 2.0]])
    spline = RBFInterpolator(points, np.eye(len(points)), kernel="thin_plate_spline")
    weights = grid_spline_weights(*shape, places).reshape(len(points), -1)
    np.testing.assert_allclose(weights, spline(places).T, atol=1e-9)
