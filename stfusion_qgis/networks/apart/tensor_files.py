"""Tensors in a file, on their way between two processes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def write_tensors(path: str, tensors: Sequence[np.ndarray]) -> list[dict[str, Any]]:
    """Write tensors one after the other, and return what `read_tensors` has to know.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "wb", buffering=0) as file:
        for tensor in tensors:
            content = np.ascontiguousarray(tensor).data.cast("B") if tensor.size else b""
            written = 0
            while written < len(content):
                written += file.write(content[written:]) or 0
    return [{"type": tensor.dtype.str, "shape": list(tensor.shape)} for tensor in tensors]


def read_tensors(path: str, described: Sequence[dict[str, Any]]) -> list[np.ndarray]:
    """Return the tensors of a file.

    Raises:
        OSError, ValueError: it cannot be read, or is shorter than described.
    """
    tensors = []
    with open(path, "rb", buffering=0) as file:
        for entry in described:
            count = int(np.prod(entry["shape"], dtype=np.int64))
            found = np.fromfile(file, np.dtype(entry["type"]), count)
            tensors.append(found.reshape(entry["shape"]))
    return tensors
