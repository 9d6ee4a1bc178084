"""The Processing algorithms of image quality."""

import csv
import re

import numpy as np
import pytest
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from stfusion_qgis.processing.comparemethods import CompareMethods
from stfusion_qgis.processing.imagequality import ImageQuality
from stfusion_qgis.quality.registry import METRICS


class Log(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def reportError(self, error, fatal=False):  # noqa: N802 (the name is given by QGIS)
        self.errors.append(error)


def run(algorithm, parameters):
    feedback, context = Log(), QgsProcessingContext()
    outputs, ok = QgsProcessingAlgorithm.run(algorithm.create(), parameters, context, feedback)
    assert ok, feedback.errors
    return outputs


def error_of(algorithm, parameters):
    feedback, context = Log(), QgsProcessingContext()
    _, ok = QgsProcessingAlgorithm.run(algorithm.create(), parameters, context, feedback)
    assert not ok
    return feedback.errors[-1]


@pytest.fixture
def images(make_pair, write):
    """Return the parameters of images whose names say what they are."""
    x, y = make_pair(3, 96, 128)
    fine, _ = make_pair(3, 96, 128, seed=3)
    coarse = y.reshape(3, 6, 16, 8, 16).mean(axis=(2, 4))
    return {"PREDICTION": write("prediction.tif", x).path,
            "REFERENCE": write("reference.tif", y).path,
            "FINE_1": write("fine_1.tif", fine).path,
            "COARSE_PREDICTION": write("coarse.tif", coarse, pixel=480.0).path}


@pytest.fixture
def rmse(make_pair):
    x, y = make_pair(3, 96, 128)
    return np.mean(np.sqrt(np.mean((x.astype(float) - y) ** 2, axis=(1, 2))))


def test_image_quality_gives_numbers_report_and_table(qgis_app, images, rmse, tmp_path):
    outputs = run(ImageQuality(), {
        **images, "OUTPUT_HTML": str(tmp_path / "r.html"), "OUTPUT_CSV": str(tmp_path / "r.csv")})
    assert outputs["RMSE"] == pytest.approx(rmse, rel=1e-9)
    assert outputs["COARSE_CORRELATION"] > 0.99
    assert set(METRICS) - set(outputs) == {"Q4"}
    report = (tmp_path / "r.html").read_text("utf-8")
    assert "Quality of prediction" in report and "reference, fine_1, coarse" in report
    rows = {row["metric"]: row for row in csv.DictReader(
        (tmp_path / "r.csv").read_text("utf-8").splitlines())}
    assert float(rows["RMSE"]["overall"]) == pytest.approx(outputs["RMSE"], rel=1e-6)


def test_image_quality_without_a_reference(qgis_app, images):
    del images["REFERENCE"], images["FINE_1"]
    outputs = run(ImageQuality(), {**images, "OUTPUT_HTML": None})
    assert outputs["COARSE_RMSE"] > 0 and "RMSE" not in outputs
    assert "OUTPUT_HTML" not in outputs


def test_data_range_and_ratio_are_options(qgis_app, images):
    given = {key: images[key] for key in ("PREDICTION", "REFERENCE")}
    assert "ERGAS" not in run(ImageQuality(), given)
    small, large = (run(ImageQuality(), {**given, "RATIO": 16, "DATA_RANGE": extent})
                    for extent in (1000, 10000))
    assert large["PSNR"] == pytest.approx(small["PSNR"] + 20)
    assert small["ERGAS"] == large["ERGAS"] > 0


def test_a_mask_leaves_pixels_out(qgis_app, images, make_pair, write):
    x, y = make_pair(3, 96, 128)
    mask = np.zeros((1, 96, 128))
    mask[:, 20:60, 30:90] = 1
    given = {key: images[key] for key in ("PREDICTION", "REFERENCE")}
    outputs = run(ImageQuality(), {**given, "MASK": write("mask.tif", mask).path})
    assert outputs["BIAS"] == pytest.approx(
        float((x - y)[:, 20:60, 30:90].mean(dtype=float)), rel=1e-6)


@pytest.mark.parametrize("changes, message", [
    ({"OUTPUT_HTML": "r.html", "OUTPUT_CSV": "r.html"}, "same name"),
    ({"OUTPUT_HTML": "r.html", "OUTPUT_CSV": "./R/../r.html"}, "same name"),
    ({"OUTPUT_HTML": "other.tif"}, "no report"),
    ({"OUTPUT_CSV": "other.tif"}, r"no report.*\.csv")])
def test_reports_take_no_other_place(qgis_app, images, tmp_path, changes, message):
    """Of each other, or of an image that the run does not read."""
    (tmp_path / "R").mkdir()
    (tmp_path / "other.tif").write_text("an image")
    error = error_of(ImageQuality(), {**images, **{
        name: str(tmp_path / file) for name, file in changes.items()}})
    assert re.search(message, error)
    assert (tmp_path / "other.tif").read_text() == "an image"
    assert not (tmp_path / "r.html").exists()


def nothing_to_compare(images):
    del images["REFERENCE"], images["COARSE_PREDICTION"], images["FINE_1"]


def nowhere_to_write(images):
    images["OUTPUT_CSV"] = "/nowhere/at/all.csv"


def prediction_twice(images):
    images["REFERENCE"] = images["PREDICTION"]


@pytest.mark.parametrize(("mistake", "message"), [
    (nothing_to_compare, "Give something to compare"),
    (nowhere_to_write, "cannot be written"),
    (prediction_twice, "same file"),
])
def test_mistakes_are_told(qgis_app, images, mistake, message):
    mistake(images)
    assert message in error_of(ImageQuality(), images)


def test_compare_methods(qgis_app, images, make_pair, write, tmp_path):
    x, y = make_pair(3, 96, 128)
    better = write("better.tif", (x + 4 * y) / 5).path
    outputs = run(CompareMethods(), {
        **images, "PREDICTIONS": [images["PREDICTION"], better],
        "OUTPUT_HTML": str(tmp_path / "c.html"), "OUTPUT_CSV": str(tmp_path / "c.csv")})
    assert outputs["BEST"] == "better"
    assert 1 <= outputs["BEST_MEAN_RANK"] < 1.3
    assert "Mean rank" in (tmp_path / "c.html").read_text("utf-8")
    assert (tmp_path / "c.csv").read_text().startswith("prediction,metric,")


def test_it_runs_in_a_task(qgis_app, images, rmse):
    """As in the toolbox: off the main thread, with layers of the main thread."""
    context, feedback = QgsProcessingContext(), Log()
    task = QgsProcessingAlgRunnerTask(ImageQuality().create(), images, context, feedback)
    found = []
    task.executed.connect(lambda ok, outputs: found.append(outputs))
    task.run()
    task.finished(True)
    assert found and found[0]["RMSE"] == pytest.approx(rmse, rel=1e-9)
