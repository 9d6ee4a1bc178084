"""Files in object stores, such as /vsis3/bucket/key: written by GDAL, each of them whole or not."""

from __future__ import annotations

import os

from osgeo import gdal

from ..errors import InputError
from ..translation import tr
from ..whole_files import write_text
from .gdal_tools import GdalError, gdal_errors, quiet

_PIECE = 4 * 2**20  # bytes that are copied at a time


def is_stored(path: str) -> bool:
    """Say whether a path is that of a file in an object store, or somewhere else behind GDAL."""
    return path.startswith("/vsi") and not path.startswith("/vsimem/")


def absolute(path: str) -> str:
    """Return an absolute path; those of GDAL are already."""
    return path if path.startswith("/vsi") else os.path.abspath(path)


def joined(folder: str, name: str) -> str:
    """Return the path of a file in a folder; in a store the separator is / on any system."""
    return f"{folder.rstrip('/')}/{name}" if is_stored(folder) else os.path.join(folder, name)


def file_is_there(path: str) -> bool:
    """Say whether there is a file, on a disk or in a store."""
    if not is_stored(path):
        return os.path.exists(path)
    with quiet():
        return gdal.VSIStatL(path) is not None


def write_text_anywhere(path: str, text: str) -> None:
    """Write a text file on a disk or into a store, whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    if not is_stored(path):
        write_text(path, text)
        return
    try:
        store_bytes(text.encode("utf-8", "backslashreplace"), path)
    except GdalError as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error)) from error


def store_bytes(data: bytes, path: str) -> None:
    """Write a file into a store: it appears when all of it has arrived.

    Raises:
        GdalError: the store does not take it.
    """
    memory = f"/vsimem/stfusion_stored_{os.getpid()}_{abs(hash(path))}"
    with gdal_errors():
        gdal.FileFromMemBuffer(memory, data)
    try:
        store_copy(memory, path)
    finally:
        gdal.Unlink(memory)


def store_copy(file: str, path: str) -> None:
    """Copy a file that GDAL reads into a store: it appears when all of it has arrived.

    Raises:
        GdalError: the store does not take it.
    """
    with gdal_errors():
        source = gdal.VSIFOpenL(file, "rb")
        target = gdal.VSIFOpenL(path, "wb")
        if target is None:
            gdal.VSIFCloseL(source)
            raise GdalError(path)
        written = True
        while written and (piece := gdal.VSIFReadL(1, _PIECE, source)):
            written = gdal.VSIFWriteL(bytes(piece), 1, len(piece), target) == len(piece)
        gdal.VSIFCloseL(source)
        closed = gdal.VSIFCloseL(target) in (0, None)
    if not (written and closed):
        raise GdalError(path)


def remove_stored(path: str) -> None:
    """Remove a file from a store, if it is there."""
    with quiet():
        if gdal.VSIStatL(path) is not None:
            gdal.Unlink(path)


def look_again(path: str) -> None:
    """Forget what is known of the files of a store beside one: others may have written some."""
    gdal.VSICurlPartialClearCache(path.rpartition("/")[0])
