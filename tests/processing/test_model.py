"""STARFM and image quality in a model of the graphical designer."""

import subprocess

import numpy as np
import processing
import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingModelAlgorithm

from tests.processing.model_builder import make_model
from tests.scene_files import read_tif
from tools.run_qgis import REPOSITORY


@pytest.fixture
def inputs(provider, one_pair, files):
    return {**{name: one_pair[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")},
            "REFERENCE": files["TRUTH"]}


def check(inputs, prediction, report, rmse_raster):
    """The number that went on through the model is the RMSE of the prediction."""
    errors = read_tif(prediction) - read_tif(inputs["REFERENCE"])
    rmse = np.sqrt((errors ** 2).mean(axis=(1, 2))).mean()
    assert rmse > 1
    assert read_tif(rmse_raster) == pytest.approx(rmse, rel=1e-6)
    assert "<html" in report.read_text("utf-8")


def outputs_in(folder):
    return {"prediction": folder / "p.tif", "report": folder / "r.html", "rmse": folder / "e.tif"}


def test_in_processing(inputs, tmp_path):
    model = make_model()
    outputs = outputs_in(tmp_path)
    context = QgsProcessingContext()
    destinations = {parameter.name(): str(outputs[parameter.name().rpartition(":")[2]])
                    for parameter in model.destinationParameterDefinitions()}
    assert model.canExecute() == (True, "")
    result = processing.run(model, {**inputs, **destinations}, context=context,
                            feedback=QgsProcessingFeedback())
    assert set(destinations) <= set(result)
    check(inputs, *outputs.values())


def test_in_qgis_process(inputs, tmp_path):
    """Saved, read again, and run without a desktop."""
    path = str(tmp_path / "model.model3")
    assert make_model().toFile(path)
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(path)
    outputs = outputs_in(tmp_path)
    arguments = [f"{name}={value}" for name, value in inputs.items()]
    arguments += [f"{parameter.name()}={outputs[parameter.name().rpartition(':')[2]]}"
                  for parameter in model.destinationParameterDefinitions()]
    result = subprocess.run([REPOSITORY / "dev", "qgis_process", "run", path, "--", *arguments],
                            text=True, capture_output=True, timeout=300)
    assert result.returncode == 0, result.stderr
    check(inputs, *outputs.values())
