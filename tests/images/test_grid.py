"""Grids: what is the same lattice, what they share, where they lie in each other."""

import math

import numpy as np
import pytest
from osgeo import osr

from stfusion_qgis.images.grid import Grid, common_grid
from stfusion_qgis.images.window import Window
from tests.scene_files import wkt

FINE = Grid(wkt(), 500000, 4000000, 30, 30, 100, 120)


def test_lattices():
    """Grids of the same lattice may begin anywhere on it; a hundredth of a pixel is tolerated."""
    assert FINE.same_lattice(FINE.subgrid(Window(-7, 12, 9, 9)))
    assert FINE.same_lattice(FINE.moved(0.009, -3.009))
    assert not FINE.same_lattice(FINE.moved(0.02, 0))
    assert not FINE.same_lattice(FINE.moved(0, 0.5))
    assert not FINE.same_lattice(Grid(wkt(32634), 500000, 4000000, 30, 30, 100, 120))
    # A pixel size that is wrong in the sixth digit shifts the last pixel by little ...
    assert FINE.same_lattice(Grid(FINE.wkt, 500000, 4000000, 30.00002, 30, 100, 120))
    # ... but one that is wrong in the fourth digit does not.
    assert not FINE.same_lattice(Grid(FINE.wkt, 500000, 4000000, 30.006, 30, 100, 120))


def test_is_same():
    assert FINE.is_same(FINE.moved(0.005, 0))
    assert not FINE.is_same(FINE.moved(1, 0))
    assert not FINE.is_same(FINE.subgrid(Window(0, 0, 99, 120)))


def test_subgrid_and_window_of_are_inverse():
    window = Window(-3, 17, 20, 30)
    assert FINE.window_of(FINE.subgrid(window)) == window


@pytest.mark.parametrize("ratio, offsets, shape", [(7, (0, 0), (15, 18)), (7, (6, 3), (16, 18)),
                                                   (16, (15, 15), (8, 9))])
def test_coarsened_covers_the_grid(ratio, offsets, shape):
    coarse = FINE.coarsened(ratio, *offsets)
    assert (coarse.rows, coarse.columns) == shape
    row, column = FINE.offset_of(coarse)
    assert (-row, -column) == offsets
    assert coarse.rows * ratio - offsets[0] >= FINE.rows
    assert (coarse.rows - 1) * ratio - offsets[0] < FINE.rows


def test_common_grid():
    """The part that all share, on the first one's lattice; None without one."""
    second = FINE.subgrid(Window(10, -5, 100, 100))
    third = FINE.subgrid(Window(-20, 30, 60, 200))
    common = common_grid([FINE, second, third])
    assert FINE.window_of(common) == Window(10, 30, 30, 65)
    assert common_grid([FINE, FINE.subgrid(Window(100, 0, 5, 5))]) is None


def test_transform_points_agrees_with_osr():
    """Points come as x and y, also in CRS whose first axis is the latitude."""
    geographic = Grid(wkt(4326), 14, 37, 0.001, 0.001, 10, 10)
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(32633)
    target.ImportFromEPSG(4326)
    latitude, longitude, _ = osr.CoordinateTransformation(source, target).TransformPoint(
        510000, 4010000)
    points = FINE.transform_points(np.array([[510000.0, 4010000.0]]), geographic)
    np.testing.assert_allclose(points, [[longitude, latitude]], atol=1e-9)


def test_footprint():
    top, left, bottom, right = FINE.subgrid(Window(5, 8, 20, 30)).footprint_in(FINE)
    np.testing.assert_allclose([top, left, bottom, right], [5, 8, 25, 38])
    assert FINE.footprint_in(Grid(wkt(4326), 0, 90, 1, 1, 180, 360)) is not None


def test_pixel_side_in_another_crs():
    """A pixel of 0.01 degrees at 36 degrees north is about 1110 m by 900 m."""
    degrees = Grid(wkt(4326), 14, 37, 0.01, 0.01, 200, 200)
    metres = math.sqrt(6378137 * math.radians(0.01) * 6378137 * math.radians(0.01)
                       * math.cos(math.radians(36.1)))
    assert FINE.pixel_side_in(degrees) == pytest.approx(30 / metres, rel=0.01)


def test_pixel_side_in_a_global_image():
    """The side is measured where the fine grid lies, not in the middle of the global one."""
    world = Grid(wkt(4326), -180, 90, 0.05, 0.05, 3600, 7200)
    north = Grid(wkt(32633), 500000, 7500000, 30, 30, 100, 100)  # 67.6 degrees north
    expected = 30 / math.sqrt(5565 * 5575 * math.cos(math.radians(67.6)))
    assert north.pixel_side_in(world) == pytest.approx(expected, rel=0.02)
