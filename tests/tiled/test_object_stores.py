"""Tiles in an object store: written and read by GDAL, from threads and from workers."""

import json

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.executors.on_threads import OnThreads
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.run import __main__ as command
from stfusion_qgis.tiled.fusion_tiles import FusionTiles
from stfusion_qgis.tiled.tile_making import make_tiles
from tests.scene_files import make_images, read_tif
from tests.small_season import date, write_season
from tests.tiled.object_server import object_server
from tests.tiled.test_dask import command_line, write_job

METHOD = shipped_methods()["temporaldifference"]


@pytest.fixture
def server():
    with object_server() as made:
        for name, value in made.variables.items():
            gdal.SetConfigOption(name, value)
        yield made
        for name in made.variables:
            gdal.SetConfigOption(name, None)
        gdal.VSICurlClearCache()


def test_whole_or_not(tmp_path, server):
    """What the store refuses is named; the rest stays, and is not made again."""
    scene = make_images(rows=300, columns=300).open(tmp_path)
    inputs = Inputs.of(*([raster.source for raster in rasters] for rasters in (
        scene.fine, scene.coarse, scene.coarse_predictions)))
    engine.run(METHOD, scene, METHOD.Parameters(), [str(tmp_path / "whole.tif")])

    def run():
        plan = FusionTiles.of(METHOD, METHOD.Parameters(), inputs, open_scene(inputs),
                              ["/vsis3/bucket/a/p.vrt"], side=256)
        with OnThreads(2) as executor:
            return make_tiles(plan, executor, Progress())

    server.refused = {"/bucket/a/p_tiles/r0001_c0000.tif"}
    done = run()
    assert list(done.failed) == ["r0001_c0000"] and not done.outputs
    assert "cannot be written" in done.failed["r0001_c0000"]
    server.refused = set()
    done = run()
    assert (done.made, done.kept) == (1, 3) and done.outputs == ["/vsis3/bucket/a/p.vrt"]
    np.testing.assert_array_equal(read_tif("/vsis3/bucket/a/p.vrt"),
                                  read_tif(tmp_path / "whole.tif"))
    assert b'relativeToVRT="1">p_tiles/r0000_c0000.tif' in server.files["/bucket/a/p.vrt"]
    assert run().kept == 4
    tiles = [key for key in server.written if key.endswith(".tif")]
    assert len(tiles) == len(set(tiles)) == 4


def test_workers_write(tmp_path, server):
    """From two processes of a cluster, without passing through the client."""
    write_job(tmp_path, "temporaldifference")
    assert command_line("job.toml", folder=tmp_path).returncode == 0
    done = command_line(
        "job.toml", "--output", "/vsis3/bucket/p.vrt", "--executor", "dask", "--workers", 2,
        "--tile", 256, "--log", "log.json", folder=tmp_path, **server.variables)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "log.json").read_text().splitlines()[-1])["tiles"]["made"] == 6
    gdal.VSICurlClearCache()
    np.testing.assert_array_equal(read_tif("/vsis3/bucket/p.vrt"),
                                  read_tif(tmp_path / "whole.tif"))


def test_season(tmp_path, server, monkeypatch, capsys):
    """Dates, their mosaics and items lie in the store, with the pixels that they have on a disk."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command.signal, "signal", lambda *given: None)
    write_season(tmp_path)
    options = ["season", "--fine", *sorted(map(str, tmp_path.glob("fine*"))), "--coarse",
               *sorted(map(str, tmp_path.glob("coarse*"))), "--dates", f"{date(10)}, {date(24)}",
               "--index", "b1 / b2"]
    stored = [*options, "--output", "/vsis3/bucket/season", "--threads", "2"]
    assert command.main([*options, "--output", "whole"]) == 0
    assert command.main(stored) == 2 and "Name it as 'work'" in capsys.readouterr().err
    stored += ["--work", str(tmp_path)]
    assert command.main([*stored, "--cube", "/vsis3/bucket/season.nc"]) == 2
    assert not server.files
    assert command.main(stored) == 0
    assert not list(tmp_path.glob(".work_*"))
    for name in (f"season_{date(10)}", f"season_{date(24)}_uncertainty",
                 f"season_{date(24)}_state"):
        np.testing.assert_array_equal(read_tif(f"/vsis3/bucket/season/{name}.vrt"),
                                      read_tif(f"whole/{name}.tif"))
    for name in ("season_b1 _ b2", "season_states"):
        mosaics = (f"/vsis3/bucket/season/{name}.vrt", f"whole/{name}.vrt")
        np.testing.assert_array_equal(*map(read_tif, mosaics))
    item = json.loads(server.files[f"/bucket/season/season_{date(24)}.json"])
    assert item["assets"]["mosaic"]["href"] == f"./season_{date(24)}.vrt"
    made = len(server.written)
    assert command.main(stored) == 0
    again = server.written[made:]
    assert again and not any(key.endswith(".tif") for key in again)
