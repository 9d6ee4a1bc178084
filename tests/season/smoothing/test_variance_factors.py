"""The factors of a season's variance, found from errors whose variance is known."""

from __future__ import annotations

import numpy as np
import pytest

from stfusion_qgis.season.smoothing.variance_factors import ErrorSample, VarianceFactors


def samples(rng, usual, images=6, pixels=20_000):
    """Return errors of images; usual: (bands,), what it counts for beside a pixel's history."""
    shape = len(usual), pixels
    found = []
    for _ in range(images):
        history = rng.lognormal(0, 1.5, shape)
        of_usual = np.broadcast_to(rng.uniform(0.5, 2), shape)
        deviation = np.sqrt(4 * (history + np.array(usual)[:, None] * of_usual))
        found.append(ErrorSample.of(rng.laplace(0, deviation / np.sqrt(2)), history, of_usual))
    return found


def test_both_parts_are_found():
    found = VarianceFactors.of(samples(np.random.default_rng(0), [0, 1, 16]), 3)
    assert found.usual / found.history == pytest.approx([0, 1, 16])
    assert found.history == pytest.approx(3.4, rel=0.05)  # 4, and shorter: tails are long


def test_errors_lie_within_their_deviations():
    rng = np.random.default_rng(1)
    factors = VarianceFactors.of(samples(rng, [2.0]), 1)
    new, = samples(rng, [2.0], images=1)
    assert 0.67 < new.within(1, factors) < 0.74 and 0.92 < new.within(2, factors) < 0.96


def test_units_do_not_matter():
    few = samples(np.random.default_rng(2), [4.0])
    thousands = [ErrorSample(each.error * 1000, each.history * 1e6, each.usual * 1e6)
                 for each in few]
    np.testing.assert_allclose(VarianceFactors.of(few, 1), VarianceFactors.of(thousands, 1))


def test_a_small_image_counts_as_much_as_a_large_one():
    """Ten pixels that are as wrong as can be, against one image that is right."""
    large, = samples(np.random.default_rng(3), [0.0], images=1)
    small = ErrorSample.of(*(part[:, :10] for part in (100 * large.error, large.history,
                                                       large.usual)))
    assert small.error.shape == large.error.shape
    assert VarianceFactors.of([large, small], 1).history > 10 * VarianceFactors.of(
        [large], 1).history


def test_nothing_held_out_leaves_the_variance_of_the_history():
    history = np.random.default_rng(4).uniform(0, 1, (2, 3, 4)).astype(np.float32)
    unknown = np.full_like(history, np.inf)
    np.testing.assert_array_equal(
        VarianceFactors.of([], 2).variance(history, unknown), history)
