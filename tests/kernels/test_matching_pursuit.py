"""Matching pursuit against the same written with a solver of least squares."""

import numpy as np
import pytest

from stfusion_qgis.kernels.backends import BACKENDS
from stfusion_qgis.kernels.matching_pursuit import matching_pursuit
from tests.kernels.matching_pursuit_reference import pursue


def dictionary_of(atoms, length, seed=0):
    dictionary = np.random.default_rng(seed).normal(size=(atoms, length))
    return dictionary / np.linalg.norm(dictionary, axis=1, keepdims=True)


def signals_of(n, length, seed=1):
    return np.random.default_rng(seed).normal(size=(n, length))


@pytest.mark.parametrize("atoms, length, nonzeros", [(40, 12, 1), (40, 12, 4), (9, 16, 6),
                                                     (3, 25, 3)])
def test_against_least_squares(backend, atoms, length, nonzeros):
    dictionary, signals = dictionary_of(atoms, length), signals_of(60, length)
    codes, coefficients = matching_pursuit(signals, dictionary, nonzeros, backend=backend)
    for signal, code, coefficient in zip(signals, codes, coefficients):
        expected_atoms, expected = pursue(signal, dictionary, nonzeros)
        assert code.tolist() == expected_atoms
        np.testing.assert_allclose(coefficient, expected, atol=1e-10)


def test_backends_agree():
    pytest.importorskip("numba")
    dictionary, signals = dictionary_of(100, 49), signals_of(300, 49)
    one, other = (matching_pursuit(signals, dictionary, 5, backend=b) for b in BACKENDS)
    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_allclose(one[1], other[1], rtol=1e-9)


def test_signals_made_of_a_few_atoms_take_no_more(backend):
    dictionary = np.eye(8)
    signals = np.zeros((3, 8))
    signals[1, 5] = -2
    signals[2, [1, 6]] = 3, 4
    codes, coefficients = matching_pursuit(signals, dictionary, 4, backend=backend)
    np.testing.assert_array_equal(codes[:, :2], [[0, 0], [5, 0], [6, 1]])
    np.testing.assert_allclose(coefficients, [[0, 0, 0, 0], [-2, 0, 0, 0], [4, 3, 0, 0]])


def test_equal_atoms_do_not_divide_by_zero(backend):
    dictionary = dictionary_of(4, 6)[[0, 0, 1, 1]]
    _, coefficients = matching_pursuit(signals_of(50, 6), dictionary, 4, backend=backend)
    assert np.isfinite(coefficients).all()
    assert ((coefficients != 0).sum(axis=1) == 2).all()


def test_more_nonzeros_than_the_signal_is_long(backend):
    signals = signals_of(20, 4)
    codes, coefficients = matching_pursuit(signals, dictionary_of(30, 4), 9, backend=backend)
    assert codes.shape == coefficients.shape == (20, 4)
    rebuilt = np.einsum("nk,nkd->nd", coefficients, dictionary_of(30, 4)[codes])
    np.testing.assert_allclose(rebuilt, signals, atol=1e-9)


def test_code_depends_on_the_signal_alone(backend):
    dictionary, signals = dictionary_of(64, 49), signals_of(300, 49)
    codes, coefficients = matching_pursuit(signals, dictionary, 3, backend=backend)
    for part in (np.s_[7:8], np.s_[100:299], np.s_[::-1]):
        some = matching_pursuit(signals[part], dictionary, 3, backend=backend)
        np.testing.assert_array_equal(some[0], codes[part])
        np.testing.assert_array_equal(some[1], coefficients[part])
    opposite = matching_pursuit(-signals, dictionary, 3, backend=backend)
    np.testing.assert_array_equal(opposite[0], codes)
    np.testing.assert_array_equal(opposite[1], -coefficients)


def test_can_be_cancelled(backend):
    def check():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        matching_pursuit(signals_of(10, 4), dictionary_of(5, 4), 2, check=check, backend=backend)
