"""Tuples of vectors, of what is computed side by side.

Their lengths are fixed when a kernel is compiled: they become straight code without loops, and
their vectors stay in registers. Where only its length matters, a tuple is called `like`. Where a
tuple of C factors or masks (one for each of several centres) meets one of P vectors (one for each
of several planes), the result has C x P vectors, those of the first centre first.
"""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from .llvm import (
    BITS,
    HAS_MASK_REGISTERS,
    INT32,
    INTEGERS,
    LANES,
    LINE,
    MASK,
    VECTOR,
    Mask,
    Vector,
    call,
    fused_multiply_add,
    load_at,
    mask_of_bits,
    pointer,
    splat_value,
    store_at,
)


@intrinsic
def point_each(typing_context, array, index, starts):
    """Return the tuple of pointers to array[index + start], for `load_each`, `store_each`."""
    def build(context, builder, sig, args):
        array, index, starts = args
        pointers = [pointer(context, builder, sig.args[0], array, builder.add(index, start))
                    for start in cgutils.unpack_tuple(builder, starts)]
        return context.make_tuple(builder, sig.return_type, pointers)
    kind = types.CPointer(types.float32)
    return types.UniTuple(kind, len(starts))(array, types.intp, starts), build


@intrinsic
def point_rows(typing_context, array, index, stride, like):
    """Return pointers to array[index], array[index + stride], ..., as many as `like` has items."""
    def build(context, builder, sig, args):
        array, place, step, _ = args
        pointers = []
        for _ in range(len(like)):
            pointers.append(pointer(context, builder, sig.args[0], array, place))
            place = builder.add(place, step)
        return context.make_tuple(builder, sig.return_type, pointers)
    kind = types.CPointer(types.float32)
    return types.UniTuple(kind, len(like))(array, types.intp, types.intp, like), build


@intrinsic
def load_each(typing_context, pointers, index):
    """Return the tuple of the vectors that lie `index` floats behind each pointer."""
    def build(context, builder, sig, args):
        vectors = [load_at(builder, builder.gep(address, [args[1]]))
                   for address in cgutils.unpack_tuple(builder, args[0])]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(pointers))(pointers, types.intp), build


@intrinsic
def load_row(typing_context, array, index, like):
    """Return the vectors that lie one behind the other from array[index] on, as many as `like`."""
    def build(context, builder, sig, args):
        first = pointer(context, builder, sig.args[0], *args[:2])
        vectors = [load_at(builder, builder.gep(first, [ir.IntType(64)(i * LANES)]))
                   for i in range(len(like))]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(like))(array, types.intp, like), build


@intrinsic
def prefetch_row(typing_context, array, index, like):
    """Ask the processor to fetch what `load_row` would load into its nearest cache.

    array[index] should be the first of a line of the cache.
    """
    def build(context, builder, sig, args):
        byte_pointer, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        prefetch = cgutils.get_or_insert_function(builder.module, ir.FunctionType(
            ir.VoidType(), [byte_pointer, number, number, number]), "llvm.prefetch")
        first = pointer(context, builder, sig.args[0], *args[:2])
        for i in range(0, len(like) * LANES, LINE):
            address = builder.bitcast(builder.gep(first, [ir.IntType(64)(i)]), byte_pointer)
            builder.call(prefetch, [address, number(0), number(3), number(1)])
        return context.get_dummy_value()
    return types.void(array, types.intp, like), build


@intrinsic
def store_row(typing_context, array, index, vectors):
    """Write the vectors of a tuple to array[index] and behind, one after the other."""
    def build(context, builder, sig, args):
        first = pointer(context, builder, sig.args[0], *args[:2])
        for i, vector in enumerate(cgutils.unpack_tuple(builder, args[2])):
            store_at(builder, builder.gep(first, [ir.IntType(64)(i * LANES)]), vector)
        return context.get_dummy_value()
    return types.void(array, types.intp, vectors), build


@intrinsic
def store_each(typing_context, pointers, index, vectors):
    """Write each vector of a tuple `index` floats behind its pointer."""
    def build(context, builder, sig, args):
        for address, vector in zip(cgutils.unpack_tuple(builder, args[0]),
                                   cgutils.unpack_tuple(builder, args[2])):
            store_at(builder, builder.gep(address, [args[1]]), vector)
        return context.get_dummy_value()
    return types.void(pointers, types.intp, vectors), build


@intrinsic
def splat_each(typing_context, pointers, index):
    """Return the tuple of the vectors that have the float `index` behind each pointer."""
    def build(context, builder, sig, args):
        vectors = [splat_value(builder, builder.load(builder.gep(address, [args[1]])))
                   for address in cgutils.unpack_tuple(builder, args[0])]
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
        zero = ir.Constant(VECTOR, [0.0] * LANES)
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
        results = [fused_multiply_add(builder, factor, vector, total)
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
def transpose(typing_context, vectors):
    """Return LANES vectors, the i-th of which has the i-th lanes of LANES vectors."""
    def build(context, builder, sig, args):
        vectors = cgutils.unpack_tuple(builder, args[0])
        half = LANES // 2
        first, second = ([lane for i in lanes for lane in (i, i + LANES)]
                         for lanes in (range(half), range(half, LANES)))
        for _ in range(LANES.bit_length() - 1):
            vectors = [builder.shuffle_vector(*pair, ir.Constant(INTEGERS, lanes))
                       for pair in zip(vectors[:half], vectors[half:])
                       for lanes in (first, second)]
        return context.make_tuple(builder, sig.return_type, vectors)
    return vectors(vectors), build


@intrinsic
def below_each(typing_context, vectors, bounds, like):
    """Return V masks, as many as the tuple `like` has items: where vectors are below their bounds.

    Of V times any number of vectors and bounds, every V-th belongs to the same mask.
    """
    def build(context, builder, sig, args):
        vectors, bounds = (cgutils.unpack_tuple(builder, arg) for arg in args[:2])
        masks = [ir.Constant(MASK, [1] * LANES)] * len(like)
        for i, pair in enumerate(zip(vectors, bounds)):
            mask = builder.fcmp_ordered("<", *pair)
            masks[i % len(like)] = builder.and_(masks[i % len(like)], mask)
        return context.make_tuple(builder, sig.return_type, masks)
    return types.UniTuple(Mask, len(like))(vectors, bounds, like), build


@intrinsic
def masks_of_sides(typing_context, below, similar, like):
    """Return as many masks as the tuple `like` has items, from those of V groups.

    First of those below and similar, then, if `like` is twice as long, of those similar and not
    below. Masks of what is similar are fewer, and taken in turn.
    """
    def build(context, builder, sig, args):
        below, similar = (cgutils.unpack_tuple(builder, arg) for arg in args[:2])
        similar = [similar[i % len(similar)] for i in range(len(below))]
        masks = [builder.and_(*pair) for pair in zip(below, similar)]
        if len(like) > len(below):
            masks += [builder.and_(builder.not_(one), other)
                      for one, other in zip(below, similar)]
        return context.make_tuple(builder, sig.return_type, masks)
    return types.UniTuple(Mask, len(like))(below, similar, like), build


@intrinsic
def cycle(typing_context, masks, like):
    """Return the masks over and over again, as many as the tuple `like` has items."""
    def build(context, builder, sig, args):
        masks = cgutils.unpack_tuple(builder, args[0])
        return context.make_tuple(
            builder, sig.return_type, [masks[i % len(masks)] for i in range(len(like))])
    return types.UniTuple(Mask, len(like))(masks, like), build


@intrinsic
def repeat(typing_context, vector, like):
    """Return the vector as often as the tuple `like` has items."""
    def build(context, builder, sig, args):
        return context.make_tuple(builder, sig.return_type, [args[0]] * len(like))
    return types.UniTuple(Vector, len(like))(Vector, like), build


@intrinsic
def repeat_each(typing_context, vectors, like):
    """Return each vector of a tuple as often as the tuple `like` has items."""
    def build(context, builder, sig, args):
        vectors = [vector for vector in cgutils.unpack_tuple(builder, args[0])
                   for _ in range(len(like))]
        return context.make_tuple(builder, sig.return_type, vectors)
    return types.UniTuple(Vector, len(vectors) * len(like))(vectors, like), build


@intrinsic
def multiply_pairs(typing_context, factors, vectors):
    """Return the product of each factor and its vector."""
    def build(context, builder, sig, args):
        pairs = zip(*(cgutils.unpack_tuple(builder, arg) for arg in args))
        return context.make_tuple(
            builder, sig.return_type, [builder.fmul(*pair) for pair in pairs])
    return vectors(factors, vectors), build


@intrinsic
def multiply_add_where_each(typing_context, masks, factors, vectors, sums):
    """Return each sum + factor * vector where its mask is set, else the sum."""
    def build(context, builder, sig, args):
        zero = ir.Constant(VECTOR, [0.0] * LANES)
        quadruples = zip(*(cgutils.unpack_tuple(builder, arg) for arg in args))
        results = []
        for mask, factor, vector, total in quadruples:
            if HAS_MASK_REGISTERS:  # they choose what an instruction changes, at no cost
                added = fused_multiply_add(builder, factor, vector, total)
                results.append(builder.select(mask, added, total))
            else:  # vectors of the same mask and factor share the choice
                chosen = builder.select(mask, factor, zero)
                results.append(fused_multiply_add(builder, chosen, vector, total))
        return context.make_tuple(builder, sig.return_type, results)
    return sums(masks, factors, vectors, sums), build


@intrinsic
def within_each(typing_context, vectors, centres, distances, like):
    """Return V masks, as many as the tuple `like` has items: where vectors are near the centres.

    Of V times P vectors and centres, every V-th belongs to the same mask: there no
    |vector - centre| exceeds its one of P distances.
    """
    def build(context, builder, sig, args):
        vectors, centres, distances = (cgutils.unpack_tuple(builder, arg) for arg in args[:3])
        masks = [ir.Constant(MASK, [1] * LANES)] * len(like)
        for i, pair in enumerate(zip(vectors, centres)):
            difference = call(builder, "llvm.fabs", builder.fsub(*pair))
            near = builder.fcmp_ordered("<=", difference, distances[i // len(like)])
            masks[i % len(like)] = builder.and_(masks[i % len(like)], near)
        return context.make_tuple(builder, sig.return_type, masks)
    return types.UniTuple(Mask, len(like))(vectors, centres, distances, like), build


@intrinsic
def all_in_ranges(typing_context, masks, vectors, ranges):
    """Return the C masks, narrowed to where each of P vectors lies in its range.

    All are int32 in float vectors. There are C x 2 P ranges: of each of C, first P shifts, then P
    limits. A vector and its shift, added without regard to overflow, must exceed the limit.
    """
    def build(context, builder, sig, args):
        def integers(tuple_of_vectors):
            return [builder.bitcast(vector, INTEGERS)
                    for vector in cgutils.unpack_tuple(builder, tuple_of_vectors)]

        masks, vectors = cgutils.unpack_tuple(builder, args[0]), integers(args[1])
        results = []
        for mask, own in zip(masks, _chunks(integers(args[2]), len(masks))):
            for vector, shift, limit in zip(vectors, *_chunks(own, 2)):
                shifted = builder.add(vector, shift)
                mask = builder.and_(mask, builder.icmp_signed(">", shifted, limit))
            results.append(mask)
        return context.make_tuple(builder, sig.return_type, results)
    return masks(masks, vectors, ranges), build


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
def load_masks(typing_context, array_type, index, like):
    """Return the masks that the bits of array[index], array[index + 1], ... (uint16) stand for.

    They are as many as the tuple `like` has items. Where the array is None, all lanes are set.
    """
    def build(context, builder, sig, args):
        array, index, _ = args
        if array_type == types.none:
            full = ir.Constant(MASK, [1] * LANES)
            return context.make_tuple(builder, sig.return_type, [full] * len(like))
        masks = [mask_of_bits(builder, builder.zext(builder.load(pointer(
            context, builder, sig.args[0], array, builder.add(index, index.type(i)))), INT32))
            for i in range(len(like))]
        return context.make_tuple(builder, sig.return_type, masks)
    return types.UniTuple(Mask, len(like))(array_type, types.intp, like), build


@intrinsic
def word_of_masks(typing_context, masks):
    """Return the bits of masks as a word (uint64), those of the first being the lowest."""
    def build(context, builder, sig, args):
        word = ir.IntType(64)(0)
        for i, mask in enumerate(cgutils.unpack_tuple(builder, args[0])):
            bits = builder.zext(builder.bitcast(mask, BITS), ir.IntType(64))
            word = builder.or_(word, builder.shl(bits, ir.IntType(64)(i * LANES)))
        return word
    return types.uint64(masks), build


@intrinsic
def store_word(typing_context, array_type, index, word):
    """Write the low half of a word (uint64) to array[index] (uint32); nowhere if that is None."""
    def build(context, builder, sig, args):
        array, index, word = args
        if array_type != types.none:
            builder.store(builder.trunc(word, INT32),
                          pointer(context, builder, sig.args[0], array, index))
        return context.get_dummy_value()
    return types.void(array_type, types.intp, types.uint64), build


@intrinsic
def load_masks_of_word(typing_context, array_type, index, like):
    """Return the masks that the bits of array[index] (uint32) stand for, see `word_of_masks`.

    They are as many as the tuple `like` has items. Where the array is None, all lanes are set.
    """
    def build(context, builder, sig, args):
        if array_type == types.none:
            masks = [ir.Constant(MASK, [1] * LANES)] * len(like)
        else:
            word = builder.load(pointer(context, builder, sig.args[0], *args[:2]))
            masks = [mask_of_bits(builder, word, i * LANES) for i in range(len(like))]
        return context.make_tuple(builder, sig.return_type, masks)
    return types.UniTuple(Mask, len(like))(array_type, types.intp, like), build
