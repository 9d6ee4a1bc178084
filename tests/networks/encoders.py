"""Small encoders, made by the onnx package."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper, numpy_helper

from tests.networks.network_files import save


def fixed(name, *shape):
    """Return the description of a tensor of a fixed shape."""
    return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, list(shape))


def means_encoder(path, bands=2, stride=4):
    """Write an encoder of maps, for any side: the means of each band over the cells."""
    return save(path, [helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[stride] * 2,
                                        strides=[stride] * 2)],
                [fixed("x", 1, bands, "rows", "columns")], [fixed("y", 1, bands, None, None)])


def small_vit(path, bands=3, side=32, patch=8, width=16, seed=0):
    """Write a vision transformer: patches, places, a token of the class, a block of attention."""
    random = np.random.default_rng(seed)
    count = (side // patch) ** 2
    weights, nodes = [], []

    def weight(name, *shape):
        array = random.normal(0, 1 / np.sqrt(shape[0]), shape).astype(np.float32)
        weights.append(numpy_helper.from_array(array, name))
        return name

    def numbers(name, *values):
        weights.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def node(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    node("Conv", ["x", weight("patches", width, bands, patch, patch)], "maps",
         kernel_shape=[patch] * 2, strides=[patch] * 2)
    node("Reshape", ["maps", numbers("flat", 1, width, count)], "rows")
    node("Transpose", ["rows"], "tokens", perm=[0, 2, 1])
    node("Concat", [weight("class", 1, 1, width), "tokens"], "all", axis=1)
    node("Add", ["all", weight("places", 1, count + 1, width)], "placed")
    for name in ("query", "key", "value"):
        node("MatMul", ["placed", weight(f"to_{name}", width, width)], name)
    node("Transpose", ["key"], "turned", perm=[0, 2, 1])
    node("MatMul", ["query", "turned"], "likeness")
    node("Softmax", ["likeness"], "attention", axis=-1)
    node("MatMul", ["attention", "value"], "seen")
    node("Add", ["placed", "seen"], "y")
    return save(path, nodes, [fixed("x", 1, bands, side, side)],
                [fixed("y", 1, count + 1, width)], weights)
