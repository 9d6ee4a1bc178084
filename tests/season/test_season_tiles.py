"""A season in tiles: the pixels of whole files, and what is there is kept."""

import os
import pickle
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.executors.on_threads import OnThreads
from stfusion_qgis.images.area import Area
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.season.season_run import predict_season
from stfusion_qgis.season.season_scene import BrokenImage
from stfusion_qgis.season.season_tiles import predict_season_in_tiles
from tests.scene_files import ORIGIN, PIXEL, read_tif
from tests.small_season import date, write_season

WANTED = tuple(date(day) for day in (10, 24, 45))
_SMALL = 32 * 32 * 18 + 1  # bytes: one date a task


@pytest.fixture
def request_(tmp_path):
    return SeasonRequest(*write_season(tmp_path), WANTED, str(tmp_path / "whole"))


def in_tiles(request, progress=None, **settings):
    with OnThreads(2) as executor:
        return predict_season_in_tiles(request, executor, progress or Progress(), side=32,
                                       **settings)


def read(files):
    return [read_tif(path) for each in files for path in each[1:]]


INDEX = {"index": "b1 / b2"}
PART = Area(extent=(ORIGIN[0] + 7 * PIXEL, ORIGIN[1] - 50 * PIXEL,
                    ORIGIN[0] + 44 * PIXEL, ORIGIN[1] - 5 * PIXEL))


@pytest.mark.parametrize("changes", [
    {}, {"keep_fine": False}, {"smoothing": 20.0}, {"area": PART},
    {**INDEX, "method": "temporaldifference"}, {**INDEX, "index_first": False}])
def test_the_same_pixels(request_, tmp_path, changes):
    request = replace(request_, **changes)
    whole = predict_season(request)
    tiled, made = in_tiles(replace(request, folder=str(tmp_path / "tiled")), memory=_SMALL)
    assert not made.failed and len(made.outputs) == 9
    for ours, theirs in zip(read(tiled.files), read(whole.files)):
        np.testing.assert_array_equal(ours, theirs)
    assert [each.squares.tolist() for each in tiled.proof] == [
        each.squares.tolist() for each in whole.proof]
    assert tiled.bands == whole.bands


def test_more_dates_and_lost_tiles(request_, tmp_path):
    """Only what is missing is made: another date, a file of one tile."""
    _, first = in_tiles(request_)
    assert (first.made, first.kept) == (4, 0)
    states = {path: os.stat(path).st_mtime_ns for path in (tmp_path / "whole").rglob("*.tif")}
    more = replace(request_, dates=(*WANTED, date(50)))
    _, second = in_tiles(more)
    assert second.made == 4 and len(second.outputs) == 12
    lost = tmp_path / "whole" / f"season_{date(24)}_state_tiles" / "r0001_c0000.tif"
    lost.unlink()
    _, third = in_tiles(more)
    assert (third.made, third.kept) == (1, 3) and lost.exists()
    del states[lost]
    assert all(os.stat(path).st_mtime_ns == state for path, state in states.items())


def test_a_broken_image_is_left_out(request_, tmp_path):
    """Of an image that cannot be read the season is told, and made of the others."""
    warnings = []

    class Told(Progress):
        def warn(self, text, remedy=None):
            warnings.append(text)

    broken = request_.fine[2].path
    gdal.Translate(str(tmp_path / "copy.tif"), broken, creationOptions=["COMPRESS=DEFLATE"])
    os.replace(tmp_path / "copy.tif", broken)
    with open(broken, "r+b") as file:
        file.seek(2000)
        file.write(b"\xff" * 4000)
    result, made = in_tiles(request_, Told())
    sent = pickle.loads(pickle.dumps(BrokenImage(InputError("a reason", "f"), request_.fine[2])))
    assert (str(sent), sent.image, sent.source) == ("a reason", "f", request_.fine[2])
    assert result.left_out == (os.path.basename(broken),) and len(made.outputs) == 9
    assert any("left out" in text for text in warnings)
