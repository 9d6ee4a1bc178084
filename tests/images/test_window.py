"""What holds for all windows, and for all ways to cut a grid into tiles."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stfusion_qgis.images.window import Window, tiles
from tests.properties import numbered, pixels, windows


@given(windows(), windows())
def test_overlap_is_the_pixels_of_both(a, b):
    shared = a.overlap(b)
    assert pixels(shared) == pixels(a) & pixels(b)
    assert shared.is_empty == (not pixels(shared))
    assert shared.rows >= 0 and shared.columns >= 0


@given(windows(), windows(), windows())
def test_overlap_knows_no_order(a, b, c):
    assert pixels(a.overlap(b)) == pixels(b.overlap(a))
    assert pixels(a.overlap(b).overlap(c)) == pixels(a.overlap(b.overlap(c)))
    assert a.overlap(a) == a


@given(windows())
def test_ends(window):
    assert Window.between(*window[:2], window.last_row, window.last_column) == window


@given(st.tuples(*[st.integers(-20, 20)] * 4))
def test_ends_before_the_beginning_are_an_empty_window(ends):
    window = Window.between(*ends)
    assert (window.row, window.column) == ends[:2]
    assert window.is_empty == (ends[2] <= ends[0] or ends[3] <= ends[1])


@given(windows(), st.integers(0, 20))
def test_grow(window, margin):
    grown = window.grow(margin)
    assert grown.grow(-margin) == window
    assert grown.overlap(window) == window
    assert (grown.rows, grown.columns) == (window.rows + 2 * margin, window.columns + 2 * margin)


@given(windows(least=1), windows(), st.data())
def test_slices_take_the_same_pixels_from_any_array(outer, other, data):
    inner = outer.overlap(other)
    if inner.is_empty:
        return
    np.testing.assert_array_equal(numbered(outer)[inner.slices_in(outer)], numbered(inner))
    whole = Window(0, 0, 80, 80)
    inside = inner.overlap(whole)
    if not inside.is_empty:
        np.testing.assert_array_equal(numbered(whole)[inside.slices], numbered(inside))


@given(windows(), windows(), windows())
def test_within_counts_from_any_corner(window, outer, outermost):
    """A window within a window within a third lies where it lies within the third."""
    seen = window.within(outer)
    assert seen.rows == window.rows and seen.columns == window.columns
    assert window.within(window)[:2] == (0, 0)
    assert seen.within(outermost.within(outer)) == window.within(outermost)


@given(st.integers(0, 70), st.integers(0, 70), st.integers(1, 40))
def test_tiles_cover_each_pixel_once(rows, columns, size):
    covered = np.zeros((rows, columns), int)
    for tile in tiles(rows, columns, size):
        assert not tile.is_empty
        assert (tile.row % size, tile.column % size) == (0, 0)
        assert tile.rows in (size, rows - tile.row)
        assert tile.columns in (size, columns - tile.column)
        covered[tile.slices] += 1
    assert (covered == 1).all()


@given(st.integers(0, 70), st.integers(0, 70), st.integers(1, 40))
def test_tiles_come_row_by_row(rows, columns, size):
    found = tiles(rows, columns, size)
    assert found == sorted(found)
