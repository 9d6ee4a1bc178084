"""Whittaker's smoother against the equations that it solves, and what it leaves alone."""

import numpy as np
import pytest

from stfusion_qgis.season.smoothing.whittaker import (
    robust_whittaker,
    stiffness_for,
    whittaker,
)

DAYS = [0, 1, 2, 5, 6, 10, 11, 12, 20, 21]


def test_solves_its_equations():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(len(DAYS), 3))
    values[4, 1] = values[7, 1] = np.nan
    weights = rng.uniform(0.5, 2, values.shape)
    found = whittaker(DAYS, values, 7.0, weights)
    for column in range(3):
        bending = np.zeros((len(DAYS) - 2, len(DAYS)))
        for i in range(1, len(DAYS) - 1):
            before, after = DAYS[i] - DAYS[i - 1], DAYS[i + 1] - DAYS[i]
            bending[i - 1, i - 1:i + 2] = np.array(
                [1 / before, -1 / before - 1 / after, 1 / after]) / np.sqrt((before + after) / 2)
        known = np.isfinite(values[:, column])
        weight = np.diag(np.where(known, weights[:, column], 0))
        right = weight @ np.nan_to_num(values[:, column])
        expected = np.linalg.solve(weight + 7 * bending.T @ bending, right)
        assert found[:, column] == pytest.approx(expected, abs=1e-6)


def test_a_line_stays_and_gaps_are_filled():
    line = 3 + 2.0 * np.array(DAYS)[:, None]
    with_gap = line.copy()
    with_gap[3:7] = np.nan
    assert robust_whittaker(DAYS, with_gap) == pytest.approx(line, abs=1e-4)


def test_clouds_do_not_count():
    days = np.arange(60)
    smooth = np.sin(days / 15)[:, None]
    rng = np.random.default_rng(1)
    noisy = smooth + rng.normal(0, 0.02, smooth.shape)
    noisy[::7] += 3
    assert np.abs(robust_whittaker(days, noisy) - smooth).max() < 0.05
    assert np.abs(whittaker(days, noisy) - smooth).max() > 0.3


def test_few_values_are_kept():
    """A curve through values that lie far apart is no reason to leave one out."""
    days, values = [0, 40, 90, 140, 200], np.array([[1.0], [5], [2], [7], [3]])
    assert robust_whittaker(days, values) == pytest.approx(values, abs=0.05)


@pytest.mark.parametrize("step", [1, 5])
def test_a_period_loses_half_of_its_height(step):
    days = np.arange(0, 600, step)
    wave = np.sin(2 * np.pi * days / 60)[:, None]
    smoothed = whittaker(days, wave, stiffness_for(60, days))
    middle = slice(len(days) // 4, -len(days) // 4)
    assert np.abs(smoothed[middle]).max() == pytest.approx(0.5, abs=0.03)
