"""ONNX files: their metadata, read and written without the onnx package.

An ONNX file is one protobuf message. Only its outermost fields are read, whatever lies in them; the
rest of a file may be large.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from ..translation import tr
from ..whole_files import written_whole
from .protobuf import (
    Field,
    NotProtobuf,
    Truncated,
    bytes_field,
    field_content,
    integer_fields,
    message_fields,
    text_fields,
    text_message,
)

# Fields of ModelProto and of StringStringEntryProto, https://onnx.ai/onnx/repo-docs/IR.html
GRAPH, _OPSET, _METADATA = 7, 8, 14
_FIELDS = {1, 2, 3, 4, 5, 6, GRAPH, _OPSET, _METADATA, 20, 25, 26}
_KEY, _VALUE = 1, 2

_POINTER = b"version https://git-lfs"

_MOST_METADATA = 4 * 2**20  # bytes
_MOST_FIELDS = 100_000  # outermost ones; a network has as many as functions and entries


def _damaged() -> str:
    return tr("The metadata of {file} is damaged or too long. Copy or download it again.")


def read_metadata(path: str | Path) -> dict[str, str]:
    """Return the metadata of an ONNX file, its `metadata_props`.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    try:
        with opened_network(path) as (file, fields):
            found = [field for field in fields if field.number == _METADATA]
            if sum(field.end - field.start for field in found) > _MOST_METADATA:
                raise NotProtobuf(_METADATA)
            entries = [text_fields(field_content(file, field)) for field in found]
    except (NotProtobuf, Truncated):
        raise InputError(_damaged().format(file=os.path.basename(path))) from None
    return {entry.get(_KEY, ""): entry.get(_VALUE, "") for entry in entries}


def read_opsets(path: str | Path) -> dict[str, int]:
    """Return the version of each set of operators that an ONNX file uses; "" is that of ONNX.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    try:
        with opened_network(path) as (file, fields):
            sets = [field_content(file, field) for field in fields if field.number == _OPSET]
        return {text_fields(entry).get(1, ""): integer_fields(entry).get(2, 0)
                for entry in sets}
    except (NotProtobuf, Truncated):
        raise InputError(_damaged().format(file=os.path.basename(path))) from None


def write_metadata(source: str | Path, key: str, value: str, target: str | Path) -> None:
    """Copy an ONNX file with one entry of its metadata replaced; `target` may be `source`.

    All else is copied as it is. `target` appears when it is complete.

    Raises:
        InputError: the source is no complete ONNX network, or the target cannot be written.
    """
    entry = bytes_field(_METADATA, text_message({_KEY: key, _VALUE: value}))
    try:
        with written_whole(os.path.abspath(target)) as temporary, \
                opened_network(source) as (file, fields), open(temporary, "wb") as copy:
            for field in fields:
                if not _has_key(file, field, key):
                    _copy(file, copy, field)
            copy.write(entry)
    except (NotProtobuf, Truncated):
        raise InputError(_damaged().format(file=os.path.basename(source))) from None
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
def opened_network(path: str | Path) -> Iterator[tuple[BinaryIO, list[Field]]]:
    """Open an ONNX file and find its outermost fields.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(open(path, "rb"))
        except OSError as error:
            raise InputError(tr("The network {path} cannot be opened ({reason}).").format(
                path=path, reason=error.strerror)) from error
        yield file, _fields_of_model(file, os.path.basename(path))


def _fields_of_model(file: BinaryIO, name: str) -> list[Field]:
    found: list[Field] = []
    if file.read(len(_POINTER)) == _POINTER:
        raise InputError(tr("{file} is only the pointer that Git LFS leaves for a file. Get the "
                            "file itself, with 'git lfs pull' or from the page it comes from."
                            ).format(file=name))
    try:
        for field in message_fields(file):
            if field.number not in _FIELDS:
                raise NotProtobuf(field.number)
            found.append(field)
            if len(found) > _MOST_FIELDS:
                raise InputError(_damaged().format(file=name))
    except Truncated:
        if found:
            raise InputError(tr("{file} is not complete. Copy or download it again.").format(
                file=name)) from None
    except NotProtobuf:
        found = []
    if not any(field.number == GRAPH for field in found):
        raise InputError(tr("{file} is no ONNX file. A network must be exported to ONNX to run "
                            "here.").format(file=name))
    return found
