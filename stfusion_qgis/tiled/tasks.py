"""The tasks of what is made in tiles, which run on threads or on other machines."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..blas_threads import one_blas_thread
from ..errors import InputError
from ..images.writer import check_unchanged
from ..kernels.backends import backend_name
from ..progress import Progress
from ..translation import tr
from .plan import PlannedTile, TilePlan
from .tile_files import in_memory, publish_tile, tile_items


@dataclass(frozen=True)
class Prepared:
    """What all tiles share.

    shared: as the plan has prepared it. kernels: what they computed on where it was made.
    infos, warnings: of the preparation.
    """

    plan: TilePlan
    shared: Any
    kernels: str
    infos: list[str]
    warnings: list[str]


class Told(NamedTuple):
    """What is wanted of the preparation. title: what computes. report: as the plan gives it."""

    title: str
    report: Any
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


@one_blas_thread()
def prepare_tiles(plan: TilePlan, progress: Progress) -> Prepared:
    """Return what all tiles share, computed once."""
    told = progress.collecting()
    return Prepared(plan, plan.prepare(told), backend_name(), told.infos, told.warnings)


def tell(prepared: Prepared, _: None, progress: Progress) -> Told:
    """Return what is wanted of the preparation."""
    plan, shared = prepared.plan, prepared.shared
    return Told(plan.title(shared), plan.report(shared), prepared.infos, prepared.warnings)


@one_blas_thread()
def write_tile(prepared: Prepared, tile: PlannedTile, progress: Progress) -> Outcome:
    """Compute a tile and write its files; what is wrong with its images is its outcome."""
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
    plan, shared = prepared.plan, prepared.shared
    writers = plan.writers(shared, tile)
    counts = [0] * len(writers)
    with in_memory(writers):
        for part, images in plan.blocks(shared, tile, progress):
            for i, (values, valid) in enumerate(images):
                if valid.any():
                    writers[i].write(part, values, valid)
                    counts[i] += int(valid.sum())
        check_unchanged(plan.read)
        for writer, output, count in zip(writers, tile.outputs, counts):
            writer.describe(tile_items(plan.identities[output], tile.window, count))
            publish_tile(writer, plan.file(tile, output))
    return counts
