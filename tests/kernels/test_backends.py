"""Which backend runs, and where compiled kernels are kept."""

import os
import pathlib
import subprocess

import pytest

from tests.strict_python import STRICT_PYTHON

ROOT = pathlib.Path(__file__).resolve().parents[2]

SUM = """
import numpy as np
from stfusion_qgis.kernels.window_sums import window_sums
def run():
    return window_sums(np.zeros((1, 4, 4)), np.ones(1), np.ones((1, 1, 4, 4)), np.ones((3, 3)),
                       np.ones((4, 4), bool))[0]
"""


SMALL = """
from stfusion_qgis.kernels.compiling import kernel
@kernel
def twice(number):
    return 2 * number
"""


def _python(code, **environment):
    """Return what a new interpreter prints."""
    variables = {name: value for name, value in os.environ.items()
                 if not name.startswith(("STFUSION_", "NUMBA_"))}
    result = subprocess.run([*STRICT_PYTHON, "-c", code], cwd=ROOT, text=True,
                            timeout=300, env={**variables, **environment}, capture_output=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_numpy_alone_needs_no_numba():
    code = SUM + """
import sys
from stfusion_qgis.kernels.backends import backend_name
assert run().shape == (1, 1, 2, 2)
print(backend_name(), "numba" in sys.modules)
"""
    assert _python(code, STFUSION_BACKEND="numpy") == "numpy False"


def test_numpy_where_numba_is_missing():
    code = """
import sys
sys.modules["numba"] = None
from stfusion_qgis.kernels.backends import backend_name
print(backend_name())
"""
    assert _python(code) == "numpy"


def test_unknown_backend():
    code = """
from stfusion_qgis.kernels.backends import backend
try:
    backend()
except ValueError as error:
    print(error)
"""
    assert "STFUSION_BACKEND is 'cuda'" in _python(code, STFUSION_BACKEND="cuda")


def test_second_process_does_not_compile(tmp_path):
    pytest.importorskip("numba")
    code = SUM + """
run()
from stfusion_qgis.kernels.window_sums.numba_shared import _sum_strip
stats = _sum_strip.stats
print(sum(stats.cache_hits.values()), sum(stats.cache_misses.values()))
"""
    environment = {"STFUSION_CACHE_DIR": str(tmp_path), "STFUSION_BACKEND": "numba"}
    assert _python(code, **environment) == "0 1"
    assert _python(code, **environment) == "1 0"


def test_cache_folder(tmp_path):
    pytest.importorskip("numba")
    (tmp_path / "small_kernel.py").write_text(SMALL)
    code = f"""
import sys
sys.path.append({str(tmp_path)!r})
from small_kernel import twice
from stfusion_qgis.kernels.compiling import cache_folder
print(cache_folder())
"""
    blocked = tmp_path / "file"
    blocked.write_text("")
    given = tmp_path / "given"
    assert _python(code, STFUSION_CACHE_DIR=str(given)).startswith(str(given))
    assert _python(code, NUMBA_CACHE_DIR=str(given)) == str(given)
    unwritable = _python(code + "assert twice(2) == 4", STFUSION_CACHE_DIR=str(blocked / "cache"))
    assert "stfusion-kernels-" in unwritable
