"""Networks that would harm whoever loads or runs them, each in some hundred bytes."""

from __future__ import annotations

import numpy as np
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from tests.networks.network_files import tensor

OWN = "of.somebody"
BOOL, FLOAT, INT64 = TensorProto.BOOL, TensorProto.FLOAT, TensorProto.INT64


def constant(name, values):
    return numpy_helper.from_array(np.asarray(values), name)


def model(nodes, weights=(), functions=(), sparse=(), domains=()):
    """Return a network of an input x and an output y."""
    graph = helper.make_graph(nodes, "g", [tensor("x", 1)], [tensor("y", 1)], list(weights),
                              sparse_initializer=list(sparse))
    domains = {*domains, *([OWN] if functions else [])}
    return helper.make_model(graph, functions=list(functions), ir_version=9, opset_imports=[
        helper.make_opsetid("", 17), *(helper.make_opsetid(name, 1) for name in domains)])


def function(name, nodes):
    """Return a function from a to b."""
    return helper.make_function(OWN, name, ["a"], ["b"], nodes, [
        helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)])


def calls(names):
    """Return nodes that apply functions or operators one after the other, from a to b."""
    tensors = ["a", *(f"t{i}" for i in range(len(names) - 1)), "b"]
    return [helper.make_node(name, [tensors[i]], [tensors[i + 1]],
                             domain="" if name[0].isupper() else OWN)
            for i, name in enumerate(names)]


def call(name):
    return helper.make_node(name, ["x"], ["y"], domain=OWN)


def bomb(depth=30, width=2):
    """Each function calls the one before `width` times."""
    functions = [function(f"f{i}", calls([f"f{i - 1}" if i else "Neg"] * width))
                 for i in range(depth)]
    return model([call(f"f{depth - 1}")], functions=functions)


def bomb_in_a_branch():
    """The calls lie in the branches of a condition."""
    functions = []
    for i in range(30):
        branches = {}
        for branch in ("then_branch", "else_branch"):
            nodes = [helper.make_node(f"f{i - 1}" if i else "Neg", ["a"], [branch],
                                      domain=OWN if i else "")]
            branches[branch] = helper.make_graph(
                nodes, branch, [], [helper.make_tensor_value_info(branch, FLOAT, None)])
        functions.append(function(f"f{i}", [
            helper.make_node("Constant", [], ["c"], value=constant("c", np.array(True))),
            helper.make_node("If", ["c"], ["b"], **branches)]))
    return model([call("f29")], functions=functions)


def unused_bomb():
    """Nobody calls it, but it is loaded."""
    whole = bomb()
    whole.graph.node[0].op_type, whole.graph.node[0].domain = "Neg", ""
    return whole


def cycle():
    return model([call("f")], functions=[function("f", calls(["g"])), function("g", calls(["f"]))])


def long_chain_of_calls():
    functions = [function(f"f{i}", calls([f"f{i - 1}" if i else "Neg"])) for i in range(1000)]
    return model([call("f999")], functions=functions)


def referring(name, kind="If"):
    """Return a condition whose branches are the graph that the function is given."""
    node = helper.make_node(kind, ["c"], [name])
    for branch in ("then_branch", "else_branch"):
        node.attribute.append(AttributeProto(name=branch, ref_attr_name="g",
                                             type=AttributeProto.GRAPH))
    return [helper.make_node("Constant", [], ["c"], value=constant("c", np.array(True))), node]


def branch_of(nodes):
    return helper.make_graph(nodes, "b", [], [helper.make_tensor_value_info("o", FLOAT, None)])


def graphs_for_functions():
    """Each function hands the one before a graph that holds its own one twice."""
    functions = []
    for i in range(30):
        nodes = referring("b") if i == 0 else [helper.make_node(
            f"f{i - 1}", ["a"], ["b"], domain=OWN, g=branch_of(referring("o")))]
        functions.append(helper.make_function(
            OWN, f"f{i}", ["a"], ["b"], nodes,
            [helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)], attributes=["g"]))
    one = helper.make_node("Constant", [], ["o"], value=constant("o", np.ones(1, np.float32)))
    return model([helper.make_node("f29", ["x"], ["y"], domain=OWN, g=branch_of([one]))],
                 functions=functions)


def graph_by_default():
    """The function has a graph that counts unless it is given another."""
    one = helper.make_node("Constant", [], ["o"], value=constant("o", np.ones(1, np.float32)))
    called = function("f", referring("b"))
    called.attribute_proto.append(helper.make_attribute("g", branch_of([one])))
    return model([call("f")], functions=[called])


def too_many_operations():
    """As many as an hour of optimising."""
    return model([helper.make_node("Neg", ["x" if i == 0 else f"t{i}"],
                                   ["y" if i == 50_000 else f"t{i + 1}"]) for i in range(50_001)])


def too_many_inputs():
    return model([helper.make_node("Sum", ["x"] * 1_100_000, ["y"])])


def sparse():
    values, places = constant("s", np.ones(1, np.float32)), constant("p", np.zeros(1, np.int64))
    return summed([], "s", sparse=[helper.make_sparse_tensor(values, places, [10**6, 10**6])])


def lying_weight():
    weight = TensorProto(name="s", data_type=FLOAT, dims=[10**5, 10**5], raw_data=b"abcd")
    return summed([], "s", [weight])


def many_axes():
    weight = TensorProto(name="s", data_type=FLOAT, dims=[2**40] * 1000, raw_data=b"abcd")
    return summed([], "s", [weight])


def negative_side():
    weight = TensorProto(name="s", data_type=FLOAT, dims=[-4], raw_data=b"abcd")
    return summed([], "s", [weight])


def summed(nodes, name, weights=(), **more):
    """Return a network that adds the sum of a large tensor."""
    return model([*nodes, helper.make_node("ReduceSum", [name], ["sum"], keepdims=0),
                  helper.make_node("Add", ["x", "sum"], ["y"])], weights, **more)


def filled(side=30_000):
    one = numpy_helper.from_array(np.ones(1, np.float32))
    return [helper.make_node("ConstantOfShape", ["shape"], ["large"], value=one)], [
        constant("shape", np.array([side, side], np.int64))]


def large_constant():
    return summed(*filled()[:1], "large", filled()[1])


def product(side):
    """Return a network whose constants onnxruntime multiplies when it loads them."""
    nodes, weights = filled(side)
    return summed([*nodes, helper.make_node("MatMul", ["large", "large"], ["product"])], "product",
                  weights)


def large_product():
    return product(16_000)


def large_expansion():
    return summed([helper.make_node("Expand", ["one", "shape"], ["large"])], "large", [
        constant("one", np.float32(1)), constant("shape", np.array([10**5, 10**5], np.int64))])


def large_tiling():
    return summed([helper.make_node("Tile", ["one", "times"], ["large"])], "large", [
        constant("one", np.ones(1, np.float32)), constant("times", np.array([10**10], np.int64))])


def large_magnification():
    return model([helper.make_node("Resize", ["x", "", "scales"], ["large"]),
                  helper.make_node("AveragePool", ["large"], ["y"], kernel_shape=[10**6, 10**6],
                                   strides=[10**6, 10**6])],
                 [constant("scales", np.array([1, 1, 1e6, 1e6], np.float32))])


def random_number(kind="RandomNormal", **attributes):
    return model([helper.make_node(kind, [], ["r"], shape=[1], **attributes),
                  helper.make_node("Add", ["x", "r"], ["y"])])


def random_like():
    return model([helper.make_node("RandomUniformLike", ["x"], ["y"])])


def random_with_a_seed():
    """Another number in each run of a session all the same."""
    return random_number("RandomUniform", seed=1.0)


def bernoulli():
    return model([helper.make_node("Bernoulli", ["x"], ["y"])])


def multinomial():
    return model([helper.make_node("Multinomial", ["x"], ["y"], sample_size=3)])


def dropout(training):
    given = {"constant": constant("training", np.array(training)), "none": None}
    weights = [constant("ratio", np.float32(0.5)), given["constant"]]
    return model([helper.make_node("Dropout", ["x", "ratio", "training"], ["y"])], weights)


def dropout_in_training():
    return dropout(True)


def dropout_by_an_input():
    """Whether it drops is computed."""
    return model([helper.make_node("Constant", [], ["false"], value=constant("f", np.array(False))),
                  helper.make_node("Not", ["false"], ["training"]),
                  helper.make_node("Dropout", ["x", "ratio", "training"], ["y"])],
                 [constant("ratio", np.float32(0.5))])


def body(nodes, name="body"):
    """Return the body of a loop that carries v to w."""
    return helper.make_graph(
        [helper.make_node("Identity", ["go"], ["on"]), *nodes], name,
        [helper.make_tensor_value_info("i", INT64, []),
         helper.make_tensor_value_info("go", BOOL, []), tensor("v", 1)],
        [helper.make_tensor_value_info("on", BOOL, []), tensor("w", 1)])


def loop(nodes, times):
    return model([helper.make_node("Loop", ["times", "", "x"], ["y"], body=body(nodes))],
                 [constant("times", np.int64(times))])


def random_in_a_loop():
    return loop([helper.make_node("RandomNormalLike", ["v"], ["w"])], 2)


def random_in_a_branch():
    branches = {name: helper.make_graph(
        [helper.make_node(kind, ["x"], [name])], name, [], [tensor(name, 1)])
        for name, kind in (("then_branch", "Neg"), ("else_branch", "RandomUniformLike"))}
    return model([helper.make_node("If", ["c"], ["y"], **branches)],
                 [constant("c", np.array(True))])


def random_in_a_function():
    return model([call("f")], functions=[function("f", calls(["Neg", "RandomNormalLike"]))])


def random_in_a_loop_in_a_function():
    inner = body([helper.make_node("RandomNormalLike", ["v"], ["w"])])
    return model([call("f")], functions=[function("f", [
        helper.make_node("Constant", [], ["times"], value=constant("t", np.int64(2))),
        helper.make_node("Loop", ["times", "", "a"], ["b"], body=inner)])])


def own_operator():
    return model([call("neg")], domains=[OWN])


def loaded_context():
    return model([helper.make_node("EPContext", ["x"], ["y"], domain="com.microsoft",
                                   ep_cache_context="/etc/passwd", embed_mode=0)],
                 domains=["com.microsoft"])


REFUSED = {
    "operations with its functions": [bomb, bomb_in_a_branch, unused_bomb, too_many_operations],
    "calls itself, or functions call each other too deep": [cycle, long_chain_of_calls],
    "hands graphs to its functions": [graphs_for_functions, graph_by_default],
    "too complex": [too_many_inputs],
    "does not hold them": [sparse, lying_weight],
    "damaged": [many_axes, negative_side],
    "which draws random numbers": [
        random_number, random_like, random_with_a_seed, bernoulli, multinomial, dropout_in_training,
        dropout_by_an_input, random_in_a_loop, random_in_a_branch, random_in_a_function,
        random_in_a_loop_in_a_function],
    "is none of ONNX": [own_operator, loaded_context],
    "needs more memory than it may take": [
        large_constant, large_product, large_expansion, large_tiling, large_magnification]}
"""Networks by what is said of them before they are loaded."""
