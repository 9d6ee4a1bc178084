"""The outermost fields of a protobuf message in a file, without knowing what lies in them.

An ONNX file is one protobuf message. Of its encoding
(https://protobuf.dev/programming-guides/encoding) only this is needed: a field is a number and a
type, then a value, or the length of the bytes that follow.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5


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


def fields(file: BinaryIO) -> Iterator[Field]:
    """Yield the outermost fields of the message that fills `file`.

    Raises:
        NotProtobuf: it is none.
        Truncated: its last field is not complete.
    """
    size = file.seek(0, io.SEEK_END)
    start = 0
    while start < size:
        file.seek(start)
        tag = _varint(file)
        number, kind = tag >> 3, tag & 7
        if kind == VARINT:
            content = file.tell()
            _varint(file)
            end = file.tell()
        elif kind == BYTES:
            length = _varint(file)
            content = file.tell()
            end = content + length
        elif kind in (FIXED_32, FIXED_64):
            content = file.tell()
            end = content + (4 if kind == FIXED_32 else 8)
        else:
            raise NotProtobuf(kind)
        if number == 0:
            raise NotProtobuf(number)
        if end > size:
            raise Truncated(end)
        yield Field(number, kind, start, content, end)
        start = end


def content(file: BinaryIO, field: Field) -> bytes:
    """Return the bytes of a field's value."""
    file.seek(field.content)
    return file.read(field.end - field.content)


def text_fields(message: bytes) -> dict[int, str]:
    """Return the texts of a message by the number of their fields."""
    file = io.BytesIO(message)
    return {field.number: content(file, field).decode("utf-8", "replace")
            for field in fields(file) if field.kind == BYTES}


def integer_fields(message: bytes) -> dict[int, int]:
    """Return the integers of a message by the number of their fields."""
    file = io.BytesIO(message)
    found = {}
    for field in fields(file):
        if field.kind == VARINT:
            file.seek(field.content)
            found[field.number] = _varint(file)
    return found


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
