"""Departures from coarse cells by modes: against plain references."""

import numpy as np
import pytest

from stfusion_qgis.images.cells import Cells
from stfusion_qgis.images.window import Window
from stfusion_qgis.season.smoothing.block_series import BlockSeries
from stfusion_qgis.season.smoothing.mode_curves import ModeCurves
from stfusion_qgis.season.smoothing.temporal_modes import TemporalModes, filled_images

CELLS = Cells(4, 1, 2, 12, 12)
ROWS, COLUMNS = 46, 45
WHOLE = Window(0, 0, ROWS, COLUMNS)


def test_gaps_are_interpolated_in_time():
    rng = np.random.default_rng(0)
    days = [3, 5, 11, 12, 30]
    fine = rng.uniform(0, 1, (5, 2, 6, 7)).astype(np.float32)
    lost = rng.random((5, 6, 7)) < 0.4
    lost[:, 0, 0] = True
    fine[np.broadcast_to(lost[:, None], fine.shape)] = np.nan
    found = np.stack(list(filled_images(days, fine)))
    for row, column in np.ndindex(6, 7):
        for band in range(2):
            course = fine[:, band, row, column]
            clear = np.isfinite(course)
            plain = np.interp(days, np.array(days)[clear], course[clear]) if clear.any() \
                else np.zeros(5)
            assert found[:, band, row, column] == pytest.approx(plain, abs=1e-5)


class Curve:
    """A coarse curve that is known in all cells: of a day, some values."""

    def __init__(self, values):
        self._values = np.pad(values, ((0, 0), (0, 0), (9, 9), (9, 9)), constant_values=np.nan)

    def cells(self, day, window):
        return self._values[day][:, window.row + 9:window.last_row + 9,
                                 window.column + 9:window.last_column + 9]


def departures(scores, means, curve, window=WHOLE):
    """Return the departures of a day; scores: of one mode, which is the only fine image."""
    modes = TemporalModes((0,), np.ones((1, 1, 1), np.float32), np.zeros(1, np.float32))
    padded = np.pad(means, 9, constant_values=np.nan)

    def read(asked):
        return padded[None, asked.row + 9:asked.last_row + 9,
                      asked.column + 9:asked.last_column + 9]

    part = scores[window.slices][None, None].astype(np.float32)
    shape = part.shape[2:]
    series = BlockSeries((0,), part, np.zeros_like(part), np.zeros((1, *shape), np.float32),
                         np.zeros((1, *shape), np.float32), np.zeros((1, 1), np.float32))
    return ModeCurves(modes, CELLS, read).departures(series, window, [0], curve)[0]


def _cell_means(scores):
    rows, columns = CELLS.indices(WHOLE)
    index = rows[:, None] * CELLS.columns + columns
    count = np.bincount(index.ravel(), minlength=144)
    return (np.bincount(index.ravel(), scores.ravel(), 144) / np.maximum(count, 1)).reshape(12, 12)


@pytest.fixture
def scores():
    return np.random.default_rng(4).normal(0, 3, (ROWS, COLUMNS))


def test_what_hangs_on_a_mode_among_cells_does_within_them(scores):
    """All but for the ridge: the means of cells vary by 9 / 16 here."""
    means = _cell_means(scores)
    found = departures(scores, means, Curve(5 + 7 * means[None, None]))
    rows, columns = CELLS.indices(WHOLE)
    off = scores - means[rows[:, None], columns]
    inner = slice(8, -8), slice(8, -8)
    slope = (found[0] * off)[inner].sum() / (off ** 2)[inner].sum()
    assert 0.7 * 7 < slope < 7.01
    assert np.corrcoef(found[0][inner].ravel(), off[inner].ravel())[0, 1] > 0.95


def test_nothing_hangs_on_a_mode_where_the_curve_or_the_mode_is_even(scores):
    means = _cell_means(scores)
    assert np.abs(departures(scores, means, Curve(np.full((1, 1, 12, 12), 2500.0)))).max() < 1e-6
    assert not departures(scores, np.full((12, 12), np.nan), Curve(means[None, None])).any()


def test_a_window_is_that_of_the_whole(scores):
    means = _cell_means(scores)
    means[3:5, 4] = np.nan
    curve = Curve(np.random.default_rng(5).normal(0, 100, (1, 1, 12, 12)))
    whole = departures(scores, means, curve)
    for window in (Window(0, 0, 17, 9), Window(13, 20, 11, 25), Window(30, 7, 1, 1)):
        assert np.array_equal(whole[(..., *window.slices)],
                              departures(scores, means, curve, window))
