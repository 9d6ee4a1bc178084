"""Vectors of floats inside numba functions.

A `Vector` is an LLVM `<LANES x float>` and a `Mask` an LLVM `<LANES x i1>`. LANES fills one
register of the processor: 16 with AVX-512, 8 with AVX, 4 with SSE or NEON. So a kernel is
written once, and runs everywhere at full width, which numba's automatic vectorisation does
not reach where neighbours are chosen by comparison.

Vectors know `+ - * /` and the comparisons `< <= > >=`, which give masks; masks know `&` and
`|`. The functions below do the rest. They exist inside of numba functions only; arrays given
to them are one-dimensional and contiguous, float32 unless said otherwise, and nothing is
checked against their bounds.

The functions `..._each` work on tuples, whose lengths are fixed when a kernel is compiled:
they become straight code without loops, and their vectors stay in registers. Where a tuple
of C factors or masks (one for each of several centres) meets one of P vectors (one for each
of several planes), the result has C x P vectors, those of the first centre first.
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


def _processor_features() -> set[str]:
    """Return LLVM's names of what the processor can do, as far as numba makes use of it."""
    _, _, features = cpu_target.target_context.codegen().magic_tuple()
    return {name[1:] for name in features.split(",") if name.startswith("+")}


_FEATURES = _processor_features()
_HAS_FUSED_MULTIPLY_ADD = bool(_FEATURES & {"fma", "neon", "fp-armv8"})
_HAS_MASK_REGISTERS = "avx512f" in _FEATURES
LANES = 16 if _HAS_MASK_REGISTERS else 8 if "avx" in _FEATURES else 4


def instruction_set() -> str:
    """Return the widest vector instructions that the compiled kernels use, for the log."""
    for feature, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("avx", "AVX")):
        if feature in _FEATURES:
            return name
    return "128 bit"


_FLOAT = ir.FloatType()
_INT32 = ir.IntType(32)
_VECTOR = ir.VectorType(_FLOAT, LANES)
_INTEGERS = ir.VectorType(_INT32, LANES)
_MASK = ir.VectorType(ir.IntType(1), LANES)
_BITS = ir.IntType(LANES)


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


def _pointer(context, builder, array_type, array, index):
    return builder.gep(context.make_array(array_type)(context, builder, array).data, [index])


def _load_at(builder, pointer):
    vector = builder.load(builder.bitcast(pointer, _VECTOR.as_pointer()))
    vector.align = 4
    return vector


def _store_at(builder, pointer, vector):
    builder.store(vector, builder.bitcast(pointer, _VECTOR.as_pointer())).align = 4


def _splat(builder, number, kind=_VECTOR):
    undefined = ir.Constant(kind, ir.Undefined)
    first = builder.insert_element(undefined, number, _INT32(0))
    return builder.shuffle_vector(first, undefined, ir.Constant(_INTEGERS, [0] * LANES))


def _mask_of_bits(builder, bits):
    """Return the mask of the low bits of an int32."""
    if _HAS_MASK_REGISTERS:
        return builder.bitcast(builder.trunc(bits, _BITS), _MASK)
    bit_of_lane = ir.Constant(_INTEGERS, [1 << lane for lane in range(LANES)])
    bits = builder.and_(_splat(builder, bits, _INTEGERS), bit_of_lane)
    return builder.icmp_signed("==", bits, bit_of_lane)


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
        return _load_at(builder, _pointer(context, builder, sig.args[0], *args))
    return Vector(array, types.intp), build


@intrinsic
def store(typing_context, array, index, vector):
    """Write a vector to array[index : index + LANES]."""
    def build(context, builder, sig, args):
        _store_at(builder, _pointer(context, builder, sig.args[0], *args[:2]), args[2])
        return context.get_dummy_value()
    return types.void(array, types.intp, Vector), build


@intrinsic
def splat(typing_context, number):
    """Return the vector that has the float32 `number` in all lanes."""
    def build(context, builder, sig, args):
        return _splat(builder, args[0])
    return Vector(types.float32), build


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
def load_masks(typing_context, array_type, index, like):
    """Return the masks that the bits of array[index], array[index + 1], ... (uint16) stand for.

    They are as many as the tuple `like` has items. Where the array is None, all lanes are set.
    """
    def build(context, builder, sig, args):
        array, index, _ = args
        if array_type == types.none:
            full = ir.Constant(_MASK, [1] * LANES)
            return context.make_tuple(builder, sig.return_type, [full] * len(like))
        masks = [_mask_of_bits(builder, builder.zext(builder.load(_pointer(
            context, builder, sig.args[0], array, builder.add(index, index.type(i)))), _INT32))
            for i in range(len(like))]
        return context.make_tuple(builder, sig.return_type, masks)
    return types.UniTuple(Mask, len(like))(array_type, types.intp, like), build


@intrinsic
def store_masks(typing_context, array, index, masks):
    """Write the bits of the masks to array[index], array[index + 1], ... (uint16)."""
    def build(context, builder, sig, args):
        array, index, masks = args
        for i, mask in enumerate(cgutils.unpack_tuple(builder, masks)):
            bits = builder.zext(builder.bitcast(mask, _BITS), _INT32)
            builder.store(builder.trunc(bits, ir.IntType(16)), _pointer(
                context, builder, sig.args[0], array, builder.add(index, index.type(i))))
        return context.get_dummy_value()
    return types.void(array, types.intp, masks), build


@intrinsic
def any_lane(typing_context, masks):
    """Return 1 if any lane of any of the masks is set, else 0."""
    def build(context, builder, sig, args):
        union = reduce(builder.or_, cgutils.unpack_tuple(builder, args[0]))
        found = builder.icmp_unsigned("!=", builder.bitcast(union, _BITS), _BITS(0))
        return builder.zext(found, ir.IntType(64))
    return types.int64(masks), build


@intrinsic
def point_each(typing_context, array, index, starts):
    """Return the tuple of pointers to array[index + start], for `load_each`, `store_each`."""
    def build(context, builder, sig, args):
        array, index, starts = args
        pointers = [_pointer(context, builder, sig.args[0], array, builder.add(index, start))
                    for start in cgutils.unpack_tuple(builder, starts)]
        return context.make_tuple(builder, sig.return_type, pointers)
    pointer = types.CPointer(types.float32)
    return types.UniTuple(pointer, len(starts))(array, types.intp, starts), build


@intrinsic
def load_each(typing_context, pointers, index):
    """Return the tuple of the vectors that lie `index` floats behind each pointer."""
    def build(context, builder, sig, args):
        vectors = [_load_at(builder, builder.gep(pointer, [args[1]]))
                   for pointer in cgutils.unpack_tuple(builder, args[0])]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(pointers))(pointers, types.intp), build


@intrinsic
def store_each(typing_context, pointers, index, vectors):
    """Write each vector of a tuple `index` floats behind its pointer."""
    def build(context, builder, sig, args):
        for pointer, vector in zip(cgutils.unpack_tuple(builder, args[0]),
                                   cgutils.unpack_tuple(builder, args[2])):
            _store_at(builder, builder.gep(pointer, [args[1]]), vector)
        return context.get_dummy_value()
    return types.void(pointers, types.intp, vectors), build


@intrinsic
def splat_each(typing_context, pointers, index):
    """Return the tuple of the vectors that have the float `index` behind each pointer."""
    def build(context, builder, sig, args):
        vectors = [_splat(builder, builder.load(builder.gep(pointer, [args[1]])))
                   for pointer in cgutils.unpack_tuple(builder, args[0])]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(pointers))(pointers, types.intp), build


@intrinsic
def multiply_each(typing_context, factor, vectors):
    """Return the products of a vector and each vector of a tuple."""
    def build(context, builder, sig, args):
        products = [builder.fmul(args[0], vector)
                    for vector in cgutils.unpack_tuple(builder, args[1])]
        return context.make_tuple(builder, sig.return_type, products)
    return vectors(Vector, vectors), build


@intrinsic
def select_each(typing_context, masks, vectors):
    """Return each vector where its mask is set, and 0 elsewhere."""
    def build(context, builder, sig, args):
        zero = ir.Constant(_VECTOR, [0.0] * LANES)
        pairs = zip(*(cgutils.unpack_tuple(builder, arg) for arg in args))
        return context.make_tuple(
            builder, sig.return_type, [builder.select(*pair, zero) for pair in pairs])
    return vectors(masks, vectors), build


def _chunks(items, count):
    """Return the items in `count` equal parts."""
    size = len(items) // count
    return [items[i * size:(i + 1) * size] for i in range(count)]


@intrinsic
def multiply_add_each(typing_context, factors, vectors, sums):
    """Return the C x P sums of sum + factor * vector."""
    def build(context, builder, sig, args):
        factors, vectors, sums = (cgutils.unpack_tuple(builder, arg) for arg in args)
        results = [_multiply_add(builder, factor, vector, total)
                   for factor, totals in zip(factors, _chunks(sums, len(factors)))
                   for vector, total in zip(vectors, totals)]
        return context.make_tuple(builder, sig.return_type, results)
    return sums(factors, vectors, sums), build


@intrinsic
def add_where_each(typing_context, masks, vectors, sums):
    """Return the C x P sums of sum + vector where the mask is set, else the sum."""
    def build(context, builder, sig, args):
        masks, vectors, sums = (cgutils.unpack_tuple(builder, arg) for arg in args)
        results = [builder.select(mask, builder.fadd(total, vector), total)
                   for mask, totals in zip(masks, _chunks(sums, len(masks)))
                   for vector, total in zip(vectors, totals)]
        return context.make_tuple(builder, sig.return_type, results)
    return sums(masks, vectors, sums), build


@intrinsic
def all_within(typing_context, masks, vectors, centres, distances):
    """Return the C masks, narrowed to where no |vector - centre| exceeds its distance.

    There are P vectors, P distances and C x P centres.
    """
    def build(context, builder, sig, args):
        masks, vectors, centres, distances = (cgutils.unpack_tuple(builder, a) for a in args)
        results = []
        for mask, own in zip(masks, _chunks(centres, len(masks))):
            for vector, centre, distance in zip(vectors, own, distances):
                difference = _call(builder, "llvm.fabs", builder.fsub(vector, centre))
                mask = builder.and_(mask, builder.fcmp_ordered("<=", difference, distance))
            results.append(mask)
        return context.make_tuple(builder, sig.return_type, results)
    return masks(masks, vectors, centres, distances), build


@intrinsic
def all_less(typing_context, masks, vectors, bounds):
    """Return the C masks, narrowed to where each of P vectors is below its C x P bounds."""
    def build(context, builder, sig, args):
        masks, vectors, bounds = (cgutils.unpack_tuple(builder, arg) for arg in args)
        results = []
        for mask, own in zip(masks, _chunks(bounds, len(masks))):
            for vector, bound in zip(vectors, own):
                mask = builder.and_(mask, builder.fcmp_ordered("<", vector, bound))
            results.append(mask)
        return context.make_tuple(builder, sig.return_type, results)
    return masks(masks, vectors, bounds), build


@intrinsic
def keep_rolled(typing_context):
    """Keep LLVM from unrolling the loop that calls this: copies would not fit the registers."""
    def build(context, builder, sig, args):
        builder.asm(ir.FunctionType(ir.VoidType(), []), "", "", (), True)
        return context.get_dummy_value()
    return types.void(), build
