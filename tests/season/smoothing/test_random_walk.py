"""The two passes against the whole posterior, as a normal distribution of all days gives it."""

import numpy as np
import pytest

from stfusion_qgis.season.smoothing.random_walk import WalkTimes, walk_at

DAYS, WANTED = (3, 7, 8, 20), list(range(26))


def _days(days):
    return WalkTimes(days, days)


def _posterior(values, noise, walks):
    """Return mean and variance of each day from all observations at once."""
    steps = np.array([walks[min(max(sum(d <= t for d in DAYS) - 1, 0), len(walks) - 1)]
                      for t in range(25)])
    precision = np.zeros((26, 26))
    for i, step in enumerate(steps):
        precision[i:i + 2, i:i + 2] += np.array([[1, -1], [-1, 1]]) / step
    right = np.zeros(26)
    for day, value, spread in zip(DAYS, values, noise):
        if np.isfinite(value):
            precision[day, day] += 1 / spread
            right[day] += value / spread
    covariance = np.linalg.inv(precision)
    return covariance @ right, np.diag(covariance)


def test_equals_the_posterior():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(4, 5))
    values[1, 2] = np.nan
    noise = rng.uniform(0.1, 0.5, values.shape)
    walks = rng.uniform(0.01, 0.4, (3, 5))
    found = list(walk_at(_days(WANTED), _days(DAYS), values, noise, list(walks)))
    for pixel in range(5):
        mean, variance = _posterior(values[:, pixel], noise[:, pixel], walks[:, pixel])
        assert [each.both.mean[pixel] for each in found] == pytest.approx(mean)
        assert [1 / each.both.precision[pixel] for each in found] == pytest.approx(variance)


def test_nothing_is_known_without_observations():
    nothing = next(walk_at(_days([5]), _days([1, 9]), np.full((2, 3), np.nan), np.ones((2, 3)),
                           [np.ones(3)]))
    assert not nothing.both.precision.any() and np.isfinite(nothing.both.mean).all()


def test_uncertainty_grows_away_from_observations():
    days = [10, 30]
    found = [1 / each.both.precision[0] for each in walk_at(
        _days(range(41)), _days(days), np.zeros((2, 1)), np.full((2, 1), 0.01), [np.full(1, 0.2)])]
    assert found[0] > found[5] > found[10] < found[15] < found[20] > found[25] > found[30]
    assert found[30] < found[35] < found[40]
