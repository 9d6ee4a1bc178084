"""A guide in jobs of many dates and methods, on threads and on a cluster."""

import json

import numpy as np
import pytest

from stfusion_qgis.comparison import choosing
from stfusion_qgis.comparison.contestants import classical_contestants
from tests.run.test_jobs_of_many import (
    DATES,
    date,
    images,
    run,
    same,
    season,
    season_options,
    values_of,
)
from tests.scene_files import write_tif
from tests.small_season import land

__all__ = ["season"]


@pytest.fixture
def guide(season):
    """Return the name of a guide in the folder of the season: how its land greens."""
    write_tif(season / "greening.tif", (land(100) - land(0)).astype(np.float32))
    return "greening.tif"


def test_season(season, guide, scheduler):
    """A date finds the same weight whether it is computed with others or alone on a worker."""
    given = ["--method", "fitfc", "--guide", guide]
    code, done = run(*season_options(season, "--output", "whole", "--report", "r.html", *given))
    assert code == 0 and "similar pixels: 2" in done["guide"]
    assert done["guide"] in (season / "r.html").read_text("utf-8")
    code, other = run(*season_options(season, "--output", "tiled", "--executor", "dask",
                                      "--scheduler", scheduler, *given))
    assert code == 0 and other["guide"] == done["guide"]
    same(values_of(season / "tiled", ".vrt"), values_of(season / "whole", ".tif"))
    code, plain = run(*season_options(season, "--output", "whole", "--method", "fitfc"))
    assert code == 0 and plain["kept"] == 0 and not plain["guide"]
    code, _ = run(*season_options(season, "--output", "whole", "--method", "fitfc",
                                  "--guide", "missing.tif"))
    assert code == 2


def test_job_files(season, guide):
    """The guide is relative to the job file, its options are among the parameters."""
    tables = {"task": "season", "fine": images(season, "fine"), "output": "dates",
              "coarse": images(season, "coarse"), "guide": guide, "parameters": {
                  "dates": DATES.split(", ")[0], "method": "fitfc", "guide_weight": 0.25}}
    (season / "job.json").write_text(json.dumps(tables))
    code, done = run("job.json")
    assert code == 0 and done["guide"].endswith("similar pixels: 0.25")


def test_choice(season, guide, scheduler, monkeypatch):
    """With the guide and without, the same on a cluster."""
    quick = [each for each in classical_contestants(1) if each.method.id in (
        "temporaldifference", "fitfc")]
    monkeypatch.setattr(choosing, "classical_contestants", lambda available: quick)
    monkeypatch.setattr(choosing, "network_contestants", lambda *given: [])
    fine, coarse = ([f"{kind}_{date(day)}.tif" for day in (0, 20, 40)]
                    for kind in ("fine", "coarse"))
    tables = []
    for name, further in (("threads", ()), ("dask", ("--executor", "dask", "--scheduler",
                                                     scheduler))):
        code, done = run("choice", "--fine", *fine, "--coarse", *coarse, "--guide", guide,
                         "--table", f"{name}.csv", *further)
        assert code == 0 and done["guided"] is False  # the small land is too noisy for that
        rows = [line.split(",") for line in (season / f"{name}.csv").read_text().splitlines()]
        tables.append([[*row[:11], row[12]] for row in rows])
    assert tables[0] == tables[1] and len(tables[0]) == 1 + 4 * 3
