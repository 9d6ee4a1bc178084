from functools import partial

import numpy as np
import pytest
from scipy.stats import linregress

from stfusion_qgis.kernels import moving_regression as kernel
from stfusion_qgis.kernels.moving_regression import numpy_backend
from stfusion_qgis.kernels.moving_sums import moving_sums
from tests.kernels.opencl_device import need_device


@pytest.fixture(params=["numpy", "opencl"])
def moving_regression(request):
    """Return the kernel in a backend."""
    if request.param == "opencl" and not need_device().has_doubles:
        pytest.skip("the device does not compute in 64 bits")
    return partial(kernel.moving_regression, backend=request.param)


def windows(rows, columns, radius):
    for row in range(rows):
        for column in range(columns):
            yield row, column, np.s_[max(row - radius, 0):row + radius + 1,
                                     max(column - radius, 0):column + radius + 1]


@pytest.mark.parametrize("radius", [0, 1, 2, 3, 7, 12])
def test_moving_sums(radius):
    planes = np.random.default_rng(radius).normal(size=(2, 9, 13))
    sums = moving_sums(planes, radius)
    for row, column, window in windows(9, 13, radius):
        expected = planes[:, window[0], window[1]].sum((1, 2))
        np.testing.assert_allclose(sums[:, row, column], expected)


def test_against_scipy(moving_regression):
    rng = np.random.default_rng(0)
    x = rng.normal(2000, 300, size=(2, 11, 17)).astype(np.float32)
    y = (0.7 * x + rng.normal(100, 50, size=x.shape)).astype(np.float32)
    valid = rng.random((11, 17)) < 0.8
    result = moving_regression(x, y, valid, 2)
    for row, column, window in windows(11, 17, 2):
        counted = valid[window]
        assert result.pixels[row, column] == counted.sum()
        for band in range(2):
            line = linregress(x[band][window][counted], y[band][window][counted])
            assert result.slope[band, row, column] == pytest.approx(line.slope, rel=1e-5)
            assert result.intercept[band, row, column] == pytest.approx(line.intercept, rel=1e-5,
                                                                        abs=1e-2)


def test_recovers_a_line_everywhere(moving_regression):
    x = np.random.default_rng(1).normal(size=(1, 30, 40)).astype(np.float32)
    result = moving_regression(x, 3 * x - 2, np.ones((30, 40), bool), 4)
    np.testing.assert_allclose(result.slope, 3, rtol=1e-5)
    np.testing.assert_allclose(result.intercept, -2, rtol=1e-5)


def test_constant_window_falls_back_through_the_means(moving_regression):
    x = np.full((1, 6, 8), 1234.567, np.float32)
    y = np.random.default_rng(2).normal(size=x.shape).astype(np.float32)
    result = moving_regression(x, y, np.ones((6, 8), bool), 9, fallback_slope=0.5)
    assert (result.slope == np.float32(0.5)).all()
    np.testing.assert_allclose(0.5 * x + result.intercept, y.mean(), atol=1e-3)


def test_single_valid_pixel_and_none(moving_regression):
    valid = np.zeros((5, 9), bool)
    valid[2, 1] = True
    x = np.full((1, 5, 9), 3.0, np.float32)
    result = moving_regression(x, 2 * x, valid, 1)
    assert result.pixels.sum() == 9
    np.testing.assert_allclose((x + result.intercept)[0, 1:4, :3], 6)
    assert not result.intercept[0, :, 4:].any()
    assert (result.slope == 1).all()


def test_invalid_pixels_do_not_count(moving_regression):
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 1, 12, 12)).astype(np.float32)
    valid = rng.random((12, 12)) < 0.6
    spoiled = np.where(valid, x, 1e6).astype(np.float32)
    for a, b in zip(moving_regression(x, y, valid, 3), moving_regression(spoiled, y, valid, 3)):
        np.testing.assert_array_equal(a, b)


def test_windows_alone_decide_to_the_last_bit(moving_regression, monkeypatch):
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 2, 40, 30)).astype(np.float32)
    valid = rng.random((40, 30)) < 0.8
    whole = moving_regression(x, y, valid, 3)
    part = np.s_[..., 5:32, 4:23]
    cut = moving_regression(x[part], y[part], valid[part], 3)
    monkeypatch.setattr(numpy_backend, "STRIP_PIXELS", 30)
    strips = moving_regression(x, y, valid, 3)
    for a, b, c in zip(whole, cut, strips):
        np.testing.assert_array_equal(a[..., 8:29, 7:20], b[..., 3:-3, 3:-3])
        np.testing.assert_array_equal(a, c)


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (7, 1), (2, 2)])
def test_tiny_images(moving_regression, shape):
    x = np.arange(np.prod(shape), dtype=np.float32).reshape(1, *shape)
    result = moving_regression(x, 2 * x, np.ones(shape, bool), 5)
    assert np.isfinite(result.slope).all()
    np.testing.assert_allclose(result.slope * x + result.intercept, 2 * x, atol=1e-5)
