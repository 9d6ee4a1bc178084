"""Kernels with vectors of four floats, which processors of ARM have, and old ones of Intel."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("numba")

# Fewer columns than a tile, and than a vector of others.
NODES = (
    "test_window_sums.py::test_equals_the_definition[numba-size1-similar in all bands]",
    "test_window_sums.py::test_equals_the_definition[numba-size1-only unweighted]",
    "test_window_sums.py::test_equals_the_definition[numba-size3-only unweighted]",
    "test_window_sums.py::test_equals_the_definition[numba-size3-similar in each band]",
    "test_simd.py",
    "test_simd_bytes.py",
)

_CHILD = """
import sys, pytest
from stfusion_qgis.kernels.simd.llvm import LANES
assert LANES == 4, LANES
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def test_kernels_with_four_lanes(tmp_path):
    # Whatever the processor, only what all of its kind can do is made use of.
    environment = os.environ | {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "",
                                "STFUSION_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *(f"tests/kernels/{node}" for node in NODES)],
        env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
