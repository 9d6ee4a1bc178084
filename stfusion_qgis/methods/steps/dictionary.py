"""Pairs of dictionaries: what coarse patches look like, and what fine ones have beyond them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...kernels.matching_pursuit import matching_pursuit


@dataclass(frozen=True)
class DictionaryPair:
    """Two dictionaries that share their codes.

    low: (atoms, length), atoms of norm 1, of coarse patches.
    detail: (atoms, length), D_h - D_l: what a fine patch has beyond the coarse one.
    nonzeros: how many atoms a patch is made of.
    """

    low: np.ndarray
    detail: np.ndarray
    nonzeros: int

    def predict_detail(self, low: np.ndarray,
                       check: Callable[[], None] = lambda: None) -> np.ndarray:
        """Return what fine patches have beyond the coarse patches `low`, (n, length) each."""
        detail = np.zeros(low.shape)
        if not len(self.low):
            return detail
        atoms, coefficients = matching_pursuit(low, self.low, self.nonzeros, check=check)
        for atom, coefficient in zip(atoms.T, coefficients.T):
            detail += coefficient[:, None] * self.detail[atom]
        return detail
