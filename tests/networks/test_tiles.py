"""Tiles cover a scene, reach as far as they must, and blend to 1."""

import numpy as np
import pytest

from stfusion_qgis.images.image import Window
from stfusion_qgis.networks.tiles import Axis, Span, TileGrid, common, common_step, part

CASES = [(size, offset, step, side, halo, blended, whole)
         for size in (1, 7, 64, 100, 517) for offset, step in ((0, 1), (0, 4), (3, 8), (11, 30))
         for side, halo in ((16, 0), (64, 5), (128, 24)) for blended in (False, True)
         for whole in (False, True)]


@pytest.fixture(params=CASES, ids=str)
def axis(request):
    size, offset, step, side, halo, blended, whole = request.param
    return Axis.of(size, offset, step, side, halo, blended=blended, whole=whole)


def test_axis(axis):
    weights = np.zeros(axis.size)
    for tile in range(axis.count):
        used, seen = axis.used(tile), axis.seen(tile)
        for place in (*used, *seen):  # multiples of the step, from the origin
            assert (place - axis.origin) % axis.step == 0
        assert 0 < seen.size <= axis.full_size
        if axis.within:
            assert axis.origin <= seen.start and seen.stop <= axis.end
            assert seen.size == axis.full_size
        if axis.whole:
            assert seen.size == axis.full_size
        # all around the used part within the halo, but for what is beyond the scene
        for edge, outer in ((used.start - axis.halo, seen.start), (seen.stop, used.stop + axis.halo)
                            ):
            assert outer <= edge or axis.within
        assert seen.start <= max(used.start - axis.halo, axis.origin)
        assert seen.stop >= min(used.stop + axis.halo, axis.end)
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
            assert not common(Window(0, span.start, 1, span.size),
                              Window(0, axis.used(tile).start, 1, axis.used(tile).size)).columns


def test_weights_are_smooth():
    """No step between neighbouring pixels, and 0 where a tile ends."""
    axis = Axis.of(600, 0, 1, 256, 8, blended=True, whole=False)
    for tile in range(axis.count):
        used = axis.used(tile)
        weights = axis.weights(tile, used)
        assert np.abs(np.diff(weights)).max() < 2 / axis.overlap
        assert tile == 0 or weights[0] < 0.01
        assert tile == axis.count - 1 or weights[-1] < 0.01


def test_grid():
    rows = Axis.of(50, 0, 1, 16, 2, blended=False, whole=False)
    columns = Axis.of(40, 0, 1, 16, 2, blended=False, whole=False)
    grid = TileGrid(rows, columns)
    assert grid.touching(Window(15, 0, 2, 40)) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert grid.used((3, 2)) == Window(48, 32, 2, 8) and grid.seen((0, 0)) == Window(-2, -2, 20, 20)
    assert not grid.blended and grid.full_size == (20, 20)


def test_windows():
    window, other = Window(10, 10, 5, 5), Window(12, 8, 10, 4)
    shared = common(window, other)
    assert shared == Window(12, 10, 3, 2)
    assert part(window, shared) == np.s_[2:5, 0:2]
    assert common_step(4, 30) == 60 and common_step() == 1
