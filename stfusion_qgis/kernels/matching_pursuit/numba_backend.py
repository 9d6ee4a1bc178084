"""Orthogonal matching pursuit, compiled: one signal at a time, vectors over the atoms."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..compiling import kernel
from .numpy_backend import EXACT

_SIGNALS_AT_ONCE = 8192


@kernel
def _pursue(signals, columns, gram, atoms, coefficients):
    """Code the signals; `columns` is the transposed dictionary, (length, atoms)."""
    length, count = columns.shape
    nonzeros = atoms.shape[1]
    correlations = np.empty(count)
    directions = np.empty((nonzeros, count))
    factor = np.empty((nonzeros, nonzeros))
    steps = np.empty(nonzeros)
    for s in range(len(signals)):
        correlations[:] = 0
        left = 0.0
        for i in range(length):
            value = signals[s, i]
            left += value * value
            column = columns[i]
            for j in range(count):
                correlations[j] += value * column[j]
        enough = EXACT * left
        found = 0
        while found < nonzeros and left > enough:
            chosen = 0
            largest = -1.0
            for j in range(count):
                if abs(correlations[j]) > largest:
                    largest = abs(correlations[j])
                    chosen = j
            direction = directions[found]
            direction[:] = gram[chosen]
            for i in range(found):
                share = directions[i, chosen]
                factor[found, i] = share
                other = directions[i]
                for j in range(count):
                    direction[j] -= share * other[j]
            if direction[chosen] <= EXACT:
                break
            norm = np.sqrt(direction[chosen])
            factor[found, found] = norm
            step = correlations[chosen] / norm
            for j in range(count):
                direction[j] *= 1 / norm
                correlations[j] -= step * direction[j]
            left -= step * step
            steps[found] = step
            atoms[s, found] = chosen
            found += 1
        for k in range(found - 1, -1, -1):  # factor^T coefficients = steps
            value = steps[k]
            for i in range(k + 1, found):
                value -= factor[i, k] * coefficients[s, i]
            coefficients[s, k] = value / factor[k, k]


def pursue(signals: np.ndarray, dictionary: np.ndarray, gram: np.ndarray, nonzeros: int,
           check: Callable[[], None]) -> tuple[np.ndarray, np.ndarray]:
    """See `numpy_backend.pursue`."""
    atoms = np.zeros((len(signals), nonzeros), np.int64)
    coefficients = np.zeros((len(signals), nonzeros))
    columns = np.ascontiguousarray(dictionary.T)
    for first in range(0, len(signals), _SIGNALS_AT_ONCE):
        check()
        part = np.s_[first:first + _SIGNALS_AT_ONCE]
        _pursue(signals[part], columns, gram, atoms[part], coefficients[part])
    return atoms, coefficients
