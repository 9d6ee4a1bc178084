"""Encoders cut from the graph of a larger network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from stfusion_qgis.networks.encoding.describing_encoder import EncoderKnowledge, describe_encoder
from stfusion_qgis.networks.segmentation.csmask import csmask_folder
from stfusion_qgis.progress import Progress

_TENSOR = "/model/encoder/_blocks.5/Add_output_0"  # of ukis-csmask: 32 features for 4 x 4 pixels


def cut(source: str | Path, target: str | Path, tensor: str, shuffled: bool = False) -> str:
    """Write the part of a network that ends at a tensor in its middle, in float32.

    shuffled: whether the numbers of each weight are put in an order of chance: the network is as
    large, its weights as large, but nothing is learnt.
    """
    model = onnx.load(str(source))
    needed, kept = {tensor}, []
    for node in reversed(model.graph.node):
        if needed & set(node.output):
            kept.append(node)
            needed |= set(node.input)
    weights = [each for each in model.graph.initializer if each.name in needed]
    for part in (model.graph.node, model.graph.output, model.graph.initializer,
                 model.graph.value_info):
        del part[:]
    model.graph.node.extend(reversed(kept))
    model.graph.node.append(helper.make_node(
        "Cast", [tensor], ["features"], to=onnx.TensorProto.FLOAT))
    random = np.random.default_rng(0)
    for weight in weights:
        values = numpy_helper.to_array(weight)
        if shuffled and values.dtype.kind == "f" and values.ndim > 1:
            values = random.permutation(values.ravel()).reshape(values.shape)
            weight = numpy_helper.from_array(values, weight.name)
        model.graph.initializer.append(weight)
    model.graph.output.extend([helper.make_tensor_value_info(
        "features", onnx.TensorProto.FLOAT, None)])
    onnx.save(model, str(target))
    return str(target)


def csmask_encoder(folder: Path, shuffled: bool = False) -> str:
    """Write the encoder of ukis-csmask, with its contract, into a folder.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    package = csmask_folder()
    if package is None:
        raise FileNotFoundError("The Python package ukis-csmask is not installed.")
    network = cut(package / "model_4b_l2a.onnx", folder / "cut.onnx", _TENSOR, shuffled)
    described = folder / "described.onnx"
    describe_encoder(network, described, EncoderKnowledge(
        "blue, green, red, nir", scaling="image"), Progress())
    return str(described)
