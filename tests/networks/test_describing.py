"""Networks from elsewhere get a contract: what users say is checked, the rest is found."""

import dataclasses
import re

import numpy as np
import pytest
from onnx import TensorProto, helper

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks.contract import Input, Output, Scaling, read_contract
from stfusion_qgis.networks.describing import (
    Knowledge,
    describe,
    parse_added,
    parse_inputs,
    show,
)
from stfusion_qgis.progress import Progress
from tests.networks.network_files import Layers, save, small_network, tensor, terms
from tests.scene_files import make_images, read_tif

PAIR = Knowledge("fine_1, coarse_1, coarse_prediction")


def described(path, known=PAIR):
    """Describe a network in place and return its contract."""
    return describe(path, path, known, Progress())


# What the user writes

@pytest.mark.parametrize("text, expected", [
    ("x = fine_1", (Input("x", terms("fine_1")),)),
    (" fine_1 , coarse_prediction-coarse_1 ",
     (Input("only", terms("fine_1", "coarse_prediction - coarse_1")),)),
    ("a = fine_1, coarse_1; b=coarse_prediction @ coarse",
     (Input("a", terms("fine_1", "coarse_1")), Input("b", terms("coarse_prediction"), "coarse"))),
    ("a = fine_1\nb = coarse_1 @ fine\n",
     (Input("a", terms("fine_1")), Input("b", terms("coarse_1"))))])
def test_inputs_are_read(text, expected):
    assert parse_inputs(text, ["only"]) == expected


@pytest.mark.parametrize("text, names, words", [
    ("fine_1", ["a", "b"], "name = images; the network has the inputs a, b"),
    ("x = landsat", ["x"], "'landsat' is neither an image"),
    ("x = fine_1,", ["x"], "'' is neither an image"),
    ("x = fine_1 @ medium", ["x"], "fine or coarse")])
def test_inputs_that_cannot_be_read(text, names, words):
    with pytest.raises(InputError, match=re.escape(words)):
        parse_inputs(text, names)


def test_added_images_are_read():
    assert parse_added("fine_1 + coarse_prediction - coarse_1") == terms(
        "fine_1", "coarse_prediction - coarse_1")
    assert parse_added("") == ()


# What is found by running

def layers_of(kind):
    """Return some layers, how far they see and of what sizes must be multiples."""
    layers = Layers(3, seed=1)
    pool = {"kernel_shape": [2, 2], "strides": [2, 2]}
    doubled = layers.weight(np.full((4, 4, 2, 2), 0.3, np.float32))
    if kind == "one pixel":
        return layers.convolution(1, 1), 0, 1
    if kind == "two convolutions":
        return layers.convolution(4, 5).add("Relu").convolution(1, 3), 3, 1
    if kind == "dilated":
        layers.convolution(4, 3).add("Conv", layers.weight(np.random.default_rng(1).normal(
            0, 1, (1, 4, 3, 3)).astype(np.float32)), pads=[7] * 4, dilations=[7, 7])
        return layers, 8, 1
    if kind == "saturating":
        return layers.convolution(8, 3, 5).add("Tanh").convolution(1, 7), 4, 1
    if kind == "halved and doubled":
        layers.convolution(4, 3).add("MaxPool", **pool)
        layers.add("ConvTranspose", doubled, strides=[2, 2]).convolution(1, 1)
        return layers, 2, 2
    if kind == "twice halved":
        layers.convolution(4, 1).add("AveragePool", **pool).add("AveragePool", **pool)
        layers.add("ConvTranspose", doubled, strides=[2, 2])
        layers.add("ConvTranspose", doubled, strides=[2, 2]).convolution(1, 1)
        return layers, 3, 4
    if kind == "any size, but even places":  # resized to the size of the input, whatever it is
        layers.add("Shape", name="size")
        layers.name = "x"
        layers.convolution(4, 1).add("AveragePool", ceil_mode=1, **pool).convolution(1, 1)
        one = layers.weight(np.array([1], np.int64))
        layers.nodes.append(helper.make_node("Slice", ["size", layers.weight(
            np.array([2], np.int64)), layers.weight(np.array([4], np.int64))], ["pixels"]))
        layers.nodes.append(helper.make_node("Concat", [one, one, "pixels"], ["all"], axis=0))
        layers.add("Resize", "", "", "all", mode="nearest", nearest_mode="floor",
                   coordinate_transformation_mode="asymmetric")
        return layers, 1, 2
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", [
    "one pixel", "two convolutions", "dilated", "saturating", "halved and doubled", "twice halved",
    "any size, but even places"])
def test_halo_and_multiple(tmp_path, kind):
    layers, halo, multiple = layers_of(kind)
    layers.channels = 1
    contract = described(layers.save(tmp_path / "n.onnx"))
    assert (contract.halo, contract.tile_multiple) == (halo, multiple)
    assert not contract.tile_statistics and contract.bands == "any"


@pytest.mark.parametrize("kind", ["instance normalisation", "squeeze and excitation"])
def test_tile_statistics(tmp_path, kind):
    layers = Layers(3)
    layers.convolution(6, 3).add("Relu")
    if kind == "instance normalisation":
        layers.normalisation()
    else:
        before = layers.name
        layers.add("GlobalAveragePool").convolution(6, 1).add("Sigmoid").add("Mul", before)
    contract = described(layers.convolution(1, 5).save(tmp_path / "n.onnx"))
    assert contract.tile_statistics and contract.halo == 3


def test_a_user_who_knows_is_believed(tmp_path):
    """What is given counts; halo and multiple are measured all the same."""
    path = layers_of("two convolutions")[0].save(tmp_path / "n.onnx")
    contract = described(path, dataclasses.replace(
        PAIR, tile_statistics=True, ratio=(4, 20), bands=1,
        scaling=Scaling("range", (0, 10000), (0, 1)), title="Mine", licence="MIT",
        accuracy="RMSE 0.02"))
    assert contract.tile_statistics and contract.halo > 0
    assert contract.ratio == (4, 20) and contract.bands == 1 and contract.title == "Mine"
    assert contract.scaling.source == (0, 10000) and contract.licence == "MIT"
    assert list(contract.accuracy.values()) == ["RMSE 0.02"]


def coarse_network(path, ratio):
    """Write a network with an input of coarse cells, which it divides, and one of fine pixels."""
    layers = Layers(1, name="cells")
    layers.convolution(1, 3).add("ConvTranspose", layers.weight(
        np.ones((1, 1, ratio, ratio), np.float32)), strides=[ratio, ratio], name="up")
    layers.inputs += Layers(1, name="guide").inputs
    layers.add("Add", "guide")
    return layers.save(path)


def test_coarse_grid(tmp_path):
    """The halo reaches over whole coarse pixels; the ratio has to be told."""
    path, known = coarse_network(tmp_path / "n.onnx", 6), Knowledge(
        "cells = coarse_prediction @ coarse; guide = fine_1")
    with pytest.raises(InputError, match="give the scale ratio"):
        described(path, known)
    contract = described(path, dataclasses.replace(known, ratio=(6, 6)))
    assert contract.ratio == (6, 6)
    assert 11 <= contract.halo <= 12  # the neighbouring cell and the own one
    images = make_images(ratio=6)
    scene = images.open(tmp_path)
    parameters = NetworkFusion().Parameters(network_file=str(tmp_path / "n.onnx"))
    results = []
    for tile in (12, 512):
        engine.run(NetworkFusion(), scene, dataclasses.replace(parameters, tile_size=tile),
                   [str(tmp_path / "o.tif")])
        results.append(read_tif(tmp_path / "o.tif"))
    np.testing.assert_allclose(results[0], results[1], atol=1e-5)


def elsewhere(path):
    """Write a network as others make them: own names, several bands, two outputs."""
    layers = Layers(6, name="modis_and_landsat")
    layers.convolution(8, 3).add("Relu").convolution(3, 3, name="landsat")
    layers.add("Abs", name="features")
    return layers.save(path, [("features", 3), ("landsat", 3)])


def test_a_network_made_elsewhere(tmp_path):
    """From its file to an image, as a user goes the way."""
    source, target = elsewhere(tmp_path / "n.onnx"), tmp_path / "described.onnx"
    progress = Progress().collecting()
    contract = describe(source, target, Knowledge(
        "coarse_prediction - coarse_1, fine_1", "landsat", "fine_1", citation="Somebody 2021"),
        progress)
    assert contract.bands == 3 and contract.halo == 2 and contract.title == "n"
    assert contract.output == Output("landsat", terms("fine_1"))
    assert read_contract(target) == contract
    log = "\n".join(progress.infos)
    assert "modis_and_landsat = coarse_prediction - coarse_1, fine_1" in log
    assert "Halo: 2 pixels" in log and "Somebody 2021" in log
    scene = make_images(bands=3).open(tmp_path)
    parameters = NetworkFusion().Parameters(network_file=str(target))
    summary = engine.run(NetworkFusion(), scene, parameters, [str(tmp_path / "o.tif")])
    assert summary.predicted == [1.0]


def test_an_earlier_description_is_kept(tmp_path):
    """Only what is given changes."""
    path = small_network(tmp_path / "n.onnx", 1, licence="CC0")
    before = read_contract(path)
    after = described(path, Knowledge(title="Better title"))
    assert after == dataclasses.replace(before, title="Better title")


def test_shows_what_a_file_contains(tmp_path):
    progress = Progress().collecting()
    assert show(elsewhere(tmp_path / "n.onnx"), progress) is None
    log = "\n".join(progress.infos)
    assert "n.onnx: ONNX opset ai.onnx 17" in log and "no contract yet" in log
    assert "Input modis_and_landsat: tensor(float) 1 x 6 x rows x columns" in log
    assert "Output features" in log and "Output landsat" in log
    path, progress = small_network(tmp_path / "m.onnx", 2), Progress().collecting()
    assert show(path, progress) == read_contract(path)
    assert "Its contract: Small network of 2 pairs" in progress.infos


# What is wrong

def no_inputs(path):
    elsewhere(path)
    return Knowledge(title="A")


def several_outputs(path):
    elsewhere(path)
    return Knowledge("fine_1, coarse_prediction")


def wrong_number_of_images(path):
    elsewhere(path)
    return Knowledge("fine_1, coarse_1, coarse_prediction", "landsat")


def wrong_name(path):
    elsewhere(path)
    return Knowledge("x = fine_1, coarse_prediction", "landsat")


def no_prediction_date(path):
    elsewhere(path)
    return Knowledge("fine_1, coarse_1", "landsat")


def channels_unknown(path):
    save(path, [helper.make_node("Relu", ["x"], ["y"])], [tensor("x", "channels")],
         [tensor("y", "channels")])
    return Knowledge("coarse_prediction")


def too_long_title(path):
    elsewhere(path)
    return Knowledge("fine_1, coarse_prediction", "landsat", title="A" * 201)


def other_type(path):
    save(path, [helper.make_node("Relu", ["x"], ["y"])], [tensor("x", 1, TensorProto.DOUBLE)],
         [tensor("y", 1, TensorProto.DOUBLE)])
    return Knowledge("coarse_prediction")


def shrinks(path):
    layers = Layers(3)
    layers.convolution(1)
    layers.nodes[-1].attribute[0].ints[:] = [0] * 4
    layers.save(path)
    return PAIR


def no_numbers(path):
    layers = Layers(3)
    layers.convolution(1).add("Log").save(path)
    return PAIR


def place_matters(path):
    """Adds the number of the row: no halo makes tiles of it fit."""
    layers = Layers(3)
    layers.convolution(1).add("CumSum", layers.weight(np.array(2, np.int64))).save(path)
    return dataclasses.replace(PAIR, tile_statistics=False)


@pytest.mark.parametrize("make, words", [
    (no_inputs, "n.onnx has no contract yet: say what its inputs are. They are called modis_and_l"),
    (several_outputs, "n.onnx has several outputs: features, landsat"),
    (wrong_number_of_images, "'modis_and_landsat' of n.onnx has 6 channels, but its contract says 9"
     ),
    (wrong_name, "n.onnx has no input 'x', which its contract names; it has: modis_and_landsat"),
    (no_prediction_date, "no input uses coarse_prediction"),
    (channels_unknown, "does not tell for how many bands"),
    (other_type, "tensor(double), but must be float32"),
    (too_long_title, "it must have 200 letters or less"),
    (shrinks, "should be 1 x 1 x "),
    (no_numbers, "values that are no numbers"),
    (place_matters, "depends on where a tile begins")], ids=lambda value: getattr(
        value, "__name__", ""))
def test_wrong_descriptions(tmp_path, make, words):
    path = tmp_path / "n.onnx"
    known = make(path)
    before = path.read_bytes()
    with pytest.raises(InputError, match=re.escape(words)):
        describe(path, tmp_path / "out.onnx", known, Progress())
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["n.onnx"]
