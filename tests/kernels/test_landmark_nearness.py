"""Nearness to landmarks against its formula, and the compiled exponential function."""

import numpy as np
import pytest

from stfusion_qgis.kernels.landmark_nearness import landmark_nearness

MEAN, DEVIATION = np.float32([1000, 50, 3]), np.float32([200, 5, 1])


def images():
    rng = np.random.default_rng(0)
    values = MEAN[:, None, None] + DEVIATION[:, None, None] * rng.normal(size=(3, 17, 41))
    values[:, 3, 5] += 50 * DEVIATION  # cut off at four deviations
    values[:, 4, 6] -= 50 * DEVIATION
    return values.astype(np.float32), rng.normal(size=(5, 3)).astype(np.float32)


def test_against_the_formula(backend):
    values, landmarks = images()
    found = landmark_nearness(values, MEAN, DEVIATION, landmarks, 4, backend=backend)
    scaled = ((values.astype(float) - MEAN[:, None, None]) / DEVIATION[:, None, None]).clip(-4, 4)
    distances = ((scaled[None] - landmarks[:, :, None, None]) ** 2).sum(axis=1)
    np.testing.assert_allclose(found[:5], np.exp(-distances / 2 / 3), rtol=2e-6, atol=1e-30)
    np.testing.assert_allclose(found[5:], scaled, atol=1e-5)


def test_a_pixel_is_the_same_in_any_block(backend):
    values, landmarks = images()
    whole = landmark_nearness(values, MEAN, DEVIATION, landmarks, 4, backend=backend)
    for part in (np.s_[:, :, :7], np.s_[:, 5:6, 3:4], np.s_[:, 9:, 30:]):
        np.testing.assert_array_equal(
            landmark_nearness(values[part], MEAN, DEVIATION, landmarks, 4, backend=backend),
            whole[part])


def test_the_exponential_is_as_accurate_as_float32():
    pytest.importorskip("numba")
    from stfusion_qgis.kernels.exponential import exponentiate
    values = np.concatenate([-np.geomspace(1e-8, 87, 100_000), [0, -87.5, -1e4, -np.inf]])
    values = values.astype(np.float32)
    found, bits = values.copy(), np.empty(len(values), np.int32)
    exponentiate(found, bits, bits.view(np.float32))
    expected = np.exp(values.astype(float))
    np.testing.assert_allclose(found[:-3], expected[:-3], rtol=2e-7)
    assert (found[-3:] < 2e-38).all() and (found[-3:] >= 0).all() and found[-4] == 1
