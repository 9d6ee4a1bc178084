"""Exports of Earth Engine, in the shapes that scripts give them."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from osgeo import gdal, osr

from tests.products.decoding import decoded, images_of

REFLECTANCE = np.linspace(0.02, 0.4, 36).reshape(6, 6)


def export(path, bands, left=0, data_type=gdal.GDT_Int16):
    """Write bands by their names."""
    rows, columns = next(iter(bands.values())).shape
    file = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, len(bands), data_type)
    system = osr.SpatialReference()
    system.ImportFromEPSG(32649)
    file.SetProjection(system.ExportToWkt())
    file.SetGeoTransform((743040 + 30 * left, 30, 0, 2526960, 0, -30))
    for i, (name, numbers) in enumerate(bands.items()):
        file.GetRasterBand(i + 1).WriteArray(numbers)
        file.GetRasterBand(i + 1).SetDescription(name)


@pytest.mark.parametrize(("numbers", "data_type"), [
    (REFLECTANCE, gdal.GDT_Float64), (REFLECTANCE, gdal.GDT_Float32),
    (REFLECTANCE * 10000, gdal.GDT_Int16), ((REFLECTANCE + 0.2) / 2.75e-5, gdal.GDT_UInt16),
    ((REFLECTANCE + 0.2) / 2.75e-5, gdal.GDT_Float64)])
def test_landsat_is_reflectance_however_the_script_wrote_it(tmp_path, numbers, data_type):
    masked = numbers.copy()
    masked[0, 0] = np.nan if data_type in (gdal.GDT_Float32, gdal.GDT_Float64) else 0
    export(tmp_path / "LC09_122044_20230314_sr.tif", {"SR_B4": masked, "SR_B5": masked},
           data_type=data_type)
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert (image.date, image.platform, image.tile) == (
        datetime.date(2023, 3, 14), "Landsat 9", "122044")
    assert image.bands == ("red", "nir08")
    assert "are taken for" in image.notes[0] and "cloud" in image.notes[-1]
    for values, _ in decoded(image, tmp_path / "cache").values():
        assert np.isnan(values[0, 0])
        np.testing.assert_allclose(values.ravel()[1:], REFLECTANCE.ravel()[1:], atol=1e-4)


def test_quality_bands_count_where_they_were_exported(tmp_path):
    bits = np.zeros((6, 6), int)
    bits[2] = 1 << 3
    export(tmp_path / "LC08_122044_20230306.tif", {
        "SR_B4": (REFLECTANCE + 0.2) / 2.75e-5, "QA_PIXEL": bits}, data_type=gdal.GDT_UInt16)
    (image,) = images_of(tmp_path, tmp_path / "cache")
    values, _ = decoded(image, tmp_path / "cache")["red"]
    np.testing.assert_array_equal(np.isnan(values), bits > 0)


def test_sentinel_2_and_its_classes(tmp_path):
    classes = np.full((6, 6), 4)
    classes[0] = 9
    export(tmp_path / "20230309T025531_20230309T030527_T49QGF.tif", {
        "B4": REFLECTANCE * 10000, "B11": REFLECTANCE * 10000, "SCL": classes})
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert (image.date, image.tile) == (datetime.date(2023, 3, 9), "49QGF")
    assert image.bands == ("red", "swir16")
    values, _ = decoded(image, tmp_path / "cache")["red"]
    np.testing.assert_array_equal(np.isnan(values), classes == 9)
    np.testing.assert_allclose(values[1:], REFLECTANCE[1:], atol=1e-4)


def test_tiles_are_one_image(tmp_path):
    for left in (0, 6):
        export(tmp_path / f"MYD09A1_2023_03_22-0000000000-{left:010}.tif",
               {"sur_refl_b01": REFLECTANCE * 10000 * (left > 0)}, left)
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert (image.date, image.platform) == (datetime.date(2023, 3, 22), "Aqua")
    values, grid = decoded(image, tmp_path / "cache")["red"]
    assert values.shape == (6, 12) and grid.GetGeoTransform()[0] == 743040
    assert np.isnan(values[:, :6]).all()  # a tile without any number tells nothing of the line
    np.testing.assert_allclose(values[:, 6:], REFLECTANCE, atol=1e-4)


def test_appeears_writes_a_file_for_each_layer_and_day(tmp_path):
    state = np.zeros((6, 6))
    state[3] = 1
    for day in (81, 89):
        for name, numbers in (("sur_refl_b01", REFLECTANCE * 10000), ("sur_refl_b02", REFLECTANCE),
                              ("sur_refl_state_500m", state)):
            export(tmp_path / f"MOD09A1.061_{name}_doy2023{day:03}000000_aid0001.tif",
                   {"": numbers})
    first, second = images_of(tmp_path, tmp_path / "cache")
    assert (first.date, second.date) == (datetime.date(2023, 3, 22), datetime.date(2023, 3, 30))
    assert first.bands == ("red", "nir08") and first.name == "MOD09A1.061_doy2023081000000_aid0001"
    values, _ = decoded(first, tmp_path / "cache")["red"]
    np.testing.assert_array_equal(np.isnan(values), state == 1)


def test_appeears_writes_names_with_blanks_otherwise(tmp_path):
    export(tmp_path / "MOD13Q1.061__250m_16_days_NDVI_doy2023081_aid0001.tif",
           {"": REFLECTANCE * 10000})
    export(tmp_path / "MOD13Q1.061__250m_16_days_pixel_reliability_doy2023081_aid0001.tif",
           {"": REFLECTANCE * 0 + 3})
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert image.bands == ("ndvi",) and image.date == datetime.date(2023, 3, 22)
    values, _ = decoded(image, tmp_path / "cache")["ndvi"]
    assert np.isnan(values).all()


def test_temperature_is_in_kelvin_and_cloud_has_none(tmp_path):
    quality = np.zeros((6, 6))
    quality[1], quality[2] = 2, 3 << 6  # not made for cloud; an error of more than 3 kelvin
    for name, numbers in (("LST_Day_1km", np.full((6, 6), 15000)), ("QC_Day", quality)):
        export(tmp_path / f"MYD11A1.061_{name}_doy2023081000000_aid0001.tif", {"": numbers},
               data_type=gdal.GDT_UInt16)
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert (image.platform, image.bands) == ("Aqua", ("lst",))
    values, _ = decoded(image, tmp_path / "cache")["lst"]
    np.testing.assert_array_equal(np.isnan(values), quality == 2)
    assert np.nanmax(np.abs(values - 300)) < 1e-9
