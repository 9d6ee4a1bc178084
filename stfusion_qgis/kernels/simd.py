"""Vectors of floats inside numba functions.

A `Vector` is an LLVM `<LANES x float>` and a `Mask` an LLVM `<LANES x i1>`. LLVM spreads
them over the registers that the processor has: one AVX-512 register, two AVX2 ones, four
SSE or NEON ones. So a kernel is written once, and runs everywhere at full width, which
numba's automatic vectorisation does not reach where neighbours are chosen by comparison.

Vectors know `+ - * /` and the comparisons `< <= > >=`, which give masks; masks know `&` and
`|`. The functions below do the rest. They exist inside of numba functions only; arrays given
to them are one-dimensional, contiguous and float32, and nothing is checked against their
bounds. The functions on tuples (`..._each`) are for numbers of planes that are fixed when a
kernel is compiled: they become straight code without loops, and their vectors stay in
registers.

Numba must have been set up by `backends.py` before this module is imported.
"""

from __future__ import annotations

import operator
from functools import reduce

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.core.typing.templates import ConcreteTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model

LANES = 16

_FLOAT = ir.FloatType()
_INT32 = ir.IntType(32)
_VECTOR = ir.VectorType(_FLOAT, LANES)
_MASK = ir.VectorType(ir.IntType(1), LANES)
_BITS = ir.IntType(LANES)


def _processor_features() -> set[str]:
    """Return LLVM's names of what the processor can do, as far as numba makes use of it."""
    _, _, features = cpu_target.target_context.codegen().magic_tuple()
    return {name[1:] for name in features.split(",") if name.startswith("+")}


_FEATURES = _processor_features()
_HAS_FUSED_MULTIPLY_ADD = bool(_FEATURES & {"fma", "neon", "fp-armv8"})


def instruction_set() -> str:
    """Return the widest vector instructions that the compiled kernels use, for the log."""
    for feature, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("avx", "AVX")):
        if feature in _FEATURES:
            return name
    return "128 bit"


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
        super().__init__(manager, kind, _VECTOR)


@register_model(_MaskType)
class _MaskModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, _MASK)


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


def _vector_pointer(context, builder, array_type, array, index):
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [index]), _VECTOR.as_pointer())


def _load(context, builder, array_type, array, index):
    vector = builder.load(_vector_pointer(context, builder, array_type, array, index))
    vector.align = 4
    return vector


def _splat(builder, number):
    first = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), number, _INT32(0))
    lanes = ir.Constant(ir.VectorType(_INT32, LANES), [0] * LANES)
    return builder.shuffle_vector(first, ir.Constant(_VECTOR, ir.Undefined), lanes)


def _call(builder, name, *args):
    """Call one of LLVM's functions that take and give vectors."""
    kind = ir.FunctionType(_VECTOR, [_VECTOR] * len(args))
    function = cgutils.get_or_insert_function(builder.module, kind, f"{name}.v{LANES}f32")
    return builder.call(function, args)


def _multiply_add(builder, a, b, c):
    if _HAS_FUSED_MULTIPLY_ADD:
        return _call(builder, "llvm.fma", a, b, c)
    return builder.fadd(builder.fmul(a, b), c)


@intrinsic
def load(typing_context, array, index):
    """Return the vector array[index : index + LANES]."""
    def build(context, builder, sig, args):
        return _load(context, builder, sig.args[0], *args)
    return Vector(array, types.intp), build


@intrinsic
def store(typing_context, array, index, vector):
    """Write a vector to array[index : index + LANES]."""
    def build(context, builder, sig, args):
        pointer = _vector_pointer(context, builder, sig.args[0], args[0], args[1])
        builder.store(args[2], pointer).align = 4
        return context.get_dummy_value()
    return types.void(array, types.intp, Vector), build


@intrinsic
def splat(typing_context, number):
    """Return the vector that has the float32 `number` in all lanes."""
    def build(context, builder, sig, args):
        return _splat(builder, args[0])
    return Vector(types.float32), build


@intrinsic
def absolute(typing_context, vector):
    """Return the absolute value of each lane."""
    def build(context, builder, sig, args):
        return _call(builder, "llvm.fabs", *args)
    return Vector(Vector), build


@intrinsic
def square_root(typing_context, vector):
    """Return the square root of each lane."""
    def build(context, builder, sig, args):
        return _call(builder, "llvm.sqrt", *args)
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
        return _multiply_add(builder, *args)
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
        return builder.zext(builder.bitcast(args[0], _BITS), _INT32)
    return types.uint32(Mask), build


@intrinsic
def bits_mask(typing_context, bits):
    """Return the mask that the low bits of an uint32 stand for."""
    def build(context, builder, sig, args):
        return builder.bitcast(builder.trunc(args[0], _BITS), _MASK)
    return Mask(types.uint32), build


@intrinsic
def load_each(typing_context, array, index, starts):
    """Return the tuple of the vectors load(array, index + start)."""
    def build(context, builder, sig, args):
        array, index, starts = args
        vectors = [_load(context, builder, sig.args[0], array, builder.add(index, start))
                   for start in cgutils.unpack_tuple(builder, starts)]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(starts))(array, types.intp, starts), build


@intrinsic
def splat_each(typing_context, array, index, like):
    """Return the tuple of splat(array[index + i]), as long as the tuple `like`."""
    def build(context, builder, sig, args):
        data = context.make_array(sig.args[0])(context, builder, args[0]).data
        vectors = [_splat(builder, builder.load(builder.gep(
            data, [builder.add(args[1], args[1].type(i))]))) for i in range(len(like))]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(like))(array, types.intp, like), build


@intrinsic
def add_each(typing_context, a, b):
    """Return the sums of the vectors of two tuples."""
    def build(context, builder, sig, args):
        pairs = zip(*(cgutils.unpack_tuple(builder, arg) for arg in args))
        return context.make_tuple(builder, sig.return_type, [builder.fadd(*p) for p in pairs])
    return a(a, b), build


@intrinsic
def multiply_add_each(typing_context, mask, factor, vectors, sums):
    """Return the tuple of sum + factor * vector, each where the mask is set, else sum."""
    def build(context, builder, sig, args):
        mask, factor, vectors, sums = args
        results = [builder.select(mask, _multiply_add(builder, factor, vector, total), total)
                   for vector, total in zip(cgutils.unpack_tuple(builder, vectors),
                                            cgutils.unpack_tuple(builder, sums))]
        return context.make_tuple(builder, sig.return_type, results)
    return sums(Mask, Vector, vectors, sums), build


@intrinsic
def all_less(typing_context, mask, vectors, bounds):
    """Return the mask where also each vector is below its bound."""
    def build(context, builder, sig, args):
        mask, vectors, bounds = args
        tests = [builder.fcmp_ordered("<", vector, bound)
                 for vector, bound in zip(cgutils.unpack_tuple(builder, vectors),
                                          cgutils.unpack_tuple(builder, bounds))]
        return reduce(builder.and_, tests, mask)
    return Mask(Mask, vectors, bounds), build
