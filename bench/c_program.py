"""Plain C programs to compare with, compiled when the benchmark runs."""

from __future__ import annotations

import ctypes
import pathlib
import subprocess
import tempfile

import numpy as np


def compile_c(name: str) -> ctypes.CDLL:
    """Compile bench/<name>.c or .cpp with -O3 and load it."""
    source = next(pathlib.Path(__file__).parent.glob(f"{name}.c*"))
    target = pathlib.Path(tempfile.mkdtemp(prefix="stfusion-bench-")) / f"{name}.so"
    compiler = "g++" if source.suffix == ".cpp" else "gcc"
    subprocess.run([compiler, "-O3", "-shared", "-fPIC", "-o", str(target), str(source), "-lm"],
                   check=True)
    return ctypes.CDLL(str(target))


def argument(value: np.ndarray | float | int) -> object:
    """Return what C takes for a contiguous float32 array, a float or an int."""
    if isinstance(value, np.ndarray):
        if value.dtype != np.float32 or not value.flags.c_contiguous:
            raise TypeError("arrays for C must be contiguous and float32")
        return value.ctypes.data_as(ctypes.c_void_p)
    return ctypes.c_float(value) if isinstance(value, float) else ctypes.c_int(value)
