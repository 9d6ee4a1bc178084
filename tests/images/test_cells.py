"""Coarse pixels as cells of fine pixels."""

import warnings

import numpy as np
import pytest

from stfusion_qgis.images.cells import Cells, aggregate, mostly_seen
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress
from tests.scene_files import block_mean, make_images, wkt

FINE = Grid(wkt(), 500000, 4000000, 30, 30, 50, 61)


@pytest.mark.parametrize("rows, columns", [(0, 0), (3, 5), (-2, 6), (-20, -33)])
def test_cells_are_the_coarse_pixels(rows, columns):
    """Wherever the coarse grid begins, also far outside or inside of the fine grid."""
    coarse = FINE.moved(rows, columns).coarsened(7, 0, 0)
    cells = Cells.of(FINE, coarse, 7)
    assert (cells.row_offset, cells.column_offset) == (-rows % 7, -columns % 7)
    assert cells.grid(FINE).same_lattice(coarse)
    # Each fine pixel's centre lies in the cell that `indices` names.
    row_of, column_of = cells.indices(FINE.whole())
    lattice = cells.grid(FINE)
    y = FINE.top - (np.arange(FINE.rows) + 0.5) * FINE.pixel_height
    x = FINE.left + (np.arange(FINE.columns) + 0.5) * FINE.pixel_width
    np.testing.assert_array_equal(row_of, (lattice.top - y) // lattice.pixel_height)
    np.testing.assert_array_equal(column_of, (x - lattice.left) // lattice.pixel_width)
    assert cells.fine_window(Window(0, 0, 1, 1))[:2] == (-cells.row_offset, -cells.column_offset)


@pytest.mark.parametrize("coarse", [
    FINE.moved(0.5, 0).coarsened(7, 0, 0),
    FINE.coarsened(8, 0, 0),
    Grid(wkt(4326), 14, 37, 0.002, 0.002, 50, 50),
])
def test_cells_of_other_grids_begin_at_the_first_pixel(coarse):
    cells = Cells.of(FINE, coarse, 7)
    assert (cells.row_offset, cells.column_offset, cells.rows, cells.columns) == (0, 0, 8, 9)


def test_spread_and_indices_stay_inside():
    cells = Cells.of(FINE, FINE.coarsened(7, 3, 0), 7)
    values = np.arange(cells.rows * cells.columns).reshape(cells.rows, cells.columns)
    around = cells.spread(values, Window(-20, -20, 100, 100))
    whole = values.repeat(7, 0).repeat(7, 1)[3:53, :61]
    np.testing.assert_array_equal(around[20:70, 20:81], whole)
    assert around[0, 0] == values[0, 0] and around[-1, -1] == values[-1, -1]


def test_aggregate():
    rng = np.random.default_rng(0)
    image = Image(rng.random((2, 12, 18)).astype(np.float32), rng.random((12, 18)) > 0.3)
    image.valid[:6, :6] = False
    image.values[:, ~image.valid] = 0
    means, count = aggregate(image, 6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a cell without pixels
        expected = np.nan_to_num(block_mean(image.masked(), 6))
    np.testing.assert_allclose(means, expected, rtol=1e-6)
    assert count[0, 0] == 0 and count.sum() == image.valid.sum()


@pytest.mark.parametrize("resampled", [False, True])
@pytest.mark.parametrize("offset", [(0, 0), (3, 5)])
def test_coarse_and_fine_cells_of_a_scene(tmp_path, resampled, offset):
    """Native coarse pixels come as they are; resampled ones are averaged back to them."""
    images = make_images(rows=60, columns=70, offset=offset)
    scene = images.open(tmp_path, resampled=resampled)
    coarse = scene.coarse_cells(scene.coarse_predictions[0])
    if resampled:  # where the original cells begin is unknown, unless at the first pixel
        images.offset = 0, 0
        assert scene.cells.row_offset == 0
    if not resampled or offset == (0, 0):
        np.testing.assert_allclose(coarse.values, images.predictions[0], rtol=1e-5)
    fine = scene.fine_cells(scene.fine[0])
    expected = block_mean(images.fine[0], 8, images.offset)
    np.testing.assert_allclose(fine.values, expected, rtol=1e-5)
    assert (fine.share[1:-1, 1:-1] == 1).all() and fine.share.sum() * 64 == 60 * 70


def test_cells_at_the_edge_count_by_their_share(tmp_path):
    images = make_images(rows=44, columns=51, ratio=8)
    images.fine[0][:, 8:12, 8:16] = np.nan
    scene = images.open(tmp_path)
    share = scene.fine_cells(scene.fine[0]).share
    expected = np.ones((6, 7))
    expected[1, 1] = 0.5
    expected[-1] = 4 / 8
    expected[:, -1] *= 3 / 8
    np.testing.assert_array_equal(share, expected.astype(np.float32))
    np.testing.assert_array_equal(mostly_seen(share)[:, :-1], True)
    assert not mostly_seen(share)[:, -1].any()


@pytest.mark.parametrize("share, seen", [
    ([0.5, 0.4, 0.0], [1, 0, 0]), ([0.3, 0.4, 0.0], [1, 1, 0]), ([0.0, 0.0], [0, 0])])
def test_without_a_cell_of_half_all_cells_speak(share, seen):
    np.testing.assert_array_equal(mostly_seen(np.array(share)), np.array(seen, bool))


def test_a_field_smaller_than_coarse_pixels_is_said(tmp_path):
    images = make_images(rows=10, columns=10, ratio=16, offset=(11, 11))
    progress = Progress().collecting()
    scene = images.open(tmp_path)
    scene.fine_cells(scene.fine[0], progress)
    assert len(progress.warnings) == 1 and "10%" in progress.warnings[0]
    whole = make_images(rows=32, columns=32, ratio=16).open(tmp_path)
    whole.fine_cells(whole.fine[0], progress)
    assert len(progress.warnings) == 1
