"""Tiles cover a scene, reach as far as they must, and blend to 1."""

import numpy as np
import pytest

from stfusion_qgis.images.window import Window
from stfusion_qgis.networks.tiles import Axis, Span, TileGrid, common_step

CASES = [(size, offset, step, side, halo, blended)
         for size in (1, 7, 64, 100, 517) for offset, step in ((0, 1), (0, 4), (3, 8), (11, 30))
         for side, halo in ((16, 0), (64, 5), (128, 24)) for blended in (False, True)]


@pytest.fixture(params=CASES, ids=str)
def axis(request):
    return Axis.of(*request.param)


def test_axis(axis):
    weights = np.zeros(axis.size)
    for tile in range(axis.count):
        used, seen = axis.used(tile), axis.seen(tile)
        for place in (*used, *seen):  # multiples of the step, from the origin
            assert (place - axis.origin) % axis.step == 0
        assert seen.size == axis.full_size
        if axis.within:
            assert axis.origin <= seen.start and seen.stop <= axis.end
        # all around the used part within the halo, but for what is beyond the scene
        beyond = (axis.origin, axis.end) if axis.within else (-10000, 10000)
        assert seen.start <= max(used.start - axis.halo, beyond[0])
        assert seen.stop >= min(used.stop + axis.halo, beyond[1])
        inside = Span(max(used.start, 0), min(used.stop, axis.size))
        if inside.size > 0:
            weights[inside.start:inside.stop] += axis.weights(tile, inside)
    np.testing.assert_allclose(weights, 1, atol=1e-6)


def test_touching_finds_every_tile_that_counts(axis):
    for start in range(0, axis.size, 13):
        span = Span(start, min(start + 20, axis.size))
        expected = [tile for tile in range(axis.count)
                    if axis.used(tile).start < span.stop and axis.used(tile).stop > span.start]
        assert set(expected) <= set(axis.touching(span))
        for tile in set(axis.touching(span)) - set(expected):
            used = axis.used(tile)
            assert Window(0, span.start, 1, span.size).overlap(
                Window(0, used.start, 1, used.size)).is_empty


def test_weights_are_smooth():
    """No step between neighbouring pixels, and 0 where a tile ends."""
    axis = Axis.of(600, 0, 1, 256, 8, True)
    for tile in range(axis.count):
        used = axis.used(tile)
        weights = axis.weights(tile, used)
        assert np.abs(np.diff(weights)).max() < 2 / axis.overlap
        assert tile == 0 or weights[0] < 0.01
        assert tile == axis.count - 1 or weights[-1] < 0.01


def test_grid():
    grid = TileGrid(Axis.of(66, 0, 1, 16, 2, False), Axis.of(36, 0, 1, 16, 2, False))
    assert (grid.rows.tile, grid.columns.tile) == (16, 12)  # three share the columns evenly
    assert grid.touching(Window(15, 0, 2, 36)) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert grid.used((4, 2)) == Window(64, 24, 2, 12)
    assert grid.seen((0, 0)) == Window(-2, -2, 20, 16)
    assert not grid.blended and grid.full_size == (20, 16)


def test_steps():
    assert common_step(4, 30) == 60 and common_step() == 1
