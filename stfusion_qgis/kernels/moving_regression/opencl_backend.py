"""Linear regression over a moving window on a card: moving_regression.cl, some rows at a time."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .regression_inputs import CONSTANT, Regression, RegressionInputs

if TYPE_CHECKING:
    from ..cards.card import Card

NEEDS_DOUBLES = True
"""Whether it can run only on cards that compute in 64 bits, which float32 cannot replace."""

_SOURCE = pathlib.Path(__file__).with_name("moving_regression.cl")
_SUMS = 5  # of each pixel, in 64 bits


def moving_regression(card: Card, inputs: RegressionInputs, check: Callable[[], None]
                      ) -> Regression:
    """Return the lines; see the facade."""
    bands, rows, columns = inputs.x.shape
    result = Regression(np.empty(inputs.x.shape, np.float32), np.empty(inputs.x.shape, np.float32),
                        np.empty((rows, columns), np.int32))
    read, made = (8 * bands + 1) * columns, (8 * (_SUMS + 1) * bands + 4) * columns
    with card.turn(check):
        step = card.rows_at_a_time(rows, 2 * inputs.radius, read + made, read,
                                   8 * _SUMS * bands * columns)
        for first in range(0, rows, step):
            last = min(first + step, rows)
            top, bottom = max(first - inputs.radius, 0), min(last + inputs.radius, rows)
            parts = _strip(card, inputs, slice(top, bottom), last - first, first - top, check)
            for whole, part in zip(result, parts):
                whole[..., first:last, :] = part
    return result


def _strip(card: Card, inputs: RegressionInputs, seen: slice, rows: int, top: int,
           check: Callable[[], None]) -> Regression:
    """Return the lines of some rows; seen: rows of their windows, the first `top` not wanted."""
    bands, _, columns = inputs.x.shape
    x, y = (np.ascontiguousarray(image[:, seen], np.float32) for image in (inputs.x, inputs.y))
    valid = np.ascontiguousarray(inputs.valid[seen]).view(np.uint8)
    sums = card.empty(np.empty((bands, _SUMS, rows, columns)))
    size, work = (columns, rows, bands), 2 * inputs.radius + 1
    card.run(card.kernel(_SOURCE, "column_sums"), size, work, (
        rows, columns, x.shape[1], top, inputs.radius, card.upload(x), card.upload(y),
        card.upload(valid), sums), check)
    result = Regression(np.empty((bands, rows, columns), np.float32),
                        np.empty((bands, rows, columns), np.float32),
                        np.empty((rows, columns), np.int32))
    memory = [card.empty(part) for part in result]
    card.run(card.kernel(_SOURCE, "lines"), size, work, (
        rows, columns, inputs.radius, np.float64(inputs.fallback_slope), np.float64(CONSTANT),
        card.upload(inputs.ridge), sums, *memory), check)
    for buffer, part in zip(memory, result):
        card.download(buffer, part)
    return result
