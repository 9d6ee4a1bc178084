"""The folder of compiled kernels, for this version of the plugin and for others."""

from __future__ import annotations

import contextlib
import os
import pathlib
import sys
from collections.abc import Iterator

MEASURED_CARDS = "cards.json"
"""Name of the file that tells where graphics cards are faster than the processor."""


def cache_parent() -> pathlib.Path:
    """Return the folder in which each version has one: of the user, or STFUSION_CACHE_DIR."""
    return pathlib.Path(os.environ.get("STFUSION_CACHE_DIR") or _user_cache_folder() / "stfusion")


def cache_size() -> int:
    """Return the size in bytes of the compiled kernels of all versions."""
    size = 0
    for path in _files():
        with contextlib.suppress(OSError):  # gone meanwhile
            size += path.stat().st_size
    return size


def empty_cache() -> None:
    """Delete the compiled kernels of all versions; they are compiled again when they are needed.

    The folders stay: numba, once loaded, relies on them.
    """
    for path in _files():
        with contextlib.suppress(OSError):  # in use, on Windows
            path.unlink()


def _files() -> Iterator[pathlib.Path]:
    yield from cache_parent().glob(MEASURED_CARDS)
    # What numba writes: an index of each function, and the code itself.
    for ending in ("nbi", "nbc"):
        yield from cache_parent().glob(f"*/**/*.{ending}")


def _user_cache_folder() -> pathlib.Path:
    if os.name == "nt":
        return pathlib.Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser()
    if sys.platform == "darwin":
        return pathlib.Path("~/Library/Caches").expanduser()
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
