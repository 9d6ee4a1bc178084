"""Vectors of bytes, and words of bits, inside numba functions.

A `Bytes` is an LLVM `<BYTES x i8>` that fills one register, as a `Vector` does: four
times as many lanes. Comparing bytes gives a word (uint64) with one bit a lane, lane 0 being the
lowest. The functions exist inside of numba functions only; arrays given to them are
one-dimensional and contiguous, and nothing is checked against their bounds.
"""

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

from ..compiling import kernel
from .llvm import LANES, Vector, pointer

BYTES = 4 * LANES
WORD = 64  # bits

_BYTE = ir.IntType(8)
_VECTOR = ir.VectorType(_BYTE, BYTES)
_WORD = ir.IntType(WORD)


class _BytesType(types.Type):
    def __init__(self):
        super().__init__(name=f"Bytes({BYTES})")


Bytes = _BytesType()


@register_model(_BytesType)
class _BytesModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, _VECTOR)


def _splat(builder, byte):
    undefined = ir.Constant(_VECTOR, ir.Undefined)
    first = builder.insert_element(undefined, byte, ir.IntType(32)(0))
    places = ir.Constant(ir.VectorType(ir.IntType(32), BYTES), [0] * BYTES)
    return builder.shuffle_vector(first, undefined, places)


def _call(builder, name, result, *args):
    """Call one of LLVM's functions that take vectors of bytes."""
    kind = ir.FunctionType(result, [_VECTOR] * len(args))
    function = cgutils.get_or_insert_function(builder.module, kind, f"{name}.v{BYTES}i8")
    return builder.call(function, args)


@intrinsic
def load_bytes(typing_context, array, index):
    """Return the bytes array[index : index + BYTES] of an uint8 array."""
    def build(context, builder, sig, args):
        address = pointer(context, builder, sig.args[0], *args)
        vector = builder.load(builder.bitcast(address, _VECTOR.as_pointer()))
        vector.align = 1
        return vector
    return Bytes(array, types.intp), build


@intrinsic
def store_as_bytes(typing_context, array, index, vector):
    """Write a `Vector` of numbers from 0 to below 256 to array[index : index + LANES], cut off."""
    def build(context, builder, sig, args):
        kind = ir.VectorType(_BYTE, LANES)
        address = pointer(context, builder, sig.args[0], *args[:2])
        builder.store(builder.fptoui(args[2], kind),
                      builder.bitcast(address, kind.as_pointer())).align = 1
        return context.get_dummy_value()
    return types.void(array, types.intp, Vector), build


@intrinsic
def splat_byte(typing_context, array, index):
    """Return the vector that has array[index], an uint8, in all lanes."""
    def build(context, builder, sig, args):
        return _splat(builder, builder.load(pointer(context, builder, sig.args[0], *args)))
    return Bytes(array, types.intp), build


@intrinsic
def no_bytes(typing_context):
    """Return the vector of zeros."""
    def build(context, builder, sig, args):
        return ir.Constant(_VECTOR, [0] * BYTES)
    return Bytes(), build


@intrinsic
def add_excess(typing_context, excess, values, low, high):
    """Return excess | (how far the values lie outside of low to high), of each lane.

    Of two such distances, 0 | 0 = 0, and neither or both of 0 and 1 make 1 of anything larger.
    """
    def build(context, builder, sig, args):
        excess, values, low, high = args
        below = _call(builder, "llvm.usub.sat", _VECTOR, low, values)
        above = _call(builder, "llvm.usub.sat", _VECTOR, values, high)
        return builder.or_(builder.or_(excess, below), above)
    return Bytes(Bytes, Bytes, Bytes, Bytes), build


def _compare(sign):
    def compare(typing_context, values, number):
        def build(context, builder, sig, args):
            bits = builder.icmp_unsigned(sign, args[0], _splat(builder, args[1]))
            bits = builder.bitcast(bits, ir.IntType(BYTES))
            return bits if BYTES == WORD else builder.zext(bits, _WORD)
        return types.uint64(Bytes, types.uint8), build
    return compare


@intrinsic
def equal_bits(typing_context, values, number):
    """Return the word whose bits tell which lanes equal an uint8."""
    return _compare("==")(typing_context, values, number)


@intrinsic
def at_most_bits(typing_context, values, number):
    """Return the word whose bits tell which lanes are at most an uint8."""
    return _compare("<=")(typing_context, values, number)


def _reduce(name):
    def build(context, builder, sig, args):
        return _call(builder, f"llvm.vector.reduce.{name}", _BYTE, *args)
    return types.uint8(Bytes), build


@intrinsic
def smallest_byte(typing_context, values):
    """Return the smallest of the bytes."""
    return _reduce("umin")


@intrinsic
def largest_byte(typing_context, values):
    """Return the largest of the bytes."""
    return _reduce("umax")


@intrinsic
def lowest_bit(typing_context, word):
    """Return the place of the lowest bit that is set in a word; WORD if there is none."""
    def build(context, builder, sig, args):
        return builder.cttz(args[0], ir.IntType(1)(0))
    return types.int64(types.uint64), build


@intrinsic
def count_bits(typing_context, word):
    """Return the number of bits of a word that are set."""
    def build(context, builder, sig, args):
        return builder.ctpop(args[0])
    return types.int64(types.uint64), build


@kernel
def without_lowest_bit(word):
    """Return the word with its lowest set bit cleared."""
    return word & (word - np.uint64(1))


@kernel
def transpose_bits(words):
    """Make bit i of word j the bit j of word i, in place, of an array of WORD words."""
    half = WORD // 2
    mask = np.uint64(2**half - 1)
    while half > 0:
        shift = np.uint64(half)
        for first in range(0, WORD, 2 * half):
            for i in range(first, first + half):
                swapped = ((words[i] >> shift) ^ words[i + half]) & mask
                words[i] ^= swapped << shift
                words[i + half] ^= swapped
        half >>= 1
        mask ^= mask << np.uint64(half)
