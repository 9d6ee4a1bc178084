"""Pairs of dictionaries: of coarse patches, and of the detail that fine patches add to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from ...kernels.matching_pursuit import matching_pursuit
from ...progress import Progress
from .dictionary_parameters import DictionaryParameters

FITTED = 10
"""The fine dictionary is fitted to this many times the patches that train the coarse one."""

_SEED = 0
_NEGLIGIBLE = 1e-6  # of the root mean square: rounding of the input, and no structure


@dataclass(frozen=True)
class DictionaryPair:
    """Two dictionaries that share their codes.

    low: (atoms, length), atoms of norm 1, of coarse patches.
    detail: (atoms, length), D_h - D_l: a fine patch less the coarse one.
    nonzeros: number of atoms that make up a patch.
    """

    low: np.ndarray
    detail: np.ndarray
    nonzeros: int

    def detail_of(self, low: np.ndarray, check: Callable[[], None]) -> np.ndarray:
        """Return the detail of fine patches, less the coarse patches `low`, both (n, length)."""
        detail = np.zeros(low.shape)
        if not len(self.low):
            return detail
        atoms, coefficients = matching_pursuit(low, self.low, self.nonzeros, check=check)
        for atom, coefficient in zip(atoms.T, coefficients.T):
            detail += coefficient[:, None] * self.detail[atom]
        return detail


def train_pairs(low: np.ndarray, high: np.ndarray, parameters: DictionaryParameters,
                progress: Progress) -> list[DictionaryPair]:
    """Train a pair of dictionaries for each band.

    The coarse dictionary is trained by K-SVD. The fine one is then the one that reproduces the
    fine patches best from the codes of the coarse patches (Zeyde, Elad & Protter 2010,
    doi:10.1007/978-3-642-27413-8_47), with a penalty on detail: at the time of prediction only
    coarse patches are known, so these are the codes that will be met. Training both at once, on
    coarse and fine patches one below the other, as Huang & Song (2012) do, finds codes that
    the coarse patch alone does not give, and at large scale ratios detail that is not there.

    low, high: (bands, n, length), patches that belong together. K-SVD uses one in FITTED.
    parameters: `DictionaryParameters`.
    """
    pairs = []
    for band, (low_band, high_band) in enumerate(zip(low, high)):
        part = progress.part(band / len(low), (band + 1) / len(low))
        coarse = low_band.astype(np.float64)
        centred = coarse - coarse.mean(axis=1, keepdims=True)
        trained = centred[::FITTED]  # all over the scene: the patches come window by window
        dictionary = train_dictionary(trained, parameters.atoms, parameters.nonzeros,
                                      parameters.iterations, part)
        detail = _fit(high_band - coarse, centred, dictionary, parameters, progress.check)
        pairs.append(DictionaryPair(dictionary, detail, parameters.nonzeros))
    return pairs


def train_dictionary(signals: np.ndarray, atoms: int, nonzeros: int, iterations: int,
                     progress: Progress) -> np.ndarray:
    """Return a dictionary in which a few atoms represent each signal, by approximate K-SVD.

    Signals are coded and atoms updated in turn; of the rank-1 approximation in each update one
    power iteration is done (Aharon et al. 2006, doi:10.1109/TSP.2006.881199; Rubinstein et al.
    2008, section 5). It begins with signals chosen at random, seeded.

    signals: (n, length).

    Returns:
        (at most `atoms`, length), atoms of norm 1; fewer where fewer signals differ from 0.
    """
    energy = (signals * signals).sum(axis=1)
    signals = signals[energy > _NEGLIGIBLE ** 2 * energy.mean()] if len(energy) else signals
    chosen = np.random.default_rng(_SEED).permutation(len(signals))[:atoms]
    dictionary = signals[chosen] / np.linalg.norm(signals[chosen], axis=1, keepdims=True)
    for i in range(iterations if len(dictionary) else 0):
        progress.report(i / iterations)
        codes, coefficients = matching_pursuit(signals, dictionary, nonzeros,
                                               check=progress.check)
        _update(signals, dictionary, codes, coefficients)
    return dictionary


def _update(signals: np.ndarray, dictionary: np.ndarray, codes: np.ndarray,
            coefficients: np.ndarray) -> None:
    """Improve one atom after the other, and its coefficients, in place."""
    residuals = signals.copy()
    for atom, coefficient in zip(codes.T, coefficients.T):
        residuals -= coefficient[:, None] * dictionary[atom]
    error = (residuals * residuals).sum(axis=1)
    used = np.where(coefficients != 0, codes, -1).ravel()
    order = np.argsort(used, kind="stable")
    bounds = np.searchsorted(used[order], np.arange(len(dictionary) + 1))
    for j, (first, last) in enumerate(zip(bounds, bounds[1:])):
        users, places = np.divmod(order[first:last], codes.shape[1])
        values = coefficients[users, places]
        without = residuals[users] + values[:, None] * dictionary[j]
        atom = values @ without
        norm = np.sqrt(atom @ atom)
        if norm <= _NEGLIGIBLE * np.sqrt((values * values).sum()):
            # Unused: the signal that is represented worst takes its place.
            worst = error.argmax()
            norm = np.sqrt(signals[worst] @ signals[worst])
            dictionary[j] = signals[worst] / norm
            error[worst] = 0
            continue
        dictionary[j] = atom / norm
        coefficients[users, places] = values = without @ dictionary[j]
        residuals[users] = without - values[:, None] * dictionary[j]


def _fit(detail: np.ndarray, low: np.ndarray, dictionary: np.ndarray,
         parameters: DictionaryParameters, check: Callable[[], None]) -> np.ndarray:
    """Return the atoms of detail that reproduce it best from the codes of the coarse patches.

    They minimise |detail - codes atoms|^2 + r |atoms|^2, where r is the regularisation times the
    mean energy of an atom in the codes: an atom that is seldom used learns little from chance.
    """
    count = len(dictionary)
    if not count:
        return dictionary
    codes, coefficients = matching_pursuit(low, dictionary, parameters.nonzeros,
                                           check=check)
    begins = np.arange(len(codes) + 1) * codes.shape[1]
    matrix = csr_matrix((coefficients.ravel(), codes.ravel(), begins), (len(codes), count))
    energies = (matrix.T @ matrix).toarray()
    ridge = parameters.regularisation * np.trace(energies) / count
    return np.linalg.solve(energies + ridge * np.eye(count), matrix.T @ detail)
