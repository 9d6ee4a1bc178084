"""Vectors of floats: one register each, and masks of their lanes."""

from __future__ import annotations

import operator

from llvmlite import ir
from numba import types
from numba.core.typing.templates import ConcreteTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin

from .llvm import (
    BITS,
    INT32,
    Mask,
    Vector,
    call,
    fused_multiply_add,
    load_at,
    pointer,
    splat_value,
    store_at,
)


def _define_operator(function, kind, result, build):
    """Let `function`, of the module `operator`, work on two values of the type `kind`."""

    @infer_global(function)
    class _Template(ConcreteTemplate):
        cases = [signature(result, kind, kind)]  # noqa: RUF012

    @lower_builtin(function, kind, kind)
    def _lower(context, builder, sig, args):
        return build(builder, *args)


for _function, _instruction in ((operator.add, "fadd"), (operator.sub, "fsub"),
                                (operator.mul, "fmul"), (operator.truediv, "fdiv")):
    _define_operator(_function, Vector, Vector,
                     lambda builder, a, b, name=_instruction: getattr(builder, name)(a, b))
for _function, _sign in ((operator.lt, "<"), (operator.le, "<="),
                         (operator.gt, ">"), (operator.ge, ">=")):
    _define_operator(_function, Vector, Mask,
                     lambda builder, a, b, sign=_sign: builder.fcmp_ordered(sign, a, b))
_define_operator(operator.and_, Mask, Mask, lambda builder, a, b: builder.and_(a, b))
_define_operator(operator.or_, Mask, Mask, lambda builder, a, b: builder.or_(a, b))


@intrinsic
def load(typing_context, array, index):
    """Return the vector array[index : index + LANES]."""
    def build(context, builder, sig, args):
        return load_at(builder, pointer(context, builder, sig.args[0], *args))
    return Vector(array, types.intp), build


@intrinsic
def store(typing_context, array, index, vector):
    """Write a vector to array[index : index + LANES]."""
    def build(context, builder, sig, args):
        store_at(builder, pointer(context, builder, sig.args[0], *args[:2]), args[2])
        return context.get_dummy_value()
    return types.void(array, types.intp, Vector), build


@intrinsic
def splat(typing_context, number):
    """Return the vector that has the float32 `number` in all lanes."""
    def build(context, builder, sig, args):
        return splat_value(builder, args[0])
    return Vector(types.float32), build


@intrinsic
def square_root(typing_context, vector):
    """Return the square root of each lane."""
    def build(context, builder, sig, args):
        return call(builder, "llvm.sqrt", *args)
    return Vector(Vector), build


@intrinsic
def whole_part(typing_context, vector):
    """Return the largest whole number of each lane that is not above it."""
    def build(context, builder, sig, args):
        return call(builder, "llvm.floor", *args)
    return Vector(Vector), build


@intrinsic
def smaller(typing_context, a, b):
    """Return the smaller value of each lane; b where one is NaN."""
    def build(context, builder, sig, args):
        return builder.select(builder.fcmp_ordered("<", *args), *args)
    return Vector(Vector, Vector), build


@intrinsic
def larger(typing_context, a, b):
    """Return the larger value of each lane; b where one is NaN."""
    def build(context, builder, sig, args):
        return builder.select(builder.fcmp_ordered(">", *args), *args)
    return Vector(Vector, Vector), build


@intrinsic
def multiply_add(typing_context, a, b, c):
    """Return a * b + c, rounded only once where the processor can do so."""
    def build(context, builder, sig, args):
        return fused_multiply_add(builder, *args)
    return Vector(Vector, Vector, Vector), build


@intrinsic
def select(typing_context, mask, a, b):
    """Return the vector a where the mask is set, b elsewhere."""
    def build(context, builder, sig, args):
        return builder.select(*args)
    return Vector(Mask, Vector, Vector), build


@intrinsic
def mask_bits(typing_context, mask):
    """Return the mask as the low bits of an uint32, lane 0 being the lowest."""
    def build(context, builder, sig, args):
        return builder.zext(builder.bitcast(args[0], BITS), INT32)
    return types.uint32(Mask), build


@intrinsic
def keep_rolled(typing_context):
    """Keep LLVM from unrolling the loop that calls this: copies would not fit the registers."""
    def build(context, builder, sig, args):
        builder.asm(ir.FunctionType(ir.VoidType(), []), "", "", (), True)
        return context.get_dummy_value()
    return types.void(), build
