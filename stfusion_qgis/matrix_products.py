"""Products of matrices by the library that NumPy was built with, whatever else QGIS has loaded.

On Linux a program's own libraries come first. QGIS brings the GNU Scientific Library, and with it a
plain reference of the same functions, `libgslcblas`: a NumPy that is linked with the system's
OpenBLAS, as in Debian's packages, calls that instead, whose products take 8 to 15 times as long.
In a Python of its own it calls OpenBLAS. SciPy is spared, but holds the interpreter's lock.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache, reduce
from typing import Any, NamedTuple

import numpy as np

from .blas_threads import numpy_core

_ROW_MAJOR, _AS_IT_IS, _TRANSPOSED = 101, 111, 112  # of the C interface of BLAS
_KINDS: dict[np.dtype, tuple[str, Any]] = {
    np.dtype(np.float32): ("cblas_sgemm", ctypes.c_float),
    np.dtype(np.float64): ("cblas_dgemm", ctypes.c_double)}

_Multiply = Callable[..., None]


def matmul(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return a @ b, of matrices or stacks of them, by NumPy's own library.

    Each pair of matrices is a product of its own, as in NumPy. Threads may do so at a time.
    """
    dtype = np.result_type(a, b)
    multiply = _bypassed().get(dtype)
    if multiply is None or min(a.ndim, b.ndim) < 2 or a.shape[-1] != b.shape[-2]:
        return a @ b
    rows, count, columns = a.shape[-2], a.shape[-1], b.shape[-1]
    if not rows * count * columns:
        return a @ b
    left, right = (_Matrices.of(x.astype(dtype, copy=False)) for x in (a, b))
    stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    result = np.empty((*stack, rows, columns), dtype)
    unit, nothing = (_KINDS[dtype][1](number) for number in (1, 0))
    for one, other, place in zip(left.addresses(stack), right.addresses(stack),
                                 _Matrices.of(result).addresses(stack)):
        multiply(_ROW_MAJOR, left.order, right.order, rows, columns, count, unit, one,
                 left.apart, other, right.apart, nothing, place, columns)
    return result


def weighted_sums(weights: np.ndarray, planes: np.ndarray) -> np.ndarray:
    """Return sums of planes (..., n, rows, columns); weights: of each plane, (sums, n)."""
    *stack, count, rows, columns = planes.shape
    sums = matmul(weights, planes.reshape(*stack, count, rows * columns))
    return sums.reshape(*stack, len(weights), rows, columns)


class _Matrices(NamedTuple):
    """A stack of matrices, or one, as BLAS takes them.

    order: whether rows or columns lie in one piece. apart: by how many numbers these lie apart.
    """

    values: np.ndarray
    order: int
    apart: int

    @classmethod
    def of(cls, values: np.ndarray) -> _Matrices:
        down, right = (stride // values.itemsize for stride in values.strides[-2:])
        rows, columns = values.shape[-2:]
        if right == 1 and down >= columns:
            return cls(values, _AS_IT_IS, down)
        if down == 1 and right >= rows:
            return cls(values, _TRANSPOSED, right)
        return cls(values.copy(), _AS_IT_IS, columns)

    def addresses(self, stack: tuple[int, ...]) -> list[int]:
        """Return where each matrix of a larger stack begins; some are the same."""
        strides = np.broadcast_to(self.values, (*stack, *self.values.shape[-2:])).strides[:-2]
        steps = (np.arange(size) * stride for size, stride in zip(stack, strides))
        first = np.array(self.values.ctypes.data)
        found: list[int] = reduce(np.add.outer, steps, first).ravel().tolist()
        return found


@cache
def _bypassed() -> dict[np.dtype, _Multiply]:
    """Return the functions of NumPy's own library that it does not call itself, by data types.

    On other systems it calls what it was linked with.
    """
    core = numpy_core()
    if sys.platform != "linux" or core is None:
        return {}
    first, own = functions_of(None), functions_of(core)
    return {dtype: function for dtype, function in own.items()
            if dtype in first and _address(first[dtype]) != _address(function)}


def functions_of(library: str | None) -> dict[np.dtype, _Multiply]:
    """Return the functions for products of a loaded library, and those it is linked with.

    library: its path, None for what a Linux program finds first.
    """
    handle = ctypes.CDLL(library)
    found: dict[np.dtype, _Multiply] = {}
    for dtype, (name, number) in _KINDS.items():
        function = getattr(handle, name, None)
        if function is None:
            continue
        function.restype = None
        function.argtypes = [*[ctypes.c_int] * 6, number, ctypes.c_void_p, ctypes.c_int,
                             ctypes.c_void_p, ctypes.c_int, number, ctypes.c_void_p, ctypes.c_int]
        found[dtype] = function
    return found


def _address(function: _Multiply) -> int | None:
    return ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
