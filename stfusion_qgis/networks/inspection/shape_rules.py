"""The shapes that operations give, as far as they are known before a network runs.

Sides are as https://onnx.ai/onnx/operators states them; a side or a shape that is None is unknown.
"""

from __future__ import annotations

from collections.abc import Callable

from .axis_rules import parts, reduced, reshaped, sliced, squeezed, unsqueezed
from .graph_parts import Operation
from .small_values import Shape, Values

IN_PLACE = frozenset((
    "Relu", "LeakyRelu", "PRelu", "Sigmoid", "Tanh", "Clip", "Elu", "Selu", "Celu",
    "ThresholdedRelu", "Softplus", "Softsign", "HardSigmoid", "HardSwish", "Gelu", "Mish", "Swish",
    "Erf", "Exp", "Log", "Sqrt", "Abs", "Neg", "Sin", "Cos", "Floor", "Ceil", "Round", "Sign",
    "Reciprocal", "Identity", "Cast", "Dropout", "Not", "Reshape", "Unsqueeze", "Squeeze",
    "Flatten"))
"""Operators that give as many numbers as they get, maybe in the same memory."""

_SAME = (IN_PLACE - {"Reshape", "Unsqueeze", "Squeeze", "Flatten"}) | frozenset((
    "Softmax", "LogSoftmax", "Hardmax", "BatchNormalization", "InstanceNormalization",
    "LayerNormalization", "GroupNormalization", "RMSNormalization", "LpNormalization",
    "MeanVarianceNormalization", "LRN", "CumSum", "Trilu"))

BROADCAST = frozenset((
    "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mean", "Sum", "Mod", "Where", "And", "Or",
    "Xor", "Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual"))
"""Operators on tensors that are repeated to the same shape."""


def shapes_of(operation: Operation, shapes: list[Shape], values: Values) -> list[Shape]:
    """Return the shapes of the outputs, or of the first ones, None where they are unknown.

    shapes: of the inputs. values: that are known, by name.
    """
    kind = operation.kind
    try:
        if kind in _SAME:
            return shapes[:1]
        if kind in BROADCAST:
            return [_broadcast(shapes)]
        if kind == "Split":
            return parts(operation, shapes, values)
        rule = reduced if kind.startswith("Reduce") else _RULES.get(kind)
        return [rule(operation, shapes, values)] if rule else []
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return []


def _broadcast(shapes: list[Shape]) -> Shape:
    known = [shape for shape in shapes if shape is not None]
    if not known or len(known) < len(shapes):
        return None
    axes = max(map(len, known))
    sides: list[int | None] = []
    for place in range(axes):
        at = [shape[place - axes + len(shape)] for shape in known if place >= axes - len(shape)]
        sides.append(None if None in at else max(side for side in at if side is not None))
    return tuple(sides)


def _windows(operation: Operation, sides: tuple[int | None, ...], kernel: list[int], up: bool
             ) -> tuple[int | None, ...]:
    """Return how many windows of a convolution or pool lie along each side."""
    count = len(sides)
    strides, dilations = (
        [int(v) for v in operation.numbers.get(name, [1] * count)]
        for name in ("strides", "dilations"))
    pads = [int(v) for v in operation.numbers.get("pads", [0] * 2 * count)]
    more = [int(v) for v in operation.numbers.get("output_padding", [0] * count)]
    same = operation.texts.get("auto_pad", "NOTSET").startswith("SAME")
    found: list[int | None] = []
    for axis, side in enumerate(sides):
        reach = (kernel[axis] - 1) * dilations[axis] + 1
        padded = pads[axis] + pads[axis + count]
        if side is None:
            found.append(None)
        elif up:
            found.append(side * strides[axis] if same else
                         (side - 1) * strides[axis] + reach - padded + more[axis])
        else:
            rest = 0 if same else (side + padded - reach) // strides[axis] + 1
            found.append(-(-side // strides[axis]) if same else rest)
    return tuple(found)


def _convolution(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    image, weight = shapes[0], shapes[1]
    if image is None or weight is None or None in weight:
        return None
    kernel = [int(side or 0) for side in weight[2:]]
    if operation.kind == "Conv":
        return (image[0], weight[0], *_windows(operation, image[2:], kernel, False))
    channels = int(weight[1] or 0) * int(operation.number("group", 1))
    return (image[0], channels, *_windows(operation, image[2:], kernel, True))


def _pool(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    image = shapes[0]
    if image is None:
        return None
    if operation.kind.startswith("Global"):
        return (*image[:2], *[1] * (len(image) - 2))
    kernel = [int(side) for side in operation.numbers["kernel_shape"]]
    return (*image[:2], *_windows(operation, image[2:], kernel, False))


def _concat(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    known = [shape for shape in shapes if shape is not None]
    if not known or len(known) < len(shapes):
        return None
    axis, sides = int(operation.number("axis")), list(known[0])
    along = [shape[axis] for shape in known]
    sides[axis] = None if None in along else sum(side for side in along if side is not None)
    return tuple(sides)


def _resize(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    given = [values.get(name) if name else None for name in operation.inputs]
    image, last = shapes[0], given[-1]
    if image is None or last is None or operation.numbers.get("axes") or len(last) != len(image):
        return None
    if len(given) == 4:
        return tuple(map(int, last))
    return tuple(None if side is None else int(side * float(scale))
                 for side, scale in zip(image, last))


def _given_shape(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    """Return the shape of an operator that gets it as its last input."""
    given = values.get(operation.inputs[-1])
    shape = None if given is None else tuple(int(side) for side in given)
    if operation.kind == "Expand":
        return _broadcast([shapes[0], shape])
    if operation.kind == "Tile" and shape is not None and shapes[0] is not None:
        return tuple(None if side is None else side * times
                     for side, times in zip(shapes[0], shape))
    return shape if operation.kind == "ConstantOfShape" else None


def _pad(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    image, pads = shapes[0], values.get(operation.inputs[1])
    if image is None or pads is None or len(pads) != 2 * len(image) or len(operation.inputs) > 3:
        return None
    return tuple(None if side is None else side + int(pads[i] + pads[i + len(image)])
                 for i, side in enumerate(image))


def _blocks(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    image, block = shapes[0], int(operation.number("blocksize", 1))
    if image is None or None in image:
        return None
    first, channels, rows, columns = (int(side or 0) for side in image)
    if operation.kind == "DepthToSpace":
        return first, channels // block**2, rows * block, columns * block
    return first, channels * block**2, rows // block, columns // block


def _transpose(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    image = shapes[0]
    if image is None:
        return None
    order = operation.numbers.get("perm") or range(len(image))[::-1]
    return tuple(image[int(axis)] for axis in order)


def _product(operation: Operation, shapes: list[Shape], values: Values) -> Shape:
    left, right = shapes[0], shapes[1]
    if left is None or right is None or len(left) < 2 or len(right) < 2:
        return None
    rows, columns = left[-2], right[-1]
    if operation.kind == "Gemm":
        rows = left[1] if operation.number("transA") else left[0]
        columns = right[0] if operation.number("transB") else right[1]
        return rows, columns
    outer = _broadcast([left[:-2], right[:-2]])
    return None if outer is None else (*outer, rows, columns)


_Rule = Callable[[Operation, "list[Shape]", Values], Shape]
_RULES: dict[str, _Rule] = {
    "Conv": _convolution, "ConvTranspose": _convolution, "Concat": _concat, "Resize": _resize,
    "Upsample": _resize, "Pad": _pad, "DepthToSpace": _blocks, "SpaceToDepth": _blocks,
    "Reshape": reshaped, "Unsqueeze": unsqueezed, "Squeeze": squeezed, "Slice": sliced,
    "Transpose": _transpose, "MatMul": _product, "Gemm": _product,
    **dict.fromkeys(("Expand", "Tile", "ConstantOfShape"), _given_shape),
    **dict.fromkeys(("MaxPool", "AveragePool", "LpPool", "GlobalMaxPool", "GlobalAveragePool",
                     "GlobalLpPool"), _pool)}
