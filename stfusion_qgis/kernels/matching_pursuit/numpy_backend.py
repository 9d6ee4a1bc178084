"""Orthogonal matching pursuit in NumPy: a batch of signals at a time.

All arithmetic on signals is elementwise, in a fixed order: the last bit of a product of matrices
would depend on how many signals are coded together.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_SIGNALS_AT_ONCE = 128

EXACT = 1e-12
"""Share of a signal's energy below which nothing is left of it."""


def pursue(signals: np.ndarray, dictionary: np.ndarray, gram: np.ndarray, nonzeros: int,
           check: Callable[[], None]) -> tuple[np.ndarray, np.ndarray]:
    """Return the atoms and coefficients of each signal.

    signals: float64 (n, length). dictionary: float64 (atoms, length), atoms of norm 1.
    gram: (atoms, atoms), the atoms' scalar products. nonzeros: at most the length and the
    number of atoms. check: called every few tenths of a second.

    Returns:
        int64 (n, nonzeros) and float64 (n, nonzeros), see the facade.
    """
    atoms = np.zeros((len(signals), nonzeros), np.int64)
    coefficients = np.zeros((len(signals), nonzeros))
    for first in range(0, len(signals), _SIGNALS_AT_ONCE):
        check()
        part = np.s_[first:first + _SIGNALS_AT_ONCE]
        _pursue(signals[part], dictionary, gram, atoms[part], coefficients[part])
    return atoms, coefficients


def _pursue(signals: np.ndarray, dictionary: np.ndarray, gram: np.ndarray, atoms: np.ndarray,
            coefficients: np.ndarray) -> None:
    n, nonzeros = atoms.shape
    each = np.arange(n)
    correlations = np.zeros((n, len(gram)))  # of what is left of the signals with the atoms
    left = np.zeros(n)  # energy of what is left
    for i in range(signals.shape[1]):
        correlations += signals[:, i, None] * dictionary[:, i]
        left += signals[:, i] * signals[:, i]
    enough = EXACT * left
    # Correlations of the atoms with the chosen ones, made orthonormal.
    directions: list[np.ndarray] = []
    factor = np.zeros((nonzeros, nonzeros, n))  # lower Cholesky factor of the chosen atoms' Gram
    steps = np.zeros((nonzeros, n))
    for k in range(nonzeros):
        chosen = np.abs(correlations).argmax(axis=1)
        direction = gram[chosen]
        for i in range(k):
            factor[k, i] = directions[i][each, chosen]
            direction -= factor[k, i, :, None] * directions[i]
        norm = direction[each, chosen]
        going = (left > enough) & (norm > EXACT)
        factor[k, k] = np.sqrt(np.where(going, norm, 1))
        direction *= (going / factor[k, k])[:, None]
        steps[k] = np.where(going, correlations[each, chosen] / factor[k, k], 0)
        correlations -= steps[k, :, None] * direction
        left = np.where(going, left - steps[k] * steps[k], 0)
        directions.append(direction)
        atoms[:, k] = np.where(going, chosen, 0)
    for k in reversed(range(nonzeros)):  # factor^T coefficients = steps
        value = steps[k].copy()
        for i in range(k + 1, nonzeros):
            value -= factor[i, k] * coefficients[:, i]
        coefficients[:, k] = value / factor[k, k]
