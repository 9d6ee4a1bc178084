"""Ranges of orders tell of similar pixels just as differences of floats do."""

import numpy as np
import pytest

pytest.importorskip("numba")

from stfusion_qgis.kernels.window_sums.similar_ranges import (
    orders_of,
    similar_ranges,
)

SMALLEST = np.float32(1e-45)
TINY = np.finfo(np.float32).tiny


def _any_floats(count):
    """Return floats of any size: random bits, but neither NaN nor infinite."""
    bits = np.random.default_rng(count).integers(0, 2 ** 32, count, dtype=np.uint32)
    floats = bits.view(np.float32)
    return floats[np.isfinite(floats)]


def _with_neighbours(values, steps=3):
    """Return values and the floats next to them."""
    near = [values]
    for towards in (np.float32(np.inf), np.float32(-np.inf)):
        moved = values
        for _ in range(steps):
            moved = np.nextafter(moved, towards)
            near.append(moved)
    return np.concatenate(near)


def _similar(pixels, centres, threshold):
    """Return, of each centre, which pixels have orders in its range."""
    ranges = similar_ranges(centres[None, None, None], np.float32([[threshold]])).view(np.int32)
    shift, limit = ranges[0, :, 0, :, None]
    return orders_of(pixels).view(np.int32) + shift > limit


def _expected(pixels, centres, threshold):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.abs(pixels - centres[:, None]) <= np.float32(threshold)


def test_orders_rise_with_the_floats():
    floats = np.unique(np.concatenate([_any_floats(5000), np.float32([-np.inf, np.inf])]))
    assert (np.diff(orders_of(floats).view(np.int32).astype(np.int64)) > 0).all()


@pytest.mark.parametrize("threshold", [
    0, SMALLEST, 3 * SMALLEST, TINY, 0.1, np.nextafter(np.float32(0.1), np.float32(1)), 1 / 3, 1,
    217.3, 250, 8388609, 16777215, 1e30, -1, np.inf])
def test_ranges_tell_what_differences_tell(threshold):
    threshold = np.float32(threshold)
    at = threshold if np.isfinite(threshold) else np.float32(1)
    centres = _with_neighbours(np.concatenate([
        _any_floats(60), at * np.float32([0, 0.3, 0.5, 1, 1.5, 2, -0.5, -1, -1.1, -2, 100, -9e4]),
        np.float32([0, -0.0, SMALLEST, 1e-10, 217, 218, 250, -3, 1e4])]))
    with np.errstate(over="ignore"):
        edges = np.concatenate([centres + at, centres - at])
        pixels = _with_neighbours(np.concatenate([
            edges[np.isfinite(edges)], _any_floats(500), np.float32([0, -0.0])]))
    found, expected = (tell(pixels, centres, threshold) for tell in (_similar, _expected))
    np.testing.assert_array_equal(found, expected)
    assert threshold < 0 or expected.any()


def test_edges_are_found_where_pixels_are_finer_than_differences():
    """Near zero many floats differ from the centre by the threshold, once rounded."""
    centres = np.float32([217.29, 217.3, 217.31, -217.3, 217.2999])
    pixels = np.linspace(-0.03, 0.03, 200001).astype(np.float32)
    expected = _expected(pixels, centres, 217.3)
    assert expected.any(axis=1).all() and not expected.all()
    np.testing.assert_array_equal(_similar(pixels, centres, 217.3), expected)


@pytest.mark.parametrize("value", [np.nan, -np.nan, np.inf, -np.inf])
def test_nothing_is_similar_to_what_is_not_finite(value):
    values = np.float32([value, value])
    pixels = np.concatenate([values, np.float32([0, -0.0, 3e38, -3e38])])
    for threshold in (0, 1, 1e30):
        assert not _similar(pixels, values, threshold).any()
        assert not _similar(values, pixels, threshold).any()
    assert not _similar(pixels, pixels, np.nan).any()
