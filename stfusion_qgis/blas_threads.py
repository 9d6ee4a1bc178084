"""One thread for matrix products while threads of ours share the processor.

OpenBLAS, which NumPy and SciPy call, splits every product over as many threads as there are
processors, however many threads of ours call it. Where other programs want the processors too, its
threads wait for each other: blend on a small scene took 60 s instead of 15 on two busy ones.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

# What is linked with the library: NumPy's and SciPy's may have one each.
_NUMPY = "numpy._core._multiarray_umath", "numpy.core._multiarray_umath"
_CALLERS = (*_NUMPY, "scipy.linalg._fblas", "scipy.linalg._flapack")
_PREFIXES, _SUFFIXES = ("", "scipy_"), ("", "64_", "_64")

_lock = threading.Lock()
_users = 0
_before: list[tuple[_Library, int]] = []


class _Library(NamedTuple):
    """The functions of a loaded OpenBLAS."""

    threads: Callable[[], int]
    use: Callable[[int], None]


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let OpenBLAS compute on the calling threads alone meanwhile, then on as many as before.

    Other libraries stay as they are. Several may do so at a time, on threads.
    """
    global _users
    with _lock:
        if not _users:
            _before[:] = [(library, library.threads()) for library in _libraries()]
            for library, _ in _before:
                library.use(1)
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users:
                for library, count in _before:
                    library.use(count)


@lru_cache(maxsize=1)
def _libraries() -> list[_Library]:
    """Return the libraries that NumPy and SciPy have loaded."""
    found = []
    for path in _files():
        try:
            handle = ctypes.CDLL(str(path))  # finds what its own libraries hold, too
        except OSError:
            continue
        for prefix in _PREFIXES:
            for suffix in _SUFFIXES:
                threads, use = (
                    getattr(handle, f"{prefix}openblas_{part}_num_threads{suffix}", None)
                    for part in ("get", "set"))
                if threads and use:
                    found.append(_Library(threads, use))
    return found


def numpy_core() -> str | None:
    """Return the path of the library of NumPy that calls BLAS, None where it is not known."""
    return next(map(str, _loaded(_NUMPY)), None)


def _loaded(modules: Sequence[str]) -> list[Path]:
    return [Path(module.__file__) for name in modules
            if (module := sys.modules.get(name)) is not None and module.__file__]


def _files() -> list[Path]:
    files = _loaded(_CALLERS)
    if sys.platform == "win32":  # where functions are found in the library's own file alone
        folders = {file.parents[2] / name for file in files
                   for name in ("numpy.libs", "scipy.libs", "numpy/.libs", "scipy/.libs")}
        files += sorted(file for folder in folders for file in folder.glob("*openblas*.dll"))
    return files
