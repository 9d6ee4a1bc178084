"""Sums over the most similar pixels on a card: most_similar.cl, some rows at a time."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .similar_inputs import SimilarInputs

if TYPE_CHECKING:
    from ..cards.card import Card

NEEDS_DOUBLES = False
"""Whether it can run only on cards that compute in 64 bits."""

_SOURCE = pathlib.Path(__file__).with_name("most_similar.cl")


def similar_sums(card: Card, inputs: SimilarInputs, check: Callable[[], None]) -> np.ndarray:
    """Return the sums; see `numpy_backend.similar_sums`."""
    (rows, columns), halo = inputs.shape, 2 * inputs.radius
    bands, number = len(inputs.features), len(inputs.planes)
    read, made = 4 * (bands + number) * (columns + halo), 4 * number * columns
    sums = np.empty((number, rows, columns), np.float32)
    with card.turn(check):
        kernel = card.kernel(_SOURCE, "similar_sums", BANDS=bands,
                             COUNT=min(inputs.count, inputs.weights.size))
        step = card.rows_at_a_time(rows, halo, read + made, read, read)
        for first in range(0, rows, step):
            last = min(first + step, rows)
            seen = slice(first, last + halo)
            part = np.empty((number, last - first, columns), np.float32)
            memory = card.empty(part)
            card.run(kernel, (columns, last - first, 1), 2 * inputs.weights.size * bands, (
                last - first, columns, inputs.radius, number, card.upload(inputs.features[:, seen]),
                card.upload(inputs.planes[:, seen]), card.upload(inputs.weights), memory), check)
            card.download(memory, part)
            sums[:, first:last] = part
    return sums
