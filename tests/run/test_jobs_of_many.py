"""Seasons and comparisons from the command line: on threads, and the same on a cluster."""

import json
import os

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.comparison import choosing
from stfusion_qgis.comparison.contestants import classical_contestants
from stfusion_qgis.errors import InputError
from stfusion_qgis.run import __main__ as command
from stfusion_qgis.run.job_file import job_of
from tests.scene_files import block_mean, read_tif, write_tif
from tests.small_season import RATIO, date, land, write_season

DATES = "2021-04-11, 2021-04-25, 2021-05-16"


@pytest.fixture
def season(tmp_path, monkeypatch):
    """Return the folder of the images of a season, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command.signal, "signal", lambda *given: None)
    write_season(tmp_path)
    return tmp_path


def images(folder, kind):
    return sorted(path.name for path in folder.glob(f"{kind}_*.tif"))


def run(*arguments):
    """Run the command line; return its exit code, and what the log says at the end."""
    if os.path.exists("log.json"):
        os.remove("log.json")
    code = command.main([*map(str, arguments), "--log", "log.json"])
    with open("log.json", encoding="utf-8") as log:
        return code, json.loads(log.read().splitlines()[-1])


def season_options(folder, *further):
    return ["season", "--fine", *images(folder, "fine"), "--coarse", *images(folder, "coarse"),
            "--dates", DATES, *further]


def values_of(folder, ending):
    return [read_tif(folder / f"season_{day}{kind}{ending}")
            for day in DATES.split(", ") for kind in ("", "_uncertainty", "_state")]


def same(ones, others):
    for one, other in zip(ones, others):
        np.testing.assert_array_equal(one, other)


def test_season(season, scheduler):
    """The workers' tiles hold what threads write; a second run finds them finished."""
    further = "--method", "temporaldifference"
    code, done = run(*season_options(season, "--output", "whole", "--report", "proof.html",
                                     "--table", "proof.csv", *further))
    assert code == 0 and done["dates"] == 3 and done["verdict"]
    assert (season / "proof.html").exists() and (season / "proof.csv").exists()
    on_cluster = season_options(season, "--output", "tiled", "--executor", "dask", "--scheduler",
                                scheduler, *further)
    code, done = run(*on_cluster, "--cube", "cube.nc")
    assert code == 0 and done["tiles"]["made"] == 1 and (season / "cube.nc").exists()
    same(values_of(season / "tiled", ".vrt"), values_of(season / "whole", ".tif"))
    bands = gdal.Open(str(season / "tiled" / "season_states.vrt"))
    assert bands.RasterCount == 3
    assert not list((season / "tiled").glob(".work_*"))
    code, done = run(*on_cluster)
    assert code == 0 and (done["tiles"]["made"], done["tiles"]["kept"]) == (0, 1)


def test_season_file(season):
    """A job file names the same; dates may be of the coarse images."""
    (season / "job.json").write_text(json.dumps({
        "task": "season", "fine": images(season, "fine"), "coarse": images(season, "coarse"),
        "output": "dates", "parameters": {"every": 30}, "run": {"threads": 1}}))
    code, done = run("job.json")
    assert code == 0 and done["dates"] == 3
    assert (season / "dates" / f"season_{date(30)}.tif").exists()


@pytest.fixture
def predictions(season):
    """Return names of predictions of a date; the truth is truth.tif."""
    truth = land(20)
    write_tif(season / "truth.tif", truth.astype(np.float32))
    write_tif(season / "low.tif", block_mean(truth, RATIO).astype(np.float32), 30 * RATIO)
    for name, noise in (("good", 20), ("bad", 200), ("middle", 60)):
        spread = np.random.default_rng(1).normal(0, noise, truth.shape)
        write_tif(season / f"{name}.tif", (truth + spread).astype(np.float32))
    return ["middle.tif", "good.tif", "bad.tif"]


def test_comparison(season, predictions, scheduler):
    options = ["comparison", "--predictions", *predictions, "--reference", "truth.tif",
               "--coarse-prediction", "low.tif", "--data-range", "3000"]
    code, done = run(*options, "--report", "r.html", "--table", "threads.csv")
    assert code == 0 and done["best"] == "good.tif" and (season / "r.html").exists()
    code, other = run(*options, "--table", "dask.csv", "--executor", "dask", "--scheduler",
                      scheduler)
    assert code == 0 and other["mean_ranks"] == done["mean_ranks"]
    ones, others = ((season / name).read_text().splitlines() for name in (
        "threads.csv", "dask.csv"))
    assert len(ones) == len(others) > 10


def test_choice(season, scheduler, monkeypatch):
    """The same methods predict the same on a cluster, where each date of each is a task."""
    quick = [each for each in classical_contestants(2) if each.method.id in (
        "temporaldifference", "interpolation")]
    networks = choosing.network_contestants
    monkeypatch.setattr(choosing, "classical_contestants", lambda available: quick)
    monkeypatch.setattr(choosing, "network_contestants", lambda *given: networks(*given)[-1:])
    fine, coarse = ([f"{kind}_{date(day)}.tif" for day in (0, 20, 40)]
                    for kind in ("fine", "coarse"))
    options = ["choice", "--fine", *fine, "--coarse", *coarse]
    tables = []
    for name, further in (("threads", ()), ("dask", ("--executor", "dask", "--scheduler",
                                                     scheduler))):
        code, done = run(*options, "--table", f"{name}.csv", *further)
        assert code == 0 and done["verdict"] and done["best"]
        rows = [line.split(",") for line in (season / f"{name}.csv").read_text().splitlines()]
        tables.append([row[:11] for row in rows[1:]])
    assert tables[0] == tables[1] and len(tables[0]) == 4 * (len(quick) + 1)
    assert not list(season.glob(".work_*"))


@pytest.mark.parametrize("tables, message", [
    ({"task": "season"}, "lacks 'output'"),
    ({"task": "season", "output": "o"}, "Choose the fine images"),
    ({"task": "season", "output": "o", "fine": ["f"], "catalogue": "c"}, "either a catalogue"),
    ({"task": "season", "output": "o", "fine": ["f"], "cube": "c.tif"}, "with .nc or .zarr"),
    ({"task": "season", "output": "o", "fine": ["f"], "predict": ["p"]}, "knows no 'predict'"),
    ({"task": "season", "output": "o", "fine": ["f"], "parameters": {"dates": "soon"}},
     "soon is no date"),
    ({"task": "season", "output": "o", "fine": ["f"], "parameters": {"method": "fusing"}},
     "none of smoother"),
    ({"task": "comparison", "predictions": ["a"], "reference": "r", "report": "h"},
     "two predictions"),
    ({"task": "comparison", "predictions": ["a", "b"], "report": "h"}, "lacks 'reference'"),
    ({"task": "comparison", "predictions": ["a", "b"], "reference": "r"}, "lacks 'report'"),
    ({"task": "choice", "fine": ["a"], "coarse": ["b"]}, "lacks 'report'"),
    ({"task": "contest"}, "no method 'contest'.*season"),
])
def test_wrong_jobs_of_many(tables, message):
    with pytest.raises(InputError, match=message):
        job_of(tables)
