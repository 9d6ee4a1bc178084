"""Level 1A images lie where their rational polynomials say, at mean height or that of a model."""

from __future__ import annotations

import math

import numpy as np
import pytest
from osgeo import gdal, osr

from stfusion_qgis.errors import InputError
from stfusion_qgis.products.product import Quantity
from tests.products.decoding import decoded, images_of, in_memory, shift_metres

NAME = "GF1_WFV1_E113.4_N22.8_20230306_L1A0007143218"
TRUTH = "truth_reflectance_x10000_30m_2023-03-06.tif"
LONGITUDE, LATITUDE, MEAN_HEIGHT = 113.3867, 22.8145, 420.0
SIDE, PIXEL, TURN, LEAN = 190, 16.0, 0.07, 0.3  # lean: metres sideways for a metre in height


def axes():
    """Return UTM and geographic coordinates, and the way between them."""
    systems = osr.SpatialReference(), osr.SpatialReference()
    for system, code in zip(systems, (4326, 32649)):
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(*systems)


@pytest.fixture
def level_1a(shared_data, tmp_path):
    """Return a function that makes an image of the true landscape, seen askance at a height."""
    def make(height):
        truth = gdal.Open(str(shared_data / "products" / "truth" / TRUTH))
        bands = truth.ReadAsArray()[:4]
        left, width, _, top, _, _ = truth.GetGeoTransform()
        scale = SIDE / 2 * PIXEL / 111320
        scales = scale / math.cos(math.radians(LATITUDE)), scale, 500.0
        # The line is 0.95 of latitude and some longitude; height moves along the samples.
        sample = [0, 1, TURN, LEAN * scales[2] / (SIDE / 2 * PIXEL)]
        line = [0, TURN, -1, 0]
        rows, columns = np.indices((SIDE, SIDE))
        above = (height - MEAN_HEIGHT) / scales[2]
        s = (columns - SIDE / 2) / (SIDE / 2) - sample[3] * above
        v = (rows - SIDE / 2) / (SIDE / 2)
        determinant = sample[1] * line[2] - sample[2] * line[1]
        east = LONGITUDE + scales[0] * (line[2] * s - sample[2] * v) / determinant
        north = LATITUDE + scales[1] * (sample[1] * v - line[1] * s) / determinant
        points = np.array(axes().TransformPoints(
            np.stack([east.ravel(), north.ravel()], 1).tolist()))
        x = np.floor((points[:, 0] - left) / width).astype(int)
        y = np.floor((top - points[:, 1]) / width).astype(int)
        there = (x >= 0) & (y >= 0) & (x < truth.RasterXSize) & (y < truth.RasterYSize)
        numbers = np.zeros((4, SIDE * SIDE), np.uint16)
        numbers[:, there] = 100 + bands[:, y[there], x[there]] // 8
        folder = tmp_path / NAME
        folder.mkdir()
        file = gdal.GetDriverByName("GTiff").Create(str(folder / f"{NAME}.tiff"), SIDE, SIDE, 4,
                                                    gdal.GDT_UInt16)
        file.WriteArray(numbers.reshape(4, SIDE, SIDE))
        del file
        one = ",".join(["1.0"] + ["0.0"] * 19)

        def terms(first):
            return ",".join(map(str, [*first, *[0.0] * 16]))
        (folder / f"{NAME}.rpb").write_text(f'''satId = "GF1";
bandId = "P";
SpecId = "RPC00B";
BEGIN_GROUP = IMAGE
\terrBias = 1.0;
\terrRand = 0.0;
\tlineOffset = {SIDE / 2};
\tsampOffset = {SIDE / 2};
\tlatOffset = {LATITUDE};
\tlongOffset = {LONGITUDE};
\theightOffset = {MEAN_HEIGHT};
\tlineScale = {SIDE / 2};
\tsampScale = {SIDE / 2};
\tlatScale = {scales[1]};
\tlongScale = {scales[0]};
\theightScale = {scales[2]};
\tlineNumCoef = ({terms(line)});
\tlineDenCoef = ({one});
\tsampNumCoef = ({terms(sample)});
\tsampDenCoef = ({one});
END_GROUP = IMAGE
END;
''')
        (image,) = images_of(folder, tmp_path / "cache")
        return image
    return make


def shifts(image, shared_data, cache, elevation=""):
    truth = shared_data / "products" / "truth" / TRUTH
    layer = image.product.georeferenced(image.layers[3], str(cache), elevation)
    dataset = gdal.Open(layer.path)
    numbers = dataset.GetRasterBand(layer.band).ReadAsArray().astype(float)
    numbers[numbers == 0] = np.nan
    grid = in_memory(numbers, dataset.GetGeoTransform(), dataset.GetProjection())
    assert dataset.GetGeoTransform()[1] == PIXEL
    return shift_metres(numbers, grid, truth, "nir")


def test_an_image_lies_within_a_pixel_at_the_mean_height(level_1a, shared_data, tmp_path):
    fit, east, north = shifts(level_1a(MEAN_HEIGHT), shared_data, tmp_path)
    assert fit > 0.95 and abs(east) < PIXEL and abs(north) < PIXEL


def test_an_elevation_model_puts_it_right_where_land_is_not_at_the_mean_height(
        level_1a, shared_data, tmp_path):
    image = level_1a(MEAN_HEIGHT - 80)
    _, east, north = shifts(image, shared_data, tmp_path / "without")
    assert math.hypot(east, north) > PIXEL
    model = str(tmp_path / "model.tif")
    system = osr.SpatialReference()
    system.ImportFromEPSG(4326)
    gdal.GetDriverByName("GTiff").CreateCopy(model, in_memory(
        np.full((50, 50), MEAN_HEIGHT - 80), (113.3, 0.004, 0, 22.9, 0, -0.004),
        system.ExportToWkt()))
    fit, east, north = shifts(image, shared_data, tmp_path / "with", model)
    assert fit > 0.95 and abs(east) < PIXEL and abs(north) < PIXEL


def test_without_polynomials_it_says_what_is_missing(level_1a, tmp_path):
    image = level_1a(MEAN_HEIGHT)
    (tmp_path / NAME / f"{NAME}.rpb").unlink()
    with pytest.raises(InputError, match=r"\.rpb"):
        image.product.georeferenced(image.layers[0], str(tmp_path))


def test_the_samples_are_digital_numbers_on_a_grid(shared_data, tmp_path):
    images = images_of(shared_data / "products" / "gaofen", tmp_path)
    assert {image.product.id for image in images} == {"gaofen-wfv", "gaofen-pms"}
    for image in images:
        assert image.product.quantity is Quantity.RELATIVE
        assert "no surface reflectance" in image.notes[0] and image.cloud_share == 0.03
        assert image.bands == ("blue", "green", "red", "nir")
        values, grid = decoded(image, tmp_path, ("nir",))["nir"]
        assert grid.GetGeoTransform()[1] == (8 if "pms" in image.product.id else 16)
        assert 50 < np.nanmedian(values) < 1000 and 0.05 < np.isnan(values).mean() < 0.3
