"""The clock of the land: as fast as days on the whole, faster where coarse images change."""

import numpy as np
import pytest

from stfusion_qgis.season.smoothing.land_clock import ACTIVITY, clock_of, squared_changes
from stfusion_qgis.season.smoothing.random_walk import WalkTimes, walk_at

DAYS = [10, 12, 16, 20, 30]


def _clock(curves, wanted, first=10):
    sums = squared_changes(DAYS, np.asarray(curves, float), [DAYS[-1], *wanted])
    return clock_of(sums, DAYS, wanted, first)


def _curves(cells):
    """Return curves of one band over cells in a row: (days, 1, 1, cells)."""
    return np.array(cells, float).T[:, None, None, :]


def test_it_goes_by_squared_changes():
    jump, steady = [0, 0, 0, 8, 8], [0, 1, 3, 5, 10]
    found = _clock(_curves([jump, steady]), [10, 16, 20, 30])[:, 0]
    rates = np.array([[0, 0, 64 / 4, 0], [1 / 2, 1, 1, 25 / 10]])
    mean = rates.sum() / 2 / 20
    sums = np.cumsum(rates, axis=1)[:, [1, 2, 3]].T / mean
    expected = (1 - ACTIVITY) * np.array([[6], [10], [20]]) + ACTIVITY * sums
    assert found[0] == pytest.approx(0) and found[1:] == pytest.approx(expected, rel=1e-5)
    assert found[-1].mean() == pytest.approx(20)  # on the mean of all cells it is the calendar


def test_it_goes_on_by_days_beyond_the_curves_and_between_their_days():
    found = _clock(_curves([[0, 1, 5, 5, 9]]), [4, 10, 14, 16, 30, 37])[:, 0, 0]
    assert found[1] - found[0] == pytest.approx(6) and found[5] - found[4] == pytest.approx(7)
    mean = (1 / 2 + 16 / 4 + 16 / 10) / 20
    assert found[3] - found[2] == pytest.approx(
        (1 - ACTIVITY) * 2 + ACTIVITY * (16 / 4 / 2) / mean, rel=1e-5)


def test_it_is_the_calendar_where_nothing_changes():
    constant = np.full((5, 2, 1, 3), 7.0)
    assert _clock(constant, [10, 13, 40]) == pytest.approx(
        np.array([0, 3, 30]).reshape(3, 1, 1) * np.ones((1, 1, 3)))
    unknown = np.full((5, 1, 1, 2), np.nan)
    unknown[..., 1] = np.arange(5)[:, None, None]
    assert _clock(unknown, [10, 20])[:, 0, 0] == pytest.approx([0, 10])


def test_units_do_not_matter():
    rng = np.random.default_rng(0)
    curves = rng.normal(size=(5, 2, 3, 4))
    assert _clock(curves * 1e4 + 50, [12, 29]) == pytest.approx(_clock(curves, [12, 29]), rel=1e-4)


def test_a_step_happens_where_the_clock_is_fast():
    """Between two observations, the state follows the clock."""
    clock = [0.0, 1.0, 9.0, 10.0]
    found = list(walk_at(WalkTimes([10, 20], clock[1:3]), WalkTimes([0, 30], [0.0, 10.0]),
                         np.array([[0.0], [100]]), np.full((2, 1), 1e-9), [np.ones(1)]))
    assert [each.both.mean[0] for each in found] == pytest.approx([10, 90])
