"""Training from QGIS, with a small program in the place of the training itself."""

import json
import pathlib
import sys

import numpy as np
import processing
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsVectorLayer,
)

from stfusion_qgis.networks.contract import write_contract
from stfusion_qgis.processing.training_log import TrainingLog
from stfusion_qgis.progress import Progress
from stfusion_qgis.training.config import Config
from tests.networks.network_files import identity, plain_contract
from tests.scene_files import write_tif

DATES = ("2020-03-01", "2020-04-01", "2020-05-01")

TRAINER = """
import json, os, sys
if "-c" in sys.argv:
    if "FOUND" not in sys.argv[2]:
        sys.exit(1)
    print("FOUND" + json.dumps({name: PACKAGES for name in sys.argv[3:]}))
    sys.exit()
config = json.load(open(sys.argv[sys.argv.index("--config") + 1]))
json.dump(config, open(RECORD, "w"))
def say(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)
say("started", device="CPU", parameters=330000, held_out="2020-04-01")
say("progress", fraction=0.5, step=40, loss=0.25, seconds=3.0)
say("validation", step=40, error=0.021, baseline=0.034, best=True)
open(config["output"], "w").write("network")
if config["report"]:
    open(config["report"], "w").write("<html>report</html>")
say("exported", output="x", steps=80, seconds=6.0)
say("message", level="warning", text="This network is not better.")
say("judging", fraction=0.5, text="Comparing with STARFM")
say("judging", fraction=0.6, text="Comparing with STARFM")
say("verdict", rows=[{"title": "STARFM", "values": {"RMSE": 0.03}}], rmse=0.021,
    rmse_baseline=0.034, rmse_best_classical=0.03, best_classical="STARFM",
    beats_baseline=True, headline="Good.")
say("finished")
"""


@pytest.fixture
def given(tmp_path):
    """Return parameters with three pairs, and a Python that only says what it was told."""
    rng = np.random.default_rng(0)

    def image(kind, date, side, pixel):
        values = rng.integers(200, 4000, (2, side, side)).astype(np.int16)
        return write_tif(tmp_path / f"{kind}_{date}.tif", values, pixel)

    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\nRECORD = {str(tmp_path / 'config.json')!r}\n"
                      f"PACKAGES = '2.0'\n{TRAINER}")
    python.chmod(0o755)
    (tmp_path / "out").mkdir()
    return {"FINE": [image("fine", date, 48, 30) for date in DATES],
            "COARSE": [image("coarse", date, 6, 240) for date in (*DATES, "2020-06-01")],
            "PYTHON": str(python), "OUTPUT": str(tmp_path / "out" / "fields.onnx"),
            "OUTPUT_HTML": str(tmp_path / "out" / "fields.html")}


def network(folder, architecture):
    """Write a network that says of itself to be of an architecture, and return its path."""
    path = identity(folder / "start.onnx")
    write_contract(path, plain_contract(architecture=architecture), path)
    return path


def change_trainer(given, before, line):
    """Put a line into the program before the event of a kind."""
    python = pathlib.Path(given["PYTHON"])
    place = f'say("{before}"'
    python.write_text(python.read_text().replace(place, f"{line}\n{place}"))


def config_of(given):
    return json.loads((pathlib.Path(given["PYTHON"]).parent / "config.json").read_text())


def test_an_area_is_handed_on(run, error_of, given, tmp_path):
    """EXTENT and AREA, as for predicting."""
    extent = "500000,501440,3998560,4000000 [EPSG:32633]"
    fields = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 3998560, 501440, 4000000)))
    fields.dataProvider().addFeatures([feature])
    run("trainnetwork", given)
    assert "area" not in config_of(given)["scenes"][0]
    run("trainnetwork", {**given, "EXTENT": extent, "AREA": fields})
    area = config_of(given)["scenes"][0]["area"]
    assert area["extent"] == [500000, 3998560, 501440, 4000000]
    assert area["extent_crs"] == "EPSG:32633" and area["name"] == "fields"
    assert area["polygons"].startswith("GEOMETRYCOLLECTION(Polygon")
    assert Config.of(config_of(given)).scenes[0].area.name == "fields"
    assert "cannot be read" in error_of("trainnetwork", {**given, "EXTENT": "here"})


def test_a_guide_is_handed_on(run, error_of, given, tmp_path):
    """One for all dates, or one for each, by its name; and only where the network can take it."""
    rng = np.random.default_rng(1)
    guides = [write_tif(tmp_path / f"features_{date}.tif", rng.random((3, 12, 12), np.float32), 120)
              for date in DATES]
    run("trainnetwork", {**given, "GUIDE": guides[:1]})
    scene = config_of(given)["scenes"][0]
    assert scene["guide"] == guides[0] and not any(pair["guide"] for pair in scene["pairs"])
    run("trainnetwork", {**given, "GUIDE": guides[::-1]})
    scene = config_of(given)["scenes"][0]
    assert "guide" not in scene and [pair["guide"] for pair in scene["pairs"]] == guides
    assert Config.of(config_of(given)).scenes[0].guided
    assert any("fine_2020-03-01 + coarse_2020-03-01 + features_2020-03-01" in line
               for line in run.feedback.lines)
    assert "no guide for 2020-05-01" in error_of("trainnetwork", {**given, "GUIDE": guides[:2]})
    assert "takes no guide" in error_of("trainnetwork", {
        **given, "GUIDE": guides, "ARCHITECTURE": "srcnn"})
    over = {**given, "GUIDE": guides[:1], "OUTPUT": guides[0]}
    assert "is the input" in error_of("trainnetwork", over)


def test_outputs_and_log(run, given):
    results = run("trainnetwork", given)
    assert results == {
        "OUTPUT": given["OUTPUT"], "OUTPUT_HTML": given["OUTPUT_HTML"], "RMSE": 0.021,
        "RMSE_BASELINE": 0.034, "RMSE_BEST_CLASSICAL": 0.03, "BEST_CLASSICAL": "STARFM",
        "BEATS_BASELINE": True, "VERDICT": "Good."}
    assert pathlib.Path(given["OUTPUT"]).read_text() == "network"
    log = "\n".join(run.feedback.lines)
    for words in ("2020-03-01: fine_2020-03-01 + coarse_2020-03-01", "coarse_2020-06-01",
                  "330,000 weights on CPU", "loss 0.2500", "STARFM: RMSE 0.0300",
                  "error on the held-out images 0.0210", "best so far"):
        assert words in log
    assert run.feedback.warnings == ["This network is not better."]
    assert any(40 < percent < 45 for percent in run.feedback.percents)


def test_samples_are_pictures_where_the_log_can_show_them(tmp_path):
    """QGIS can since 3.36; before, the log tells where they are."""
    event = {"event": "sample", "path": str(tmp_path / "a b.png"), "caption": "Step 3 <best>"}
    shown, progress = [], Progress().collecting()
    TrainingLog(progress, lambda html, text: shown.append((html, text))).hear(event)
    assert not progress.infos
    assert "Step 3 &lt;best&gt;" in shown[0][0] and "a%20b.png" in shown[0][0]
    TrainingLog(progress).hear(event)
    assert progress.infos == [f"Step 3 <best>: {tmp_path / 'a b.png'}"] == [shown[0][1]]


@pytest.mark.parametrize("event", [
    {"event": "unknown"}, {"event": "progress"}, {"event": "validation", "error": None},
    {"event": "started"}, {"event": "exported"}, {"event": "verdict", "rows": [{}]},
    {"event": "judging"}, {"event": "message"}])
def test_events_that_lack_something_do_no_harm(event):
    TrainingLog(Progress()).hear(event)


def test_defaults(run, given):
    run("trainnetwork", given)
    config = config_of(given)
    assert [pair["date"] for pair in config["scenes"][0]["pairs"]] == list(DATES)
    assert (config["architecture"], config["bands"], config["start"]) == (
        "residualfusion", None, None)
    assert (config["minutes"], config["steps"], config["seed"], config["held_out"]) == (
        10, None, 1, "auto")
    assert config["simulate"] is None and config["compare"] is True


def test_everything_is_passed_on(run, given, tmp_path):
    clear = write_tif(tmp_path / "clear_2020-04-01.tif", np.ones((1, 48, 48), np.uint8))
    start = network(tmp_path, "residualfusion")
    run("trainnetwork", {
        **given, "FINE_MASKS": [clear], "ARCHITECTURE": "residualfusion", "BANDS": 0,
        "START_FILE": start, "MINUTES": 2.5, "DEVICE": 1, "HELD_OUT": "2020-05-01",
        "STEPS": 7, "SEED": 3, "THREADS": 2, "BAND_MATCHING": 1, "SCALE_COARSE": True,
        "COREGISTER": True, "RATIO": 8.0, "TITLE": "Fields", "OUTPUT_HTML": None})
    config = config_of(given)
    scene = config["scenes"][0]
    assert [bool(pair["fine_mask"]) for pair in scene["pairs"]] == [False, True, False]
    assert (scene["band_matching"], scene["scale_coarse"], scene["coregister"],
            scene["ratio"]) == ("name", True, True, 8)
    assert (config["bands"], config["start"], config["minutes"], config["device"]) == (
        "any", start, 2.5, "cpu")
    assert (config["steps"], config["seed"], config["threads"], config["held_out"],
            config["title"]) == (7, 3, 2, "2020-05-01", "Fields")
    run("trainnetwork", {**given, "HELD_OUT_AREA": True})
    assert config_of(given)["held_out"] == "spatial"


def test_paths_may_be_relative(run, given, tmp_path, monkeypatch):
    """The training works in another folder."""
    monkeypatch.chdir(tmp_path)
    names = {name: [pathlib.Path(path).name for path in given[name]] for name in ("FINE", "COARSE")}
    run("trainnetwork", {**given, **names, "OUTPUT": "out/fields.onnx", "OUTPUT_HTML": None})
    pair = config_of(given)["scenes"][0]["pairs"][0]
    assert (pair["fine"], pair["coarse"]) == (given["FINE"][0], given["COARSE"][0])
    assert pathlib.Path(given["OUTPUT"]).exists()


def test_without_coarse_images_they_are_simulated(run, given):
    run("trainnetwork", {**given, "COARSE": [], "SIMULATED_RATIO": [6, 12]})
    config = config_of(given)
    assert [pair["coarse"] for pair in config["scenes"][0]["pairs"]] == [None] * 3
    assert config["simulate"]["ratio"] == [6, 12] and config["simulate"]["noise"] == [0, 0.05]
    assert any("simulated" in line for line in run.feedback.lines)


def wrong(given, tmp_path):
    """Return what is given wrongly in each case, and what the message must say."""
    def image(name):
        return write_tif(tmp_path / name, np.arange(2 * 48 * 48).reshape(2, 48, 48))

    coarse = given["COARSE"]
    return {
        "no date": ({"FINE": [image("summer.tif"), *given["FINE"]]}, ["summer", "YYYY-MM-DD"]),
        "no partner": ({"COARSE": [coarse[0], coarse[1], coarse[3]]},
                       ["fine_2020-05-01", "coarse_2020-04-01"]),
        "one date": ({"FINE": given["FINE"][:1]}, ["two dates"]),
        "date twice": ({"FINE": [*given["FINE"], image("b_2020-04-01.tif")]},
                       ["b_2020-04-01", "same date"]),
        "mask of another date": ({"FINE_MASKS": [image("m_2020-07-01.tif")]},
                                 ["m_2020-07-01", "no image has"]),
        "missing image": ({"FINE": [*given["FINE"], str(tmp_path / "f_2020-08-01.tif")]},
                          ["Fine images", "f_2020-08-01.tif", "cannot be opened"]),
        "unknown held-out date": ({"HELD_OUT": "2020-04-02"}, ["2020-04-02", "2020-04-01"]),
        "unknown architecture": ({"ARCHITECTURE": "unet"}, ["unet", "residualfusion"]),
        "unknown network": ({"START": "general"}, ["general", "nothing"]),
        "missing start": ({"START_FILE": str(tmp_path / "no.onnx")}, ["no.onnx"]),
        "start of another architecture": ({"START_FILE": network(tmp_path, "unet")},
                                          ["start.onnx", "unet"]),
        "start that is no network": ({"START_FILE": given["FINE"][0]}, ["fine_2020-03-01.tif"]),
        "missing Python": ({"PYTHON": str(tmp_path / "no_python")}, ["no_python"]),
        "no Python": ({"PYTHON": given["FINE"][0]}, ["cannot be started"]),
        "wrong simulation": ({"COARSE": [], "SIMULATED_RATIO": [1, 1]}, ["2 or more"]),
    }


@pytest.mark.parametrize("case", [
    "no date", "no partner", "one date", "date twice", "mask of another date", "missing image",
    "unknown held-out date", "unknown architecture", "unknown network", "missing start",
    "start of another architecture", "start that is no network", "missing Python", "no Python",
    "wrong simulation"])
def test_bad_input(error_of, given, tmp_path, case):
    """A message that helps, before anything is trained, and nothing is written."""
    changed, words = wrong(given, tmp_path)[case]
    text = error_of("trainnetwork", {**given, **changed})
    assert all(word in text for word in words), text
    assert not list((tmp_path / "out").iterdir()) and not (tmp_path / "config.json").exists()


def test_torch_is_missing(error_of, given, tmp_path):
    python = pathlib.Path(given["PYTHON"])
    python.write_text(python.read_text().replace("PACKAGES = '2.0'", "PACKAGES = None"))
    text = error_of("trainnetwork", given)
    assert "torch" in text and "pip install" in text
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("line, words", [
    ("os.kill(os.getpid(), 9)", "memory ran out"),
    ("say('error', text='The images are too small.'); sys.exit(1)", "The images are too small."),
    ("raise RuntimeError('wrong shapes')", "wrong shapes")])
def test_a_training_that_fails(error_of, given, tmp_path, line, words):
    change_trainer(given, "validation", line)
    assert words in error_of("trainnetwork", given)
    assert not list((tmp_path / "out").iterdir())


def test_a_comparison_that_fails_leaves_the_network(run, given):
    change_trainer(given, "verdict", "os.kill(os.getpid(), 9)")
    results = run("trainnetwork", given)
    assert results["OUTPUT"] == given["OUTPUT"] and "RMSE" not in results
    assert any("memory ran out" in text for text in run.feedback.warnings)


def test_cancel_keeps_the_best_so_far(provider, given):
    """The outputs are there, and the log says that it was stopped."""
    change_trainer(given, "validation", "assert sys.stdin.readline() == 'stop\\n'")

    class Cancelling(QgsProcessingFeedback):
        def pushInfo(self, text):  # noqa: N802 (the name is given by QGIS)
            if "weights" in text:
                self.cancel()

    feedback = Cancelling()
    results = processing.run("stfusion:trainnetwork", given, feedback=feedback)
    assert results["OUTPUT"] == given["OUTPUT"] and results["RMSE"] == 0.021
    assert "stopped early" in feedback.textLog()
