"""Choice of the most similar among the candidates that the search has found, compiled."""

from __future__ import annotations

import numpy as np

from ..compiling import kernel
from ..simd.llvm import LANES
from ..simd.vectors import larger, load, mask_bits, select, smaller, splat, square_root, store

# A limit is tightened by guesses from the numbers of neighbours within the last limits, at first
# as if these grew with the square of the distance; then every other time by halving.
_ROOT_GUESSES = 2
_GUESSES = 6

_NOTHING = np.float32(0)
_ONE = np.float32(1)
_HALF = np.float32(0.5)
_INFINITE = np.float32(np.inf)


@kernel
def count_within(distances, found, limit):
    """Return the number of distances within the limit, the largest of them, the next beyond."""
    number, one = splat(_NOTHING), splat(_ONE)
    last, beyond = splat(_NOTHING), splat(_INFINITE)
    for i in range(found):
        distance = load(distances, i * LANES)
        within = distance <= limit
        number = select(within, number + one, number)
        last = select(within, larger(distance, last), last)
        beyond = select(within, beyond, smaller(distance, beyond))
    return number, last, beyond


@kernel
def tighten(distances, found, count, number, limit):
    """Return the distance of the last neighbour to take, and how many to take at just that.

    number: how many candidates are within `limit`, which is the distance of one of them.
    """
    count, half = splat(count), splat(_HALF)
    low = below = beyond = splat(_NOTHING)
    for trial in range(found):
        # `below` are within `low`, too few; the next is at `beyond`; `number` are within `limit`
        unsettled = (number > count) & (beyond < limit)
        if mask_bits(unsettled) == 0:
            break
        share = half
        if trial < _GUESSES or trial % 2:
            share = (count - half - below) / (number - below)
            if trial < _ROOT_GUESSES:
                share = square_root(share)
        middle = larger(low + (limit - low) * share, beyond)
        middle = select(middle < limit, middle, beyond)
        within, last, after = count_within(distances, found, middle)
        enough = unsettled & (within >= count)
        limit, number = select(enough, last, limit), select(enough, within, number)
        short = unsettled & (within < count)
        low, below = select(short, middle, low), select(short, within, below)
        beyond = select(short, after, beyond)
    return limit, select(number > count, count - below, count)


@kernel
def take_most_similar(candidates, found, limit, ties, weights):
    """Shorten the list to the neighbours to take, and put their weights for their distances."""
    taken = np.int64(0)
    nothing, one = splat(_NOTHING), splat(_ONE)
    for i in range(found):
        distance = load(candidates.distances, i * LANES)
        tie = (distance >= limit) & (distance <= limit) & (ties > nothing)
        ties = select(tie, ties - one, ties)
        take = (distance < limit) | tie
        neighbour = candidates.neighbours[i]
        store(candidates.distances, taken * LANES,
              select(take, splat(weights[neighbour]), nothing))
        candidates.neighbours[taken] = neighbour
        taken += np.int64(mask_bits(take) != 0)
    return taken
