"""Predicting a scene in tiles, on any executor: what is finished is left, what fails is named."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from ..claimed_outputs import Claim
from ..engine import check_fusion
from ..errors import InputError
from ..executors.executor import Executor
from ..images.writer import check_not_read
from ..progress import Progress
from ..threads import Relay, completed
from ..time_left import TimeLeft
from ..translation import tr
from .mosaic import write_mosaic
from .plan import PlannedTile, TilePlan
from .tasks import Outcome, prepare_tiles, tell, write_tile
from .tile_files import finished, remove_unfinished

_PREPARED = 0.1  # of the progress


@dataclass(frozen=True)
class TiledSummary:
    """The summary of a prediction in tiles.

    outputs: the virtual rasters; none where a tile failed. made, kept: number of tiles that were
    computed, and that were finished before. failed: reasons by the names of tiles.
    predicted: fraction of the wanted pixels, one a date. seconds: it took. backend: what computed.
    in_tiles, computing: seconds of all tiles that were made, and of those that a processor worked.
    """

    outputs: list[str]
    made: int
    kept: int
    failed: dict[str, str]
    predicted: list[float]
    seconds: float
    backend: str
    in_tiles: float
    computing: float

    def __str__(self) -> str:
        return tr("Tiles: {made} computed, {kept} finished before, {failed} failed; in "
                  "{seconds:.1f} s.").format(made=self.made, kept=self.kept,
                                             failed=len(self.failed), seconds=self.seconds)


def predict_tiles(plan: TilePlan, executor: Executor, progress: Progress) -> TiledSummary:
    """Predict all tiles of a plan that are not finished, and write the virtual rasters above them.

    Where tiles fail, the others are made all the same, and kept for the next run; the virtual
    raster is written when all are there.

    Raises:
        InputError: the plan cannot be carried out, or its preparation failed.
        Cancelled: the user cancelled; finished tiles stay for the next run.
    """
    started = time.monotonic()
    _check(plan)
    claims = [Claim(path) for path in (*plan.outputs, *plan.uncertainties)]
    try:
        done, missing = _sorted(plan)
        kept, backend, failed = len(done), "", {}
        if kept:
            progress.info(tr("Finished before: {count} tiles").format(count=kept))
        if missing:
            _clear(plan)
            executor.begin(prepare_tiles, plan)
            backend = _prepared(plan, executor, progress)
        left, in_tiles, computing = TimeLeft(), 0.0, 0.0
        for number, (tile, outcome) in enumerate(_outcomes(executor, missing, progress), 1):
            if outcome.reason:
                failed[tile.name] = outcome.reason
                progress.warn(tr("Tile {tile}: {reason}").format(
                    tile=tile.name, reason=outcome.reason))
            else:
                done[tile] = outcome.predicted
            in_tiles, computing = in_tiles + outcome.seconds, computing + outcome.computing
            fraction = _PREPARED + (1 - _PREPARED) * number / len(missing)
            progress.report(fraction, left.remark(number / len(missing), fraction))
        outputs = [] if failed else _mosaics(plan)
        if failed:
            progress.warn(tr("{path} is not written, as tiles are missing. Mend what is said above "
                             "and run it again: finished tiles are kept.").format(
                                 path=plan.outputs[0]))
    finally:
        remove_unfinished(plan.folders)
        for claim in claims:
            claim.release()
    pixels = plan.scene.wanted.count()
    summary = TiledSummary(
        outputs, len(done) - kept, kept, failed,
        [sum(counts[i] for counts in done.values()) / pixels for i in range(len(plan.outputs))],
        time.monotonic() - started, backend, in_tiles, computing)
    progress.info(str(summary))
    return summary


def _check(plan: TilePlan) -> None:
    check_fusion(plan.method, plan.scene, plan.parameters)
    if plan.uncertainties and not plan.method.offers_uncertainty(plan.parameters):
        raise InputError(tr("{method} gives no uncertainty.").format(
            method=plan.method.name(plan.parameters)))
    paths = [*plan.outputs, *plan.uncertainties]
    if len({os.path.normcase(os.path.realpath(path)) for path in paths}) < len(paths):
        raise InputError(tr("Two outputs have the same name."))
    for path in paths:
        if not os.path.isdir(os.path.dirname(path)):
            raise InputError(tr("The folder of the output {path} does not exist.").format(
                path=path))
        check_not_read(path, plan.scene.layers_read)
    for path in (path for tile in plan.tiles for path in plan.files(tile)):
        check_not_read(path, plan.scene.layers_read)


def _sorted(plan: TilePlan) -> tuple[dict[PlannedTile, list[int]], list[PlannedTile]]:
    """Return the predicted pixels of finished tiles, and the tiles that are to be made."""
    done: dict[PlannedTile, list[int]] = {}
    for tile in plan.tiles:
        counts = [finished(path, plan.identity, tile.window) for path in plan.files(tile)]
        known = [count for count in counts if count is not None]
        if len(known) == len(counts):
            done[tile] = known
    return done, [tile for tile in plan.tiles if tile not in done]


def _prepared(plan: TilePlan, executor: Executor, progress: Progress) -> str:
    """Wait for the preparation, pass on what it tells, and return what the method computes on."""
    progress.report(0, tr("Preparing"))
    told = next(completed({executor.ask(tell, None)}, Relay(progress))).result()
    progress.info(tr("{method} on {backend}").format(
        method=plan.method.name(plan.parameters), backend=told.backend))
    for text in told.infos:
        progress.info(text)
    for text in told.warnings:
        progress.warn(text)
    progress.report(_PREPARED)
    return told.backend


def _outcomes(executor: Executor, missing: list[PlannedTile],
              progress: Progress) -> Iterator[tuple[PlannedTile, Outcome]]:
    """Yield each tile with its outcome, as soon as it is ready."""
    waiting: dict[Future[Outcome], PlannedTile] = {executor.ask(write_tile, tile): tile
                                            for tile in missing}
    relay = Relay(progress)
    while waiting:
        future = next(completed(set(waiting), relay))
        tile = waiting.pop(future)
        try:
            outcome = future.result()
        except Exception as error:  # a fault of one tile is no reason to lose the others
            outcome = Outcome([], f"{type(error).__name__}: {error}")
        yield tile, outcome


def _clear(plan: TilePlan) -> None:
    """Remove what killed runs have left, and earlier mosaics, which would show a mixture."""
    for path in (*plan.outputs, *plan.uncertainties):
        with contextlib.suppress(FileNotFoundError):
            os.remove(path)
    remove_unfinished(plan.folders)


def _mosaics(plan: TilePlan) -> list[str]:
    paths = [*plan.outputs, *plan.uncertainties]
    files = [plan.files(tile) for tile in plan.tiles]
    for i, path in enumerate(paths):
        write_mosaic(path, [each[i] for each in files])
    return paths
