"""Training on a part of the images: an extent, or what lies in polygons."""

import threading
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from stfusion_qgis.errors import InputError
from stfusion_qgis.progress import Progress
from stfusion_qgis.training.child.architectures import architecture_named
from stfusion_qgis.training.child.held_out_date import HeldOutDate
from stfusion_qgis.training.child.training_data import gather_data
from stfusion_qgis.training.child.training_run import run_training
from stfusion_qgis.training.config import Config
from tests.scene_files import block_mean, write_tif

DATES = ("2024-04-01", "2024-05-01", "2024-06-01")
ROWS, COLUMNS, PIXEL, RATIO = 96, 104, 30, 8


@pytest.fixture
def config(tmp_path):
    """Return a function that makes the configuration of a training on an area.

    Outside of columns 40 to 103 and rows 16 to 79 the fine images hold other numbers.
    """
    rng = np.random.default_rng(5)
    pairs = []
    for time, date in enumerate(DATES):
        fine = 0.2 + 0.05 * time + rng.uniform(0, 0.1, (1, ROWS, COLUMNS))
        outside = np.ones((ROWS, COLUMNS), bool)
        outside[16:80, 40:] = False
        fine[:, outside] += 50
        pairs.append({
            "fine": write_tif(tmp_path / f"fine_{date}.tif", fine.astype(np.float32), PIXEL),
            "coarse": write_tif(tmp_path / f"coarse_{date}.tif",
                                block_mean(fine, RATIO).astype(np.float32), PIXEL * RATIO)})
    return lambda area, **entries: Config.of({
        "scenes": [{"pairs": pairs, "area": area}], "output": str(tmp_path / "network.onnx"),
        "threads": 1, "steps": 2, **entries})


def box(left, top, right, bottom):
    """Return the edges of pixels in the coordinates of the images: left, bottom, right, top."""
    return (500_000 + PIXEL * left, 4_000_000 - PIXEL * bottom,
            500_000 + PIXEL * right, 4_000_000 - PIXEL * top)


def polygon(*corners):
    """Return a polygon through corners given in pixels."""
    points = [(500_000 + PIXEL * x, 4_000_000 - PIXEL * y) for x, y in (*corners, corners[0])]
    return f"POLYGON(({', '.join(f'{x} {y}' for x, y in points)}))"


def gathered(settings):
    return gather_data(settings, architecture_named(settings.architecture), Progress())


def test_nothing_outside_is_learnt(config):
    """Neither by the statistics that scale the images, nor by the pixels that count."""
    data = gathered(config({"extent": list(box(40, 16, 104, 80))}))
    series = data.pools[0].series
    assert {(region.rows, region.columns) for region in series.regions} == {(64, 64)}
    assert series.fine.mean.max() < 0.5


def test_polygons_hide_what_lies_between_them(config):
    """The images go on around them: a network sees what is beside a field."""
    triangle = polygon((40, 16), (104, 16), (40, 80))
    region = gathered(config({"polygons": triangle})).pools[0].series.regions[0]
    rows, columns = np.mgrid[:64, :64]
    inside = rows + columns < 63
    assert (region.fine.valid == inside).mean() > 0.98
    assert np.isfinite(region.fine.values).all() and region.fine.values.max() < 1


def test_what_is_held_out_and_judged_lies_in_the_area(config, tmp_path):
    settings = config({"polygons": polygon((40, 16), (104, 16), (40, 80))}, held_out="spatial")
    known = HeldOutDate.of(settings, "spatial", str(tmp_path), Progress())
    unseen = np.zeros((ROWS, COLUMNS), bool)
    unseen[known.window.slices_in(known.scene.grid.whole())] = known.unseen()
    rows, columns = np.nonzero(unseen)
    assert len(rows) and rows.min() >= 16 + 51 and (rows - 16 + columns - 40 <= 64).all()


def test_it_trains(config, tmp_path):
    settings = config({"extent": list(box(40, 16, 104, 80)), "polygons": polygon(
        (30, 16), (104, 30), (50, 96))})
    run_training(settings, lambda event, **values: None, threading.Event())
    again = Config.of({**settings.as_dict(), "output": str(tmp_path / "again.onnx")})
    assert again.scenes == settings.scenes and replace(again, output="") == replace(
        settings, output="")
    assert (tmp_path / "network.onnx").exists()


@pytest.mark.parametrize(("area", "words"), [
    ({"extent": list(box(40, 16, 60, 80))}, "64 x 20 pixels"),
    ({"extent": list(box(900, 900, 990, 990))}, "lies outside of"),
    ({"place": "here"}, "area.place")])
def test_an_area_that_cannot_be_used(config, area, words):
    with pytest.raises(InputError, match=words):
        gathered(config(area))
