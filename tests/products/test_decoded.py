"""What definitions make of the samples is the reflectance of the landscape that they all show."""

from __future__ import annotations

import datetime
import shutil
import tarfile

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.products.pixel_conditions import PixelCondition
from tests.products.decoding import (
    TRUTH_BANDS,
    conditions,
    decoded,
    images_of,
    in_memory,
    onto,
    opened,
    truth_on,
)

MOST = 0.006
"""Median difference from the truth that is allowed; noise and other grids take most of it."""

SAMPLES = {  # the day of the truth that shows the same
    "landsat/LC08_L2SP_122044_20230306_20230312_02_T1": "03-06",
    "landsat/LC08_L2SP_122044_20230322_20230328_02_T1": "03-22",
    "landsat/LC08_L2SP_122044_20230407_20230413_02_T1.tar": "04-07",
    "sentinel2/S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE": "03-06",
    "sentinel2/S2A_MSIL2A_20210309T025531_N0301_R032_T49QGF_20210309T073112.SAFE.zip": "03-06",
    "hls/HLS.L30.T49QGF.2023065T025531.v2.0": "03-06",
    "hls/HLS.L30.T49QGF.2023097T025531.v2.0": "04-07",
    "hls/HLS.S30.T49QGF.2023068T025531.v2.0": "03-06",
    "modis/MOD09GA.A2023065.h28v06.061.2023067032101.hdf": "03-06",
    "modis/MOD09GA.A2023081.h28v06.061.2023083032101.hdf": "03-22",
    "modis/MOD09GA.A2023097.h28v06.061.2023099032101.hdf": "04-07",
    "modis/MCD43A4.A2023081.h28v06.061.2023090035512.hdf": "03-22",
    "viirs/VNP09GA.A2023065.h28v06.001.2023066083025.h5": "03-06",
    "viirs/VNP09GA.A2023081.h28v06.001.2023082083025.h5": "03-22",
    "planet/20230322_023456_78_2402_3B_AnalyticMS_SR_8b.tif": "03-22",
    "earthengine/LC08_122044_20230306.tif": "03-06",
    "earthengine/LC08_122044_20230322.tif": "03-22",
}
BANDS = {"viirs": 3, "planet": 4, "earthengine": 2}  # 6 in the others


@pytest.fixture
def products(shared_data):
    return shared_data / "products"


def truth(products, day):
    return products / "truth" / f"truth_reflectance_x10000_30m_2023-{day}.tif"


@pytest.mark.parametrize("sample", SAMPLES)
def test_reflectance_is_that_of_the_landscape(products, tmp_path, sample):
    (image,) = images_of(products / sample, tmp_path)
    found = decoded(image, tmp_path, TRUTH_BANDS)
    assert len(found) == BANDS.get(sample.split("/")[0], 6)
    for name, (values, grid) in found.items():
        difference = np.abs(values - truth_on(grid, truth(products, SAMPLES[sample]), name))
        assert np.isfinite(difference).sum() >= 30
        assert np.nanmedian(difference) < MOST, name


@pytest.mark.parametrize("sample", [
    "landsat/LC08_L2SP_122044_20230306_20230312_02_T1",
    "sentinel2/S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE",
    "hls/HLS.S30.T49QGF.2023068T025531.v2.0",
    "modis/MOD09GA.A2023081.h28v06.061.2023083032101.hdf",
    "viirs/VNP09GA.A2023081.h28v06.001.2023082083025.h5",
    "sentinel3/S3A_SY_2_SYN____20230322T023456_20230322T023756_20230323T112233_0179_096_189_2520_"
    "PS1_O_NT_002.SEN3"])
@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_the_same_from_an_archive(products, tmp_path, sample, ending):
    place = products / sample
    archive = tmp_path / f"{place.name.split('.hdf')[0].split('.h5')[0]}{ending}"
    if ending == ".zip":
        source = place if place.is_dir() else tmp_path / "alone"
        if not place.is_dir():
            source.mkdir()
            shutil.copy(place, source)
        shutil.make_archive(str(archive)[:-4], "zip", source.parent if place.is_dir() else source,
                            source.name if place.is_dir() else None)
    else:
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(place, place.name)
    (first,), (second,) = images_of(place, tmp_path / "a"), images_of(archive, tmp_path / "b")
    assert first.name == second.name
    one, other = decoded(first, tmp_path / "a"), decoded(second, tmp_path / "b")
    assert list(one) == list(other)
    for name in one:
        np.testing.assert_array_equal(one[name][0], other[name][0])


def test_a_composite_of_sixteen_days_has_the_date_of_its_name(products, tmp_path):
    (image,) = images_of(products / "modis" / "MCD43A4.A2023081.h28v06.061.2023090035512.hdf",
                         tmp_path)
    assert image.date == datetime.date(2023, 3, 22)  # RANGEBEGINNINGDATE is 2023-03-14


def test_both_meanings_of_a_scale_factor(products, tmp_path):
    """MOD09GA means division by 10000, the real MOD09A1 multiplication by 0.0001."""
    (divided,) = images_of(products / "modis" / "MOD09GA.A2023065.h28v06.061.2023067032101.hdf",
                           tmp_path)
    assert "10000" in divided.notes[0] and "division" in divided.notes[0]
    (multiplied,) = images_of(products / "modis"
                              / "MOD09A1.A2017193.h18v04.006.2017202035302.hdf.zip", tmp_path)
    assert not multiplied.notes
    assert {layer.gain for image in (divided, multiplied) for layer in image.layers} == {1e-4}
    values = {name: np.nanmedian(each) for name, (each, _) in decoded(multiplied, tmp_path).items()}
    assert values["red"] == pytest.approx(0.0295, abs=0.002)
    assert values["nir08"] == pytest.approx(0.2835, abs=0.005)


def test_vegetation_indices(products, tmp_path):
    (image,) = images_of(products / "modis" / "MOD13Q1.A2023081.h28v06.061.2023099061244.hdf",
                         tmp_path)
    assert image.bands == ("ndvi", "evi")
    values, grid = decoded(image, tmp_path)["ndvi"]
    near, red = (truth_on(grid, truth(products, "03-22"), band) for band in ("nir08", "red"))
    assert np.nanmedian(np.abs(values - (near - red) / (near + red))) < 0.02


CLOUDY = {  # number of a quality layer's pixel -> what it says; all others are clear land or water
    "modis/MOD09GA.A2023081.h28v06.061.2023083032101.hdf":
        lambda state: (state & 0b11 > 0) & (state & 0b11 < 3) | (state >> 2 & 1 == 1)
        | (state >> 13 & 1 == 1) | (state >> 8 & 3 >= 2) | (state == 65535),
    "hls/HLS.L30.T49QGF.2023097T025531.v2.0":
        lambda mask: (mask >> 1 & 1 == 1) | (mask >> 2 & 1 == 1) | (mask >> 3 & 1 == 1)
        | (mask == 255),
    "viirs/VNP09GA.A2023081.h28v06.001.2023082083025.h5":
        lambda flags: flags >> 2 & 3 >= 2,
    "sentinel2/S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE":
        lambda classes: ~np.isin(classes, (4, 5, 6, 7, 11)),
    "landsat/LC08_L2SP_122044_20230322_20230328_02_T1":
        lambda bits: bits & 0b11111 > 0,
}


@pytest.mark.parametrize("sample", CLOUDY)
def test_clouds_are_out_and_clear_land_is_kept_as_the_bits_say(products, tmp_path, sample):
    (image,) = images_of(products / sample, tmp_path)
    grid = opened(image, next(iter(image.quality.values())), tmp_path)
    numbers = grid.GetRasterBand(1).ReadAsArray().astype(int)
    expected = CLOUDY[sample](numbers)
    assert 0.05 < expected.mean() < 0.95
    out = conditions(image, grid, tmp_path, (PixelCondition.FILL, *image.product.left_out))
    if "VNP09GA" not in sample:  # its second quality layer tells of shadows
        np.testing.assert_array_equal(out, expected)
    assert out[expected].all()


def test_the_usable_data_mask_of_planet_leaves_what_is_clear(products, tmp_path):
    (image,) = images_of(products / "planet", tmp_path)
    values, _ = decoded(image, tmp_path)["red"]
    clear = gdal.Open(str(products / "planet" / "20230322_023456_78_2402_3B_udm2.tif"))
    clear = clear.GetRasterBand(1).ReadAsArray()
    assert 0 < (clear == 0).mean() < 0.2
    np.testing.assert_array_equal(np.isnan(values), clear == 0)


@pytest.mark.parametrize(("export", "day"), [
    ("earthengine", "03-06"), ("appeears", "03-22")])
def test_exports_of_modis_show_its_pixels(products, tmp_path, export, day):
    """They are cut finer than the pixels of 463 m, whose averages of the truth they show."""
    image = images_of(products / export, tmp_path)[-1]
    assert image.date == datetime.date(2023, *map(int, day.split("-")))
    (whole,) = images_of(products / "modis" / "MOD09GA.A2023065.h28v06.061.2023067032101.hdf",
                         tmp_path)
    modis = opened(whole, whole.layers[2], tmp_path)
    for name, (values, grid) in decoded(image, tmp_path).items():
        coarse = truth_on(modis, truth(products, day), name)
        shown = onto(in_memory(coarse, modis.GetGeoTransform(), modis.GetProjection()), grid)
        difference = np.abs(values - shown)
        assert np.isfinite(difference).sum() > 50
        assert np.nanmedian(difference) < MOST
