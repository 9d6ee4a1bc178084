"""Sparse coding of many signals in one dictionary."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..backends import implementation


def matching_pursuit(signals: np.ndarray, dictionary: np.ndarray, nonzeros: int, *,
                     check: Callable[[], None] = lambda: None,
                     backend: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Code each signal by a few atoms of a dictionary: orthogonal matching pursuit.

    One atom after the other is chosen, the one that correlates most with what the atoms before
    it have left of the signal, and after each choice all coefficients are the least-squares
    ones. A signal that is represented exactly takes no further atoms. The work is done on
    correlations with the Gram matrix of the dictionary and a growing Cholesky factor, as in
    batch OMP (Rubinstein, Zibulevsky & Elad 2008, Technion CS-2008-08).

    signals: (n, length), finite, of any unit.
    dictionary: (atoms, length), atoms of norm 1.
    nonzeros: how many atoms a signal may have, at least 1.
    check: called every few tenths of a second; may raise to end the work.
    backend: "numba" or "numpy" instead of the chosen one (for tests and benchmarks).

    Returns:
        atoms: int64 (n, nonzeros), indices of the atoms of each signal, in the order chosen.
        coefficients: float64 (n, nonzeros), in the unit of the signals; 0 where fewer atoms
            represent the signal. The code of a signal depends, to the last bit, on that signal
            alone, and changes its sign with it.
    """
    signals = np.ascontiguousarray(signals, np.float64)
    dictionary = np.ascontiguousarray(dictionary, np.float64)
    gram = np.zeros((len(dictionary), len(dictionary)))
    for column in dictionary.T:  # in a fixed order, which a matrix product would not promise
        gram += np.outer(column, column)
    nonzeros = min(nonzeros, *dictionary.shape)
    return implementation(__name__, backend).pursue(signals, dictionary, gram, nonzeros, check)
