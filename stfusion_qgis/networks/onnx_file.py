"""ONNX files: their metadata, read and written without the onnx package.

An ONNX file is one protobuf message. Of its encoding
(https://protobuf.dev/programming-guides/encoding) only this is needed: a field is a number and a
type, then a value, or the length of the bytes that follow. Only the outermost fields are read,
whatever lies in them; the rest of a file may be large.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import InputError
from ..translation import tr
from ..whole_files import written_whole

# Fields of ModelProto and of StringStringEntryProto, https://onnx.ai/onnx/repo-docs/IR.html
_GRAPH, _OPSET, _METADATA = 7, 8, 14
_FIELDS = {1, 2, 3, 4, 5, 6, _GRAPH, _OPSET, _METADATA, 20, 25, 26}
_KEY, _VALUE = 1, 2

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


def read_metadata(path: str | Path) -> dict[str, str]:
    """Return the metadata of an ONNX file, its `metadata_props`.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    with _opened(path) as (file, fields):
        entries = [text_fields(field_content(file, field))
                   for field in fields if field.number == _METADATA]
    return {entry.get(_KEY, ""): entry.get(_VALUE, "") for entry in entries}


def read_opsets(path: str | Path) -> dict[str, int]:
    """Return the version of each set of operators that an ONNX file uses; "" is that of ONNX.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    with _opened(path) as (file, fields):
        sets = [field_content(file, field) for field in fields if field.number == _OPSET]
    return {text_fields(entry).get(1, ""): integer_fields(entry).get(2, 0)
            for entry in sets}


def write_metadata(source: str | Path, key: str, value: str, target: str | Path) -> None:
    """Copy an ONNX file with one entry of its metadata replaced; `target` may be `source`.

    All else is copied as it is. `target` appears when it is complete.

    Raises:
        InputError: the source is no complete ONNX network, or the target cannot be written.
    """
    entry = bytes_field(_METADATA, text_message({_KEY: key, _VALUE: value}))
    try:
        with written_whole(os.path.abspath(target)) as temporary, \
                _opened(source) as (file, fields), open(temporary, "wb") as copy:
            for field in fields:
                if not _has_key(file, field, key):
                    _copy(file, copy, field)
            copy.write(entry)
    except OSError as error:
        raise InputError(tr("The network {path} cannot be written ({reason}).").format(
            path=target, reason=error.strerror)) from error


def _has_key(file: BinaryIO, field: Field, key: str) -> bool:
    return field.number == _METADATA and text_fields(
        field_content(file, field)).get(_KEY) == key


def _copy(file: BinaryIO, copy: BinaryIO, field: Field) -> None:
    file.seek(field.start)
    remaining = field.end - field.start
    while remaining:
        part = file.read(min(remaining, 2**20))
        copy.write(part)
        remaining -= len(part)


@contextlib.contextmanager
def _opened(path: str | Path) -> Iterator[tuple[BinaryIO, list[Field]]]:
    """Open an ONNX file and find its outermost fields."""
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(open(path, "rb"))
        except OSError as error:
            raise InputError(tr("The network {path} cannot be opened ({reason}).").format(
                path=path, reason=error.strerror)) from error
        yield file, _fields_of_model(file, os.path.basename(path))


def _fields_of_model(file: BinaryIO, name: str) -> list[Field]:
    found: list[Field] = []
    try:
        for field in message_fields(file):
            if field.number not in _FIELDS:
                raise NotProtobuf(field.number)
            found.append(field)
    except Truncated:
        if found:
            raise InputError(tr("{file} is not complete. Copy or download it again.").format(
                file=name)) from None
    except NotProtobuf:
        found = []
    if not any(field.number == _GRAPH for field in found):
        raise InputError(tr("{file} is no ONNX file. A network must be exported to ONNX to run "
                            "here.").format(file=name))
    return found


# Messages of protobuf

def message_fields(file: BinaryIO) -> Iterator[Field]:
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


def field_content(file: BinaryIO, field: Field) -> bytes:
    """Return the bytes of a field's value."""
    file.seek(field.content)
    return file.read(field.end - field.content)


def text_fields(message: bytes) -> dict[int, str]:
    """Return the texts of a message by the number of their fields."""
    file = io.BytesIO(message)
    return {field.number: field_content(file, field).decode("utf-8", "replace")
            for field in message_fields(file) if field.kind == BYTES}


def integer_fields(message: bytes) -> dict[int, int]:
    """Return the integers of a message by the number of their fields."""
    file = io.BytesIO(message)
    found = {}
    for field in message_fields(file):
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
