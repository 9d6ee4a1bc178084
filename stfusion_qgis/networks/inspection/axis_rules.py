"""The shapes that operations give which cut, join or rename axes.

Sides are as https://onnx.ai/onnx/operators states them; a side that is None is unknown.
"""

from __future__ import annotations

from math import prod

from .graph_parts import Operation
from .small_values import Shape, Values


def axes_of(operation: Operation, place: int, values: Values) -> list[int] | None:
    """Return the axes that an operator is told by an attribute or an input; None for none."""
    if "axes" in operation.numbers:
        return [int(axis) for axis in operation.numbers["axes"]]
    name = operation.inputs[place] if place < len(operation.inputs) else ""
    return [int(axis) for axis in values[name].reshape(-1)] if name in values else None


def reshaped(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    """Return the shape of Reshape: 0 keeps a side, -1 is what is left."""
    image, given = shapes[0], values.get(operation.inputs[1])
    if given is None:
        return None
    sides: list[int | None] = [int(side) for side in given]
    if image is None or None in image:
        return tuple(None if side is None or side <= 0 else side for side in sides)
    if not operation.number("allowzero"):
        sides = [image[i] if side == 0 else side for i, side in enumerate(sides)]
    whole = prod(side or 0 for side in image)
    known = prod(side or 0 for side in sides if side != -1)
    return tuple(whole // known if side == -1 else side for side in sides)


def unsqueezed(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    """Return the shape of Unsqueeze."""
    image, axes = shapes[0], axes_of(operation, 1, values)
    if image is None or axes is None:
        return None
    sides, count = list(image), len(image) + len(axes)
    for axis in sorted(axis % count for axis in axes):
        sides.insert(axis, 1)
    return tuple(sides)


def squeezed(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    """Return the shape of Squeeze with axes."""
    image, axes = shapes[0], axes_of(operation, 1, values)
    if image is None or axes is None:
        return None
    gone = {axis % len(image) for axis in axes}
    return tuple(side for axis, side in enumerate(image) if axis not in gone)


def reduced(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    """Return the shape of a reduction over axes, or over all."""
    image, axes = shapes[0], axes_of(operation, 1, values)
    if image is None or (axes is None and len(operation.inputs) > 1):
        return None
    gone = {axis % len(image) for axis in axes or range(len(image))}
    keep = bool(operation.number("keepdims", 1))
    return tuple(1 if axis in gone else side for axis, side in enumerate(image)
                 if keep or axis not in gone)


def sliced(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    """Return the shape of Slice; sides of axes that are cut at unknown places are unknown."""
    image = shapes[0]
    if image is None or len(operation.inputs) < 3:
        return None
    begin, end, axes, steps = (
        values.get(operation.inputs[i]) if i < len(operation.inputs) else None
        for i in range(1, 5))
    sides = list(image)
    if begin is None or end is None or (axes is None and len(operation.inputs) > 3):
        return tuple(None for _ in sides)
    for i in range(len(begin)):
        axis = i if axes is None else int(axes[i])
        side = sides[axis]
        if side is not None:
            step = 1 if steps is None else int(steps[i])
            sides[axis] = len(range(side)[int(begin[i]):int(end[i]):step])
    return tuple(sides)


def parts(operation: Operation, shapes: list[Shape], values: Values) -> list[Shape]:
    """Return the shapes that Split gives."""
    image, count = shapes[0], len(operation.outputs)
    if image is None:
        return [None] * count
    axis = int(operation.number("axis")) % len(image)
    lengths = operation.numbers.get("split")
    if lengths is None and len(operation.inputs) > 1:
        given = values.get(operation.inputs[1])
        lengths = None if given is None else given.tolist()
        if lengths is None:
            return [None] * count
    side = image[axis]
    if lengths is None:
        lengths = [] if side is None else [-(-side // count)] * count
    return [(*image[:axis], int(length), *image[axis + 1:]) for length in lengths]
