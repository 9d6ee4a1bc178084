"""Products of matrices by NumPy's own library, where QGIS has loaded another one before it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stfusion_qgis import matrix_products
from stfusion_qgis.matrix_products import matmul, weighted_sums

SHAPES = [((5, 7), (7, 3)), ((4, 5, 7), (7, 3)), ((5, 7), (6, 7, 3)), ((2, 1, 5, 7), (3, 7, 3)),
          ((1, 7), (7, 1)), ((3, 1), (1, 4)), ((7,), (7, 3)), ((5, 7), (7,)), ((0, 3), (3, 2)),
          ((4, 0), (0, 2)), ((2, 3, 4), (2, 4, 5))]

LAYOUTS = {
    "as it is": lambda x: x,
    "by columns": lambda x: x if x.ndim < 2 else np.moveaxis(
        np.ascontiguousarray(np.moveaxis(x, -1, -2)), -1, -2),
    "every second": lambda x: np.repeat(x, 2, -1)[..., ::2],
    "from behind": lambda x: x[::-1],
    "part": lambda x: np.pad(x, [(0, 0)] * (x.ndim - 1) + [(2, 1)])[..., 2:-1],
}


@pytest.fixture
def bypassed(monkeypatch):
    """Let products go to NumPy's library by our own calls, as within QGIS."""
    found = {}
    core = matrix_products.numpy_core()
    if sys.platform == "linux" and core is not None:
        found = matrix_products.functions_of(core)
    if not found:
        pytest.skip("NumPy's library has other names")
    monkeypatch.setattr(matrix_products, "_bypassed", lambda: found)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shapes", SHAPES, ids=str)
def test_as_numpy(bypassed, shapes, dtype, layout):
    rng = np.random.default_rng(0)
    a, b = (LAYOUTS[layout](rng.normal(size=shape).astype(dtype)) for shape in shapes)
    found = matmul(a, b)
    assert found.dtype == dtype
    np.testing.assert_allclose(found, a.astype(float) @ b.astype(float),
                               atol=1e-5 if dtype == np.float32 else 1e-13)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.booleans(), st.booleans(),
       st.integers(0, 3))
def test_any_size(rows, count, columns, first, second, stack):
    core = matrix_products.numpy_core()
    found = matrix_products.functions_of(core) if sys.platform == "linux" and core else {}
    rng = np.random.default_rng(rows)
    a = rng.normal(size=(stack, count, rows) if first else (stack, rows, count))
    a = a.transpose(0, 2, 1) if first else a
    b = rng.normal(size=(columns, count) if second else (count, columns))
    b = b.T if second else b
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix_products, "_bypassed", lambda: found)
        np.testing.assert_allclose(matmul(a, b), a @ b, atol=1e-12)


def test_of_two_types(bypassed):
    a, b = np.ones((2, 3), np.float32), np.full((3, 2), 1 / 3)
    assert matmul(a, b).dtype == np.float64
    np.testing.assert_allclose(matmul(a, b), 1)
    whole = np.ones((2, 3), int)
    np.testing.assert_array_equal(matmul(whole, whole.T), np.full((2, 2), 3))


def test_wrong_shapes_are_told_as_numpy_tells_them(bypassed):
    with pytest.raises(ValueError, match="matmul"):
        matmul(np.ones((2, 3)), np.ones((2, 3)))


CHILD = """
import json, sys
import numpy as np
from stfusion_qgis import matrix_products
a = np.random.default_rng(0).normal(size=(3, 70, 25)).astype(np.float32)
b = np.random.default_rng(1).normal(size=(25, 130)).astype(np.float32)
print(json.dumps([sorted(map(str, matrix_products._bypassed())),
                  matrix_products.matmul(a, b).tobytes().hex(), (a @ b).tobytes().hex()]))
"""


def in_a_process(preloaded):
    run = subprocess.run([sys.executable, "-c", CHILD], check=True, stdout=subprocess.PIPE,
                         env={**os.environ, "LD_PRELOAD": preloaded},
                         cwd=Path(__file__).resolve().parents[1])
    return json.loads(run.stdout)


def test_where_the_gsl_comes_first_as_in_qgis_products_are_those_of_numpys_own_library():
    """The same numbers in QGIS as outside of it; its own products have others there."""
    if not matrix_products.functions_of(matrix_products.numpy_core() or ""):
        pytest.skip("NumPy's library has other names")
    within, outside = in_a_process("libgslcblas.so.0"), in_a_process("")
    if not within[0]:
        pytest.skip("the GSL is not installed here")
    assert within[0] == ["float32", "float64"] and not outside[0]
    assert within[1] == outside[1] == outside[2]
    assert within[2] != outside[2]


def test_weighted_sums(bypassed):
    rng = np.random.default_rng(0)
    weights, planes = rng.normal(size=(4, 3)), rng.normal(size=(2, 3, 5, 6))
    np.testing.assert_allclose(weighted_sums(weights, planes),
                               np.einsum("sn,kn...->ks...", weights, planes), atol=1e-13)
