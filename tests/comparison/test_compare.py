"""Predictions are measured in the same way, on the same pixels, and put in order."""

import numpy as np
import pytest

from stfusion_qgis.comparison.compare import common_pixels, compare
from stfusion_qgis.errors import Cancelled
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.registry import METRICS
from stfusion_qgis.quality.sources import ArraySource

RANDOM = np.random.default_rng(0)
TRUTH = RANDOM.uniform(0, 1, (2, 70, 90))
PREDICTIONS = {name: TRUTH + RANDOM.normal(0, error, TRUTH.shape)
               for name, error in (("bad", 0.3), ("good", 0.01), ("fair", 0.1))}


def sources():
    return ((name, ArraySource(values)) for name, values in PREDICTIONS.items())


def test_each_is_assessed_as_alone():
    """To the last bit; the statistics of the reference are found once for all."""
    found = compare(sources(), 3, ArraySource(TRUTH), ratio=8.0)
    alone = [assess(prediction, ArraySource(TRUTH), ratio=8.0, name=name)
             for name, prediction in sources()]
    assert [a.to_dict() for a in found.assessments] == [a.to_dict() for a in alone]


def test_the_best_comes_first():
    found = compare(sources(), 3, ArraySource(TRUTH))
    for metric in ("RMSE", "SSIM"):
        assert [found.names[i] for i in found.order(METRICS[metric])] == ["good", "fair", "bad"]


def test_without_a_reference():
    """A fine image of another date, or nothing at all, stands in for it."""
    assert "DETAIL" in compare(sources(), 3, fine_1=ArraySource(TRUTH)).assessments[0].values
    assert set(compare(sources(), 3).assessments[0].values) == {"MEAN", "STANDARD_DEVIATION"}


def test_progress_rises_to_the_end():
    told = Progress().collecting()
    compare(sources(), 3, ArraySource(TRUTH), block_size=32, progress=told)
    fractions = [fraction for fraction, _ in told.shown]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1.0)


def test_cancelled():
    with pytest.raises(Cancelled):
        compare(sources(), 3, ArraySource(TRUTH), progress=Progress().until(lambda: True))


def test_common_pixels():
    """A prediction that lacks most of the wanted pixels is left out, and does not narrow them."""
    wanted, half, few = np.ones((2, 4), bool), np.ones((2, 4), bool), np.zeros((2, 4), bool)
    wanted[:, 0] = half[:, 3] = few[0, 1] = False
    few[1, 1] = True
    common, kept = common_pixels([half, few], wanted, 0.5)
    assert kept == [True, False]
    np.testing.assert_array_equal(common, wanted & half)
    everything, kept = common_pixels([half, few], wanted)
    assert kept == [True, True] and everything.sum() == 1
