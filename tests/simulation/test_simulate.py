"""The files of a simulated scene: their grids, metadata, values and sensors."""

import datetime
import os
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate
from stfusion_qgis.simulation.simulation_parameters import dates_of

SMALL = Parameters(width=150, height=110, ratio=16, dates=2, seed=5)
PLAIN = replace(SMALL, noise=0, psf=0, band_difference=0, data_type="float32")


def images(parameters, folder, threads=1):
    """Return the fine and the coarse images, (dates, bands, rows, columns)."""
    folder.mkdir(exist_ok=True)
    paths = simulate(parameters, str(folder), Progress(), threads)
    arrays = [gdal.Open(path).ReadAsArray() for path in paths]
    half = len(arrays) // 2
    return np.stack(arrays[:half]), np.stack(arrays[half:])


def test_files_tell_their_dates_bands_and_places(tmp_path):
    paths = simulate(replace(SMALL, dates=3, day_of_year=360, interval=10), str(tmp_path),
                     Progress())
    names = [f"{kind}_{date}.tif" for kind in ("fine", "coarse")
             for date in ("2024-12-25", "2025-01-04", "2025-01-14")]
    assert [os.path.basename(path) for path in paths] == names
    assert sorted(os.listdir(tmp_path)) == sorted(names)
    fine, coarse = gdal.Open(paths[1]), gdal.Open(paths[4])
    assert (fine.RasterXSize, fine.RasterYSize) == (150, 110)
    assert (coarse.RasterXSize, coarse.RasterYSize) == (10, 7)
    assert coarse.GetGeoTransform()[1] == 16 * fine.GetGeoTransform()[1] == 480
    assert coarse.GetGeoTransform()[::3] == fine.GetGeoTransform()[::3]
    assert fine.GetSpatialRef().GetAuthorityCode(None) == "32650"
    for image in (fine, coarse):
        assert image.GetMetadataItem("ACQUISITIONDATETIME") == "2025-01-04T10:30:00"
        assert image.GetMetadataItem("TIFFTAG_DATETIME") == "2025:01:04 10:30:00"
        bands = [image.GetRasterBand(i + 1) for i in range(6)]
        assert [band.GetDescription() for band in bands] == [
            "blue", "green", "red", "nir", "swir1", "swir2"]
        assert [float(band.GetMetadataItem("wavelength")) for band in bands] == [
            480, 560, 655, 865, 1610, 2200]
        assert {band.GetMetadataItem("wavelength_units") for band in bands} == {"nm"}
        assert bands[0].GetBlockSize() == [256, 256]
        assert bands[0].DataType == gdal.GDT_Int16
        assert bands[0].GetNoDataValue() == -9999


def test_same_seed_gives_the_same_images_on_any_number_of_threads(tmp_path):
    parameters = replace(SMALL, width=300, height=280, clouds=20, change="flood")
    one = images(parameters, tmp_path / "one", 1)
    three = images(parameters, tmp_path / "three", 3)
    for first, second in zip(one, three):
        np.testing.assert_array_equal(first, second)
    other = images(replace(parameters, seed=6), tmp_path / "other")
    assert np.mean(other[0] != one[0]) > 0.5


def test_more_dates_than_are_made_at_once_are_the_same_dates(tmp_path):
    long = images(replace(SMALL, width=40, height=40, dates=10, interval=5), tmp_path / "long")[0]
    short = images(replace(SMALL, width=40, height=40, dates=2, interval=45), tmp_path / "short")[0]
    clean = replace(SMALL, width=40, height=40, dates=2, interval=45, noise=0)
    assert np.abs(long[9].astype(int) - short[1]).max() < 200  # only the noise is another
    assert np.abs(images(clean, tmp_path / "clean")[0][1].astype(int) - short[1]).max() < 120


@pytest.mark.parametrize("size", [(96, 80), (93, 71)])
def test_coarse_is_the_block_mean_without_blur_shift_noise_and_differences(tmp_path, size):
    fine, coarse = images(replace(PLAIN, width=size[0], height=size[1], ratio=8), tmp_path / "s")
    for row in range(coarse.shape[2]):
        for column in range(coarse.shape[3]):
            block = fine[..., 8 * row:8 * row + 8, 8 * column:8 * column + 8]
            np.testing.assert_allclose(coarse[..., row, column], block.mean(axis=(-2, -1)),
                                       rtol=1e-5)


def test_coarse_is_the_blurred_and_shifted_fine_image(tmp_path):
    ratio, width, shift = 6, 0.8, 0.5
    fine, coarse = images(replace(PLAIN, width=72, height=60, ratio=ratio, psf=width, shift=shift),
                          tmp_path / "s")
    # Slow and plain: every coarse pixel is an integral over a much finer grid of points.
    sub = 20
    points = (np.arange(72 * sub) + 0.5) / sub / ratio
    sigma = width / 2.354820045

    def weights(centre, count):
        t = points[:count * sub, None] - (centre + (np.arange(200) + 0.5) / 200 - 0.5)
        return np.exp(-t**2 / (2 * sigma**2)).sum(axis=1).reshape(count, sub).sum(axis=1)
    for row, column in ((0, 0), (4, 5), (9, 11), (5, 0)):
        w = np.outer(weights(row + 0.5 + shift, 60), weights(column + 0.5 + shift, 72))
        expected = (fine * w).sum(axis=(-2, -1)) / w.sum()
        np.testing.assert_allclose(coarse[..., row, column], expected, rtol=1e-3)


def test_band_difference_is_a_gain_and_an_offset_of_each_band(tmp_path):
    plain = images(PLAIN, tmp_path / "a")[1]
    differing = images(replace(PLAIN, band_difference=5), tmp_path / "b")[1]
    for band in range(6):
        x, y = plain[:, band].ravel(), differing[:, band].ravel()
        gain, offset = np.polyfit(x, y, 1)
        np.testing.assert_allclose(y, gain * x + offset, atol=1e-6)
        assert 0 < abs(gain - 1) < 0.2
        assert 0 < abs(offset) < 0.02


def test_noise_has_its_standard_deviation_and_differs_between_dates_and_bands(tmp_path):
    quiet = images(PLAIN, tmp_path / "a")
    loud = images(replace(PLAIN, noise=0.004), tmp_path / "b")
    noise = (loud[0] - quiet[0]).reshape(12, -1)
    bright = quiet[0].reshape(12, -1) > 0.03  # where it is not cut at 0
    assert noise[bright].std() == pytest.approx(0.004, rel=0.03)
    assert np.abs(np.corrcoef(noise) - np.eye(12)).max() < 0.05
    assert (loud[1] - quiet[1]).std() == pytest.approx(0.004, rel=0.2)


@pytest.mark.parametrize("change", ["flood", "harvest"])
def test_abrupt_change_is_there_from_its_date_on_only(tmp_path, change):
    parameters = replace(PLAIN, width=260, height=260, dates=4, change_date=3, interval=10)
    usual = images(parameters, tmp_path / "usual")[0]
    changed = images(replace(parameters, change=change), tmp_path / "changed")[0]
    np.testing.assert_array_equal(changed[:2], usual[:2])
    differs = np.abs(changed - usual)[2:, 3] > 0.05
    assert (differs.mean(axis=(1, 2)) > 0.02).all()
    nir = 3
    assert changed[2:, nir][differs].mean() < usual[2:, nir][differs].mean() - 0.05
    if change == "flood":
        assert np.median(changed[2:, nir][differs]) < 0.12


def test_clouds_hide_their_share_and_coarse_pixels_that_are_mostly_under_them(tmp_path):
    parameters = replace(PLAIN, width=320, height=256, clouds=30)
    fine, coarse = images(parameters, tmp_path / "s")
    hidden = np.isnan(fine[:, 0])
    assert (np.isnan(fine) == hidden[:, None]).all()
    np.testing.assert_allclose(hidden.mean(axis=(1, 2)), 0.3, atol=0.02)
    assert (hidden[0] != hidden[1]).any()
    share = hidden.reshape(2, 16, 16, 20, 16).mean(axis=(2, 4))
    np.testing.assert_array_equal(np.isnan(coarse[:, 0]), share > 0.5)
    clear = images(replace(parameters, clouds=0), tmp_path / "clear")
    np.testing.assert_array_equal(fine[:, 0][~hidden], clear[0][:, 0][~hidden])


def test_shares_of_reflectance_are_realistic(tmp_path):
    fine = images(replace(PLAIN, width=600, height=600, dates=1, day_of_year=182), tmp_path / "s")
    green, red, nir = fine[0][0][1:4]
    ndvi = (nir - red) / (nir + red)
    water = (green - nir) / (green + nir) > 0.4
    plants = ndvi > 0.75
    assert 0.005 < water.mean() < 0.4
    assert 0.1 < plants.mean() < 0.9
    assert np.median(nir[water]) < 0.05
    assert 0.1 < np.quantile(nir[plants], 0.1) < np.quantile(nir[plants], 0.9) < 0.55
    assert 0.25 < np.median(nir[plants]) < 0.45
    assert np.median(red[plants]) < 0.06
    for band, (low, high) in zip(fine[0][0], (
            (0.02, 0.1), (0.04, 0.12), (0.03, 0.15), (0.15, 0.4), (0.1, 0.3), (0.05, 0.25))):
        assert low < band.mean() < high


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 10, 32])
def test_any_number_of_bands(tmp_path, count):
    paths = simulate(replace(SMALL, width=20, height=20, ratio=3, dates=1, bands=count),
                     str(tmp_path), Progress())
    for path in paths:
        dataset = gdal.Open(path)
        assert dataset.RasterCount == count
        wavelengths = [float(dataset.GetRasterBand(i + 1).GetMetadataItem("wavelength"))
                       for i in range(count)]
        assert wavelengths == sorted(wavelengths)
        assert len({dataset.GetRasterBand(i + 1).GetDescription() for i in range(count)}) == count


def test_dates_follow_the_interval():
    dates = dates_of(replace(SMALL, year=2023, day_of_year=365, interval=2, dates=3))
    assert dates == [datetime.date(2023, 12, 31), datetime.date(2024, 1, 2),
                     datetime.date(2024, 1, 4)]


@pytest.mark.parametrize(("wrong", "message"), [
    ({"width": 2}, "Width"), ({"ratio": 1}, "ratio"), ({"clouds": 100.0}, "Clouds"),
    ({"change": "meteorite"}, "meteorite"), ({"change": "flood", "change_date": 3}, "2 dates")])
def test_wrong_parameters_are_refused(tmp_path, wrong, message):
    with pytest.raises(InputError, match=message):
        simulate(replace(SMALL, **wrong), str(tmp_path), Progress())
    assert not os.listdir(tmp_path)


def test_cancelling_leaves_nothing(tmp_path):
    with pytest.raises(Cancelled):
        simulate(SMALL, str(tmp_path), Progress().until(lambda: True))
    assert not os.listdir(tmp_path)
