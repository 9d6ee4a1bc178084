"""What one sensor adds to its images is found; where nothing tells it, there is none."""

import numpy as np
import pytest

from stfusion_qgis.season.smoothing.sensor_bias import sensor_bias

DAYS = (0, 5, 11, 16, 20, 31, 36, 40, 52)
SENSORS = tuple("ABABBAABA")


def _states(bias=0.0, seed=0, units=1.0):
    """Return images of land that wanders, all of it a little, each pixel on its own more."""
    rng = np.random.default_rng(seed)
    land, before, images = rng.uniform(0, 1000, (2, 400)), 0, []
    for day, sensor in zip(DAYS, SENSORS):
        step = np.sqrt(day - before)
        land = land + 2 * step * rng.normal(size=(2, 1)) + 5 * step * rng.normal(size=(2, 400))
        before = day
        image = land + 10 * rng.normal(size=land.shape) + (bias if sensor == "B" else 0)
        image[:, rng.random(400) < 0.3] = np.nan
        images.append(units * image)
    return images


@pytest.mark.parametrize("units", [1.0, 1e-4])
def test_a_bias_is_found(units):
    found = sensor_bias(DAYS, SENSORS, "A", _states(100, units=units))
    other = np.array(SENSORS) == "B"
    assert not found.offset[~other].any() and not found.variance[~other].any()
    assert found.offset[other] == pytest.approx(100 * units, rel=0.15)
    assert (found.variance[other] > 0).all() and (found.variance < (20 * units) ** 2).all()


def test_without_a_bias_hardly_any_is_found():
    offsets = [sensor_bias(DAYS, SENSORS, "A", _states(seed=seed)).offset.max()
               for seed in range(10)]
    assert np.median(np.abs(offsets)) < 3 and np.max(np.abs(offsets)) < 20


def test_an_image_that_is_far_off_does_not_matter():
    states = _states(100)
    states[5] = states[5] + 3000
    assert sensor_bias(DAYS, SENSORS, "A", states).offset[1] == pytest.approx(100, rel=0.3)


@pytest.mark.parametrize("sensors", ["AAAAAAAAA", "BBBBBBBBB", "AAABAAAAA"])
def test_nothing_to_compare_with(sensors):
    """One sensor alone, and another one of a single image."""
    assert not sensor_bias(DAYS, tuple(sensors), "A", _states(100)).offset.any()


def test_images_without_a_change():
    found = sensor_bias(DAYS, SENSORS, "A", [np.full((2, 9), 7.0)] * len(DAYS))
    assert not found.offset.any() and not found.variance.any()
