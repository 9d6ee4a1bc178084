"""Networks in Processing: described, run, in models and in qgis_process."""

import json
import subprocess

import numpy as np
import processing
import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
)

from stfusion_qgis.networks.contract import Output, read_contract, write_contract
from stfusion_qgis.networks.shipped import shipped_networks
from tests.networks.network_files import Layers, identity, plain_contract, small_network
from tests.processing.model_builder import FROM_CHILD, FROM_INPUT, FROM_VALUE, add_child
from tests.scene_files import read_tif
from tools.run_qgis import REPOSITORY

NAMES = ("FINE_1", "COARSE_1", "FINE_2", "COARSE_2", "COARSE_PREDICTION")


@pytest.fixture
def network(tmp_path):
    """Return a function that writes a network for a number of pairs."""
    return lambda pairs, **changes: small_network(tmp_path / f"{pairs}.onnx", pairs, **changes)


@pytest.fixture
def given(files, tmp_path):
    """Return the parameters of a fusion with all images."""
    (tmp_path / "out").mkdir()
    return {**{name: files[name] for name in NAMES}, "OUTPUT": files["OUTPUT"]}


def rmse(path, files):
    return np.sqrt(np.mean((read_tif(path) - read_tif(files["TRUTH"])) ** 2))


@pytest.mark.parametrize("pairs, unused", [(0, 3), (1, 2), (2, 0)])
def test_a_network_takes_what_it_needs(run, given, files, network, pairs, unused):
    """Images that it does not take are left alone, and the log says so."""
    outputs = run("networkfusion", {**given, "NETWORK_FILE": network(pairs)})
    assert rmse(outputs["OUTPUT"], files) < (900 if pairs == 0 else 310)
    dataset = gdal.Open(outputs["OUTPUT"])
    assert dataset.GetRasterBand(1).GetDescription() == "green"
    told = [line for line in run.feedback.lines if line.startswith("Not used")]
    assert (told[0].count("2020") if told else 0) == unused
    assert f"Small network of {pairs} pairs on CPU" in run.feedback.lines


def test_uncertainty_and_series(run, given, network, tmp_path):
    outputs = run("networkfusion", {
        **given, "NETWORK_FILE": network(1),
        "OUTPUT_UNCERTAINTY": str(tmp_path / "out" / "spread.tif")})
    assert (read_tif(outputs["OUTPUT_UNCERTAINTY"]) >= 0).all()
    outputs = run("networkfusion", {
        **given, "NETWORK_FILE": network(1), "COARSE_SERIES": [given["COARSE_2"]],
        "OUTPUT_SERIES": str(tmp_path / "series")})
    assert len(list((tmp_path / "series").glob("*.tif"))) == 1


def test_without_a_fine_image(run, given, network):
    """The output's grid comes from the coarse image and a scale ratio."""
    outputs = run("networkfusion", {
        "COARSE_PREDICTION": given["COARSE_PREDICTION"], "UPSCALING": 4,
        "NETWORK_FILE": network(0), "OUTPUT": given["OUTPUT"]})
    assert read_tif(outputs["OUTPUT"]).shape == (3, 24, 28)


def without(given, *names):
    return {name: value for name, value in given.items() if name not in names}


@pytest.mark.parametrize("pairs, missing, words", [
    (1, ["FINE_1"], "Small network of 1 pairs needs the fine image of pair 1"),
    (1, ["COARSE_1"], "needs the coarse image of pair 1"),
    (2, ["COARSE_2"], "needs the coarse image of pair 2"),
    (0, ["FINE_1", "FINE_2", "COARSE_1", "COARSE_2"], "scale ratio of the output")])
def test_missing_images(error_of, given, network, pairs, missing, words):
    assert words in error_of("networkfusion", {
        **without(given, *missing), "NETWORK_FILE": network(pairs)})


def test_messages_come_before_the_run(provider, given, network):
    """The dialog shows them when the user presses Run."""
    algorithm = provider.algorithm("networkfusion")
    path = network(1)
    for parameters, words in [
            ({**given, "NETWORK_FILE": path + "x"}, "there is no file"),
            ({**given, "NETWORK_FILE": identity(path)}, "does not say what its inputs are"),
            ({**given, "NETWORK": "nonet"}, "Network: 'nonet' is none of"),
            ({**given, "NETWORK_FILE": path, "MEMORY_LIMIT": 1}, "at least 128")]:
        fine, message = algorithm.checkParameterValues(parameters, QgsProcessingContext())
        assert not fine and words in message, message


def test_bad_network(error_of, given, tmp_path):
    """Errors of the core come through as they are; nothing is left behind."""
    layers = Layers(1)
    layers.convolution(1)
    layers.nodes[-1].attribute[0].ints[:] = [0] * 4
    path = layers.save(tmp_path / "n.onnx")
    write_contract(path, plain_contract(output=Output(layers.name)), path)
    assert "n.onnx is 1 x 1 x" in error_of("networkfusion", {**given, "NETWORK_FILE": path})
    assert not list((tmp_path / "out").iterdir())


# Describing

def foreign(path):
    """Write a network as others make them and return its path."""
    layers = Layers(9, name="pair")
    layers.convolution(6, 3, 0.5).add("Tanh").convolution(3, 3, 0.02, flat=0, name="residual")
    layers.add("Abs", name="features")
    return layers.save(path, [("features", 3), ("residual", 3)])


DESCRIPTION = {"INPUTS": "pair = fine_1, coarse_1, coarse_prediction - coarse_1",
               "OUTPUT_NAME": "residual", "ADDED": "fine_1 + coarse_prediction - coarse_1",
               "TITLE": "Made elsewhere", "LICENCE": "MIT"}


def test_describe_and_run(run, given, files, tmp_path):
    source, target = foreign(tmp_path / "foreign.onnx"), str(tmp_path / "described.onnx")
    outputs = run("describenetwork", {  # the dialog writes an empty range so
        "NETWORK": source, **DESCRIPTION, "RATIO": "None,None", "OUTPUT": target})
    contract = read_contract(target)
    assert outputs["OUTPUT"] == target and json.loads(outputs["CONTRACT"])["halo"] == 2
    assert (contract.bands, contract.title, contract.licence) == (3, "Made elsewhere", "MIT")
    assert any("Halo: 2 pixels" in line for line in run.feedback.lines)
    run("networkfusion", {**given, "NETWORK_FILE": target})
    assert rmse(given["OUTPUT"], files) < 310  # the temporal difference has 299


def test_describe_with_ranges_and_answers(run, tmp_path):
    source, target = foreign(tmp_path / "foreign.onnx"), str(tmp_path / "described.onnx")
    run("describenetwork", {
        "NETWORK": source, **DESCRIPTION, "OUTPUT": target, "SCALING": 1, "RANGE_FROM": "0,10000",
        "RANGE_TO": "-1,1", "RATIO": "8,16", "TILE_STATISTICS": 0,
        "BANDS": 3, "ACCURACY": "RMSE 120"})
    contract = read_contract(target)
    assert contract.scaling.source == (0, 10000) and contract.scaling.target == (-1, 1)
    assert contract.ratio == (8, 16) and (contract.halo, contract.tile_multiple) == (2, 1)
    assert contract.tile_statistics and list(contract.accuracy.values()) == ["RMSE 120"]


def test_an_empty_description_shows(run, tmp_path):
    outputs = run("describenetwork", {"NETWORK": foreign(tmp_path / "foreign.onnx")})
    assert "OUTPUT" not in outputs or not outputs["OUTPUT"]
    assert any("Input pair: tensor(float) 1 x 9" in line for line in run.feedback.lines)
    assert [path.name for path in tmp_path.iterdir()] == ["foreign.onnx"]


def test_describe_what_cannot_be(error_of, tmp_path):
    source = foreign(tmp_path / "foreign.onnx")
    target = str(tmp_path / "described.onnx")
    for changes, words in [
            ({"INPUTS": "x = fine_1, coarse_1, coarse_prediction"}, "no input 'x'"),
            ({"OUTPUT_NAME": ""}, "several outputs: features, residual"),
            ({"OUTPUT": None}, "where the copy shall go"),
            ({"OUTPUT": str(tmp_path / "no" / "a.onnx")}, "cannot be written"),
            ({"OUTPUT": str(tmp_path / "a.pb")}, "must end with .onnx")]:
        assert words in error_of("describenetwork", {
            "NETWORK": source, **DESCRIPTION, "OUTPUT": target, **changes})
    assert [path.name for path in tmp_path.iterdir()] == ["foreign.onnx"]


# Models and qgis_process

def model_of_a_network():
    """Return a model that describes a network and fuses with it."""
    model = QgsProcessingModelAlgorithm("describe and fuse", "test")
    model.setName("describe_and_fuse")
    images = ("FINE_1", "COARSE_1", "COARSE_PREDICTION")
    for parameter in [*(QgsProcessingParameterRasterLayer(name, name) for name in images),
                      QgsProcessingParameterFile("NETWORK", "Network")]:
        model.addModelParameter(parameter, QgsProcessingModelParameter(parameter.name()))
    described = add_child(model, "stfusion:describenetwork", {
        "NETWORK": FROM_INPUT("NETWORK"),
        **{name: FROM_VALUE(value) for name, value in DESCRIPTION.items()}},
        {"OUTPUT": "described"})
    add_child(model, "stfusion:networkfusion", {
        **{name: FROM_INPUT(name) for name in images}, "TILE_SIZE": FROM_VALUE(32),
        "NETWORK_FILE": FROM_CHILD(described, "OUTPUT")}, {"OUTPUT": "prediction"})
    return model


def test_in_a_model(provider, given, files, tmp_path):
    """Saved, read again, run with the file that its first step writes."""
    path = str(tmp_path / "model.model3")
    assert model_of_a_network().toFile(path)
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(path) and model.canExecute() == (True, "")
    names = {parameter.name().rpartition(":")[2]: parameter.name()
             for parameter in model.destinationParameterDefinitions()}
    processing.run(model, {
        **{name: given[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")},
        "NETWORK": foreign(tmp_path / "foreign.onnx"),
        names["described"]: str(tmp_path / "described.onnx"),
        names["prediction"]: given["OUTPUT"]},
        context=QgsProcessingContext(), feedback=QgsProcessingFeedback())
    assert rmse(given["OUTPUT"], files) < 310  # the temporal difference has 299


def test_in_qgis_process(given, files, tmp_path):
    """Both algorithms, as a script on a server calls them."""
    target = str(tmp_path / "described.onnx")

    def call(name, parameters):
        arguments = [f"{key}={value}" for key, value in parameters.items()]
        result = subprocess.run(
            [REPOSITORY / "dev", "qgis_process", "--json", "run", f"stfusion:{name}", "--",
             *arguments], text=True, capture_output=True, timeout=300)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    call("describenetwork", {"NETWORK": foreign(tmp_path / "foreign.onnx"), **DESCRIPTION,
                             "OUTPUT": target})
    reply = call("networkfusion", {
        **{name: given[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION", "OUTPUT")},
        "NETWORK_FILE": target})
    assert reply["results"]["PREDICTED"] == 100
    assert "Made elsewhere on CPU" in "\n".join(reply["log"]["info"])
    metadata = gdal.Open(given["OUTPUT"]).GetMetadata()
    assert json.loads(metadata["STFUSION_NETWORK"])["title"] == "Made elsewhere"
    assert rmse(given["OUTPUT"], files) < 310  # the temporal difference has 299


def test_networks_are_told_by_their_titles(provider):
    """Scripts name them by identifiers; the help says which network each is."""
    algorithm = provider.algorithm("networkfusion")
    definition = algorithm.parameterDefinition("NETWORK")
    for identifier, title in shipped_networks().items():
        assert identifier in definition.options()
        assert f"{identifier}: {title}" in definition.help()
