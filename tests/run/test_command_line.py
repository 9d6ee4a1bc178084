"""The command line: job files and options, what it says, and how it ends."""

import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.methods import all_methods, shipped_methods
from stfusion_qgis.parameters import descriptions
from stfusion_qgis.run import __main__ as command
from stfusion_qgis.run.job import RunSettings
from stfusion_qgis.run.job_file import job_of, read_job
from stfusion_qgis.run.jobs.fusion_job import FusionJob
from stfusion_qgis.run.options import parsed
from stfusion_qgis.run.terminal import TerminalProgress
from tests.scene_files import make_images, read_tif
from tools.rooms_drawing import PACKAGE
from tools.source_tree import modules_of

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
JOB = {"method": "starfm", "fine": ["fine_0.tif"], "coarse": ["coarse_1.tif"],
       "predict": ["coarse_2.tif"], "output": "out.tif"}
TOML = """
method = "starfm"
fine = ["fine_0.tif"]
coarse = ["coarse_1.tif"]
predict = ["coarse_2.tif"]
output = "file.vrt"
[parameters]
window_size = 9
[run]
tile = 256
"""
OPTIONS = ["starfm", "--fine", "fine_0.tif", "--coarse", "coarse_1.tif", "--predict",
           "coarse_2.tif", "--window-size", "9"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of a scene, which is the current one."""
    scene = make_images(rows=60, columns=300).open(tmp_path)
    for raster, name in zip(scene.rasters, ("fine_0", "coarse_1", "coarse_2")):
        (tmp_path / raster.source).rename(tmp_path / f"{name}.tif")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command.signal, "signal", lambda *given: None)
    return tmp_path


def test_options_and_job_file(folder, capsys):
    """They give the same image; options count more than the file."""
    (folder / "job.toml").write_text(TOML)
    assert command.main([*OPTIONS, "--output", "options.tif", "--log", "log.json"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(folder / "options.tif")]
    assert command.main(["job.toml"]) == 0
    assert command.main(["job.toml", "--output", "other.tif"]) == 0
    for name in ("file.vrt", "other.tif"):
        np.testing.assert_array_equal(read_tif(folder / name), read_tif(folder / "options.tif"))
    events = [json.loads(line) for line in (folder / "log.json").read_text().splitlines()]
    assert events[0]["event"] == "start" and events[0]["method"] == "starfm"
    assert events[-1]["event"] == "done" and events[-1]["predicted"] == [1.0]
    assert [e["fraction"] for e in events if e["event"] == "progress"][-1] == 1.0


def test_a_guide(folder):
    """As an option and in a job file, with a weight that counts; other methods know none."""
    given = ["fitfc", *OPTIONS[1:7], "--guide", "fine_0.tif", "--output", "guided.tif"]
    assert command.main([*given, "--guide-weight", "1"]) == 0
    job = {**JOB, "method": "fitfc", "guide": "fine_0.tif", "parameters": {"guide_weight": 1.0}}
    (folder / "job.json").write_text(json.dumps(job))
    assert command.main(["job.json"]) == 0
    np.testing.assert_array_equal(read_tif(folder / "guided.tif"), read_tif(folder / "out.tif"))
    with pytest.raises(SystemExit):
        parsed(["starfm", "--guide", "fine_0.tif"])


def test_a_process_of_its_own(folder):
    """The front door as a user calls it, without QGIS, and without Dask unless asked for."""
    code = ("import sys; from stfusion_qgis.run.__main__ import main; code = main(sys.argv[1:]); "
            "assert not {'qgis', 'dask', 'distributed', 'cloudpickle'} & set(sys.modules); "
            "sys.exit(code)")
    done = subprocess.run([sys.executable, "-c", code, *OPTIONS, "--output", "out.tif"], cwd=folder,
                          env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, text=True,
                          capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "\r" not in done.stderr and "100%" in done.stderr


def test_who_imports_dask():
    """One module, which the command line alone imports, and only inside of a function."""
    modules = modules_of(PACKAGE)
    assert [name for name, module in modules.items()
            if module.foreign & {"dask", "distributed"}] == ["executors.on_dask"]
    assert [name for name, module in modules.items()
            if "executors.on_dask" in module.imports] == ["run.job"]


def test_json_jobs(folder):
    (folder / "job.json").write_text(json.dumps(JOB))
    assert job_of(read_job("job.json")).output == str(folder / "out.tif")


def test_toml_without_tomllib(folder, monkeypatch):
    (folder / "job.toml").write_text(TOML)
    for name in ("tomllib", "tomli"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match="pip install tomli"):
        read_job("job.toml")


@pytest.mark.parametrize("change, message", [
    ({"method": "stafm"}, "no method 'stafm'.*starfm"),
    ({"predict": []}, "lacks 'predict'"),
    ({"outputs": "a.tif"}, "no 'outputs'.*output"),
    ({"fine": "a.tif"}, "fine is 'a.tif', but has to be of the kind list"),
    ({"fine": [1]}, "'fine' has to be a list of paths"),
    ({"parameters": {"window": 3}}, "no 'parameters.window'.*window_size"),
    ({"parameters": {"window_size": "many"}}, "parameters.window_size is 'many'.*integer"),
    ({"parameters": {"window_size": 51.5}}, "parameters.window_size is 51.5.*integer"),
    ({"parameters": {"window_size": 50}}, "odd"),
    ({"parameters": {"similarity": "none"}}, "none of band, all"),
    ({"images": {"coregister": "perhaps"}}, "images.coregister.*switch"),
    ({"images": {"ratio": True}}, "images.ratio.*number"),
    ({"masks": {"fine_7": "m.tif"}}, "mask or a date of fine_7"),
    ({"masks": {"fine": "m.tif"}}, "'fine' names no image"),
    ({"dates": {"fine_1": "yesterday"}}, "'yesterday' is no date"),
    ({"area": {"extent": [1, 2]}}, "four numbers"),
    ({"run": {"executor": "slurm"}}, "none of threads, dask"),
    ({"run": {"tile": 10}}, "run.tile is 10, but must be at least 256"),
    ({"run": {"threads": True}}, "run.threads is True.*integer"),
    ({"run": {"executor": "dask"}}, "end with .vrt"),
])
def test_wrong_jobs(change, message):
    with pytest.raises(InputError, match=message):
        job_of({**JOB, **change})


@pytest.mark.parametrize("arguments, message", [
    (["starfn"], "neither a method nor a job file"),
    (["nowhere.toml"], "cannot be read"),
    (["damaged.toml"], "is damaged"),
    (["starfm"], "lacks 'predict'"),
    ([*OPTIONS, "--output", "out.png"], "must be a GeoTIFF"),
    ([*OPTIONS, "--output", "{date}.tif"], "{number} instead of {date}"),
    ([*OPTIONS, "--coarse", "nowhere.tif", "--output", "o.tif"], "nowhere.tif"),
])
def test_what_cannot_be_used(folder, capsys, arguments, message):
    """The exit code is 2, and the message names the fault; nothing is written."""
    (folder / "damaged.toml").write_text("method = ")
    before = sorted(folder.iterdir())
    assert command.main(arguments) == command.UNUSABLE
    assert message in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


def test_interrupted(folder, monkeypatch):
    heard = {}
    monkeypatch.setattr(command.signal, "signal", lambda number, call: heard.update(call=call))
    monkeypatch.setattr(command._Interruptible, "info",
                        lambda self, text: heard["call"](2, None))
    assert command.main([*OPTIONS, "--output", "out.tif"]) == command.INTERRUPTED
    assert not (folder / "out.tif").exists()


def test_failed_tiles(folder, monkeypatch):
    monkeypatch.setattr(FusionJob, "run", lambda job, progress: {
        "outputs": [], "failed": {"r0000_c0000": "a reason"}})
    assert command.main([*OPTIONS, "--output", "out.vrt"]) == command.INCOMPLETE


@pytest.mark.parametrize("id", sorted(shipped_methods()))
def test_help_of_every_method(id, capsys):
    """It tells every parameter with what is described of it, and the exit codes."""
    with pytest.raises(SystemExit) as end:
        parsed([id, "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert end.value.code == 0 and "exit codes" in shown and all_methods()[id].title in shown
    for name, described in descriptions(all_methods()[id].Parameters).items():
        assert f"--{name.replace('_', '-')}" in shown and described.label in shown


def test_options_of_every_kind():
    _, tables = parsed(["starfm", "--coregister", "yes", "--similarity", "all", "--ratio", "16",
                        "--predict", "a", "b", "--output", "o", "--float-output"])
    job = job_of(tables)
    assert job.inputs.options.coregister is True and job.inputs.options.ratio == 16.0
    assert job.parameters.similarity == "all" and job.settings.float_output
    assert len(job.inputs.coarse_predictions) == 2


def test_masks_dates_and_area():
    job = job_of({**JOB, "masks": {"fine_1": "m.tif"}, "dates": {"coarse_prediction": "2024-03-01"},
                  "area": {"extent": [0, 0, 1, 1], "extent_crs": "EPSG:4326"}})
    assert job.inputs.fine[0].mask.path == os.path.abspath("m.tif")
    assert str(job.inputs.coarse_predictions[0].date) == "2024-03-01"
    assert job.inputs.area.extent == (0, 0, 1, 1)
    assert RunSettings() == job.settings


class Stream:
    """Keeps what is written; a terminal or not."""

    def __init__(self, terminal):
        self.terminal, self.text = terminal, ""

    def isatty(self):
        return self.terminal

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def test_bar_and_lines():
    terminal, lines = (TerminalProgress(Stream(tty)) for tty in (True, False))
    for progress in (terminal, lines):
        for i in range(101):
            progress.report(i / 100, f"step {i}")
            if i == 50:
                progress.warn("beware")
        progress.close()
    bars = terminal._stream.text
    assert "\r\033[K[###############...............]  50% step 50" in bars
    assert "\r\033[K! beware\n[####" in bars
    assert bars.endswith("[" + "#" * 30 + "] 100% step 100\n")
    assert lines._stream.text.count("\n") <= 13 and "! beware\n" in lines._stream.text
    assert lines._stream.text.endswith("100% step 100\n") and "\r" not in lines._stream.text
