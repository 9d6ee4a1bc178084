"""Training on real images, and fusing with what came out, as users do it."""

import json
import re
import subprocess

import numpy as np
import processing
import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessing,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)

from stfusion_qgis.networks.contract import read_contract
from tests.scene_files import read_tif
from tools.run_qgis import REPOSITORY

DATES = ("2018-07-23", "2018-09-01", "2018-10-21", "2018-12-10")
HELD_OUT = "2018-10-21"
NEAREST = "2018-09-01"  # among the others, to the held-out date
SHORT = {"STEPS": 6, "MINUTES": 0.05, "HELD_OUT": HELD_OUT}

FROM_VALUE = QgsProcessingModelChildParameterSource.fromStaticValue
FROM_INPUT = QgsProcessingModelChildParameterSource.fromModelParameter
FROM_CHILD = QgsProcessingModelChildParameterSource.fromChildOutput


@pytest.fixture(scope="module")
def itoiz(shared_data, tmp_path_factory):
    """Return a part of the series of Itoiz, small enough to be quick: fine and coarse by date."""
    folder = tmp_path_factory.mktemp("itoiz")
    series = shared_data / "itoiz" / "series"
    fine, coarse = {}, {}
    for date in DATES:
        fine[date] = str(folder / f"S2_{date}.tif")
        coarse[date] = str(series / f"coarse_sim_300m_{date}.tif")
        gdal.Translate(fine[date], str(series / f"S2_{date}.tif"), srcWin=[240, 300, 240, 240])
    return fine, coarse


def qgis_process(algorithm, inputs):
    """Return the results of an algorithm or a model, and its log."""
    arguments = [f"{name}={item}" for name, value in inputs.items()
                 for item in (value if isinstance(value, list) else [value])]
    done = subprocess.run([REPOSITORY / "dev", "qgis_process", "--json", "run", algorithm, "--",
                           *arguments], text=True, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    return reply["results"], "\n".join(reply["log"]["info"])


def mean_rmse(predicted, truth):
    valid = np.isfinite(predicted).all(axis=0) & np.isfinite(truth).all(axis=0)
    return np.sqrt(((predicted - truth)[:, valid] ** 2).mean(axis=1)).mean()


def test_train_then_fuse(itoiz, tmp_path):
    """The error that the training has announced is that of the fusion with its network."""
    fine, coarse = itoiz
    network, report = tmp_path / "itoiz.onnx", tmp_path / "itoiz.html"
    results, log = qgis_process("stfusion:trainnetwork", {
        "FINE": list(fine.values()), "COARSE": list(coarse.values()), **SHORT,
        "OUTPUT": network, "OUTPUT_HTML": report})
    assert results["OUTPUT"] == str(network) and results["OUTPUT_HTML"] == str(report)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["itoiz.html", "itoiz.onnx"]
    assert f"held out: {HELD_OUT}" in log and "Step 6" in log
    assert results["VERDICT"] in report.read_text("utf-8")

    output = str(tmp_path / "predicted.tif")
    qgis_process("stfusion:networkfusion", {
        "NETWORK_FILE": network, "FINE_1": fine[NEAREST], "COARSE_1": coarse[NEAREST],
        "COARSE_PREDICTION": coarse[HELD_OUT], "OUTPUT_TYPE": 1, "OUTPUT": output})
    truth = read_tif(fine[HELD_OUT])
    assert mean_rmse(read_tif(output), truth) == pytest.approx(results["RMSE"], rel=1e-3)
    assert results["RMSE_BASELINE"] > 0 and results["BEATS_BASELINE"] == (
        results["RMSE"] < results["RMSE_BASELINE"])
    accuracy = read_contract(network).accuracy
    assert accuracy["measured_on"] == HELD_OUT
    assert accuracy["rmse"] == pytest.approx(results["RMSE"])


def make_model():
    """Return a model that trains a network and predicts with it."""
    model = QgsProcessingModelAlgorithm("train and fuse", "test")
    model.setName("train_and_fuse")
    inputs = {name: QgsProcessingParameterMultipleLayers(
        name, name, QgsProcessing.SourceType.TypeRaster) for name in ("FINE", "COARSE")}
    inputs |= {name: QgsProcessingParameterRasterLayer(name, name)
               for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")}
    for name, parameter in inputs.items():
        model.addModelParameter(parameter, QgsProcessingModelParameter(name))
    train = add(model, "stfusion:trainnetwork", {
        **{name: FROM_INPUT(name) for name in ("FINE", "COARSE")},
        **{name: FROM_VALUE(value) for name, value in SHORT.items()}})
    add(model, "stfusion:networkfusion", {
        **{name: FROM_INPUT(name) for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")},
        "NETWORK_FILE": FROM_CHILD(train, "OUTPUT")}, "prediction")
    return model


def add(model, algorithm, sources, output=None):
    child = QgsProcessingModelChildAlgorithm(algorithm)
    for name, source in sources.items():
        child.addParameterSources(name, [source])
    identifier = model.addChildAlgorithm(child)
    if output:
        made = QgsProcessingModelOutput(output, output)
        made.setChildOutputName("OUTPUT")
        made.setChildId(identifier)
        model.childAlgorithm(identifier).setModelOutputs({output: made})
        model.updateDestinationParameters()
    return identifier


def test_in_a_model(provider, itoiz, tmp_path):
    """The network goes straight from the training to the fusion."""
    fine, coarse = itoiz
    path, output = str(tmp_path / "model.model3"), str(tmp_path / "predicted.tif")
    assert make_model().toFile(path)
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(path)
    destination, = model.destinationParameterDefinitions()
    qgis_process(path, {
        "FINE": list(fine.values()), "COARSE": list(coarse.values()), "FINE_1": fine[NEAREST],
        "COARSE_1": coarse[NEAREST], "COARSE_PREDICTION": coarse[HELD_OUT],
        destination.name(): output})
    truth, unchanged = read_tif(fine[HELD_OUT]), read_tif(fine[NEAREST])
    assert mean_rmse(read_tif(output), truth) < mean_rmse(unchanged, truth)


def test_cancel(provider, itoiz, tmp_path):
    """What was learnt until then is written, compared with the baselines, and reported."""
    fine, coarse = itoiz

    class Cancelling(QgsProcessingFeedback):
        def pushInfo(self, text):  # noqa: N802 (the name is given by QGIS)
            super().pushInfo(text)
            if text.startswith("Step") and "loss" in text:
                self.cancel()

    feedback = Cancelling()
    results = processing.run("stfusion:trainnetwork", {
        "FINE": list(fine.values()), "COARSE": list(coarse.values()), "MINUTES": 100,
        "OUTPUT": str(tmp_path / "n.onnx"), "OUTPUT_HTML": str(tmp_path / "n.html")},
        feedback=feedback)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n.html", "n.onnx"]
    assert read_contract(results["OUTPUT"]).architecture == "residualfusion"
    assert results["RMSE"] <= results["RMSE_BASELINE"] * 1.2
    log = feedback.textLog()
    assert "stopped early" in log and "Temporal difference" in log
    sample = re.search(r"Step 0: what was given, .*: (/.*step_000000\.png)", log)[1]
    assert gdal.Open(sample).RasterXSize == 4 * 120 + 3 * 4  # every other pixel of each picture
