"""The parts of an ONNX file that can be harmful, as they stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from typing import Union

_STANDARD = ("", "ai.onnx")
_BITS = {1: 32, 2: 8, 3: 8, 4: 16, 5: 16, 6: 32, 7: 64, 9: 8, 10: 16, 11: 64, 12: 32, 13: 64,
         14: 64, 15: 128, 16: 16, 17: 8, 18: 8, 19: 8, 20: 8, 21: 4, 22: 4, 23: 4, 24: 8, 25: 2,
         26: 2}  # of an element, by the numbers of TensorProto.DataType; texts have none


@dataclass(frozen=True)
class Tensor:
    """Numbers in the file or in another one.

    shape: sides. kind: number of `TensorProto.DataType`. held: bytes of it in this file.
    external: where it lies instead, such as {"location": "a.data", "offset": "0"}, or None.
    values: its bytes if there are few of them, otherwise None.
    dense: None, or the shape that a sparse tensor is given when it is loaded.
    """

    name: str
    shape: tuple[int, ...]
    kind: int
    held: int
    external: dict[str, str] | None = None
    values: bytes | None = None
    dense: tuple[int, ...] | None = None

    @property
    def needed(self) -> int:
        """Return the bytes that its numbers take, 0 for texts and unknown types."""
        return prod(self.shape) * _BITS.get(self.kind, 0) // 8

    @property
    def elements(self) -> int:
        """Return the number of its numbers, of a sparse one when it is loaded."""
        return prod(self.shape if self.dense is None else self.dense)


@dataclass
class Graph:
    """Operations with the tensors that they use; of a network, a branch, a loop's body.

    inputs: shapes of what it is given, by name; None for a side that is free.
    """

    operations: list[Operation] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)
    inputs: dict[str, tuple[int | None, ...]] = field(default_factory=dict)

    def all_operations(self) -> Iterator[Operation]:
        """Yield its operations and those of the graphs inside of them."""
        for operation in self.operations:
            yield operation
            for inner in operation.graphs:
                yield from inner.all_operations()

    def all_tensors(self) -> Iterator[Tensor]:
        """Yield its tensors and those in operations, however deep."""
        yield from self.tensors
        for operation in self.all_operations():
            yield from operation.tensors
            for inner in operation.graphs:
                yield from inner.tensors


Number = Union[int, float]


@dataclass
class Operation:
    """An operation of a graph.

    kind: such as "Conv"; "" for what a function is given unless it is given something else.
    domain: whose operator it is, "" for that of ONNX.
    numbers: attributes that are numbers or lists of them; graphs, tensors: those that are such.
    texts: attributes that are texts.
    """

    kind: str = ""
    domain: str = ""
    overload: str = ""
    inputs: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    numbers: dict[str, list[Number]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    graphs: list[Graph] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells its operator, or the function that it calls."""
        return plain_domain(self.domain), self.kind, self.overload

    def number(self, name: str, default: Number = 0) -> Number:
        """Return an attribute that is a number."""
        return (self.numbers.get(name) or [default])[0]


@dataclass
class Network:
    """All graphs of a file: that of the network, and of its functions, by key."""

    graph: Graph = field(default_factory=Graph)
    functions: dict[tuple[str, str, str], Graph] = field(default_factory=dict)

    @property
    def graphs(self) -> tuple[Graph, ...]:
        """Return the graph of the network and those of its functions."""
        return self.graph, *self.functions.values()


def plain_domain(domain: str) -> str:
    """Return a domain by its only name."""
    return "" if domain in _STANDARD else domain
