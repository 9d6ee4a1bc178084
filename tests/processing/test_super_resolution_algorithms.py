"""The Processing algorithms of methods that need no reference pair."""

import dataclasses

import numpy as np
import pytest
from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingFeedback

from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family
from stfusion_qgis.processing.fusion import FusionAlgorithm
from tests.scene_files import block_mean, make_images, read_tif

METHODS = [m for m in all_methods().values() if m.family is Family.SUPER_RESOLUTION]
EACH = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


class Log(QgsProcessingFeedback):
    """Keeps the errors of an algorithm."""

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def reportError(self, error, fatal=False):  # noqa: N802 (the name is given by QGIS)
        self.errors.append(error)


def run(method, parameters):
    log, context = Log(), QgsProcessingContext()
    outputs, ok = QgsProcessingAlgorithm.run(
        FusionAlgorithm(method).create(), parameters, context, log)
    return (outputs if ok else None), log.errors


@pytest.fixture
def images(tmp_path):
    """Return the arrays of a scene and the parameters of its files."""
    arrays = make_images(rows=48, columns=64, bands=2, ratio=8)
    scene = dataclasses.replace(arrays, coarse=[]).open(tmp_path)
    return arrays, {"FINE_1": scene.fine[0].path,
                    "COARSE_PREDICTION": scene.coarse_predictions[0].path,
                    "OUTPUT_TYPE": 1, "OUTPUT": str(tmp_path / "fine.tif")}


@EACH
def test_parameters(method):
    algorithm = FusionAlgorithm(method).create()
    names = [definition.name() for definition in algorithm.parameterDefinitions()]
    names = [name for name in names if name != "GUIDE"]
    assert names[:3] == ["FINE_1", "COARSE_PREDICTION", "UPSCALING"]
    assert not any("COARSE_1" in name for name in names) and "DATE_1" not in names
    optional = algorithm.parameterDefinition("FINE_1").flags()
    assert optional & algorithm.parameterDefinition("FINE_1").Flag.FlagOptional


def test_methods_with_pairs_have_no_scale_ratio_of_the_output():
    algorithm = FusionAlgorithm(all_methods()["starfm"]).create()
    assert algorithm.parameterDefinition("UPSCALING") is None


@EACH
def test_coarse_image_alone(method, images):
    arrays, parameters = images
    del parameters["FINE_1"]
    outputs, errors = run(method, {**parameters, "UPSCALING": 4})
    assert not errors and outputs["PREDICTED"] == 100
    values = read_tif(outputs["OUTPUT"])
    assert values.shape == (2, 24, 32)
    assert np.abs(block_mean(values, 4) - arrays.predictions[0]).mean() < 0.01


@EACH
def test_on_the_grid_of_a_fine_image(method, images):
    arrays, parameters = images
    outputs, errors = run(method, parameters)
    assert not errors
    assert read_tif(outputs["OUTPUT"]).shape == arrays.truth.shape


def test_without_fine_image_the_scale_ratio_is_needed(images, tmp_path):
    _, parameters = images
    del parameters["FINE_1"]
    outputs, errors = run(METHODS[0], parameters)
    assert outputs is None and "scale ratio of the output" in errors[-1]
    assert not (tmp_path / "fine.tif").exists()
