"""Masked window sums on a card: window_sums.cl, as many rows at a time as its memory holds."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .sum_inputs import WindowSumInputs

if TYPE_CHECKING:
    from ..cards.card import Card

NEEDS_DOUBLES = False
"""Whether it can run only on cards that compute in 64 bits."""

_SOURCE = pathlib.Path(__file__).with_name("window_sums.cl")

# Numbers that a work item keeps in registers: of a centre, and of all its centres.
_OF_A_CENTRE, _OF_ALL_CENTRES = 24, 48
_CENTRES = (4, 2, 1)
_PLANES = 16  # of a group, at a time


def window_sums(card: Card, inputs: WindowSumInputs, check: Callable[[], None]
                ) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums; see the facade.

    Raises:
        CardError: the card fails, or not even one row fits into its memory.
    """
    with card.turn(check):
        parts = [_part_sums(card, part, check) for part in _parts(inputs)]
    weighted, unweighted = (np.concatenate(each, axis=1) if len(parts) > 1 else each[0]
                            for each in zip(*parts))
    return weighted, unweighted


def _parts(inputs: WindowSumInputs) -> list[WindowSumInputs]:
    """Return the inputs with as many planes as a work item sums at a time."""
    planes, unweighted = inputs.planes, inputs.unweighted
    if planes.shape[1] + unweighted.shape[1] <= _PLANES:
        return [inputs]
    return [*(replace(inputs, planes=planes[:, first:first + _PLANES],
                      unweighted=unweighted[:, :0])
              for first in range(0, planes.shape[1], _PLANES)),
            *(replace(inputs, planes=planes[:, :0], unweighted=unweighted[:, first:first + _PLANES])
              for first in range(0, unweighted.shape[1], _PLANES))]


def _part_sums(card: Card, inputs: WindowSumInputs, check: Callable[[], None]
               ) -> tuple[np.ndarray, np.ndarray]:
    groups, centres = _groups_of_an_item(inputs), _centres_of_an_item(inputs)
    wanted, columns = inputs.shape
    inputs = inputs.grown(max(centres - wanted, 0), 0)
    rows, halo = inputs.shape[0], 2 * inputs.radius
    stride = columns + halo
    read = [planes for planes in (inputs.similar, inputs.own, inputs.limits, inputs.bounds,
                                  inputs.planes, inputs.unweighted) if planes.size]
    read_bytes = [4 * stride * (planes.size // planes.shape[-1] // planes.shape[-2])
                  for planes in read]
    sums = [np.empty((*planes.shape[:2], rows, columns), np.float32)
            for planes in (inputs.planes, inputs.unweighted)]
    made = 4 * columns * sum(part.shape[0] * part.shape[1] for part in sums)
    step = card.rows_at_a_time(rows, halo, sum(read_bytes) + made, sum(read_bytes),
                               max(read_bytes))
    step = max(step, centres)
    for first in range(0, rows, step):
        first = min(first, rows - min(step, rows))
        last = min(first + step, rows)
        parts = _strip_sums(card, inputs.rows(first, last), groups, centres, check)
        for whole, part in zip(sums, parts):
            whole[:, :, first:last] = part
    return sums[0][:, :, :wanted], sums[1][:, :, :wanted]


def _strip_sums(card: Card, inputs: WindowSumInputs, groups: int, centres: int,
                check: Callable[[], None]) -> list[np.ndarray]:
    rows, columns = inputs.shape
    own = inputs.own.shape[1] > 0
    similar, thresholds = (inputs.own, inputs.own_thresholds) if own else (
        inputs.similar, inputs.thresholds)
    kernel = card.kernel(
        _SOURCE, "window_sums", SIMILAR=similar.shape[-3], GROUPS=groups, CENTRES=centres,
        LIMITS=inputs.limits.shape[1], PLANES=inputs.planes.shape[1],
        UNWEIGHTED=inputs.unweighted.shape[1])
    sums = [np.empty((*planes.shape[:2], rows, columns), np.float32)
            for planes in (inputs.planes, inputs.unweighted)]
    memory = [card.empty(part) for part in sums]
    given = [card.upload(part) for part in (
        similar, thresholds, inputs.limits, inputs.bounds, inputs.planes, inputs.unweighted,
        inputs.weights)]
    layers = -(-len(inputs.planes) // groups)
    card.run(kernel, (columns, -(-rows // centres), layers), inputs.weights.size * centres * groups,
             (rows, columns, inputs.radius, len(inputs.planes), int(own), *given, *memory), check)
    for buffer, part in zip(memory, sums):
        card.download(buffer, part)
    return sums


def _of_a_group(inputs: WindowSumInputs) -> int:
    return inputs.planes.shape[1] + inputs.unweighted.shape[1] + inputs.limits.shape[1]


def _groups_of_an_item(inputs: WindowSumInputs) -> int:
    """Return how many groups a work item sums: those that share what is similar, if they fit."""
    if inputs.own.shape[1]:
        return 1
    return min(max(_OF_A_CENTRE // _of_a_group(inputs), 1), len(inputs.planes))


def _centres_of_an_item(inputs: WindowSumInputs) -> int:
    similar = inputs.own.shape[1] or len(inputs.similar)
    numbers = _groups_of_an_item(inputs) * _of_a_group(inputs) + similar
    return next((count for count in _CENTRES if count * numbers <= _OF_ALL_CENTRES), 1)
