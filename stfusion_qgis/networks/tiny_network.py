"""The smallest useful ONNX network, a convolution, to try an execution provider with."""

from __future__ import annotations

import struct

from .protobuf import bytes_field, integer_field

# Numbers of fields and values of onnx.proto3, https://onnx.ai/onnx/repo-docs/IR.html
_IR_VERSION, _GRAPH, _OPSET = 1, 7, 8
_NODE, _NAME, _INITIALIZER, _INPUT, _OUTPUT = 1, 2, 5, 11, 12
_FLOAT = 1

SHAPE = (1, 1, 8, 8)
"""Of its input "x" and its output "y"."""


def tiny_network() -> bytes:
    """Return an ONNX file with the means of 3 x 3 pixels, in opset 13."""
    node = (bytes_field(1, b"x") + bytes_field(1, b"w") + bytes_field(2, b"y")
            + bytes_field(4, b"Conv") + bytes_field(5, _integers(b"pads", (1, 1, 1, 1))))
    graph = (bytes_field(_NODE, node) + bytes_field(_NAME, b"tiny")
             + bytes_field(_INITIALIZER, _weights()) + bytes_field(_INPUT, _tensor(b"x"))
             + bytes_field(_OUTPUT, _tensor(b"y")))
    return (integer_field(_IR_VERSION, 7) + bytes_field(_GRAPH, graph)
            + bytes_field(_OPSET, integer_field(2, 13)))


def _integers(name: bytes, values: tuple[int, ...]) -> bytes:
    """Return an AttributeProto of integers."""
    return bytes_field(1, name) + b"".join(integer_field(8, v) for v in values) + integer_field(
        20, 7)


def _weights() -> bytes:
    """Return a TensorProto of shape (1, 1, 3, 3)."""
    return (b"".join(integer_field(1, size) for size in (1, 1, 3, 3)) + integer_field(2, _FLOAT)
            + bytes_field(8, b"w") + bytes_field(9, struct.pack("<9f", *[1 / 9] * 9)))


def _tensor(name: bytes) -> bytes:
    """Return a ValueInfoProto of a float tensor of `SHAPE`."""
    shape = b"".join(bytes_field(1, integer_field(1, size)) for size in SHAPE)
    kind = bytes_field(1, integer_field(1, _FLOAT) + bytes_field(2, shape))
    return bytes_field(1, name) + bytes_field(2, kind)
