"""Vectors of bytes and words of bits inside numba functions, against NumPy."""

import numpy as np
import pytest

numba = pytest.importorskip("numba")

from stfusion_qgis.kernels.simd.byte_vectors import (  # noqa: E402
    BYTES,
    WORD,
    add_excess,
    at_most_bits,
    count_bits,
    equal_bits,
    largest_byte,
    load_bytes,
    lowest_bit,
    smallest_byte,
    splat_byte,
    store_as_bytes,
    transpose_bits,
    without_lowest_bit,
)
from stfusion_qgis.kernels.simd.llvm import LANES  # noqa: E402
from stfusion_qgis.kernels.simd.vectors import load  # noqa: E402


def _lanes(word):
    return [lane for lane in range(WORD) if int(word) >> lane & 1]


@numba.njit
def _excesses(values, low, high, before):
    excess = add_excess(load_bytes(before, 0), load_bytes(values, 0), splat_byte(low, 0),
                        splat_byte(high, 0))
    return equal_bits(excess, np.uint8(0)), at_most_bits(excess, np.uint8(1))


def test_excess():
    """It tells 0, 1 and more apart, of whatever is put together."""
    values, before = (np.arange(BYTES, dtype=np.uint8) % step for step in (8, 3))
    low, high = np.array([2], np.uint8), np.array([5], np.uint8)
    own = np.maximum(0, np.maximum(2 - values.astype(int), values.astype(int) - 5))
    most = np.maximum(own, before)
    none, one = _excesses(values, low, high, before)
    assert _lanes(none) == np.flatnonzero(most == 0).tolist()
    assert _lanes(one) == np.flatnonzero(most <= 1).tolist()


@numba.njit
def _extremes(values):
    return smallest_byte(load_bytes(values, 1)), largest_byte(load_bytes(values, 1))


def test_extremes():
    values = np.random.default_rng(0).integers(3, 250, BYTES + 1).astype(np.uint8)
    assert _extremes(values) == (values[1:].min(), values[1:].max())


@numba.njit
def _store(numbers, out):
    store_as_bytes(out, 1, load(numbers, 0))


def test_numbers_become_bytes():
    numbers = np.linspace(0, 255.9, LANES).astype(np.float32)
    out = np.zeros(LANES + 1, np.uint8)
    _store(numbers, out)
    assert np.array_equal(out[1:], numbers.astype(np.uint8))


@numba.njit
def _bits(word):
    return lowest_bit(word), without_lowest_bit(word), count_bits(word)


@pytest.mark.parametrize("word", [1, 2**63, 0b1011000, 2**64 - 1])
def test_bits_of_words(word):
    lowest = (word & -word).bit_length() - 1
    assert _bits(np.uint64(word)) == (lowest, word - 2**lowest, bin(word).count("1"))


def test_no_bits():
    assert _bits(np.uint64(0)) == (WORD, 0, 0)


def test_transposed_bits():
    bits = np.random.default_rng(0).random((WORD, WORD)) < 0.3

    def words(bits):
        return np.array([sum(1 << int(place) for place in np.flatnonzero(line))
                         for line in bits], np.uint64)

    transposed = words(bits)
    transpose_bits(transposed)
    assert np.array_equal(transposed, words(bits.T))
