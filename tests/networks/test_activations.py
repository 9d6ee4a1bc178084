"""The memory that a network needs for a tile, reckoned before it is loaded."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, shape_inference

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks import opening
from stfusion_qgis.networks.inspection import activations
from stfusion_qgis.networks.inspection.activations import least_memory
from stfusion_qgis.networks.inspection.inspecting import inspected
from stfusion_qgis.networks.session import Session
from stfusion_qgis.networks.shipped import shipped_network, shipped_networks
from tests.networks.network_files import Layers, plain_contract, save, tensor, write_contract
from tests.scene_files import make_images

MEGABYTE = 2**20


def noted(monkeypatch):
    """Return the shapes that are found from now on, by the name of the tensor."""
    found = {}
    shapes_of = activations.shapes_of

    def note(operation, shapes, values):
        outputs = shapes_of(operation, shapes, values)
        found.update(zip(operation.outputs, outputs))
        return outputs

    monkeypatch.setattr(activations, "shapes_of", note)
    return found


def layers_of_all_kinds():
    """Return a network of the operators whose shapes are known."""
    layers = Layers(4)
    layers.convolution(6, 5, dilations=[1, 1]).add("Relu")
    layers.convolution(8, 3, strides=[2, 2]).normalisation()
    layers.add("MaxPool", kernel_shape=[3, 3], strides=[2, 2], ceil_mode=0)
    layers.add("ConvTranspose", layers.weight(np.ones((8, 3, 4, 4), np.float32)), strides=[2, 2],
               pads=[1, 1, 1, 1], group=1)
    layers.add("Concat", layers.name, axis=1).add("Abs")
    layers.add("Pad", layers.weight(np.array([0, 0, 1, 2, 0, 0, 3, 4], np.int64)))
    layers.add("Resize", "", layers.weight(np.array([1, 1, 1.5, 2], np.float32)))
    layers.add("Transpose", perm=[0, 1, 3, 2])
    layers.add("Unsqueeze", layers.weight(np.array([0], np.int64)))
    layers.add("Squeeze", layers.weight(np.array([0], np.int64)))
    layers.add("Slice", *(layers.weight(np.array(values, np.int64)) for values in (
        [1, -3], [2**40, -1], [2, 3], [2, 1])))
    layers.add("ReduceMean", axes=[1], keepdims=1)
    layers.add("Expand", layers.weight(np.array([1, 5, 1, 1], np.int64)))
    layers.add("Reshape", layers.weight(np.array([0, 1, 5, -1], np.int64)))
    layers.add("Tile", layers.weight(np.array([1, 2, 1, 3], np.int64)))
    layers.add("GlobalAveragePool")
    return layers


def test_shapes_are_those_of_onnx(tmp_path, monkeypatch):
    """The definition of the operators in the onnx package says the same."""
    layers = layers_of_all_kinds()
    path = save(tmp_path / "n.onnx", layers.nodes, [tensor("x", 4, rows=64, columns=80)], [
        helper.make_tensor_value_info(layers.name, TensorProto.FLOAT, None)], layers.weights)
    told = shape_inference.infer_shapes(onnx.load(path), strict_mode=True, data_prop=True)
    expected = {value.name: tuple(side.dim_value for side in value.type.tensor_type.shape.dim)
                for value in [*told.graph.value_info, *told.graph.output]}
    found = noted(monkeypatch)
    least_memory(inspected(path), {"x": (1, 4, 64, 80)})
    assert found == expected and len(found) > 15


@pytest.mark.parametrize("name", shipped_networks())
def test_a_network_takes_what_was_reckoned(name):
    """With a little less memory than that it does not run."""
    path = shipped_network(name)
    network = inspected(path)
    tile, channels = next((key, shape[1]) for key, shape in network.graph.inputs.items())
    needed, _ = least_memory(network, {tile: (1, channels, 256, 256)})
    assert needed > 4 * MEGABYTE
    session = Session(path, memory=int(0.9 * needed))
    with pytest.raises(InputError, match="more memory"):
        session.run({tile: np.zeros((1, channels, 256, 256), np.float32)},
                    [session.outputs[0].name])


def test_sizes_from_the_shape_of_the_input(tmp_path):
    """As networks write it that resize to the size of the image."""
    nodes = [helper.make_node("Shape", ["x"], ["shape"]),
             helper.make_node("Mul", ["shape", "times"], ["larger"]),
             helper.make_node("Expand", ["x", "larger"], ["inside"]),
             helper.make_node("ReduceMean", ["inside"], ["y"], axes=[1], keepdims=1)]
    path = save(tmp_path / "n.onnx", nodes, [tensor("x", 1)], [tensor("y", 1)],
                [onnx.numpy_helper.from_array(np.array([1, 1000, 1, 1]), "times")])
    needed, operator = least_memory(inspected(path), {"x": (1, 1, 64, 64)})
    assert (needed, operator) == (4 * 1001 * 64 * 64, "ReduceMean")


def test_a_tile_that_cannot_fit_is_not_tried(tmp_path, monkeypatch):
    """Nothing is allocated for it: the message has the operation and what it needs."""
    layers = Layers(1)
    layers.convolution(100_000, 1).add("ReduceMean", axes=[1], keepdims=1, name="y")
    layers.channels = 1
    path = layers.save(tmp_path / "n.onnx")
    write_contract(path, plain_contract(), path)
    monkeypatch.setattr(opening, "predicted", None)
    scene, method = make_images(rows=48, columns=56).open(tmp_path), NetworkFusion()
    with pytest.raises(InputError, match=r"n\.onnx needs 1\.\d GB for its operation ReduceMean"):
        engine.run(method, scene, method.Parameters(network_file=path, memory_limit=256),
                   [str(tmp_path / "o.tif")])


def test_images_that_alone_are_too_much(tmp_path, monkeypatch):
    """A halo of 4096 pixels is allowed; what it would take is reckoned first."""
    layers = Layers(1)
    path = layers.convolution(1).add("Identity", name="y").save(tmp_path / "n.onnx")
    write_contract(path, plain_contract(halo=4096), path)
    monkeypatch.setattr(opening, "_noise", None)
    scene, method = make_images(rows=48, columns=56).open(tmp_path), NetworkFusion()
    with pytest.raises(InputError, match=r"Its images alone take 0\.\d GB"):
        engine.run(method, scene, method.Parameters(network_file=path, memory_limit=128),
                   [str(tmp_path / "o.tif")])
