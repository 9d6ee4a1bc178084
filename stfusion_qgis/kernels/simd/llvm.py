"""The vectors in LLVM's terms, and the pieces that functions on them are built of."""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.extending import models, register_model


def _processor_features() -> set[str]:
    """Return LLVM's names of what the processor can do, as far as numba makes use of it."""
    _, _, features = cpu_target.target_context.codegen().magic_tuple()
    return {name[1:] for name in features.split(",") if name.startswith("+")}


_FEATURES = _processor_features()
_HAS_FUSED_MULTIPLY_ADD = bool(_FEATURES & {"fma", "neon", "fp-armv8"})
HAS_MASK_REGISTERS = "avx512f" in _FEATURES
LANES = 16 if HAS_MASK_REGISTERS else 8 if "avx" in _FEATURES else 4
LINE = 16  # floats in a line of the processor's cache


def instruction_set() -> str:
    """Return the widest vector instructions that the compiled kernels use, for the log."""
    for feature, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("avx", "AVX")):
        if feature in _FEATURES:
            return name
    return "128 bit"


_FLOAT = ir.FloatType()
INT32 = ir.IntType(32)
VECTOR = ir.VectorType(_FLOAT, LANES)
INTEGERS = ir.VectorType(INT32, LANES)
MASK = ir.VectorType(ir.IntType(1), LANES)
BITS = ir.IntType(LANES)


class _VectorType(types.Type):
    def __init__(self):
        super().__init__(name=f"Vector({LANES})")


class _MaskType(types.Type):
    def __init__(self):
        super().__init__(name=f"Mask({LANES})")


Vector = _VectorType()
Mask = _MaskType()


@register_model(_VectorType)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, VECTOR)


@register_model(_MaskType)
class _MaskModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, MASK)


def pointer(context, builder, array_type, array, index):
    """Return the address of array[index]."""
    return builder.gep(context.make_array(array_type)(context, builder, array).data, [index])


def load_at(builder, address):
    """Return the vector at an address, which may be that of any float."""
    vector = builder.load(builder.bitcast(address, VECTOR.as_pointer()))
    vector.align = 4
    return vector


def store_at(builder, address, vector):
    """Write a vector to an address, which may be that of any float."""
    builder.store(vector, builder.bitcast(address, VECTOR.as_pointer())).align = 4


def splat_value(builder, number, kind=VECTOR):
    """Return the vector that has a number in all lanes."""
    undefined = ir.Constant(kind, ir.Undefined)
    first = builder.insert_element(undefined, number, INT32(0))
    return builder.shuffle_vector(first, undefined, ir.Constant(INTEGERS, [0] * LANES))


def mask_of_bits(builder, bits, first=0):
    """Return the mask of LANES bits of an int32, from the bit `first` on."""
    if HAS_MASK_REGISTERS:
        return builder.bitcast(builder.trunc(builder.lshr(bits, INT32(first)), BITS), MASK)
    bit_of_lane = ir.Constant(INTEGERS, [1 << first + lane for lane in range(LANES)])
    bits = builder.and_(splat_value(builder, bits, INTEGERS), bit_of_lane)
    return builder.icmp_signed("==", bits, bit_of_lane)


def call(builder, name, *args):
    """Call one of LLVM's functions that take and give vectors."""
    kind = ir.FunctionType(VECTOR, [VECTOR] * len(args))
    function = cgutils.get_or_insert_function(builder.module, kind, f"{name}.v{LANES}f32")
    return builder.call(function, args)


def fused_multiply_add(builder, a, b, c):
    """Return a * b + c, rounded only once where the processor can do so."""
    if _HAS_FUSED_MULTIPLY_ADD:
        return call(builder, "llvm.fma", a, b, c)
    return builder.fadd(builder.fmul(a, b), c)
