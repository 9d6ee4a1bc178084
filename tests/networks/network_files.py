"""Small ONNX networks, made by the onnx package, for tests."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from stfusion_qgis.networks.contract import Contract, Input, Output, Term, write_contract


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


class Layers:
    """Layers of a network one after the other, with seeded weights; `save` writes it."""

    def __init__(self, channels, seed=0, name="x"):
        self.nodes, self.weights = [], []
        self.inputs = [tensor(name, channels)]
        self.name, self.channels = name, channels
        self._random = np.random.default_rng(seed)

    def add(self, kind, *more, name=None, **attributes):
        """Append a layer that takes the latest tensor and weights or tensors by name."""
        name = name or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, [self.name, *more], [name], **attributes))
        self.name = name
        return self

    def weight(self, values):
        """Add an array and return its name."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def convolution(self, channels, side=3, size=0.3, flat=1.0, **attributes):
        """Append a convolution that treats all directions alike, padded with zeros.

        flat: how much it gives where its input is the same everywhere.
        """
        values = self._random.normal(0, size / side, (channels, self.channels, side, side))
        values = sum(np.rot90(v, k, (2, 3)) for v in (values, values[..., ::-1])
                     for k in range(4)) / 8
        values -= (1 - flat) * values.mean(axis=(2, 3), keepdims=True)
        self.channels = channels
        return self.add("Conv", self.weight(values.astype(np.float32)),
                        pads=[side // 2] * 4, **attributes)

    def normalisation(self):
        """Append an instance normalisation, which depends on all of the tile."""
        ones = np.ones(self.channels, np.float32)
        return self.add("InstanceNormalization", self.weight(ones), self.weight(0 * ones))

    def save(self, path, outputs=None, **options):
        """Write the network; its outputs are the latest tensor, or (name, channels)."""
        outputs = outputs or [(self.name, self.channels)]
        return save(path, self.nodes, self.inputs, [tensor(*output) for output in outputs],
                    self.weights, **options)


def small_network(path, pairs, bands="any", **changes):
    """Write a network for some pairs, with its contract, and return its path as text.

    With a pair it is like a trained one: it corrects the temporal difference a little, and offers
    an uncertainty. Without it sharpens the coarse image a little. Its receptive field is 2 pixels.
    """
    number = 1 if bands == "any" else bands
    images = {0: ["coarse_prediction"],
              1: ["fine_1", "coarse_1", "coarse_prediction - coarse_1"],
              **{count: [text for k in range(1, count + 1)
                         for text in (f"fine_{k}", f"coarse_prediction - coarse_{k}")]
                 for count in (2, 3)}}[pairs]
    added = {0: ["coarse_prediction"], 1: ["fine_1", "coarse_prediction - coarse_1"],
             2: ["fine_2", "coarse_prediction - coarse_2"],
             3: ["fine_1", "coarse_prediction - coarse_1"]}[pairs]
    layers = Layers(number * len(images))
    layers.convolution(4, 3).add("Tanh").convolution(number, 3, 0.05, flat=0)
    last = layers.name
    layers.add("Abs", name="spread")
    layers.save(path, [(last, number), ("spread", number)])
    contract = Contract(**{
        "title": f"Small network of {pairs} pairs", "inputs": (Input("x", terms(*images)),),
        "output": Output(last, terms(*added)), "uncertainty": "spread", "halo": 2, "bands": bands,
        **changes})
    write_contract(path, contract, path)
    return str(path)
