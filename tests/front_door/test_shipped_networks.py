"""Every shipped network on every set of real images, in Processing, in a model, in qgis_process."""

import json
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
)

from bench.real_images import CASES
from stfusion_qgis.methods import all_methods
from stfusion_qgis.networks.shipped import shipped_networks
from tests.processing.conftest import provider, run  # noqa: F401
from tests.processing.model_builder import FROM_INPUT, FROM_VALUE, add_child
from tests.scene_files import read_tif
from tools.run_qgis import REPOSITORY

NETWORKS = list(shipped_networks())
METHOD = all_methods()["networkfusion"]
SIDE = 256
SETS = ("gwydir", "shenzhen", "itoiz, Landsat 8", "itoiz, October", "salton sea, 27 October")

pytestmark = pytest.mark.skipif(not NETWORKS, reason="no network comes with this version")


def given(name, network, shared_data, folder):
    """Return the parameters of a fusion of the middle of a set, and the true image there."""
    case = CASES[name]
    (fine, coarse), *_ = case.pairs

    def middle(path):
        source = gdal.Open(str(shared_data / path))
        column, row = ((size - SIDE) // 2 if size > SIDE else 0
                       for size in (source.RasterXSize, source.RasterYSize))
        width, height = min(SIDE, source.RasterXSize), min(SIDE, source.RasterYSize)
        target = str(folder / path.replace("/", "_"))
        gdal.Translate(target, source, srcWin=[column, row, width, height])
        return target

    needed = METHOD.references(METHOD.Parameters(network=network)).needed
    images = {"COARSE_PREDICTION": str(shared_data / case.prediction), "FINE_1": middle(fine)}
    if "coarse_1" in needed:
        images["COARSE_1"] = str(shared_data / coarse)
    options = {"RATIO": case.options["ratio"]} if "ratio" in case.options else {}
    return {**images, **options, "COREGISTER": case.options.get("coregister", False),
            "NETWORK": network, "OUTPUT": str(folder / "out.tif")}, middle(case.truth_file)


def check(parameters, truth):
    """The prediction is nearer to the truth than a constant; with a pair than no change, too."""
    predicted, true = read_tif(parameters["OUTPUT"]), read_tif(truth)
    fine = read_tif(parameters["FINE_1"])
    known = np.isfinite([predicted, true, fine]).all(axis=(0, 1))
    assert known.mean() > 0.6

    def rmse(image):
        return np.sqrt(((image - true)[:, known] ** 2).mean(axis=1)).mean()

    deviation = true[:, known].std(axis=1).mean()
    assert rmse(predicted) < 1.05 * deviation
    if "COARSE_1" in parameters:
        assert rmse(predicted) < rmse(fine)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("network", NETWORKS)
def test_in_processing(run, shared_data, tmp_path, network, name):  # noqa: F811
    parameters, truth = given(name, network, shared_data, tmp_path)
    run("networkfusion", parameters)
    check(parameters, truth)


@pytest.mark.parametrize("network", NETWORKS)
def test_in_a_model(run, shared_data, tmp_path, network):  # noqa: F811
    """With the network's name as a fixed value."""
    import processing
    parameters, truth = given("gwydir", network, shared_data, tmp_path)
    images = [key for key in parameters if key.startswith(("FINE", "COARSE_1", "COARSE_P"))]
    model = QgsProcessingModelAlgorithm("fuse", "test")
    for image in images:
        model.addModelParameter(QgsProcessingParameterRasterLayer(image, image),
                                QgsProcessingModelParameter(image))
    add_child(model, "stfusion:networkfusion", {
        **{image: FROM_INPUT(image) for image in images}, "NETWORK": FROM_VALUE(network)},
        {"OUTPUT": "prediction"})
    destination = model.destinationParameterDefinitions()[0].name()
    processing.run(model, {**{image: parameters[image] for image in images},
                           destination: parameters["OUTPUT"]})
    check(parameters, truth)


@pytest.mark.parametrize("network", NETWORKS[:1])
def test_in_qgis_process(shared_data, tmp_path, network):
    parameters, truth = given("gwydir", network, shared_data, tmp_path)
    arguments = [f"{key}={str(value).lower() if isinstance(value, bool) else value}"
                 for key, value in parameters.items()]
    result = subprocess.run(
        [REPOSITORY / "dev", "qgis_process", "--json", "run", "stfusion:networkfusion", "--",
         *arguments], text=True, capture_output=True, timeout=300)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["results"]["PREDICTED"] > 60
    check(parameters, truth)
