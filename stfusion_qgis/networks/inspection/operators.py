"""Operators that a network may not have: random ones, and those of nobody that is known."""

from __future__ import annotations

import re

from ...errors import InputError
from ...translation import tr
from .graph_parts import Network, Operation, Tensor

_RANDOM = re.compile(r"Random|Bernoulli|Multinomial|Sampling")
_DROPOUT = re.compile(r"Dropout")  # with its fusions in onnxruntime, such as BiasDropout
_TRAINING = {"Dropout": 2, "BiasDropout": 4, "BitmaskDropout": 2, "BitmaskBiasDropout": 4}
"""Which input tells whether it drops values."""

_DOMAINS = ("", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc")
_LOADING = ("EPContext", "PythonOp", "ATen")  # load what lies elsewhere

_BOOLEAN = 9


def check_operators(network: Network, name: str) -> None:
    """Raise `InputError` if an operator may not be there; the message names it.

    name: of the file.
    """
    false = _false_tensors(network)
    for graph in network.graphs:
        for operation in graph.all_operations():
            if operation.key in network.functions:
                continue
            if operation.key[0] not in _DOMAINS or operation.kind in _LOADING:
                raise InputError(tr(
                    "The operator '{operator}' of '{domain}' in {file} is none of ONNX, so it "
                    "cannot run here. Export the network with operators of ONNX alone.").format(
                        operator=operation.kind, domain=operation.domain or "ai.onnx", file=name))
            if _RANDOM.search(operation.kind) or _drops(operation, false):
                raise InputError(tr(
                    "{file} has the operator '{operator}', which draws random numbers: its result "
                    "would be another one in each run. Export the network for prediction, not for "
                    "training (in PyTorch: network.eval()).").format(
                        file=name, operator=operation.kind))


def _drops(operation: Operation, false: set[str]) -> bool:
    """Say whether it is a dropout that may drop values; without a word to do so it does not."""
    if not _DROPOUT.search(operation.kind):
        return False
    place = _TRAINING.get(operation.kind, 2)
    told = operation.inputs[place] if place < len(operation.inputs) else ""
    return bool(told) and told not in false


def _false_tensors(network: Network) -> set[str]:
    """Return the names that nowhere in a network are anything but the constant `false`."""
    false: set[str] = set()
    other: set[str] = set()
    for graph in network.graphs:
        other.update(graph.inputs)
        for tensor in graph.all_tensors():
            (false if _is_false(tensor) else other).add(tensor.name)
        for operation in graph.all_operations():
            constant = operation.kind == "Constant" and operation.tensors
            is_false = constant and all(map(_is_false, operation.tensors))
            (false if is_false else other).update(operation.outputs)
    return false - other


def _is_false(tensor: Tensor) -> bool:
    return tensor.kind == _BOOLEAN and tensor.values == b"\0"
