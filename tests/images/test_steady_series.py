"""Coarse images that are steadied by those around them."""

import dataclasses
import datetime

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.steady_series import level_of_day
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from tests.scene_files import block_mean, read_tif, write_tif

RATIO, SIDE = 8, 64
FIRST = datetime.date(2020, 5, 1)


def test_noise_goes_and_the_course_stays():
    rng = np.random.default_rng(0)
    offsets = np.arange(-10, 11)
    truth = 0.3 + 0.01 * offsets[:, None, None, None]
    series = truth + rng.normal(0, 0.02, (21, 2, 30, 40))
    level, noise = level_of_day(series, offsets, 10)
    assert np.sqrt(np.mean((level - 0.3) ** 2)) < 0.45 * 0.02
    np.testing.assert_allclose(noise, 0.02, rtol=0.15)


def test_clouds_and_gaps_do_not_count():
    rng = np.random.default_rng(1)
    offsets = np.arange(-10, 11)
    series = 0.3 + rng.normal(0, 0.005, (21, 1, 30, 40))
    clouded = rng.random(series.shape) < 0.2
    series[clouded] += rng.uniform(0.2, 0.6, int(clouded.sum()))
    series[rng.random(series.shape) < 0.2] = np.nan
    level, _ = level_of_day(series, offsets, 10)
    assert np.isfinite(level).all() and np.quantile(np.abs(level - 0.3), 0.99) < 0.02


def test_a_line_is_exact_and_shifts_and_factors_go_through():
    offsets = np.array([-9, -4, 0, 1, 7])
    series = (0.5 + 0.02 * offsets)[:, None, None, None] * np.ones((5, 2, 3, 4))
    level, _ = level_of_day(series, offsets, 10)
    np.testing.assert_allclose(level, 0.5, atol=1e-12)
    noisy = series + np.random.default_rng(2).normal(0, 0.05, series.shape)
    once, _ = level_of_day(noisy, offsets, 10)
    again, _ = level_of_day(1e4 * noisy + 300, offsets, 10)
    np.testing.assert_allclose(again, 1e4 * once + 300, rtol=1e-9)


@pytest.mark.parametrize("flooded", [False, True])
def test_abrupt_change_is_kept(flooded):
    """A flood on the very day, or on the day after: each side of it keeps its own level."""
    rng = np.random.default_rng(3)
    offsets = np.arange(-8, 9)
    after = offsets >= (0 if flooded else 1)
    truth = np.where(after, 0.05, 0.35)
    series = truth[:, None, None, None] + rng.normal(0, 0.005, (17, 1, 20, 20))
    level, _ = level_of_day(series, offsets, 8)
    expected = 0.05 if flooded else 0.35
    assert np.abs(level - expected).max() < 0.03


def test_few_values_leave_nothing():
    series = np.ones((5, 1, 2, 2))
    series[:2, :, 0, 0] = np.nan
    level, _ = level_of_day(series, np.arange(-2, 3), 4)
    assert np.isnan(level[0, 0, 0]) and np.isfinite(level[0, 1, 1])


def write_series(folder, noise, days=21, gap=()):
    """Return the sources of a pair of day 0, of a prediction date, and of all coarse images."""
    rng = np.random.default_rng(4)
    fine = rng.uniform(0.1, 0.4, (2, SIDE, SIDE))
    rates = rng.uniform(0, 0.01, (2, SIDE // RATIO, SIDE // RATIO))
    course = np.kron(rates, np.ones((RATIO, RATIO)))
    names = {}
    for day in range(days):
        date = FIRST + datetime.timedelta(days=day)
        coarse = block_mean(fine + day * course, RATIO) + rng.normal(
            0, noise, (2, SIDE // RATIO, SIDE // RATIO))
        if day in gap:
            coarse[:, 2:4, 3:5] = np.nan
        names[day] = write_tif(folder / f"coarse_{date}.tif", coarse.astype(np.float32), 240)
    pair = write_tif(folder / f"fine_{FIRST + datetime.timedelta(days=5)}.tif",
                     (fine + 5 * course).astype(np.float32))
    return Source(pair), names, fine + 15 * course


def fused(folder, fine, names, days, around, said=None):
    inputs = Inputs.of([fine], [Source(names[5])], [Source(names[15])], steady_days=days)
    inputs = dataclasses.replace(inputs, around=tuple(map(Source, around)))
    method, path = all_methods()["temporaldifference"], str(folder / "out.tif")
    engine.run(method, open_scene(inputs, said), method.Parameters(), [path])
    return read_tif(path)


def test_a_fusion_is_steadied(tmp_path):
    fine, names, truth = write_series(tmp_path, 0.02)
    said = Progress().collecting()
    raw, steady = (fused(tmp_path, fine, names, days, names.values(), said) for days in (0, 8))
    errors = [np.sqrt(np.mean((values - truth) ** 2)) for values in (raw, steady)]
    assert errors[1] < 0.6 * errors[0]
    assert sum("steadied by" in text for text in said.infos) == 2


def test_gaps_are_filled(tmp_path):
    fine, names, truth = write_series(tmp_path, 0.001, gap=(15,))
    raw, steady = (fused(tmp_path, fine, names, days, names.values()) for days in (0, 8))
    hole = np.s_[:, 17:31, 25:39]
    assert np.isnan(raw[hole]).all() and np.isfinite(steady).all()
    assert np.abs(steady[hole] - truth[hole]).mean() < 0.03


def test_too_few_images_are_told_and_leave_all_as_it_is(tmp_path):
    fine, names, _ = write_series(tmp_path, 0.02)
    said = Progress().collecting()
    raw = fused(tmp_path, fine, names, 0, ())
    alone = fused(tmp_path, fine, names, 3, (names[14], names[16]), said)
    np.testing.assert_array_equal(alone, raw)
    assert sum("not steadied" in text and "four are needed" in text for text in said.warnings) == 2


def test_other_images_are_opened_with_care(tmp_path):
    """One of another place is refused by its name; one in other units is told."""
    fine, names, _ = write_series(tmp_path, 0.001)
    other = write_tif(tmp_path / "coarse_2020-05-30.tif", np.ones((2, 4, 4), np.float32), 240,
                      left=9e5)
    with pytest.raises(InputError, match="coarse_2020-05-30"):
        fused(tmp_path, fine, names, 8, [*names.values(), other])
    assert np.isfinite(fused(tmp_path, fine, names, 0, [other])).all()  # it is not used


def test_inputs_go_through_json():
    inputs = dataclasses.replace(Inputs.of(["f.tif"], ["c.tif"], ["p.tif", "q.tif"]),
                                 around=(Source("r.tif"),), options=ImageOptions(steady_days=5))
    assert Inputs.from_dict(inputs.as_dict()) == inputs


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_images_of_a_day_count_alike(order):
    """Terra and Aqua of the day after a flood: which of them comes first does not matter."""
    rng = np.random.default_rng(5)
    offsets = np.array([-4, -3, -2, -1, 0, 0, 1, 2, 3, 4])
    truth = np.where(offsets >= 0, 0.05, 0.35)[:, None, None, None]
    series = truth + rng.normal(0, 0.005, (10, 1, 20, 20))
    series[4, :, :5] = np.nan
    expected, _ = level_of_day(series, offsets, 4)
    series[4:6] = series[4:6][list(order)]
    level, _ = level_of_day(series, offsets, 4)
    np.testing.assert_allclose(level, expected, atol=1e-12)
    assert np.abs(level - 0.05).max() < 0.03
