"""Reading the operations of an ONNX file, but not its weights: quick, and in bounded memory.

Numbers of fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ...errors import InputError
from ...translation import tr
from ..onnx_file import GRAPH, opened_network
from ..protobuf import (
    BYTES,
    VARINT,
    Field,
    NotProtobuf,
    Truncated,
    field_content,
    fields_in,
    integers_of,
    message_fields,
)
from .graph_parts import Graph, Network, Number, Operation, Tensor, plain_domain

MOST_PARTS = 600_000
"""Of fields that a file may have, besides weights; a network of 50,000 operations has so many."""

MOST_NESTED = 32
"""Of graphs in graphs."""

_FUNCTIONS = 25
_EXTERNAL = 1
_MOST_AXES = 64
_NOT_READ = 4096  # bytes of a value from which only its length counts


class _TooManyParts(ValueError):
    pass


def read_network(path: str | Path) -> Network:
    """Return the operations and the shapes of the weights of an ONNX file.

    Raises:
        InputError: the file is no complete ONNX network, damaged, or too complex.
    """
    name, reader = os.path.basename(path), _Reader()
    try:
        with opened_network(path) as (file, fields):
            reader.read(file, fields)
    except _TooManyParts:
        raise InputError(tr("{file} is too complex: it has more than {most} parts, or graphs in "
                            "graphs more than {depth} deep. It is not loaded.").format(
                                file=name, most=MOST_PARTS, depth=MOST_NESTED)) from None
    except (NotProtobuf, Truncated, struct.error):
        raise InputError(tr("{file} is damaged. Copy, download or export it again.").format(
            file=name)) from None
    return reader.network


class _Reader:
    def __init__(self) -> None:
        self.network = Network()
        self._left = MOST_PARTS

    def read(self, file: BinaryIO, fields: list[Field]) -> None:
        for field in fields:
            if field.number == GRAPH:
                self._graph(self._large_fields(file, field), self.network.graph, 0)
            elif field.number == _FUNCTIONS:
                self._function(memoryview(field_content(file, field)))

    def _count(self, parts: int = 1) -> None:
        self._left -= parts
        if self._left < 0:
            raise _TooManyParts

    def _fields(self, message: Any) -> Iterator[tuple[int, Any]]:
        if isinstance(message, int):
            raise NotProtobuf(message)
        for found in fields_in(message):
            self._count()
            yield found

    def _large_fields(self, file: BinaryIO, outer: Field) -> Iterator[tuple[int, Any]]:
        """Yield the fields of a graph in a file, those of weights unread."""
        if outer.kind != BYTES:
            raise NotProtobuf(outer.kind)
        for field in message_fields(file, outer.content, outer.end):
            self._count()
            large = field.end - field.content > _NOT_READ
            if field.number == 5 and large and field.kind == BYTES:
                yield 5, self._tensor(self._few_fields(file, field))
            elif field.kind == BYTES and field.number in (1, 5, 11, 15):
                yield field.number, memoryview(field_content(file, field))

    def _few_fields(self, file: BinaryIO, outer: Field) -> Iterator[tuple[int, Any]]:
        """Yield the fields of a tensor in a file; of long ones only the length, as a range."""
        for field in message_fields(file, outer.content, outer.end):
            self._count()
            length = field.end - field.content
            if field.kind == VARINT:
                yield field.number, next(integers_of(field_content(file, field)))
            else:
                yield field.number, range(length) if length > _NOT_READ else memoryview(
                    field_content(file, field))

    def _graph(self, fields: Iterable[tuple[int, Any]], graph: Graph, depth: int) -> Graph:
        if depth > MOST_NESTED:
            raise _TooManyParts
        for number, value in fields:
            if number == 1:
                graph.operations.append(self._operation(value, depth))
            elif number == 5:
                graph.tensors.append(value if isinstance(value, Tensor) else self._tensor(
                    self._fields(value)))
            elif number == 11:
                graph.inputs.update(self._input(value))
            elif number == 15:
                graph.tensors += self._sparse(value)
        return graph

    def _function(self, message: memoryview) -> None:
        graph, key, defaults = Graph(), {1: "", 10: "", 13: ""}, Operation()
        for number, value in self._fields(message):
            if number in key:
                key[number] = _text(value)
            elif number == 7:
                graph.operations.append(self._operation(value, 0))
            elif number == 11:
                self._attribute(value, defaults, 0)
        graph.operations += [defaults] if defaults.graphs or defaults.tensors else []
        self.network.functions[(plain_domain(key[10]), key[1], key[13])] = graph

    def _operation(self, message: Any, depth: int) -> Operation:
        operation = Operation()
        for number, value in self._fields(message):
            if number == 1:
                operation.inputs.append(_text(value))
            elif number == 2:
                operation.outputs.append(_text(value))
            elif number == 4:
                operation.kind = _text(value)
            elif number == 5:
                self._attribute(value, operation, depth)
            elif number == 7:
                operation.domain = _text(value)
            elif number == 8:
                operation.overload = _text(value)
        return operation

    def _attribute(self, message: Any, operation: Operation, depth: int) -> None:
        name = text = ""
        numbers: list[Number] = []
        for number, value in self._fields(message):
            if number == 1:
                name = _text(value)
            elif number in (2, 7):  # floats, the latter maybe in one piece
                numbers += self._floats(value)
            elif number in (3, 8):
                numbers += self._integers(value)
            elif number == 4 and not isinstance(value, int) and len(value) < _NOT_READ:
                text = _text(value)
            elif number in (5, 10):
                operation.tensors.append(self._tensor(self._fields(value)))
            elif number in (6, 11):
                operation.graphs.append(self._graph(self._fields(value), Graph(), depth + 1))
            elif number in (22, 23):
                operation.tensors += self._sparse(value)
        if numbers:
            operation.numbers[name] = numbers
        if text:
            operation.texts[name] = text

    def _tensor(self, fields: Iterable[tuple[int, Any]]) -> Tensor:
        name, shape, kind, held, where = "", [], 0, 0, 0
        external: dict[str, str] = {}
        values: Any = None
        for number, value in fields:
            if number == 1:
                shape += self._integers(value)
            elif number == 2:
                kind = _integer(value)
            elif number == 8:
                name = _text(value)
            elif number == 13:
                entry = {key: _text(text) for key, text in self._fields(value)}
                external[entry.get(1, "")] = entry.get(2, "")
            elif number == 14:
                where = _integer(value)
            elif number in (4, 5, 6, 7, 9, 10, 11):  # packed lists, single numbers, raw bytes
                held += 8 if isinstance(value, int) else len(value)
                values = value if number == 9 else values
        _check_shape(shape)
        few = bytes(values) if isinstance(values, memoryview) and len(values) <= _NOT_READ else None
        return Tensor(name, tuple(shape), kind, held,
                      external if where == _EXTERNAL else None, few)

    def _integers(self, value: Any) -> list[int]:
        """Return the integers of a repeated field, in one piece or one by one."""
        if isinstance(value, int):
            return [_integer(value)]
        if not isinstance(value, memoryview):
            raise NotProtobuf(value)
        self._count(len(value) // 8)
        return [_integer(number) for number in integers_of(value)]

    def _floats(self, value: Any) -> tuple[float, ...]:
        if not isinstance(value, memoryview):
            raise NotProtobuf(value)
        self._count(len(value) // 4)
        return struct.unpack(f"<{len(value) // 4}f", value)

    def _sparse(self, message: Any) -> list[Tensor]:
        """Return the values and the places of a sparse tensor, the former with its whole shape."""
        parts: dict[int, Tensor] = {}
        dense: list[int] = []
        for number, value in self._fields(message):
            if number in (1, 2):
                parts[number] = self._tensor(self._fields(value))
            elif number == 3:
                dense += self._integers(value)
        _check_shape(dense)
        return [part if number == 2 else Tensor(
            part.name, part.shape, part.kind, part.held, part.external, None, tuple(dense))
            for number, part in parts.items()]

    def _input(self, message: Any) -> dict[str, tuple[int | None, ...]]:
        """Return the name and the shape of a ValueInfoProto; () where it is no tensor."""
        name, shape = "", []
        for number, value in self._fields(message):
            if number == 1:
                name = _text(value)
            elif number == 2:
                for _, tensor in (found for found in self._fields(value) if found[0] == 1):
                    for _, sides in (found for found in self._fields(tensor) if found[0] == 2):
                        shape += [self._side(side) for number, side in self._fields(sides)
                                  if number == 1]
        return {name: tuple(shape)}

    def _side(self, message: Any) -> int | None:
        return next((_integer(value) for number, value in self._fields(message) if number == 1),
                    None)


def _text(value: Any) -> str:
    if isinstance(value, int) or len(value) > _NOT_READ:
        raise NotProtobuf(value)
    return str(value, "utf-8", "replace")


def _integer(value: Any) -> int:
    if not isinstance(value, int):
        raise NotProtobuf(value)
    return value - 2**64 if value >= 2**63 else value


def _check_shape(shape: list[int]) -> None:
    if len(shape) > _MOST_AXES or any(side < 0 for side in shape):
        raise NotProtobuf(shape)
