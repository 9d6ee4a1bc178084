"""Pixels that depart from the coarse curve of their cells, by the modes of a season."""

from dataclasses import replace

import numpy as np
import pytest

from stfusion_qgis.engine import Settings
from stfusion_qgis.images.area import Area
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.folds import Fold
from stfusion_qgis.season.mode_share import ModeShare
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.season.season_run import predict_season
from stfusion_qgis.season.season_sample import SeasonSample
from stfusion_qgis.season.season_scene import SeasonScene
from stfusion_qgis.testing.small_scenes import block_mean, read_tif, write_tif
from tests.small_season import date, write_season

RATIO, SIDE = 5, 60
FINE_DAYS, COARSE_DAYS = (0, 12, 20, 32, 60, 72, 80), range(0, 81, 4)
WANTED = (date(26), date(40), date(46), date(52))


def crops(day):
    """Return land of fields of three kinds that green at times of their own, two bands."""
    rng = np.random.default_rng(1)
    kinds = rng.integers(0, 3, (20, 20)).repeat(3, 0).repeat(3, 1)
    peaks = np.array([20.0, 45.0, 60.0])[kinds]
    green = np.exp(-((day - peaks) / 18) ** 2)
    return 1000 + rng.uniform(0, 300, (2, SIDE, SIDE)) + np.stack([1500 * green, -600 * green])


def write(folder, masked=False):
    """Write the images; masked: and one that shows nothing. Returns fine and coarse sources."""
    folder.mkdir(exist_ok=True)
    fine, coarse = [], []
    for number, day in enumerate(FINE_DAYS):
        image = crops(day).astype(np.float32)
        image[:, 8 * number % 50:8 * number % 50 + 10, 5:30] = np.nan
        fine.append(Source(str(write_tif(folder / f"fine_{date(day)}.tif", image))))
    if masked:
        fine.append(Source(str(write_tif(folder / f"fine_{date(36)}.tif",
                                         np.full((2, SIDE, SIDE), np.nan, np.float32)))))
    for day in COARSE_DAYS:
        image = block_mean(crops(day), RATIO).astype(np.float32)
        coarse.append(Source(str(write_tif(folder / f"coarse_{date(day)}.tif", image,
                                           30 * RATIO))))
    return tuple(fine), tuple(coarse)


def sample_of(fine, coarse):
    season = SeasonScene.of(fine, coarse, ImageOptions(), Area(), Progress())
    return SeasonSample.of(season, season.curve(season.days, Progress()), Progress())


def predicted(tmp_path, images, name, settings=None, **changes):
    request = replace(SeasonRequest(*images, WANTED, str(tmp_path / name)), **changes)
    result = predict_season(request, settings or Settings(threads=1))
    return [[read_tif(each[kind]) for each in result.files] for kind in (1, 2)]


def error(images):
    return np.sqrt(np.mean([(image - crops((each - date(0)).days)) ** 2
                            for image, each in zip(images, WANTED)]))


def test_kinds_of_fields_are_told_apart(tmp_path, monkeypatch):
    images = write(tmp_path / "images")
    assert sample_of(*images).mode_share.of() > 0.5
    found = error(predicted(tmp_path, images, "found")[0])
    monkeypatch.setattr(ModeShare, "of", lambda self, but=None: 0.0)
    assert found < 0.8 * error(predicted(tmp_path, images, "cells")[0])


def test_where_cells_do_not_tell_nothing_changes(tmp_path, monkeypatch):
    """All pixels of a cell green at its own rate here, each differs from it by one of its own."""
    images = write_season(tmp_path)
    assert sample_of(*images).mode_share.of() == 0
    found = predicted(tmp_path, images, "found")
    monkeypatch.setattr(SeasonSample, "modes_of", lambda self, images: None)
    assert np.array_equal(found, predicted(tmp_path, images, "cells"))


@pytest.mark.parametrize("change", ["blocks", "threads", "order", "part"])
def test_neither_blocks_nor_threads_nor_order_matter(tmp_path, change):
    fine, coarse = images = write(tmp_path / "images")
    first = predicted(tmp_path, images, "first")
    if change == "order":
        other = predicted(tmp_path, (fine[::-1], coarse[::-1]), change)
    elif change == "part":
        whole = SeasonScene.of(fine, coarse, ImageOptions(), Area(), Progress()).scene.grid
        area = Area((whole.left + 300, whole.top - 1500, whole.left + 1200, whole.top - 150))
        other = predicted(tmp_path, images, change, area=area)
        first = [[image[:, 5:50, 10:40] for image in each] for each in first]
    else:
        other = predicted(tmp_path, images, change, Settings(
            threads=3 if change == "threads" else 1, block_size=17))
    assert np.array_equal(first, other)


def test_an_image_that_is_masked_everywhere_changes_nothing(tmp_path):
    first = predicted(tmp_path, write(tmp_path / "images"), "first")
    assert np.array_equal(first, predicted(
        tmp_path, write(tmp_path / "more", masked=True), "masked"))


def told(*shares, squares=1.0):
    return ModeShare({Fold(i, (), days): np.array([share * squares, squares])
                      for i, share in enumerate(shares) for days in (0, 15)})


def test_the_share_is_drawn_to_zero_by_its_uncertainty():
    assert told(0.5, 0.5, 0.5).of() == pytest.approx(0.5)
    assert 0.3 < told(0.3, 0.5, 0.7).of() < 0.5
    assert told(-1.0, 1.5, 0.1).of() == 0 and told(-0.5, -0.5, -0.5).of() == 0
    assert told(3.0, 3.0, 3.0).of() == 1
    assert told(0.5, 0.5).of() == 0, "two images are not sure"


def test_an_image_does_not_tell_of_its_own_share():
    shares = told(0.5, 0.5, 0.5, -40.0)
    assert shares.of() == 0 and shares.of(but=3) == pytest.approx(0.5)
