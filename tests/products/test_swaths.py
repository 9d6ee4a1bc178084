"""Swaths are put onto a grid: each number where its longitude and latitude say."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from osgeo import gdal, osr
from scipy.spatial import cKDTree

from stfusion_qgis.errors import InputError
from tests.products.decoding import decoded, images_of, in_memory, shift_metres, truth_on

SWATH = ("S3A_SY_2_SYN____20230322T023456_20230322T023756_20230323T112233_0179_096_189_2520_PS1_O_"
         "NT_002.SEN3")
TRUTH = "truth_reflectance_x10000_30m_2023-03-22.tif"


@pytest.fixture
def swath(shared_data):
    return shared_data / "products" / "sentinel3" / SWATH


def read(path):
    dataset = gdal.Open(path)
    return dataset.GetRasterBand(1).ReadAsArray()


def positions(swath, epsg):
    """Return where the centres of a swath's pixels lie, in metres."""
    longitude, latitude = (read(f'HDF5:"{swath}/geolocation.nc"://{name}') * 1e-6
                           for name in ("lon", "lat"))
    systems = osr.SpatialReference(), osr.SpatialReference()
    for system, code in zip(systems, (4326, epsg)):
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    points = np.stack([longitude.ravel(), latitude.ravel()], 1).tolist()
    return np.array(osr.CoordinateTransformation(*systems).TransformPoints(points))[:, :2]


def test_every_pixel_has_the_number_of_the_nearest_of_the_swath(swath, tmp_path):
    (image,) = images_of(swath, tmp_path)
    for layer in (image.layers[-1], *image.quality.values()):
        placed = image.product.georeferenced(layer, str(tmp_path))
        dataset = gdal.Open(placed.path)
        left, width, _, top, _, height = dataset.GetGeoTransform()
        assert (width, height) == (300, -300)
        numbers = read(placed.path)
        rows, columns = np.indices(numbers.shape)
        centres = np.stack([left + (columns.ravel() + 0.5) * width,
                            top + (rows.ravel() + 0.5) * height], 1)
        distance, nearest = cKDTree(positions(swath, 32649)).query(centres)
        within = distance < 149
        assert within.sum() > 500
        np.testing.assert_array_equal(numbers.ravel()[within],
                                      read(layer.path).ravel()[nearest[within]])
        if layer.fill:
            assert (numbers.ravel()[distance > 300] == layer.fill[0]).all()


def test_a_swath_lies_where_the_landscape_is(swath, shared_data, tmp_path):
    (image,) = images_of(swath, tmp_path)
    truth = shared_data / "products" / "truth" / TRUTH
    for name, (values, grid) in decoded(image, tmp_path, ("red", "nir08")).items():
        fit, east, north = shift_metres(values, grid, truth, name)
        assert fit > 0.8 and abs(east) < 300 and abs(north) < 300


def test_reflectance_of_a_swath_is_that_of_the_landscape(swath, shared_data, tmp_path):
    """At its own pixels: on a grid, half a pixel more or less shows other fields."""
    (image,) = images_of(swath, tmp_path)
    places = positions(swath, 32649)
    clear = read(f'HDF5:"{swath}/flags.nc"://CLOUD_flags').ravel() == 0
    truth = shared_data / "products" / "truth" / TRUTH
    for layer in image.layers:
        values = layer.gain * read(layer.path).ravel() + layer.offset
        differences = [abs(value - truth_on(box(place), truth, layer.name)[0, 0])
                       for value, place in list(zip(values[clear], places[clear]))[::3]
                       if inside(place)]
        assert len(differences) > 25 and np.nanmedian(differences) < 0.006, layer.name


def inside(place):
    """Return whether a swath's pixel lies within the landscape."""
    return 743300 < place[0] < 746700 and 2523300 < place[1] < 2526700


def box(centre):
    """Return a grid of a single pixel of 300 m around a point."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(32649)
    return in_memory(np.zeros((1, 1)), (centre[0] - 150, 300, 0, centre[1] + 150, 0, -300),
                     system.ExportToWkt())


def test_layers_are_warped_once_and_anew_where_the_file_changes(swath, tmp_path):
    (image,) = images_of(swath, tmp_path)
    layer = image.layers[0]
    first = image.product.georeferenced(layer, str(tmp_path)).path
    state = (tmp_path / "warped").stat().st_mtime_ns
    assert image.product.georeferenced(layer, str(tmp_path)).path == first
    assert (tmp_path / "warped").stat().st_mtime_ns == state


def test_a_swath_without_coordinates_is_told(swath, tmp_path):
    shutil.copytree(swath, tmp_path / SWATH)
    (tmp_path / SWATH / "geolocation.nc").unlink()
    (image,) = images_of(tmp_path / SWATH, tmp_path)
    with pytest.raises(InputError, match=r"geolocation\.nc is missing"):
        image.product.georeferenced(image.layers[0], str(tmp_path))
