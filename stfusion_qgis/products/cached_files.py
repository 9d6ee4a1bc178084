"""Files that are made of a download once, and kept in the cache as long as it does not change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable

from osgeo import gdal

from ..errors import InputError
from ..translation import tr
from ..whole_files import written_whole


def cached_file(cache_folder: str, room: str, ending: str, make: Callable[[str], None],
                sources: tuple[str, ...], *settings: object) -> str:
    """Return a file of the cache; it is made if it is new.

    room: folder within the cache. ending: of the file's name. make: writes the file to a path.
    sources: files that it is made of; where one changes, it is made anew. settings: what else it
    depends on.

    Raises:
        InputError: there is no room, or a source is missing; and what `make` raises.
    """
    key = "\n".join([*map(_state, sources), *map(str, settings)])
    folder = os.path.join(cache_folder, room)
    path = os.path.join(folder, hashlib.sha256(key.encode()).hexdigest()[:16] + ending)
    if not os.path.exists(path):
        try:
            os.makedirs(folder, exist_ok=True)
            with written_whole(path) as temporary:
                make(temporary)
        except OSError as error:
            raise InputError(tr("{folder}, where prepared files are kept, cannot be written "
                                "({reason}).").format(folder=folder, reason=error)) from error
    return path


def _state(source: str) -> str:
    """Return a text that changes with a file, which may lie in an archive."""
    state = gdal.VSIStatL(source)
    if state is None:
        raise InputError(tr("{file} is missing.").format(file=source), source)
    return f"{source} {state.size} {state.mtime}"
