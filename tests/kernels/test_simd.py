"""Vectors of floats inside numba functions, against NumPy."""

import numpy as np
import pytest

numba = pytest.importorskip("numba")

from stfusion_qgis.kernels.simd.llvm import LANES, instruction_set  # noqa: E402
from stfusion_qgis.kernels.simd.vectors import (  # noqa: E402
    larger,
    load,
    mask_bits,
    multiply_add,
    select,
    smaller,
    splat,
    square_root,
    store,
)


@numba.njit
def _compute(a, b, out):
    x, y = load(a, 1), load(b, 2)
    store(out, 0, x + y)
    store(out, LANES, x - y)
    store(out, 2 * LANES, x * y)
    store(out, 3 * LANES, x / y)
    store(out, 4 * LANES, square_root(x * x))
    store(out, 5 * LANES, smaller(x, y))
    store(out, 6 * LANES, larger(x, y))
    store(out, 7 * LANES, multiply_add(x, y, splat(np.float32(2))))
    store(out, 8 * LANES, select((x < y) & (x <= y), x, y))
    store(out, 9 * LANES, select((x > y) | (x >= y), x, y))
    return mask_bits(x < y)


def test_operations_equal_numpy():
    rng = np.random.default_rng(0)
    a, b = rng.standard_normal((2, LANES + 2)).astype(np.float32)
    out = np.empty((10, LANES), np.float32)
    less = _compute(a, b, out.reshape(-1))
    x, y = a[1:LANES + 1], b[2:LANES + 2]
    expected = [x + y, x - y, x * y, x / y, np.abs(x), np.minimum(x, y), np.maximum(x, y),
                x * y + 2, np.minimum(x, y), np.maximum(x, y)]
    np.testing.assert_allclose(out, expected, rtol=1e-6)
    assert less == sum(1 << lane for lane in range(LANES) if x[lane] < y[lane])


def test_comparisons_with_nan_are_false():
    nan = np.full(LANES + 2, np.nan, np.float32)
    assert _compute(nan, nan, np.empty(10 * LANES, np.float32)) == 0


def test_instruction_set_fits_the_lanes():
    assert {"AVX-512": 16, "AVX2": 8, "AVX": 8, "128 bit": 4}[instruction_set()] == LANES
