"""Seeded mutations of the parts of a network, as accidents and attackers make them."""

from __future__ import annotations

import random

import numpy as np
from onnx import ModelProto, TensorProto, helper

from tests.networks import hostile_networks
from tests.networks.hostile_networks import OWN, REFUSED, calls, function
from tests.networks.network_files import Layers, tensor

KINDS = ("Conv", "Add", "Mul", "Neg", "Relu", "MatMul", "Resize", "Pad", "Expand", "Tile",
         "Reshape", "ConstantOfShape", "Concat", "Split", "Slice", "Loop", "If", "Scan",
         "Dropout", "Shape",
         "RandomNormalLike", "Transpose", "Gather", "Range", "CumSum", "MaxPool", "NoSuch", "f0")
NUMBERS = (0, 1, -1, 2, 3, 7, 64, 1000, 10**6, 2**31 - 1, 2**31, 2**62, -2**63)
LOCATIONS = ("n.data", "../n.data", "/etc/passwd", "", ".", "n.onnx", "*/_ORT_MEM_ADDR_/*", "a/b")


def networks() -> list[ModelProto]:
    """Return networks to begin with: harmless and hostile ones."""
    layers = Layers(1)
    layers.convolution(4).add("Relu").add("MaxPool", kernel_shape=[2, 2], strides=[2, 2])
    layers.add("Resize", "", layers.weight(np.array([1, 1, 2, 2], np.float32)))
    layers.convolution(1).add("Identity", name="y")
    graph = helper.make_graph(layers.nodes, "g", layers.inputs, [tensor("y", 1)], layers.weights)
    usual = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    small = [make() for makes in REFUSED.values() for make in makes
             if not make.__name__.startswith("too_many")]
    harmless = [hostile_networks.bomb(3, 2), hostile_networks.loop(
        [helper.make_node("Neg", ["v"], ["w"])], 3), hostile_networks.dropout(False)]
    return [usual] * (len(small) // 2) + harmless * 4 + small


def mutated_network(network: ModelProto, chance: random.Random) -> ModelProto:
    """Return a copy with one to three of its parts changed."""
    changed = ModelProto()
    changed.CopyFrom(network)
    for _ in range(chance.randint(1, 3)):
        chance.choice((_operator, _inputs, _numbers, _weight, _elsewhere, _function, _branch,
                       _opset, _doubled, _removed))(changed, chance)
    return changed


def _nodes(model: ModelProto) -> list:
    found = list(model.graph.node)
    for called in model.functions:
        found += called.node
    for node in list(found):
        for attribute in node.attribute:
            found += attribute.g.node
    return found


def _operator(model: ModelProto, chance: random.Random) -> None:
    node = chance.choice(_nodes(model) or [model.graph.node.add()])
    node.op_type = chance.choice(KINDS)
    node.domain = chance.choice(("", "", OWN, "com.microsoft", "ai.onnx.ml"))


def _inputs(model: ModelProto, chance: random.Random) -> None:
    nodes = _nodes(model)
    names = ["", "x", "y", *(name for node in nodes for name in [*node.input, *node.output])]
    for node in chance.sample(nodes, min(len(nodes), 2)):
        node.input[:] = [chance.choice(names) for _ in range(chance.choice((1, 2, 3, 200)))]


def _numbers(model: ModelProto, chance: random.Random) -> None:
    attributes = [attribute for node in _nodes(model) for attribute in node.attribute]
    for attribute in chance.sample(attributes, min(len(attributes), 2)):
        if attribute.ints:
            attribute.ints[:] = [chance.choice(NUMBERS) for _ in attribute.ints]
        else:
            attribute.i = chance.choice(NUMBERS)


def _weight(model: ModelProto, chance: random.Random) -> None:
    weights = [*model.graph.initializer, *(attribute.t for node in _nodes(model)
                                           for attribute in node.attribute if attribute.t.dims)]
    if not weights:
        return
    weight = chance.choice(weights)
    action = chance.random()
    if action < 0.3 and weight.data_type == TensorProto.INT64 and len(weight.raw_data) >= 8:
        values = np.frombuffer(weight.raw_data[:len(weight.raw_data) // 8 * 8], np.int64).copy()
        values[chance.randrange(values.size)] = chance.choice(NUMBERS)
        weight.raw_data = values.tobytes()
    elif action < 0.6:
        weight.dims[:] = [chance.choice(NUMBERS) for _ in range(chance.choice((0, 1, 2, 4, 100)))]
    elif action < 0.8:
        weight.data_type = chance.randrange(0, 30)
    else:
        weight.raw_data = weight.raw_data[:len(weight.raw_data) // 2]


def _elsewhere(model: ModelProto, chance: random.Random) -> None:
    weights = list(model.graph.initializer) or [model.graph.initializer.add(
        name="w", data_type=1, dims=[4])]
    weight = chance.choice(weights)
    weight.ClearField("raw_data")
    weight.data_location = TensorProto.EXTERNAL
    for key, value in (("location", chance.choice(LOCATIONS)),
                       ("offset", str(chance.choice(NUMBERS))),
                       ("length", str(chance.choice(NUMBERS)))):
        if chance.random() < 0.7:
            weight.external_data.add(key=key, value=value)


def _function(model: ModelProto, chance: random.Random) -> None:
    number = len(model.functions)
    names = ["Neg", "Abs", *(f"f{i}" for i in range(number + 2))]
    model.functions.append(function(f"f{number}", calls(
        [chance.choice(names) for _ in range(chance.choice((1, 2, 2, 30)))])))
    if not any(entry.domain == OWN for entry in model.opset_import):
        model.opset_import.add(domain=OWN, version=1)
    node = chance.choice(model.graph.node)
    node.op_type, node.domain = f"f{number}", OWN


def _branch(model: ModelProto, chance: random.Random) -> None:
    """Put the operations into a branch, into a branch, ..."""
    for depth in range(chance.choice((1, 2, 5, 40))):
        inner = helper.make_graph(list(model.graph.node), f"b{depth}", [], [tensor("y", 1)])
        if inner.ByteSize() > 10**5:
            return
        node = helper.make_node("If", ["c"], ["y"])
        try:
            for name in ("then_branch", "else_branch")[:chance.randint(1, 2)]:
                node.attribute.append(helper.make_attribute(name, inner))
        except Exception:  # the onnx package itself reads no deeper
            return
        del model.graph.node[:]
        model.graph.node.append(node)
    model.graph.initializer.append(hostile_networks.constant("c", np.array(True)))


def _opset(model: ModelProto, chance: random.Random) -> None:
    model.opset_import[0].version = chance.choice((1, 7, 11, 13, 17, 21, 99, *NUMBERS))
    model.ir_version = chance.choice((3, 8, 9, 10, 99))


def _doubled(model: ModelProto, chance: random.Random) -> None:
    for node in chance.choices(list(model.graph.node), k=chance.choice((1, 10, 300))):
        model.graph.node.append(node)


def _removed(model: ModelProto, chance: random.Random) -> None:
    if len(model.graph.node) > 1:
        del model.graph.node[chance.randrange(len(model.graph.node))]
