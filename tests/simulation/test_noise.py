"""Random fields of place: the same from every frame, and as rough as they say."""

import numpy as np
import pytest

from stfusion_qgis.simulation.noise import LandFrame, hashed, uniform
from stfusion_qgis.simulation.parcels import parcels


def test_a_part_of_the_land_is_the_same_in_every_frame():
    whole = LandFrame(3, 30, -40, 20, 120, 90)
    part = LandFrame(3, 30, -10, 45, 30, 40)
    inside = np.s_[30:60, 25:65]
    np.testing.assert_allclose(whole.fractal("x", 900, 6)[inside], part.fractal("x", 900, 6),
                               atol=1e-5)
    first, second = parcels(whole, 300, True), parcels(part, 300, True)
    assert np.mean(first.parcel[inside] == second.parcel) > 0.995
    np.testing.assert_allclose(np.median(np.abs(first.edge[inside] - second.edge)), 0, atol=0.1)


@pytest.mark.parametrize(("spacing", "deviation"), [(900, 1), (120, 1), (15, 0.5)])
def test_noise_has_unit_deviation_unless_it_is_finer_than_a_pixel(spacing, deviation):
    values = [LandFrame(seed, 30, 0, 0, 400, 400).noise("a", spacing) for seed in range(12)]
    assert np.std(values) == pytest.approx(deviation, rel=0.25)
    assert abs(np.mean(values)) < 0.15 * deviation


def test_stepped_frame_takes_every_so_many_pixels():
    all_of_it = LandFrame(1, 10, 0, 0, 90, 60).noise("a", 200)
    np.testing.assert_allclose(LandFrame(1, 10, 0, 0, 30, 20, 3).noise("a", 200),
                               all_of_it[::3, ::3], atol=1e-5)


def test_hashes_are_even_and_unrelated():
    h = hashed(7, np.arange(-200, 200)[:, None], np.arange(300))
    assert len(np.unique(h)) > 0.9999 * h.size
    draws = np.stack([uniform(h, draw).ravel() for draw in (1, 2, 3)])
    np.testing.assert_allclose(draws.mean(axis=1), 0.5, atol=0.005)
    np.testing.assert_allclose(draws.var(axis=1), 1 / 12, atol=0.002)
    assert np.abs(np.corrcoef(draws) - np.eye(3)).max() < 0.01
    assert abs(np.corrcoef(uniform(h)[:, 1:].ravel(), uniform(h)[:, :-1].ravel())[0, 1]) < 0.01
