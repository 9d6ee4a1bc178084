"""The metadata of an ONNX file, read and written without the onnx package."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from ..translation import tr
from ..whole_files import written_whole
from . import protobuf
from .protobuf import Field

# Fields of ModelProto and of StringStringEntryProto, https://onnx.ai/onnx/repo-docs/IR.html
_GRAPH, _OPSET, _METADATA = 7, 8, 14
_FIELDS = {1, 2, 3, 4, 5, 6, _GRAPH, _OPSET, _METADATA, 20, 25, 26}
_KEY, _VALUE = 1, 2


def read_metadata(path: str | Path) -> dict[str, str]:
    """Return the metadata of an ONNX file, its `metadata_props`.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    with _opened(path) as (file, fields):
        entries = [protobuf.text_fields(protobuf.content(file, field))
                   for field in fields if field.number == _METADATA]
    return {entry.get(_KEY, ""): entry.get(_VALUE, "") for entry in entries}


def read_opsets(path: str | Path) -> dict[str, int]:
    """Return the version of each set of operators that an ONNX file uses; "" is that of ONNX.

    Raises:
        InputError: the file is no complete ONNX network.
    """
    with _opened(path) as (file, fields):
        sets = [protobuf.content(file, field) for field in fields if field.number == _OPSET]
    return {protobuf.text_fields(entry).get(1, ""): protobuf.integer_fields(entry).get(2, 0)
            for entry in sets}


def write_metadata(source: str | Path, key: str, value: str, target: str | Path) -> None:
    """Copy an ONNX file with one entry of its metadata replaced; `target` may be `source`.

    All else is copied as it is. `target` appears when it is complete.

    Raises:
        InputError: the source is no complete ONNX network, or the target cannot be written.
    """
    entry = protobuf.bytes_field(_METADATA, protobuf.text_message({_KEY: key, _VALUE: value}))
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
    return field.number == _METADATA and protobuf.text_fields(
        protobuf.content(file, field)).get(_KEY) == key


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
        for field in protobuf.fields(file):
            if field.number not in _FIELDS:
                raise protobuf.NotProtobuf(field.number)
            found.append(field)
    except protobuf.Truncated:
        if found:
            raise InputError(tr("{file} is not complete. Copy or download it again.").format(
                file=name)) from None
    except protobuf.NotProtobuf:
        found = []
    if not any(field.number == _GRAPH for field in found):
        raise InputError(tr("{file} is no ONNX file. A network must be exported to ONNX to run "
                            "here.").format(file=name))
    return found
