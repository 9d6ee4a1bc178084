"""The tasks of a prediction in tiles, which run on threads or on other machines."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from .. import blocks
from ..engine import block_writer
from ..errors import InputError
from ..images.provenance import Provenance
from ..images.window import tiles
from ..images.writer import Writer, check_unchanged
from ..kernels.backends import backend_name
from ..methods.prediction import predict_window
from ..progress import Progress
from ..translation import tr
from .plan import PlannedTile, TilePlan
from .tile_files import in_memory, memory_path, publish_tile, tile_items


@dataclass(frozen=True)
class Prepared:
    """What all tiles share.

    state: of the method. kernels: what they computed on where it was made.
    infos, warnings: of the preparation.
    """

    plan: TilePlan
    state: Any
    kernels: str
    infos: list[str]
    warnings: list[str]


class Told(NamedTuple):
    """What the user should know of the preparation. backend: that the method computes on."""

    backend: str
    infos: list[str]
    warnings: list[str]


class Outcome(NamedTuple):
    """What became of a tile.

    predicted: pixels of each file. reason: why it failed, "" if not. seconds, computing: that it
    took, and that a processor worked for it; the rest it waited, for a disk or for others.
    """

    predicted: list[int]
    reason: str = ""
    seconds: float = 0.0
    computing: float = 0.0


def prepare_tiles(plan: TilePlan, progress: Progress) -> Prepared:
    """Return what all tiles share, computed once."""
    told = progress.collecting()
    state = plan.method.prepare(plan.scene, plan.parameters, told)
    return Prepared(plan, state, backend_name(), told.infos, told.warnings)


def tell(prepared: Prepared, _: None, progress: Progress) -> Told:
    """Return what the user should know of the preparation."""
    return Told(prepared.plan.method.backend(prepared.state), prepared.infos, prepared.warnings)


def write_tile(prepared: Prepared, tile: PlannedTile, progress: Progress) -> Outcome:
    """Predict a tile and write its files; what is wrong with its images is its outcome."""
    try:
        if backend_name() != prepared.kernels:
            raise InputError(tr(
                "A worker computes with {here}, and another one with {there}: their results differ "
                "in the last digits. Install the same packages on all of them.").format(
                    here=backend_name(), there=prepared.kernels))
        started, worked = time.monotonic(), time.thread_time()
        counts = _written(prepared, tile, progress)
        return Outcome(counts, "", time.monotonic() - started, time.thread_time() - worked)
    except InputError as error:
        return Outcome([], str(error))


def _written(prepared: Prepared, tile: PlannedTile, progress: Progress) -> list[int]:
    plan, scene, method = prepared.plan, prepared.plan.scene, prepared.plan.method
    writers = _writers(prepared, tile)
    counts = [0] * len(writers)
    with in_memory(writers):
        halo = method.halo(plan.parameters, scene)
        side = blocks.fitting(scene, halo, 1, plan.memory).side
        for part in tiles(tile.window.rows, tile.window.columns, side):
            window = part.moved(tile.window.row, tile.window.column)
            predictions = predict_window(
                method, scene, plan.parameters, prepared.state, window,
                wanted=scene.wanted.inside(window), check=progress.check,
                uncertainty=bool(plan.uncertainties))
            images = [(each.values, each.valid) for each in predictions]
            if plan.uncertainties:
                images += [(deviations, each.valid) for each in predictions
                           if (deviations := each.uncertainty) is not None]
            for i, (values, valid) in enumerate(images):
                if valid.any():
                    writers[i].write(part, values, valid)
                    counts[i] += int(valid.sum())
        check_unchanged(scene.layers_read)
        for writer, path, count in zip(writers, plan.files(tile), counts):
            writer.describe(tile_items(plan.identity, tile.window, count))
            publish_tile(writer, path)
    return counts


def _writers(prepared: Prepared, tile: PlannedTile) -> list[Writer]:
    """Return writers of the files of a tile, in memory."""
    plan, scene = prepared.plan, prepared.plan.scene
    grid, notes = scene.grid.subgrid(tile.window), plan.method.notes(prepared.state)
    writers = []
    for i in range(len(plan.outputs) + len(plan.uncertainties)):
        spread, date = i >= len(plan.outputs), i % len(plan.outputs)
        made = Provenance.of(plan.method_id, str(plan.method.reference), asdict(plan.parameters),
                             scene, date).to_metadata(uncertainty=spread)
        writers.append(block_writer(memory_path(), scene, plan.float_output or spread,
                                    {**made, **notes}, deviations=spread, grid=grid))
    return writers
