"""The file of a tile: a Cloud Optimised GeoTIFF that knows what it was made from."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from osgeo import gdal

from ..errors import InputError
from ..images.gdal_tools import GdalError, check_all_there, gdal_errors, open_raster, unlink
from ..images.object_stores import is_stored, store_copy
from ..images.window import Window
from ..images.writer import Writer
from ..translation import tr
from ..whole_files import written_whole

_IDENTITY, _PREDICTED = "STFUSION_IDENTITY", "STFUSION_PREDICTED_PIXELS"
_OPTIONS = ["COMPRESS=DEFLATE", "LEVEL=6", "PREDICTOR=YES", "BLOCKSIZE=256", "RESAMPLING=AVERAGE",
            "BIGTIFF=IF_SAFER", "NUM_THREADS=1"]


def memory_path() -> str:
    """Return a new name in memory, for a tile that is not complete."""
    return f"/vsimem/stfusion_tile_{secrets.token_hex(8)}.tif"


def tile_items(identity: str, window: Window, predicted: int) -> dict[str, str]:
    """Return the items by which a finished tile is recognised."""
    return {_IDENTITY: f"{identity} {list(window)}", _PREDICTED: str(predicted)}


def finished(path: str, identity: str, window: Window) -> int | None:
    """Return how many pixels a tile that is already there predicts; None where it has to be made.

    A tile of other images, parameters or versions has to be made, too.
    """
    try:
        with gdal_errors():
            items = open_raster(path).GetMetadata()
        if items.get(_IDENTITY) == tile_items(identity, window, 0)[_IDENTITY]:
            return int(items[_PREDICTED])
    except (GdalError, KeyError, ValueError):
        pass
    return None


def remove_unfinished(folders: Iterable[str]) -> None:
    """Remove what killed processes have left half-written in folders of tiles."""
    for folder in folders:
        for path in glob.glob(os.path.join(glob.escape(folder), ".*.part*")):
            with suppress(OSError):
                os.remove(path)


@contextmanager
def in_memory(writers: list[Writer]) -> Iterator[None]:
    """Let go of files in memory afterwards."""
    try:
        yield
    finally:
        for writer in writers:
            writer.discard()
            unlink(writer.path)


def publish_tile(writer: Writer, path: str) -> None:
    """Write a complete file in memory as a Cloud Optimised GeoTIFF, whole or not at all.

    Raises:
        InputError: the disk is full or the like.
    """
    writer.finish()
    try:
        if is_stored(path):
            _store(writer.path, path)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with written_whole(path) as temporary:
            _translate(writer.path, temporary)
    except (GdalError, OSError) as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error)) from error


def _translate(image: str, path: str) -> None:
    with gdal_errors():
        dataset = gdal.Translate(path, image, format="COG", creationOptions=_OPTIONS)
        del dataset  # closes the file
        check_all_there(path)


def _store(image: str, path: str) -> None:
    memory = memory_path()
    try:
        _translate(image, memory)
        store_copy(memory, path)
    finally:
        unlink(memory)
