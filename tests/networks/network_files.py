"""Small ONNX networks, made by the onnx package, for tests."""

from __future__ import annotations

import onnx
from onnx import TensorProto, helper

from stfusion_qgis.networks.contract import Contract, Input, Output, Term


def tensor(name, channels, kind=TensorProto.FLOAT, rows="rows", columns="columns"):
    """Return the description of an input or output."""
    return helper.make_tensor_value_info(name, kind, [1, channels, rows, columns])


def save(path, nodes, inputs, outputs, weights=(), opset=17):
    """Write a network of `nodes` and return its path as text."""
    graph = helper.make_graph(nodes, "network", inputs, outputs, list(weights))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.save(model, str(path))
    return str(path)


def terms(*texts):
    """Return images and differences by their texts."""
    return tuple(Term.parse(text) for text in texts)


def identity(path, channels=1):
    """Write a network that gives back its only input."""
    return save(path, [helper.make_node("Identity", ["x"], ["y"])], [tensor("x", channels)],
                [tensor("y", channels)])


def plain_contract(**changes):
    """Return a contract of the network `identity` of one image, with some entries changed."""
    entries = {"title": "Identity", "inputs": (Input("x", terms("coarse_prediction")),),
               "output": Output("y")}
    return Contract(**{**entries, **changes})
