"""Experiments with a network: how far it sees, and the sizes and shifts that it bears.

All on seeded noise, which has the values of scaled images.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .contract import Contract, Term
from .prediction_steps import predicted
from .session import Session, TakesTooLong, TooLittleMemory
from .tiles import common_step, round_up

MULTIPLES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64)
"""Of which the sides of a tile may have to be."""

_SIDES = (64, 128, 256, 512)  # of noise on which the reach is looked for
_SMALL = 48  # least side on which a network is tried
_STEPS = 1.0, 100.0  # by which a pixel is changed, in deviations
_SEEDS = 0, 1
_LOCAL = 10.0  # times the change far away, from which a change is local
_SHIFTS = 1, 2, 3, 4, 6, 8, 12, 16  # times the step of tiles
_SECONDS = 120.0  # for one run on noise
_MOST_NOISE = 2**30  # bytes
_VALID = 0.8  # of the pixels in masks
_EQUAL = 1e-4  # deviations by which shifted results may differ


@dataclass(frozen=True)
class Reach:
    """The reach of a change of one pixel.

    halo: in fine pixels. everywhere: whether all of the tile changes, as with statistics of the
    tile; `halo` is then how far the change is much larger than elsewhere.
    """

    halo: int
    everywhere: bool


def find_multiple(session: Session, contract: Contract, ratio: int, progress: Progress) -> int:
    """Return the number of which the sides of a tile must be multiples for the network to run.

    ratio: of the coarse inputs, 1 without any.

    Raises:
        InputError: it runs with no size; the message is that of the last try.
    """
    for multiple in MULTIPLES:
        progress.check()
        step = common_step(multiple, ratio)
        odd = -(-_SMALL // step) | 1  # so that it is no multiple of twice the step
        if _works(session, contract, ratio, odd * step, progress):
            return multiple
    side = round_up(_SMALL, common_step(MULTIPLES[-1], ratio))
    _run(session, contract, _noise(contract, ratio, side, 0), side, progress)
    raise InputError(tr("The network runs with few sizes only, none of which tiles can have. "
                        "Export it with dynamic axes for rows and columns."))


def _works(session: Session, contract: Contract, ratio: int, side: int,
           progress: Progress) -> bool:
    try:
        _run(session, contract, _noise(contract, ratio, side, 0), side, progress)
    except (TooLittleMemory, TakesTooLong):
        raise
    except InputError:
        return False
    return True


def find_reach(session: Session, contract: Contract, ratio: int, progress: Progress) -> Reach:
    """Return the distance to which a pixel has an influence, and whether all of the tile has."""
    step = common_step(contract.tile_multiple, ratio)
    changes = np.zeros((1, 1))
    for side in _SIDES:
        side = round_up(side, 2 * step)
        try:
            reach, changes = _reach(session, contract, ratio, side, step, progress)
        except (TooLittleMemory, TakesTooLong):
            if not changes.any():
                raise
            break
        if reach < side // 2 - step - 1:
            return Reach(reach, False)
    return Reach(_local_reach(changes), True)


def _reach(session: Session, contract: Contract, ratio: int, side: int, step: int,
           progress: Progress) -> tuple[int, np.ndarray]:
    """Return the reach of a change of a pixel near the middle, and the changes around one."""
    reach, changes = 0, np.zeros((side, side))
    for inputs, changed, place in _changed_inputs(contract, ratio, side, step):
        progress.check()
        before, after = (_run(session, contract, values, side, progress)
                         for values in (inputs, changed))
        changes = sum(np.abs(b - a)[0].max(axis=0) for a, b in zip(before, after))
        rows, columns = np.nonzero(changes)
        if len(rows):
            reach = max(reach, *(_distance(found, first, last) for found, (first, last) in (
                (rows, place[0]), (columns, place[1]))))
    return reach, changes


def _changed_inputs(contract: Contract, ratio: int, side: int, step: int) -> Iterator[tuple]:
    """Yield inputs, the same with one pixel changed, and the first and last row and column of it.

    The pixel lies at the corners and in the middle of a step, as strides see them differently.
    """
    for seed in _SEEDS:
        inputs = _noise(contract, ratio, side, seed)
        for tensor in contract.inputs:
            size = ratio if tensor.grid == "coarse" else 1
            middle = side // (2 * step) * step // size
            for offset in sorted({0, step // size // 2, step // size - 1}):
                for change in _STEPS:
                    pixel = middle + offset
                    values = inputs[tensor.name].copy()
                    values[:, :, pixel, pixel] += change
                    place = pixel * size, pixel * size + size - 1
                    yield inputs, {**inputs, tensor.name: values}, (place, place)


def _distance(found: np.ndarray, first: int, last: int) -> int:
    """Return the margin around any of `found` within which lie all from `first` to `last`."""
    return int(max(found.max() - first, last - found.min(), 0))


def _local_reach(changes: np.ndarray) -> int:
    """Return the distance to which changes are much larger than those far from the middle."""
    side = len(changes)
    rows, columns = np.indices(changes.shape)
    distance = np.maximum(np.abs(rows - side // 2), np.abs(columns - side // 2))
    far = changes[distance > 0.8 * side // 2]
    local = changes > _LOCAL * np.quantile(far, 0.99) if far.size else changes > 0
    return int(distance[local].max()) if local.any() else 0


def find_period(session: Session, contract: Contract, ratio: int, progress: Progress) -> int:
    """Return the shift of an image after which the result is the same, but shifted.

    The contract has halo and tile multiple already. Networks with strides treat pixels at odd and
    even places differently, whatever sizes they run with: then tiles must begin at multiples.

    Raises:
        InputError: it is none of `MULTIPLES`.
    """
    step = common_step(contract.tile_multiple, ratio)
    shifts = [step * k for k in _SHIFTS if k == 1 or step * k <= MULTIPLES[-1]]
    side = round_up(2 * contract.halo + shifts[-1] + _SMALL, step)
    wide = _noise(contract, ratio, side + shifts[-1], 2)

    def result(shift: int) -> np.ndarray:
        parts = {}
        for tensor in contract.inputs:
            size = ratio if tensor.grid == "coarse" else 1
            place = slice(shift // size, (shift + side) // size)
            parts[tensor.name] = wide[tensor.name][:, :, place, place]
        return _run(session, contract, parts, side, progress)[0][0]

    first, last, unshifted = contract.halo, side - contract.halo, result(0)
    for shift in shifts:
        progress.check()
        moved = result(shift)[:, first:last - shift, first:last - shift]
        difference = unshifted[:, first + shift:last, first + shift:last] - moved
        if np.abs(difference).max() <= _EQUAL * unshifted.std():
            return shift
    raise InputError(tr("The result depends on where a tile begins, whatever its sides are "
                        "multiples of: tiles would leave seams. Say that the network uses "
                        "statistics of the tile, so that tiles are blended."))


def _run(session: Session, contract: Contract, inputs: dict[str, np.ndarray], side: int,
         progress: Progress) -> list[np.ndarray]:
    return predicted(session, contract, inputs, side, side, progress.check, _SECONDS)


def _noise(contract: Contract, ratio: int, side: int, seed: int) -> dict[str, np.ndarray]:
    """Return inputs with values that the network may get.

    Raises:
        TooLittleMemory: they alone would take too much.
    """
    pixels = sum(contract.channels(tensor) * side**2 for tensor in contract.inputs)
    if 16 * pixels > _MOST_NOISE:  # made in double precision, kept twice
        raise TooLittleMemory(tr("Its images alone take {needed:.1f} GB.").format(
            needed=16 * pixels / 1e9))
    rng = np.random.default_rng(seed)
    low, high = contract.scaling.target if contract.scaling.kind == "range" else (-2.0, 2.0)
    noise = {}
    for tensor in contract.inputs:
        size = side // ratio if tensor.grid == "coarse" else side
        shape = 1, contract.channels(tensor) // max(1, len(tensor.images)), size, size
        noise[tensor.name] = np.concatenate([
            _noise_of(term, low, high, shape, rng) for term in tensor.images or [None]
            ], axis=1).astype(np.float32)
    return noise


def _noise_of(term: Term | None, low: float, high: float, shape: tuple[int, ...],
              rng: np.random.Generator) -> np.ndarray:
    if term is None:
        return rng.standard_normal(shape)
    if term.mask:
        return (rng.random(shape) < _VALID).astype(np.float64)
    if term.is_image:
        return rng.uniform(low, high, shape)
    return rng.uniform(low - high, high - low, shape) / 4


def _check_run(session: Session, contract: Contract, ratio: int, progress: Progress) -> None:
    """Raise `InputError` if the network does not run as its contract says, or gives no numbers."""
    step = common_step(contract.tile_multiple, ratio)
    side = round_up(_SMALL + 2 * contract.halo, step)
    results = _run(session, contract, _noise(contract, ratio, side, 0), side, progress)
    if not all(np.isfinite(result).all() for result in results):
        raise InputError(tr("The network gives values that are no numbers. Check how images are "
                            "scaled for it, and the network itself."))


def measured(session: Session, contract: Contract, tile_statistics: bool | None,
             progress: Progress) -> Contract:
    """Return the contract with halo and tile multiple found by experiment.

    tile_statistics: whether the network uses statistics of the tile; None to see it as the halo
        is looked for.

    Raises:
        InputError: the network does not run as the contract says, or an entry cannot be found.
        Cancelled: through `progress`.
    """
    on_cells = any(tensor.grid == "coarse" for tensor in contract.inputs)
    ratio = round(contract.ratio[0]) if on_cells and contract.ratio else 1
    contract = replace(contract, tile_multiple=find_multiple(session, contract, ratio, progress))
    progress.report(0.2)
    _check_run(session, contract, ratio, progress)
    reach = find_reach(session, contract, ratio, progress)
    if tile_statistics is None:
        tile_statistics = reach.everywhere
    contract = replace(contract, halo=reach.halo, tile_statistics=tile_statistics)
    progress.report(0.9)
    if not contract.tile_statistics:
        contract = replace(contract, tile_multiple=find_period(session, contract, ratio, progress))
    progress.report(1.0)
    return contract
