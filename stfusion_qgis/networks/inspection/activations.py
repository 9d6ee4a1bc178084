"""The least memory that a network needs for a tile, known before anything is allocated."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np

from .graph_parts import Network
from .shape_rules import BROADCAST, IN_PLACE, shapes_of
from .small_values import Shape, constant, known_value

_BYTES = 4  # of a number


def least_memory(network: Network, inputs: Mapping[str, tuple[int, ...]]) -> tuple[int, str]:
    """Return the bytes that the largest operation needs, and its operator.

    What it is given and what it gives are there at the same time, besides images and weights.
    Shapes that depend on values, and those inside of functions, branches and loops, are left out.

    inputs: shapes of the network's inputs, by name.
    """
    values: dict[str, np.ndarray] = {}
    shapes: dict[str, Shape] = {}
    for tensor in network.graph.tensors:
        shapes[tensor.name] = tensor.shape if tensor.dense is None else tensor.dense
        found = constant(tensor)
        if found is not None:
            values[tensor.name] = found
    shapes.update(inputs)
    counted_elsewhere = frozenset(shapes)
    needed, largest = 0, ""
    for operation in network.graph.operations:
        if operation.key in network.functions or operation.domain or not operation.outputs:
            continue
        given = [shapes.get(name) for name in operation.inputs if name]
        output = operation.outputs[0]
        value = known_value(operation, values, shapes)
        if value is not None:
            values[output], shapes[output] = value, value.shape
            continue
        shapes.update(zip(operation.outputs, shapes_of(operation, given, values)))
        made = [_bytes(shapes.get(name)) for name in operation.inputs
                if name not in counted_elsewhere]
        in_place = operation.kind in IN_PLACE or operation.kind in BROADCAST
        made.append(sum(_bytes(shapes.get(name)) for name in operation.outputs))
        size = max(made) if in_place else sum(made)
        if size > needed:
            needed, largest = size, operation.kind
    return needed, largest


def _bytes(shape: Shape) -> int:
    """Return the bytes of a tensor, 0 where it is not known."""
    sides = () if shape is None else shape
    known = [side for side in sides if side is not None]
    return 0 if shape is None or len(known) < len(sides) else _BYTES * max(0, prod(known))
