"""The same pixels from a cluster of two processes as from threads, even if processes die."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.executors.carrying import brought, carried
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.prediction import predict_window
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, read_tif

REPOSITORY = Path(__file__).resolve().parents[2]


def command_line(*arguments, folder, **variables):
    """Run the front door in a process of its own, as `./dev run` does."""
    return subprocess.run(
        [sys.executable, "-m", "stfusion_qgis.run", *map(str, arguments)], cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **variables}, capture_output=True,
        text=True, timeout=300)


def write_job(folder, method):
    """Write a job file and its images."""
    scene = make_images(rows=300, columns=520).open(folder)
    (folder / "job.toml").write_text(f"""
method = "{method}"
fine = ["{os.path.basename(scene.fine[0].source)}"]
coarse = ["{os.path.basename(scene.coarse[0].source)}"]
predict = ["{os.path.basename(scene.coarse_predictions[0].source)}"]
output = "whole.tif"
""")


def test_a_worker_is_killed_twice(tmp_path):
    """Two processes of Dask, of which one dies and its successor, too: the pixels stay the same."""
    methods, kills = tmp_path / "methods", tmp_path / "kills"
    for each in (methods, kills):
        each.mkdir()
    (methods / "killing.py").write_text(
        (Path(__file__).parent / "killing_method.py").read_text())
    variables = {"STFUSION_METHODS": str(methods), "STFUSION_TEST_KILLS": str(kills)}
    write_job(tmp_path, "killing")
    whole = command_line("job.toml", folder=tmp_path, **variables)
    assert whole.returncode == 0, whole.stderr
    for name in "ab":
        (kills / name).touch()
    tiled = command_line(
        "job.toml", "--output", "tiled.vrt", "--executor", "dask", "--workers", 2, "--tile", 256,
        "--log", "log.json", folder=tmp_path, **variables)
    assert tiled.returncode == 0, tiled.stderr
    assert not list(kills.iterdir())
    assert len(list((tmp_path / "tiled_tiles").iterdir())) == 6
    np.testing.assert_array_equal(read_tif(tmp_path / "tiled.vrt"),
                                  read_tif(tmp_path / "whole.tif"))
    done = json.loads((tmp_path / "log.json").read_text().splitlines()[-1])
    assert done["event"] == "done" and done["tiles"] == {"made": 6, "kept": 0}
    assert done["failed"] == {} and done["predicted"] == [1.0]


@pytest.mark.parametrize("id", sorted(shipped_methods()))
def test_states_can_be_carried(tmp_path, id):
    """What a method has prepared predicts the same in another process, whatever it holds."""
    method = shipped_methods()[id]
    scene = make_images(rows=48, columns=48, pairs=max(method.pairs[0], 1)).open(tmp_path)
    parameters, window = method.Parameters(), Window(0, 0, 32, 32)
    state = method.prepare(scene, parameters, Progress())
    there, their_state = brought(carried((scene, state)))
    ours, = predict_window(method, scene, parameters, state, window)
    theirs, = predict_window(method, there, parameters, their_state, window)
    np.testing.assert_array_equal(ours.values, theirs.values)
    np.testing.assert_array_equal(ours.valid, theirs.valid)
    assert gdal.Open(there.fine[0].source)
