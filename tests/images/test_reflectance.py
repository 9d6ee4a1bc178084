"""Bands by their common names, and which numbers are reflectance."""

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.common_names import bands_by_common_names, listed_bands
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.reflectance import (
    is_top_of_atmosphere,
    reflectance_units,
    to_reflectance,
)
from tests.scene_files import write_tif

SIX = ("blue", "green", "red", "nir", "swir16", "swir22")


def raster(folder, name="image.tif", names=(), wavelengths=(), bands=None, dtype=np.uint16, **tags):
    count = bands or len(names) or len(wavelengths)
    return Raster(write_tif(folder / name, np.zeros((count, 4, 5), dtype), names=names,
                            wavelengths=wavelengths, options=["ALPHA=NO"], **tags))


@pytest.mark.parametrize("names, expected", [
    (SIX, [0, 1, 2, 3, 4, 5]),
    (("swir22", "swir16", "nir08", "Red", "GREEN", "Blue"), [5, 4, 3, 2, 1, 0]),
    (("coastal", "blue", "green", "red", "nir", "swir1", "swir2"), [1, 2, 3, 4, 5, 6]),
    (("B02", "B03", "B04", "B08", "B8A", "B11", "B12"), [0, 1, 2, 3, 5, 6]),
    (("B2", "B3", "B4", "B8A", "B11", "B12"), [0, 1, 2, 3, 4, 5]),
    (tuple(f"B{n}" for n in range(1, 13)), [1, 2, 3, 7, 10, 11]),
    (tuple(f"B{n}" for n in range(1, 12)), [1, 2, 3, 4, 5, 6]),
    (tuple(f"SR_B{n}" for n in range(1, 8)), [1, 2, 3, 4, 5, 6]),
    (tuple(f"SR_B{n}" for n in (1, 2, 3, 4, 5, 7)), [0, 1, 2, 3, 4, 5]),
    (("蓝光波段", "绿", "红", "近红外", "swir 1.6", "swir22"), [0, 1, 2, 3, 4, 5]),
    (("B2", "B3", "B4", "B5", "B6", "B7"), None),  # of OLI, or of MSI without short-wave infrared
    (tuple(f"Band {n}" for n in range(1, 13)), None),
    (("blue", "blue", "red", "nir", "swir16", "swir22"), None)])
def test_bands_by_names(tmp_path, names, expected):
    assert bands_by_common_names(raster(tmp_path, names=names), SIX) == expected


@pytest.mark.parametrize("wavelengths, expected", [
    ((482, 561, 655, 865, 1609, 2201), [0, 1, 2, 3, 4, 5]),
    ((443, 492, 560, 665, 705, 740, 783, 833, 865, 945, 1375, 1614, 2202),
     [1, 2, 3, 7, 11, 12]),
    ((645, 858.5, 469, 555, 1240, 1640, 2130), [2, 3, 0, 1, 5, 6]),
    ((482, 561, 655, 865, 1240, 2201), None)])
def test_bands_by_wavelengths(tmp_path, wavelengths, expected):
    assert bands_by_common_names(raster(tmp_path, wavelengths=wavelengths), SIX) == expected


def test_listed_bands(tmp_path):
    image = raster(tmp_path, bands=7)
    assert listed_bands(image, " 2,3 4，5、6;7 ", SIX) == [1, 2, 3, 4, 5, 6]
    for wrong in ("1,2", "1,2,3,4,5,8", "1,2,3,4,5,5", "blue", "1,2,3,4,5,6,7"):
        with pytest.raises(InputError, match="does not list bands of image"):
            listed_bands(image, wrong, SIX)


@pytest.mark.parametrize("name, low, high, units", [
    ("a.tif", 0.01, 0.8, "one"), ("a.tif", -0.02, 1.6, "one"), ("a.tif", 1, 80, "percent"),
    ("a.tif", 50, 9000, "ten_thousand"), ("a.tif", 1150, 9000, "ten_thousand"),
    ("a.tif", 7300, 43000, "collection_2"), ("a.tif", 7300, 65000, "collection_2"),
    ("LC09_L2SP_122044_20230306_20230312_02_T1_SR.tif", 5000, 30000, "collection_2"),
    ("LC09_L2SP_122044_20230306_20230312_02_T1_SR.tif", 100, 9000, "ten_thousand"),
    ("S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.tif", 50, 9000,
     "ten_thousand"),
    ("S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.tif", 1100, 9000, "sentinel_2"),
    ("S2A_MSIL2A_20210309T025531_N0301_R032_T49QGF_20210309T073112.tif", 100, 9000,
     "ten_thousand")])
def test_units(tmp_path, name, low, high, units):
    image = raster(tmp_path, name, bands=2)
    sample = np.linspace([low, low], [high, high], 500).T
    assert reflectance_units(image, sample) == units
    line = to_reflectance(image, units).values(sample)
    assert line.min() > -0.21 and line.max() < 1.7


@pytest.mark.parametrize("low, high, units", [
    (0.02, 0.8, "one"), (300, 9000, "ten_thousand"), (1100, 9000, "ten_thousand"),
    (7000, 9900, "ten_thousand")])
def test_units_of_prepared_images(tmp_path, low, high, units):
    """They are reflectance, whatever the files that they are made of."""
    image = raster(tmp_path, "S2A_MSIL2A_20230309T025531_N0509_R032.tif", bands=2,
                   metadata={"STFUSION_PRODUCT": "sentinel-2-l2a"})
    assert reflectance_units(image, np.linspace([low, low], [high, high], 50).T) == units


@pytest.mark.parametrize("high, tags", [
    (200, {"dtype": np.uint8}), (40000, {}), (3.0, {"scale": 0.0001}), (1e7, {})])
def test_no_reflectance(tmp_path, high, tags):
    sample = np.linspace([0, 0], [high, high], 500).T
    with pytest.raises(InputError, match="no reflectance that is known here"):
        reflectance_units(raster(tmp_path, bands=2, **tags), sample)


def test_the_tags_of_the_file_come_first(tmp_path):
    image = raster(tmp_path, bands=1, scale=2e-5, offset=-0.1)
    assert reflectance_units(image, np.linspace([0.0], [0.9], 50).T) == "one"
    assert to_reflectance(image, "one").values(np.array([[5000.0]])) == pytest.approx(0.0)


@pytest.mark.parametrize("name, top", [
    ("S2B_MSIL1C_20230309T025531.tif", True), ("LC08_L1TP_122044_20230306.tif", True),
    ("mosaic_TOA.tif", True), ("LC08_L2SP_122044_20230306.tif", False), ("total.tif", False)])
def test_which_level(tmp_path, name, top):
    assert is_top_of_atmosphere(raster(tmp_path, name, bands=1)) == top


def test_a_product_of_sentinel_2_as_gdal_opens_it(shared_data):
    """Its bands by their wavelengths, and the offset by the baseline in its metadata."""
    folder = shared_data / "products" / "sentinel2"
    name = "S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE"
    image = Raster(f"SENTINEL2_L2A:{folder / name}/MTD_MSIL2A.xml:10m:EPSG_32649")
    assert bands_by_common_names(image, SIX[:4]) == [2, 1, 0, 3]
    assert bands_by_common_names(image, SIX) is None
    sample = np.linspace([1100.0], [9000.0], 50).T
    assert reflectance_units(image, sample) == "sentinel_2"
    assert not is_top_of_atmosphere(image)
