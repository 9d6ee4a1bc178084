"""Orthogonal matching pursuit with a solver of least squares."""

import numpy as np


def pursue(signal, dictionary, nonzeros):
    """Return the atoms, in order, and coefficients of one signal."""
    atoms, left, solution = [], signal, []
    for _ in range(nonzeros):
        if np.linalg.norm(left) < 1e-6 * np.linalg.norm(signal) or not signal.any():
            break
        atoms.append(int(np.abs(dictionary @ left).argmax()))
        chosen = dictionary[atoms].T
        solution = np.linalg.lstsq(chosen, signal, rcond=None)[0]
        left = signal - chosen @ solution
    return atoms, solution
