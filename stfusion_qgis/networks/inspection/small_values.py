"""Numbers in a network that are known before it runs: constants, and what is made of shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from .graph_parts import Operation, Tensor

Shape = Optional[tuple[Optional[int], ...]]
Values = Mapping[str, np.ndarray]

MOST = 64
"""Numbers of a value that is still small."""

_ARITHMETIC: dict[str, np.ufunc] = {
    "Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}

_TYPES = {1: "<f4", 6: "<i4", 7: "<i8", 11: "<f8"}


def constant(tensor: Tensor) -> np.ndarray | None:
    """Return the numbers of a constant, or None where there are many, or of another type."""
    if tensor.values is None or tensor.kind not in _TYPES or tensor.elements > MOST:
        return None
    try:
        return np.frombuffer(tensor.values, _TYPES[tensor.kind]).reshape(tensor.shape)
    except ValueError:
        return None


def known_value(operation: Operation, values: Values, shapes: Mapping[str, Shape]
             ) -> np.ndarray | None:
    """Return what an operation gives, or None where that is unknown.

    values, shapes: of the tensors that are known so far, by name.
    """
    if operation.kind == "Constant":
        return constant(operation.tensors[0]) if operation.tensors else _listed(operation)
    if operation.kind == "Shape":
        shape = shapes.get(operation.inputs[0]) if operation.inputs else None
        if shape is None or None in shape or operation.numbers:
            return None
        return np.array(shape, np.int64)
    given = [values.get(name) for name in operation.inputs if name]
    known = [value for value in given if value is not None]
    if not known or len(known) < len(given):
        return None
    try:
        with np.errstate(all="ignore"):
            value = _computed(operation, known)
    except (ValueError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError):
        return None
    return value if value is not None and value.size <= MOST else None


def _listed(operation: Operation) -> np.ndarray | None:
    for name in ("value_int", "value_ints", "value_float", "value_floats"):
        numbers = operation.numbers.get(name, [])
        if 0 < len(numbers) <= MOST:
            found = np.array(numbers, np.int64 if "int" in name else np.float32)
            return found if name.endswith("s") else found[0]
    return None


def _computed(operation: Operation, given: list[np.ndarray]) -> np.ndarray | None:
    kind, first = operation.kind, given[0]
    if kind in ("Identity", "Cast", "Floor", "Ceil"):
        to_integer = kind == "Cast" and operation.number("to") in (6, 7)
        rounded = np.floor(first) if kind == "Floor" else (
            np.ceil(first) if kind == "Ceil" else first)
        return rounded.astype(np.int64) if to_integer else rounded
    if kind in _ARITHMETIC and len(given) == 2:
        whole = kind == "Div" and first.dtype.kind == "i"
        return first // given[1] if whole else _ARITHMETIC[kind](first, given[1])
    if kind == "Concat":
        return np.concatenate(given, int(operation.number("axis")))
    if kind == "Gather" and len(given) == 2:
        return np.take(first, given[1].astype(np.int64), int(operation.number("axis")))
    if kind == "ConstantOfShape" and np.prod(first, dtype=np.float64) <= MOST:
        filling = constant(operation.tensors[0]) if operation.tensors else np.zeros(1, np.float32)
        return None if filling is None else np.full(first.astype(np.int64), filling.reshape(-1)[0])
    if kind == "Reshape" and len(given) == 2:
        return first.reshape(given[1].astype(np.int64))
    if kind == "Transpose":
        return first.transpose([int(axis) for axis in operation.numbers["perm"]]
                               if "perm" in operation.numbers else None)
    if kind in ("Unsqueeze", "Squeeze"):
        axes = given[1].reshape(-1) if len(given) == 2 else operation.numbers.get("axes")
        if axes is not None:
            change = np.expand_dims if kind == "Unsqueeze" else np.squeeze
            return change(first, tuple(int(axis) for axis in axes))
    if kind == "Slice" and len(given) > 2:
        return _sliced(*(first, *(value.reshape(-1) for value in given[1:])))
    return None


def _sliced(array: np.ndarray, begin: np.ndarray, end: np.ndarray,
            axes: np.ndarray | None = None, steps: np.ndarray | None = None) -> np.ndarray:
    places = [slice(None)] * array.ndim
    for i in range(len(begin)):
        step = 1 if steps is None else int(steps[i])
        places[i if axes is None else int(axes[i])] = slice(int(begin[i]), int(end[i]), step)
    return array[tuple(places)]
