"""Rasters on another grid: against SciPy, GDAL and plain loops."""

import numpy as np
import pytest
from osgeo import gdal
from scipy.ndimage import map_coordinates

from stfusion_qgis.images.alignment import Aligned
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.window import Window
from tests.scene_files import ORIGIN, wkt, write_tif

RATIO = 7.3
COARSE = np.random.default_rng(0).uniform(100, 900, (2, 23, 26)).astype(np.float32)
# It begins inside of the coarse image and reaches beyond it at the lower right corner.
TARGET = Grid(wkt(), ORIGIN[0] + 1000, ORIGIN[1] - 700, 30, 30, 300, 330)
ORDERS = {"nearest": 0, "bilinear": 1, "cubic": 3}


@pytest.fixture
def aligned(tmp_path):
    """Return a function that puts coarse pixels onto the target grid."""
    def make(interpolation, values=COARSE, target=TARGET, **options):
        path = write_tif(tmp_path / "coarse.tif", values, **{"pixel": 30 * RATIO, **options})
        return Aligned(Raster(path), target, interpolation)
    return make


def coordinates(window, target=TARGET):
    """Return the coarse row and column of the centre of each fine pixel of a window."""
    rows, columns = np.mgrid[window.row:window.row + window.rows,
                             window.column:window.column + window.columns]
    y = target.top - (rows + 0.5) * 30
    x = target.left + (columns + 0.5) * 30
    return np.stack([(ORIGIN[1] - y) / (30 * RATIO) - 0.5, (x - ORIGIN[0]) / (30 * RATIO) - 0.5])


@pytest.mark.parametrize("interpolation", ORDERS)
def test_equals_scipy(aligned, interpolation):
    """Interpolation of the pixels' centres, edge pixels extended; outside is invalid."""
    image = aligned(interpolation).read(TARGET.whole())
    place = coordinates(TARGET.whole())
    inside = ((place > -0.5) & (place < np.array([22.5, 25.5])[:, None, None])).all(axis=0)
    np.testing.assert_array_equal(image.valid, inside)
    assert not inside.all()
    for values, band in zip(image.values, COARSE):
        expected = map_coordinates(band, place, order=ORDERS[interpolation], mode="nearest")
        np.testing.assert_allclose(values[inside], expected[inside], rtol=2e-5, atol=1e-3)


@pytest.mark.parametrize("interpolation", ORDERS)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_pixel_is_the_same_in_every_window(aligned, interpolation, gaps):
    """To the last bit, whatever was read before."""
    values = COARSE.copy()
    if gaps:
        values[0, np.random.default_rng(1).random(values.shape[1:]) < 0.2] = np.nan
    whole = aligned(interpolation, values).read(TARGET.whole())
    other = aligned(interpolation, values)
    for window in [Window(250, 255, 10, 3), Window(0, 0, 1, 1), Window(100, 0, 40, 300),
                   Window(255, 255, 2, 2)]:
        image = other.read(window)
        part = np.s_[window.row:window.row + window.rows,
                     window.column:window.column + window.columns]
        np.testing.assert_array_equal(image.values, whole.values[(slice(None), *part)])
        np.testing.assert_array_equal(image.valid, whole.valid[part])


def test_windows_beyond_the_grid_are_invalid(aligned):
    for raster in (aligned("cubic"), aligned("cubic", pixel=30, left=TARGET.left, top=TARGET.top)):
        image = raster.read(Window(-5, -5, 10, 10))
        assert image.valid[5:, 5:].all()
        assert image.valid.sum() == 25


@pytest.mark.parametrize("interpolation", ORDERS)
def test_gaps_do_not_bleed(aligned, interpolation):
    """A gap has no value of its own: constant images stay constant right up to it."""
    values = np.full_like(COARSE, 5)
    values[0, 9:12, 10:13] = np.nan
    image = aligned(interpolation, values).read(TARGET.whole())
    place = np.rint(coordinates(TARGET.whole())).astype(int)
    gap = (place[0] >= 9) & (place[0] < 12) & (place[1] >= 10) & (place[1] < 13)
    outside = (place[0] > 22) | (place[1] > 25)
    np.testing.assert_array_equal(image.valid, ~gap & ~outside)
    np.testing.assert_allclose(image.values[:, image.valid], 5, rtol=1e-6)


@pytest.mark.parametrize("interpolation", ORDERS)
def test_same_lattice_is_read_directly(aligned, interpolation):
    """Images that were resampled already are taken as they are."""
    left, top = TARGET.left - 90, TARGET.top + 60
    values = np.random.default_rng(2).random((1, 50, 60)).astype(np.float32)
    image = aligned(interpolation, values, pixel=30, left=left, top=top).read(Window(0, 0, 40, 40))
    np.testing.assert_array_equal(image.values, values[:, 2:42, 3:43])


def test_other_crs_shows_the_same_land(aligned):
    """A smooth surface in degrees comes to the right place in metres."""
    degrees = Grid(wkt(4326), 15.0, 36.16, 0.003, 0.003, 80, 80)
    rows, columns = np.mgrid[0:80, 0:80]
    longitude = degrees.left + (columns + 0.5) * 0.003
    latitude = degrees.top - (rows + 0.5) * 0.003
    surface = np.sin(longitude * 60) * 100 + np.cos(latitude * 70) * 100
    image = aligned("cubic", surface[None].astype(np.float32), epsg=4326, pixel=0.003,
                    left=degrees.left, top=degrees.top).read(TARGET.whole())
    y, x = np.mgrid[0:TARGET.rows, 0:TARGET.columns]
    points = np.stack([TARGET.left + (x.ravel() + 0.5) * 30, TARGET.top - (y.ravel() + 0.5) * 30],
                      axis=1)
    lon, lat = TARGET.transform_points(points, degrees).T
    expected = (np.sin(lon * 60) * 100 + np.cos(lat * 70) * 100).reshape(y.shape)
    assert image.valid.all()
    np.testing.assert_allclose(image.values[0], expected, atol=0.2)


def test_global_image(aligned):
    """A coarse image of the whole world is as good as a part of it."""
    world = np.random.default_rng(3).random((1, 360, 720)).astype(np.float32)
    image = aligned("nearest", world, epsg=4326, pixel=0.5, left=-180, top=90).read(
        Window(0, 0, 300, 300))
    assert image.valid.all()
    assert image.values[0, 0, 0] in world[0, 107:109, 390:391]


@pytest.mark.parametrize("offset", [0, 11])
def test_average(aligned, offset):
    """The mean of the source pixels in a target pixel; gaps are left out."""
    values = np.random.default_rng(4).random((2, 300, 300)).astype(np.float32)
    values[0, :20, :20] = np.nan
    values[1, 100:105, 30] = np.nan
    target = Grid(wkt(), ORIGIN[0] + offset * 30, ORIGIN[1], 300, 300, 28, 28)
    image = aligned("average", values, target, pixel=30).read(target.whole())
    part = np.where(np.isfinite(values).all(axis=0), values, np.nan)[:, :280, offset:offset + 280]
    blocks = part.reshape(2, 28, 10, 28, 10)
    counts = np.isfinite(blocks).sum(axis=(2, 4))
    expected = np.nansum(blocks, axis=(2, 4)) / np.maximum(counts, 1)
    np.testing.assert_array_equal(image.valid, (counts > 0).all(axis=0))
    np.testing.assert_allclose(image.values[:, image.valid], expected[:, image.valid], rtol=1e-5)


def test_average_of_a_fraction_of_pixels_equals_gdal(aligned, tmp_path):
    """Source pixels cut by the edge of a target pixel count with their share."""
    target = Grid(wkt(), ORIGIN[0] + 100, ORIGIN[1] - 130, 450, 450, 9, 10)
    image = aligned("average", target=target).read(target.whole())
    expected = gdal.Warp("", str(tmp_path / "coarse.tif"), format="MEM", resampleAlg="average",
                         outputBounds=(target.left, target.top - 9 * 450, target.left + 4500,
                                       target.top), xRes=450, yRes=450).ReadAsArray()
    np.testing.assert_allclose(image.values, expected, rtol=1e-6)
