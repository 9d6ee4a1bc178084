"""Tuples of vectors that several dates share, and of those that each date has.

Dates are counted by the tuple `dates`. What belongs to C centres, P planes and D dates lies in
tuples by centres, then planes, then dates.
"""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from .llvm import HAS_MASK_REGISTERS, LANES, VECTOR, Mask, Vector, fused_multiply_add


def _by_dates(common, own, dates):
    """Return vectors by planes and dates: those that all dates share, then those of each."""
    return [vector for vector in common for _ in range(dates)] + list(own)


@intrinsic
def spread_over_dates(typing_context, common, own, centres, dates):
    """Return C x P x D vectors, of C x M common to all dates and C x (P - M) x D of each date.

    centres: a tuple of C items.
    """
    def build(context, builder, sig, args):
        common, own = (cgutils.unpack_tuple(builder, arg) for arg in args[:2])
        shared, each = (len(vectors) // len(centres) for vectors in (common, own))
        vectors = [vector for c in range(len(centres)) for vector in _by_dates(
            common[c * shared:(c + 1) * shared], own[c * each:(c + 1) * each], len(dates))]
        return context.make_tuple(builder, sig.return_type, vectors)
    kind = types.UniTuple(Vector, len(common) * len(dates) + len(own))
    return kind(common, own, centres, dates), build


@intrinsic
def below_of_dates(typing_context, masks, vectors, bounds, dates):
    """Return C x D masks: each of C, narrowed to where the vectors of a date are below its bounds.

    There are P x D vectors and C x P x D bounds.
    """
    def build(context, builder, sig, args):
        masks, vectors, bounds = (cgutils.unpack_tuple(builder, arg) for arg in args[:3])
        results = []
        for c, shared in enumerate(masks):
            for date in range(len(dates)):
                mask = shared
                for i in range(date, len(vectors), len(dates)):
                    mask = builder.and_(mask, builder.fcmp_ordered(
                        "<", vectors[i], bounds[c * len(vectors) + i]))
                results.append(mask)
        return context.make_tuple(builder, sig.return_type, results)
    kind = types.UniTuple(Mask, len(masks) * len(dates))
    return kind(masks, vectors, bounds, dates), build


@intrinsic
def multiply_add_of_dates(typing_context, masks, factors, common, own, sums, dates):
    """Return the C x P x D sums of sum + factor * vector where the mask is set, else the sum.

    There are C x D masks, C factors, M vectors common to all dates and (P - M) x D of each date.
    """
    def build(context, builder, sig, args):
        masks, factors, common, own, sums = (
            cgutils.unpack_tuple(builder, arg) for arg in args[:5])
        zero = ir.Constant(VECTOR, [0.0] * LANES)
        vectors, results = _by_dates(common, own, len(dates)), []
        for c, factor in enumerate(factors):
            of_centre = masks[c * len(dates):(c + 1) * len(dates)]
            chosen = [builder.select(mask, factor, zero) for mask in of_centre]
            for i, vector in enumerate(vectors):
                total, date = sums[c * len(vectors) + i], i % len(dates)
                if HAS_MASK_REGISTERS:  # they choose what an instruction changes, at no cost
                    added = fused_multiply_add(builder, factor, vector, total)
                    results.append(builder.select(of_centre[date], added, total))
                else:
                    results.append(fused_multiply_add(builder, chosen[date], vector, total))
        return context.make_tuple(builder, sig.return_type, results)
    return sums(masks, factors, common, own, sums, dates), build
