"""The tiles in which a view is predicted: the same ones for every view of a scene."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.window import tiles
from stfusion_qgis.preview.child.preview_tiles import TILE, paste, tiles_of
from tests.properties import UTM, numbered, windows

SCENES = st.builds(Grid, st.just(UTM), st.just(500000), st.just(4000000), st.just(30),
                   st.just(30), st.integers(1, 4 * TILE), st.integers(1, 4 * TILE))
VIEWS = windows(place=5 * TILE, size=3 * TILE, least=1)


@given(SCENES, VIEWS)
def test_the_tiles_of_the_scene_that_a_view_touches(scene, view):
    """A tile made for one view serves the next one, too."""
    fixed = [tile for tile in tiles(scene.rows, scene.columns, TILE)
             if not tile.overlap(view).is_empty]
    assert sorted(tiles_of(view, scene)) == fixed


@given(SCENES, VIEWS)
def test_the_middle_comes_first(scene, view):
    found = tiles_of(view, scene)
    middle = np.array([view.row + view.rows / 2, view.column + view.columns / 2])
    distances = [np.abs(np.array([tile.row + tile.rows / 2, tile.column + tile.columns / 2])
                        - middle).max() for tile in found]
    assert distances == sorted(distances)


@given(SCENES, VIEWS)
def test_pasted_tiles_make_up_the_view(scene, view):
    target = np.full((2, view.rows, view.columns), -10**6)
    for tile in tiles_of(view, scene):
        paste(target, view, np.moveaxis(numbered(tile), -1, 0), tile)
    inside = view.overlap(scene.whole())
    expected = np.full_like(target, -10**6)
    if not inside.is_empty:
        expected[(slice(None), *inside.slices_in(view))] = np.moveaxis(numbered(inside), -1, 0)
    np.testing.assert_array_equal(target, expected)
