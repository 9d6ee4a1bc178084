"""Networks that cannot be used: each ends in a message that names the file and what to do."""

import pathlib

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks.contract import Contract, Input, Output, read_contract, write_contract
from stfusion_qgis.networks.onnx_file import write_metadata
from stfusion_qgis.progress import Progress
from tests.networks.network_files import Layers, plain_contract, save, small_network, tensor, terms
from tests.scene_files import make_images

METHOD = NetworkFusion()
CASES = {}


def case(*words, **parameters):
    """Mark a function that writes a network as a case of bad input."""
    def mark(function):
        CASES[function.__name__] = function, words, parameters
        return function
    return mark


def described(path, **changes):
    """Write a contract for the tensors x and y into a network."""
    entries = {"inputs": (Input("x", terms("fine_1", "coarse_prediction")),), **changes}
    write_contract(path, plain_contract(**entries), path)
    return path


def mean(path, **options):
    """Write a network that gives the mean of its two channels."""
    layers = Layers(2)
    layers.add("ReduceMean", name="y", axes=[1], keepdims=1)
    layers.channels = 1
    return layers.save(path, **options)


def changed(path, change):
    """Write the network `mean`, changed by a function of the model, with a contract."""
    model = onnx.load(mean(path))
    change(model)
    onnx.save(model, path)
    return described(path)


# Files

@case("n.onnx is no ONNX file", "exported to ONNX")
def text_file(path):
    pathlib.Path(path).write_text("This is no network.")


@case("n.onnx is not complete", "download it again")
def truncated_file(path):
    data = pathlib.Path(small_network(path, 1)).read_bytes()
    pathlib.Path(path).write_bytes(data[:len(data) // 2])


@case("there is no file")
def missing_file(path):
    pass


@case("n.onnx does not say", "'Describe network'")
def no_contract(path):
    mean(path)


@case("n.onnx breaks the contract", "'bands'")
def broken_contract(path):
    write_metadata(mean(path), "stfusion", read_contract(small_network(
        path + "2", 1)).to_json().replace('"any"', '"all"'), path)


@case("n.onnx", "opset 99", "Update onnxruntime", "export")
def newer_opset(path):
    changed(path, lambda model: setattr(model.opset_import[0], "version", 99))


@case("n.onnx", "IR version", "Update onnxruntime")
def newer_format(path):
    changed(path, lambda model: setattr(model, "ir_version", 999))


@case("onnxruntime cannot load n.onnx", "NoSuchOperator")
def unknown_operator(path):
    changed(path, lambda model: setattr(model.graph.node[0], "op_type", "NoSuchOperator"))


@case("weights of n.onnx lie in 'weights.bin', which is not beside it", "Copy that file")
def weights_in_a_missing_file(path):
    layers = Layers(2)
    layers.convolution(1).add("Identity", name="y").save(path)
    model = onnx.load(path)
    onnx.external_data_helper.convert_model_to_external_data(model, location="weights.bin",
                                                             size_threshold=0)
    onnx.save(model, path)
    pathlib.Path(path).with_name("weights.bin").unlink()
    described(path)


# Tensors

@case("n.onnx has no input 'z'", "it has: x")
def other_input(path):
    described(mean(path), inputs=(Input("z", terms("coarse_prediction")),))


@case("n.onnx has an input 'more'")
def undescribed_input(path):
    changed(path, lambda model: model.graph.input.append(tensor("more", 1)))


@case("n.onnx has no output 'deviation'", "it has: y")
def too_few_outputs(path):
    described(mean(path), uncertainty="deviation")


@case("'x' of n.onnx", "2 channels", "contract says 1")
def other_channels(path):
    described(mean(path), inputs=(Input("x", terms("coarse_prediction")),))


@case("n.onnx takes images of 6 bands", "fine_", "has 2")
def other_bands(path):
    described(mean(path), bands=6)


@case("'x' of n.onnx", "fixed size of 64 x 64", "dynamic axes")
def fixed_size(path):
    save(path, [helper.make_node("ReduceMean", ["x"], ["y"], axes=[1])],
         [tensor("x", 2, rows=64, columns=64)], [tensor("y", 1, rows=64, columns=64)])
    described(path)


@case("'x' of n.onnx", "float16", "float32")
def half_precision(path):
    save(path, [helper.make_node("ReduceMean", ["x"], ["y"], axes=[1])],
         [tensor("x", 2, TensorProto.FLOAT16)], [tensor("y", 1, TensorProto.FLOAT16)])
    described(path)


@case("'y' of n.onnx", "int64", "float32")
def classes_instead_of_values(path):
    save(path, [helper.make_node("ArgMax", ["x"], ["y"], axis=1)], [tensor("x", 2)],
         [tensor("y", 1, TensorProto.INT64)])
    described(path)


@case("'x' of n.onnx has 3 axes", "must have four")
def no_batch_axis(path):
    axes = ["channels", "rows", "columns"]
    save(path, [helper.make_node("ReduceMean", ["x"], ["y"], axes=[0])],
         [helper.make_tensor_value_info("x", TensorProto.FLOAT, axes)],
         [helper.make_tensor_value_info("y", TensorProto.FLOAT, axes)])
    described(path)


@case("'x' of n.onnx takes 4 images at a time")
def several_images(path):
    def change(model):
        for value in [*model.graph.input, *model.graph.output]:
            value.type.tensor_type.shape.dim[0].dim_value = 4
    changed(path, change)


# Running

@case("output 'y' of n.onnx is 1 x 1 x", "should be 1 x 1 x", "'tile_multiple'")
def smaller_output(path):
    """No padding: what comes out is smaller than what went in."""
    layers = Layers(2)
    layers.convolution(1)
    layers.nodes[-1].attribute[0].ints[:] = [0] * 4
    layers.add("Identity", name="y").save(path)
    described(path)


@case("output 'y' of n.onnx is 1 x 1 x")
def larger_output(path):
    layers = Layers(2)
    layers.convolution(1).add("ConvTranspose", layers.weight(np.ones((1, 1, 2, 2), np.float32)),
                              strides=[2, 2]).add("Identity", name="y").save(path)
    described(path)


@case("n.onnx fails when it runs", "Add")
def wrong_multiple(path):
    """An eighth of the size, and back: a skip connection wants multiples of 8."""
    layers = Layers(2)
    layers.convolution(1).add("Identity", name="skip")
    layers.add("MaxPool", kernel_shape=[8, 8], strides=[8, 8])
    layers.add("ConvTranspose", layers.weight(np.ones((1, 1, 8, 8), np.float32)), strides=[8, 8])
    layers.add("Add", "skip", name="y").save(path)
    described(path, halo=2, tile_multiple=1)


@case("n.onnx gives values that are no numbers", "scaling")
def no_numbers(path):
    layers = Layers(2)
    layers.convolution(1).add("Sub", "t0").add("Log", name="y").add("Identity")
    layers.add("Sub", "y", name="z")
    layers.save(path, [("z", 1)])
    described(path, output=Output("z"))


def greedy(path, channels):
    """Write a network whose inside has a large number of channels."""
    nodes = [helper.make_node("Shape", ["x"], ["shape"]),
             helper.make_node("Mul", ["shape", "times"], ["larger"]),
             helper.make_node("Expand", ["x", "larger"], ["inside"]),
             helper.make_node("Sin", ["inside"], ["waves"]),
             helper.make_node("ReduceMean", ["waves"], ["y"], axes=[1], keepdims=1)]
    save(path, nodes, [tensor("x", 1)], [tensor("y", 1)],
         [helper.make_tensor("times", TensorProto.INT64, [4], [1, channels, 1, 1])])
    return described(path, inputs=(Input("x", terms("coarse_prediction")),))


@case("n.onnx needs more memory than it may take", "'Memory limit'", "did not fit")
def more_memory_than_there_is(path):
    """100 GB at the smallest tile: it must not even be tried."""
    greedy(path, 6_000_000)


@case("n.onnx needs more memory", "A tile of 4", tile_size=48)
def a_chosen_tile_too_large(path):
    greedy(path, 300_000)


@pytest.fixture
def scene(tmp_path):
    (tmp_path / "in").mkdir()
    return make_images(rows=48, columns=56).open(tmp_path / "in")


@pytest.mark.parametrize("name", CASES)
def test_bad_network(scene, tmp_path, name):
    make, words, parameters = CASES[name]
    path = str(tmp_path / "n.onnx")
    make(path)
    given = METHOD.Parameters(network_file=path, **parameters)
    with pytest.raises(InputError) as error:
        engine.run(METHOD, scene, given, [str(tmp_path / "out.tif")])
    for word in words:
        assert word in str(error.value), str(error.value)
    assert not (tmp_path / "out.tif").exists()


def test_some_pixels_without_number(scene, tmp_path):
    """They become nodata, with a warning; the rest of the image is there."""
    layers = Layers(2)
    layers.add("ReduceMean", axes=[1], keepdims=1).add("Sqrt", name="y")
    layers.channels = 1
    path, progress = described(layers.save(tmp_path / "n.onnx")), Progress().collecting()
    summary = engine.run(METHOD, scene, METHOD.Parameters(network_file=path),
                         [str(tmp_path / "out.tif")], progress=progress)
    assert 0.1 < summary.predicted[0] < 0.9
    assert progress.warnings == ["n.onnx gives no number for some pixels: they become nodata."]


def test_a_greedy_network_gets_smaller_tiles(tmp_path):
    """1500 channels inside: tiles of 150 pixels would take 270 MB."""
    scene = make_images(rows=300, columns=300).open(tmp_path)
    path, progress = greedy(str(tmp_path / "n.onnx"), 1500), Progress().collecting()
    engine.run(METHOD, scene, METHOD.Parameters(network_file=path, memory_limit=256),
               [str(tmp_path / "out.tif")], progress=progress)
    assert any("3 x 3 tiles of 100 x 100 pixels" in line for line in progress.infos)


def test_missing_images(tmp_path):
    """The message names the network and what it needs."""
    path = small_network(tmp_path / "n.onnx", 2)
    scene = make_images(pairs=1).open(tmp_path)
    with pytest.raises(InputError, match="Small network of 2 pairs needs the fine image of pair 2"):
        engine.run(METHOD, scene, METHOD.Parameters(network_file=path), [str(tmp_path / "o.tif")])


def test_a_network_that_cannot_be_read(tmp_path):
    """While a file is being chosen, all images may be given, and a guide; the check tells."""
    parameters = METHOD.Parameters(network_file=str(tmp_path / "no.onnx"))
    references = METHOD.references(parameters)
    assert not references.needed and len(references.optional) == 7
    assert METHOD.name(parameters) == "Network fusion"
    with pytest.raises(InputError, match=r"no\.onnx cannot be opened"):
        METHOD.check_references({"fine_1", "coarse_1"}, parameters)


def test_uncertainty_that_is_not_offered(scene, tmp_path):
    path = described(mean(tmp_path / "n.onnx"))
    with pytest.raises(InputError, match="Identity gives no uncertainty"):
        engine.run(METHOD, scene, METHOD.Parameters(network_file=path), [str(tmp_path / "o.tif")],
                   uncertainties=[str(tmp_path / "u.tif")])


def test_another_ratio(scene, tmp_path):
    """A warning; an error where the network divides coarse pixels itself."""
    path, progress = str(tmp_path / "n.onnx"), Progress().collecting()
    described(mean(path), ratio=(16, 20))
    parameters = METHOD.Parameters(network_file=path)
    engine.run(METHOD, scene, parameters, [str(tmp_path / "o.tif")], progress=progress)
    assert "made for scale ratios of 16 to 20" in progress.warnings[0]
    layers = Layers(1)
    layers.add("ConvTranspose", layers.weight(np.ones((1, 1, 16, 16), np.float32)),
               strides=[16, 16], name="y").save(path)
    write_contract(path, Contract("Divides", (Input("x", terms("coarse_prediction"), "coarse"),),
                                  Output("y"), ratio=(16, 16)), path)
    with pytest.raises(InputError, match="made for a scale ratio of 16 to 16"):
        engine.run(METHOD, scene, parameters, [str(tmp_path / "o.tif")])
