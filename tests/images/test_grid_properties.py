"""What holds for all grids: parts, moves, cells of many pixels."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stfusion_qgis.images.cells import Cells, aggregate
from stfusion_qgis.images.grid import common_grid
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from tests.properties import grids, pixels, windows

RATIOS = st.integers(1, 12)
ANY_OFFSETS = st.tuples(st.integers(0, 11), st.integers(0, 11))


@given(grids(), windows(place=300))
def test_a_part_is_found_again(grid, window):
    part = grid.subgrid(window)
    assert grid.window_of(part) == window
    assert part.window_of(grid) == grid.whole().within(window)
    assert grid.same_lattice(part) and part.same_lattice(grid)
    assert grid.is_same(part) == (window == grid.whole())


@given(grids(), windows(place=300), windows(place=300))
def test_a_part_of_a_part(grid, outer, inner):
    """Windows count from the corner of the grid that they are taken of."""
    assert grid.subgrid(outer).subgrid(inner.within(outer)).is_same(grid.subgrid(inner))


@given(grids(), st.floats(-500, 500), st.floats(-500, 500))
def test_moves(grid, rows, columns):
    moved = grid.moved(rows, columns)
    assert grid.offset_of(moved) == pytest.approx((rows, columns), abs=1e-4)
    assert moved.moved(-rows, -columns).is_same(grid)
    assert (moved.rows, moved.columns) == (grid.rows, grid.columns)


@given(grids(), st.integers(-500, 500), st.integers(-500, 500), st.floats(0.02, 0.98))
def test_a_lattice_bears_whole_steps_only(grid, rows, columns, rest):
    assert grid.same_lattice(grid.moved(rows, columns))
    assert not grid.same_lattice(grid.moved(rows + rest, columns))
    assert not grid.same_lattice(grid.moved(rows, columns - rest))


@given(grids(), windows(place=100, least=1))
def test_footprint_of_a_part(grid, window):
    footprint = grid.subgrid(window).footprint_in(grid)
    assert footprint == pytest.approx(
        (window.row, window.column, window.last_row, window.last_column), abs=1e-4)


@given(grids(), st.lists(windows(place=30, size=60, least=1), min_size=1, max_size=3))
def test_common_grid_is_the_pixels_of_all(grid, others):
    shared = pixels(grid.whole())
    for window in others:
        shared &= pixels(window)
    parts = [grid, *map(grid.subgrid, others)]
    for order in itertools.permutations(parts):
        common = common_grid(list(order))
        assert pixels(grid.window_of(common) if common else Window(0, 0, 0, 0)) == shared


@given(grids(), RATIOS, ANY_OFFSETS)
def test_coarse_pixels_cover_the_grid_and_none_is_useless(grid, ratio, offsets):
    rows, columns = (offset % ratio for offset in offsets)
    coarse = grid.coarsened(ratio, rows, columns)
    assert coarse.pixel_size == pytest.approx(ratio * grid.pixel_size)
    assert grid.offset_of(coarse) == pytest.approx((-rows, -columns), abs=1e-4)
    for count, fine, before in ((coarse.rows, grid.rows, rows),
                                (coarse.columns, grid.columns, columns)):
        assert (count - 1) * ratio < fine + before <= count * ratio


@given(grids(), RATIOS, ANY_OFFSETS)
def test_cells_find_the_coarse_pixels(grid, ratio, offsets):
    rows, columns = (offset % ratio for offset in offsets)
    coarse = grid.coarsened(ratio, rows, columns)
    cells = Cells.of(grid, coarse, ratio)
    assert cells == Cells(ratio, rows, columns, coarse.rows, coarse.columns)
    assert cells.grid(grid).is_same(coarse)


@st.composite
def cells_of(draw):
    """Return a grid and cells that cover it."""
    grid, ratio = draw(grids(size=30)), draw(RATIOS)
    rows, columns = (offset % ratio for offset in draw(ANY_OFFSETS))
    return grid, Cells.of(grid, grid.coarsened(ratio, rows, columns), ratio)


@given(cells_of())
def test_each_pixel_lies_in_one_cell(case):
    """The pixels of a cell are those that are told to lie in it."""
    grid, cells = case
    whole = grid.whole()
    rows, columns = cells.indices(whole)
    covered = np.zeros((grid.rows, grid.columns), int)
    for row, column in itertools.product(range(cells.rows), range(cells.columns)):
        inside = cells.fine_window(Window(row, column, 1, 1)).overlap(whole)
        assert not inside.is_empty
        covered[inside.slices] += 1
        assert (rows[inside.slices[0]] == row).all()
        assert (columns[inside.slices[1]] == column).all()
    assert (covered == 1).all()


@given(cells_of(), windows(place=60, least=1))
def test_spread_is_the_same_in_every_window(case, window):
    """A pixel gets the value of its cell, whichever window it is asked for in."""
    grid, cells = case
    values = np.arange(cells.rows * cells.columns).reshape(cells.rows, cells.columns)
    whole = cells.spread(values, grid.whole())
    inside = window.overlap(grid.whole())
    if not inside.is_empty:
        seen = cells.spread(values, window)
        np.testing.assert_array_equal(seen[inside.slices_in(window)], whole[inside.slices])


@given(cells_of(), st.integers(0, 2**32 - 1))
def test_means_of_cells(case, seed):
    """Spread values have themselves as means; sums and counts of pixels are kept."""
    _, cells = case
    rng = np.random.default_rng(seed)
    window = cells.fine_window(Window(0, 0, cells.rows, cells.columns))
    valid = rng.random((window.rows, window.columns)) > 0.4
    values = rng.random((2, window.rows, window.columns)).astype(np.float32) * valid
    means, count = aggregate(Image(values, valid), cells.ratio)
    assert count.sum() == valid.sum()
    np.testing.assert_allclose((means * count).sum(axis=(1, 2)), values.sum(axis=(1, 2)), rtol=1e-5)

    flat = rng.random((1, cells.rows, cells.columns)).astype(np.float32)
    means, _ = aggregate(Image(cells.spread(flat, window) * valid, valid), cells.ratio)
    np.testing.assert_allclose(means, flat * (count > 0), rtol=1e-6)
