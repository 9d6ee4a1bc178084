"""What cannot be read in place, in an archive: unpacked once, into a cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile

from osgeo import gdal

from .cached_files import cached_file

_AT_A_TIME = 1 << 24
_MOST_BYTES = 200 << 30  # unpacked; more is no product


def unpacked(archive: str, cache_folder: str) -> str:
    """Return the folder that holds the files of a compressed archive; it is unpacked if it is new.

    Raises:
        OSError, tarfile.TarError, EOFError: it cannot be read, or there is no room.
        ValueError: it would write elsewhere, or grows beyond all measure.
    """
    state = os.stat(archive)
    mark = hashlib.sha256(f"{os.path.realpath(archive)}\n{state.st_size}\n{state.st_mtime_ns}"
                          .encode()).hexdigest()[:16]
    folder = os.path.join(cache_folder, "unpacked", mark)
    if os.path.isdir(folder):
        return folder
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    temporary = tempfile.mkdtemp(dir=os.path.dirname(folder), prefix="being-unpacked-")
    try:
        _unpack(archive, temporary)
        os.replace(temporary, folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        if os.path.isdir(folder):  # another process was quicker
            return folder
        raise
    return folder


def taken_out(path: str, cache_folder: str) -> str:
    """Return a copy of a file in an archive, on disk.

    path: of GDAL's, such as /vsizip/ARCHIVE/FILE.

    Raises:
        InputError: it cannot be read, or there is no room.
    """
    def copy(target: str) -> None:
        file = gdal.VSIFOpenL(path, "rb")
        if file is None:
            raise OSError(path)
        try:
            with open(target, "wb") as copied:
                while part := gdal.VSIFReadL(1, _AT_A_TIME, file):
                    copied.write(part)
        finally:
            gdal.VSIFCloseL(file)
    return cached_file(cache_folder, "unpacked", os.path.splitext(path)[1].lower(), copy, (path,))


def _unpack(archive: str, folder: str) -> None:
    total = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            if not member.isfile():
                continue
            total += member.size
            target = os.path.normpath(os.path.join(folder, member.name))
            if total > _MOST_BYTES or not target.startswith(folder + os.sep):
                raise ValueError(member.name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            source = tar.extractfile(member)
            if source is not None:
                with source, open(target, "wb") as file:
                    shutil.copyfileobj(source, file)
