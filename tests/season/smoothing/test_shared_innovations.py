"""What neighbours tell of gaps: of the pixel's class, near by, and less certain than an image."""

import numpy as np
import pytest

from stfusion_qgis.season.smoothing.random_walk import Known, WalkTimes, others_at, walk_at
from stfusion_qgis.season.smoothing.shared_innovations import REACH, have_gaps, with_neighbours

SIDE = 40
NOISE = 0.01


def _filled(observed, labels=None, trust=None):
    others = Known(np.full_like(observed, 5.0), np.full_like(observed, 4.0))
    return with_neighbours(
        observed, np.where(np.isfinite(observed), NOISE, 1.0), others,
        np.zeros(observed.shape[1:], int) if labels is None else labels,
        np.ones(observed.shape[1:]) if trust is None else trust, np.full(len(observed), NOISE))


def _combined(observed, noise, row, column):
    """Return what a pixel is by the other days and what neighbours tell."""
    others = Known(np.full(1, 5.0), np.full(1, 4.0))
    told = Known(observed[:, row, column], 1 / noise[:, row, column])
    return others.combined(told)


def test_a_missing_line_follows_its_neighbours():
    observed = np.full((1, SIDE, SIDE), 8.0)
    observed[:, 20:24] = np.nan
    values, noise = _filled(observed)
    both = _combined(values, noise, 21, 20)
    assert both.mean == pytest.approx(8, abs=0.15)
    assert 1 / 8 < 1 / both.precision < 1 / 4  # better known than by the other days, but not well
    clear = np.isfinite(observed)
    assert np.array_equal(values[clear], observed[clear]) and (noise[clear] == NOISE).all()


def test_pixels_of_its_own_class_count():
    labels = np.arange(SIDE)[None].repeat(SIDE, 0) // 3 % 2
    observed = np.where(labels, 8.0, 4.0)[None]
    observed[:, 20:23] = np.nan
    values, noise = _filled(observed, labels)
    for column in (18, 19, 20, 21, 22, 23):
        expected = 8 if labels[0, column] else 4
        assert _combined(values, noise, 21, column).mean == pytest.approx(expected, abs=0.25)


def test_nobody_tells_from_afar():
    observed = np.full((1, SIDE, SIDE), 8.0)
    observed[:, 5:35] = np.nan
    values, noise = _filled(observed)
    far = 5 + REACH + 1
    assert np.isnan(values[0, far:35 - REACH - 1]).all() and np.isfinite(values[0, 5]).all()
    assert noise[0, 8, 20] > noise[0, 5, 20]  # the fewer neighbours, the less is told


def test_pixels_beside_clouds_count_less():
    observed = np.full((1, SIDE, SIDE), 8.0)
    observed[:, 19:] = 6.0
    observed[:, 19:22] = np.nan
    trust = np.ones((SIDE, SIDE))
    even = _combined(*_filled(observed, trust=trust), 20, 20).mean
    trust[22:] = 0.1
    assert _combined(*_filled(observed, trust=trust), 20, 20).mean > even + 0.5


def test_only_what_other_images_show_is_a_gap():
    full, half, none = (np.ones((4, 4), bool) for _ in range(3))
    half[:2], none[:] = False, False
    assert have_gaps([full, half, none]) == [1]
    assert have_gaps([half, half, none]) == []


def test_others_tell_what_the_walk_tells_without_the_image():
    rng = np.random.default_rng(0)
    days = [0, 3, 4, 11]
    observed, noise = rng.normal(size=(4, 6)), rng.uniform(0.1, 0.5, (4, 6))
    observed[1, 2] = np.nan
    walks = list(rng.uniform(0.01, 0.4, (3, 6)))
    for i, others in enumerate(others_at(WalkTimes(days, days), observed, noise, walks)):
        without = observed.copy()
        without[i] = np.nan
        expected = next(walk_at(WalkTimes([days[i]], [days[i]]), WalkTimes(days, days), without,
                                noise, walks)).both
        assert others.mean == pytest.approx(expected.mean)
        assert others.precision == pytest.approx(expected.precision)
