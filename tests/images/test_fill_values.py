"""Values that mean nothing and that no tag tells: they are found, and no others."""

import numpy as np
import pytest

from stfusion_qgis.images.fill_values import find_fill
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images


def land(seed=0, low=400, high=3600, bands=2):
    """Return numbers of reflectance as a sensor has them (bands, n)."""
    rng = np.random.default_rng(seed)
    return np.rint(rng.normal(0, 25, (bands, 9000)) + rng.choice(
        np.linspace(low, high, 5), (bands, 9000))).astype(np.float32)


@pytest.mark.parametrize("value", [-28672, 0, -9999, 65535, 32767, -3000])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.95])
def test_fill_values_are_found(value, share):
    pixels = land()
    filled = np.random.default_rng(1).random(9000) < share
    pixels[:, filled] = value
    found = find_fill(pixels)
    assert (found.band, found.value) == (0, value)
    assert found.share == pytest.approx(filled.mean())


def test_one_band_of_several(value=-28672):
    pixels = land()
    pixels[1, :500] = value
    assert find_fill(pixels)[:2] == (1, value)


def test_of_temperatures():
    pixels = np.random.default_rng(0).normal(295, 8, (1, 5000)).astype(np.float32)
    assert find_fill(pixels) is None
    pixels[0, :100] = 0
    assert find_fill(pixels).value == 0


def saturated(pixels):
    pixels[:] = np.minimum(pixels, 3590)


def clipped_at_zero(pixels):
    pixels[:] = np.maximum(pixels - 420, 0)


def with_outliers(pixels):
    pixels[:, :5] = -3000, -2500, -9000, -1000, 5


def classes(pixels):
    pixels[:] = np.where(pixels > 2000, 65535, 0)


def constant(pixels):
    pixels[:] = 7


@pytest.mark.parametrize("change", [
    saturated, clipped_at_zero, with_outliers, classes, constant, lambda pixels: None])
def test_measurements_are_no_fill_values(change):
    pixels = land()
    change(pixels)
    assert find_fill(pixels) is None


def test_nothing_in_no_pixels():
    assert find_fill(np.empty((3, 0), np.float32)) is None


def test_the_user_is_told_value_share_and_place(tmp_path):
    images, log = make_images(rows=48, columns=56), Progress().collecting()
    images.open(tmp_path, progress=log)
    assert not [text for text in log.warnings if "without data" in text]
    images.fine[0][:, 3:10, 20:48] = 0
    images.predictions[0][:, 2:4, 1] = -28672
    # Such values are also taken for another unit: here the images shall be opened as they are.
    images.open(tmp_path, progress=log, scale_coarse=True)
    first, second = [text for text in log.warnings if "without data" in text]
    assert "the value 0," in first and "rows 4 to 10, columns 21 to 48" in first
    assert "7.3%" in first
    assert "the value -28672," in second and "rows 17 to 32, columns 9 to 16" in second
