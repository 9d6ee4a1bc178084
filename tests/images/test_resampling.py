"""Resampling by rows and columns, and nearest pixels, against plain forms of them."""

import numpy as np
import pytest

from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.resampling import resampled, weights


@pytest.mark.parametrize("interpolation", ["bilinear", "cubic"])
@pytest.mark.parametrize(("side", "ratio"), [(301, 16), (256, 2), (1, 8)])
def test_weights_of_rows_and_columns(interpolation, side, ratio):
    size = -(-side // ratio) + 20
    grid = Grid("", 0, 0, ratio, ratio, size, size)
    target = Grid("", 7.5 * ratio, -9.25 * ratio, 1, 1, side, side)
    values = np.random.default_rng(0).random((2, size, size)).astype(np.float32)
    found = resampled(values, grid, target, interpolation)
    centres = (np.arange(side) + 0.5) / ratio
    down, across = (weights(first + centres, size, interpolation) for first in (9.25, 7.5))
    expected = np.einsum("ri,bij,cj->brc", down, values.astype(np.float64), across, optimize=True)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_nearest_pixels():
    grid = Grid("", 0, 0, 4, 4, 5, 6)
    values = np.arange(60, dtype=np.float32).reshape(2, 5, 6)
    found = resampled(values, grid, Grid("", -2, -2, 1, 1, 20, 24), "nearest")
    inside = values.repeat(4, axis=1).repeat(4, axis=2)[:, 2:, :22]
    np.testing.assert_array_equal(found[:, :18, 2:], inside)
    assert np.isnan(found[:, 18:]).all() and np.isnan(found[:, :, :2]).all()
