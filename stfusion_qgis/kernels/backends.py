"""The choice of the kernels' implementation: compiled by numba, or NumPy alone.

Each kernel is a package with one module a backend, `numba_backend.py` and
`numpy_backend.py`, and a facade that calls `implementation(__name__)`. The choice is made
once: numba where it can be imported, NumPy otherwise. The environment variable
STFUSION_BACKEND ("numba" or "numpy") overrides it.

Numba compiles a kernel when it is first called, on the calling thread, and LLVM needs more
stack than some systems give a QThread: call kernels from Python's own threads (the engine
does), never from a QThread.
"""

from __future__ import annotations

import importlib
import os
from functools import cache
from types import ModuleType

BACKENDS = ("numba", "numpy")


@cache
def backend() -> str:
    """Return the backend that runs, "numba" or "numpy".

    Raises:
        ValueError: STFUSION_BACKEND names no backend.
        ImportError: STFUSION_BACKEND asks for numba, which cannot be imported.
    """
    wanted = os.environ.get("STFUSION_BACKEND")
    if wanted:
        if wanted not in BACKENDS:
            raise ValueError(f"STFUSION_BACKEND is {wanted!r}, but must be one of {BACKENDS}")
        if wanted == "numba":
            importlib.import_module("numba")
        return wanted
    try:
        importlib.import_module("numba")
    except ImportError:
        return "numpy"
    return "numba"


def choose_again() -> None:
    """Choose once more when a kernel is needed next: numba may have been installed."""
    backend.cache_clear()


def backend_name() -> str:
    """Return the backend and the vector instructions that it uses, for the log."""
    if backend() == "numpy":
        return "numpy"
    from .simd.llvm import instruction_set
    return f"numba, {instruction_set()}"


def implementation(kernel: str, name: str | None = None) -> ModuleType:
    """Return the module that implements the package `kernel`, in the chosen or named backend."""
    return importlib.import_module(f"{kernel}.{name or backend()}_backend")
