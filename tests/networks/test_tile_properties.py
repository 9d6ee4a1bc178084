"""What holds for all tilings of a scene, for networks of any step and halo."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stfusion_qgis.images.window import Window
from stfusion_qgis.networks.tiles import Axis, TileGrid, common_step, round_up
from tests.properties import windows

STEPS = st.sampled_from([1, 2, 4, 7, 8, 30])


@st.composite
def axes(draw, most=150):
    """Return the tiles along one side of a scene."""
    step = draw(STEPS)
    return Axis.of(draw(st.integers(1, most)), draw(st.integers(0, step - 1)), step,
                   draw(st.integers(8, 64)), draw(st.integers(0, 20)), draw(st.booleans()))


@st.composite
def tile_grids(draw):
    """Return the tiles of a scene."""
    return TileGrid(draw(axes(90)), draw(axes(90)))


def scene_of(grid):
    """Return the window of all pixels of a scene."""
    return Window(0, 0, grid.rows.size, grid.columns.size)


@given(tile_grids())
def test_weights_sum_to_one(grid):
    """Each pixel is made of the tiles that use it, and of nothing else."""
    whole = scene_of(grid)
    sums = np.zeros((whole.rows, whole.columns))
    used = np.zeros(sums.shape, int)
    for tile in grid.touching(whole):
        part = grid.used(tile).overlap(whole)
        if part.is_empty:
            continue
        weights = grid.weights(tile, part)
        assert weights.shape == (part.rows, part.columns) and weights.dtype == np.float32
        assert (weights >= 0).all() and (weights <= 1).all()
        sums[part.slices] += weights
        used[part.slices] += 1
    np.testing.assert_allclose(sums, 1, atol=1e-6)
    assert used.max() <= (4 if grid.blended else 1)


@given(tile_grids(), windows(place=60, size=60, least=1))
def test_a_window_is_made_of_the_tiles_that_reach_it(grid, window):
    """No other tile of the scene counts in the window, and its order is that of the scene."""
    window = window.overlap(scene_of(grid))
    if window.is_empty:
        return
    everything, touching = grid.touching(scene_of(grid)), grid.touching(window)
    assert touching == [tile for tile in everything if tile in touching]
    for tile in set(everything) - set(touching):
        assert grid.used(tile).overlap(window).is_empty


@given(tile_grids(), windows(place=60, size=60, least=1))
def test_weights_do_not_depend_on_the_window(grid, window):
    """A pixel's weight is the same to the last bit, whatever part is asked for."""
    window = window.overlap(scene_of(grid))
    for tile in grid.touching(window) if not window.is_empty else ():
        used = grid.used(tile)
        part = used.overlap(window)
        if not part.is_empty:
            np.testing.assert_array_equal(grid.weights(tile, used)[part.slices_in(used)],
                                          grid.weights(tile, part))


@given(tile_grids())
def test_the_network_sees_one_size_and_all_that_it_needs(grid):
    whole = scene_of(grid)
    for tile in grid.touching(whole):
        used, seen = grid.used(tile), grid.seen(tile)
        assert (seen.rows, seen.columns) == grid.full_size
        assert used.overlap(seen) == used
    for axis in (grid.rows, grid.columns):
        assert axis.full_size % axis.step == 0
        assert 0 <= axis.end - axis.size < axis.step


@given(st.lists(STEPS), st.integers(-100, 100))
def test_steps_fit_into_their_common_step(steps, value):
    common = common_step(*steps)
    assert all(common % step == 0 for step in steps)
    assert value <= round_up(value, common) < value + common
    assert round_up(value, common) % common == 0
