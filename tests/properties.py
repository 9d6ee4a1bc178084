"""Windows and grids of any place and size, for properties that hold for all of them.

The examples are the same in every run, so that a failure is seen again.
"""

import hypothesis
import numpy as np
from hypothesis import configuration, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.window import Window
from tests.scene_files import wkt
from tools.run_qgis import REPOSITORY

NO_CONSTANTS = providers.Constants(integers=providers.SortedSet(), floats=providers.SortedSet(),
                                   bytes=providers.SortedSet(), strings=providers.SortedSet())
# Numbers out of the source of whatever is loaded by now would differ from run to run, and take
# seconds to collect.
providers._get_local_constants = lambda: NO_CONSTANTS
configuration.set_hypothesis_home_dir(REPOSITORY / ".cache" / "hypothesis")
settings.register_profile("repeatable", max_examples=60, deadline=None, derandomize=True,
                          database=None, suppress_health_check=list(hypothesis.HealthCheck))
settings.load_profile("repeatable")

UTM, DEGREES = wkt(), wkt(4326)


def windows(place=40, size=30, least=0):
    """Return windows that begin up to `place` pixels from the grid's corner, on either side.

    size, least: of the rows and of the columns.
    """
    return st.builds(Window, st.integers(-place, place), st.integers(-place, place),
                     st.integers(least, size), st.integers(least, size))


@st.composite
def grids(draw, size=60):
    """Return grids as sensors have them, in metres or in degrees."""
    rows, columns = draw(st.integers(1, size)), draw(st.integers(1, size))
    if draw(st.booleans()):
        width, height = draw(st.sampled_from(
            [(30, 30), (10, 20), (463.3127, 463.3127), (0.5, 0.4)]))
        return Grid(UTM, draw(st.floats(200000, 800000)), draw(st.floats(100000, 9000000)),
                    width, height, rows, columns)
    side = draw(st.sampled_from([1 / 12, 0.01, 0.00025, 1 / 3600]))
    return Grid(DEGREES, draw(st.floats(-179, 170)), draw(st.floats(-70, 70)), side, side,
                rows, columns)


def pixels(window):
    """Return the row and column of each pixel of a window."""
    return {(row, column) for row in range(window.row, window.last_row)
            for column in range(window.column, window.last_column)}


def numbered(window):
    """Return an array (rows, columns, 2) that shows a window: each pixel its row and column."""
    return np.stack(np.meshgrid(np.arange(window.row, window.last_row),
                                np.arange(window.column, window.last_column), indexing="ij"), -1)
