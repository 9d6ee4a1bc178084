"""Messages of protobuf, the encoding of ONNX files, read and written without its package.

Of the encoding (https://protobuf.dev/programming-guides/encoding) only this is needed: a field is a
number and a type, then a value, or the length of the bytes that follow.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Union

VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5

Value = Union[int, memoryview]
"""Of a field: an integer, or its bytes."""

_FEW = 100


class NotProtobuf(ValueError):
    """The bytes are no protobuf message."""


class Truncated(ValueError):
    """The message ends in the middle of a field."""


class Field(NamedTuple):
    """A field of a message: its number and type, and where it lies in the file.

    start: of the field. content: of its value, behind tag and length. end: behind it.
    """

    number: int
    kind: int
    start: int
    content: int
    end: int


def message_fields(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Field]:
    """Yield the outermost fields of the message in a part of `file`, by default all of it.

    Raises:
        NotProtobuf: it is none.
        Truncated: its last field is not complete.
    """
    size = file.seek(0, io.SEEK_END) if end is None else end
    while start < size:
        file.seek(start)
        tag = _varint(file)
        number, kind = tag >> 3, tag & 7
        if kind == VARINT:
            content = file.tell()
            _varint(file)
            stop = file.tell()
        elif kind == BYTES:
            length = _varint(file)
            content = file.tell()
            stop = content + length
        elif kind in (FIXED_32, FIXED_64):
            content = file.tell()
            stop = content + (4 if kind == FIXED_32 else 8)
        else:
            raise NotProtobuf(kind)
        if number == 0:
            raise NotProtobuf(number)
        if stop > size:
            raise Truncated(stop)
        yield Field(number, kind, start, content, stop)
        start = stop


def field_content(file: BinaryIO, field: Field) -> bytes:
    """Return the bytes of a field's value."""
    file.seek(field.content)
    return file.read(field.end - field.content)


def text_fields(message: bytes) -> dict[int, str]:
    """Return the texts of a message by the number of their fields."""
    return {number: str(value, "utf-8", "replace") for number, value in _few_fields(message)
            if not isinstance(value, int)}


def integer_fields(message: bytes) -> dict[int, int]:
    """Return the integers of a message by the number of their fields."""
    return {number: value for number, value in _few_fields(message) if isinstance(value, int)}


def _few_fields(message: bytes) -> Iterator[tuple[int, Value]]:
    """Yield the fields of a message that has few by its nature.

    Raises:
        NotProtobuf: it has many all the same.
    """
    for count, field in enumerate(fields_in(memoryview(message))):
        if count >= _FEW:
            raise NotProtobuf(count)
        yield field


def text_message(texts: dict[int, str]) -> bytes:
    """Return a message of texts by the number of their fields."""
    return b"".join(bytes_field(number, text.encode("utf-8")) for number, text in texts.items())


def bytes_field(number: int, value: bytes) -> bytes:
    """Return a field that holds bytes, or another message."""
    return _as_varint(number << 3 | BYTES) + _as_varint(len(value)) + value


def integer_field(number: int, value: int) -> bytes:
    """Return a field that holds an integer, 0 or more."""
    return _as_varint(number << 3 | VARINT) + _as_varint(value)


def _varint(file: BinaryIO) -> int:
    value = 0
    for shift in range(0, 70, 7):
        byte = file.read(1)
        if not byte:
            raise Truncated(file.tell())
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise NotProtobuf(value)


def _as_varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def fields_in(message: memoryview) -> Iterator[tuple[int, Value]]:
    """Yield the number and the value of each outermost field of a message in memory.

    Raises:
        NotProtobuf: it is none.
        Truncated: its last field is not complete.
    """
    place, size = 0, len(message)
    while place < size:
        tag, place = varint_at(message, place)
        kind, length = tag & 7, 0
        if kind == VARINT:
            value, place = varint_at(message, place)
            yield tag >> 3, value
            continue
        if kind == BYTES:
            length, place = varint_at(message, place)
        elif kind in (FIXED_32, FIXED_64):
            length = 4 if kind == FIXED_32 else 8
        else:
            raise NotProtobuf(kind)
        if place + length > size:
            raise Truncated(place + length)
        yield tag >> 3, message[place:place + length]
        place += length


def integers_of(values: bytes | memoryview) -> Iterator[int]:
    """Yield integers that follow each other without tags, as in a packed list."""
    place, message = 0, memoryview(values)
    while place < len(message):
        value, place = varint_at(message, place)
        yield value


def varint_at(message: memoryview, place: int) -> tuple[int, int]:
    """Return an integer, and the place behind it."""
    value = shift = 0
    while True:
        if place >= len(message):
            raise Truncated(place)
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
        if shift > 63:
            raise NotProtobuf(value)
