"""Compilation of the kernels by numba, and the place where it keeps them.

Compiled kernels are kept in the user's cache folder, so that only the first run of a version
compiles. A NUMBA_CACHE_DIR that the user has set is respected.
"""

from __future__ import annotations

import pathlib
import tempfile
import zlib
from collections.abc import Callable
from functools import cache

import numba

from ..version import VERSION
from .cache_folder import cache_parent


def _sources_digest() -> str:
    """Return a digest of all kernels: numba does not notice changes in files that one imports."""
    sources = sorted(pathlib.Path(__file__).parent.rglob("*.py"))
    return format(zlib.crc32(b"".join(path.read_bytes() for path in sources)), "08x")


@cache
def cache_folder() -> str:
    """Return the folder for compiled kernels, which exists and can be written to.

    STFUSION_CACHE_DIR, where set, replaces the user's cache folder. Where neither can be
    written to, it is a temporary folder: then every session compiles again.
    """
    if numba.config.CACHE_DIR:
        return numba.config.CACHE_DIR
    folder = cache_parent() / f"{VERSION}-{_sources_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError:
        return tempfile.mkdtemp(prefix="stfusion-kernels-")


def kernel(function: Callable) -> Callable:
    """Compile a function with numba when it is first called (decorator).

    The function runs without the interpreter's lock, on one thread: threads belong to the
    engine. Numba's own (`parallel=True`) would abort the process when two threads enter.
    Division by zero gives infinity or NaN, as in NumPy.
    """
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = cache_folder()
    try:
        return numba.njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)(function)
    finally:
        numba.config.CACHE_DIR = before
