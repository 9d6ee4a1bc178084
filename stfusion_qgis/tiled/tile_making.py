"""Making outputs in tiles, on any executor: what is finished is left, what fails is named."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from ..claimed_outputs import Claim
from ..errors import InputError
from ..executors.executor import Executor
from ..images.object_stores import is_stored, look_again, remove_stored
from ..images.window import Window
from ..images.writer import check_not_read
from ..progress import Progress
from ..threads import Relay, completed
from ..time_left import TimeLeft
from ..translation import tr
from .mosaic import write_mosaic
from .plan import PlannedTile, TilePlan
from .tasks import Outcome, Told, prepare_tiles, tell, write_tile
from .tile_files import finished, remove_unfinished
from .tiles_item import write_item

_PREPARED = 0.1  # of the progress


@dataclass(frozen=True)
class TiledSummary:
    """The summary of outputs in tiles.

    outputs: the virtual rasters that are complete. made, kept: number of tiles that were computed,
    and that were finished before. failed: reasons by the names of tiles. predicted: fraction of
    the wanted pixels, of each output of the plan. seconds: it took. report: of the plan, None where
    nothing was prepared. in_tiles, computing: seconds of all tiles that were made, and of those
    that a processor worked.
    """

    outputs: list[str]
    made: int
    kept: int
    failed: dict[str, str]
    predicted: list[float]
    seconds: float
    report: Any
    in_tiles: float
    computing: float

    def counts(self) -> dict[str, float]:
        """Return the numbers of tiles and what they took, for a log."""
        return {"made": self.made, "kept": self.kept, "seconds": self.in_tiles,
                "computing": self.computing}

    def __str__(self) -> str:
        return tr("Tiles: {made} computed, {kept} finished before, {failed} failed; in "
                  "{seconds:.1f} s.").format(made=self.made, kept=self.kept,
                                             failed=len(self.failed), seconds=self.seconds)


def make_tiles(plan: TilePlan, executor: Executor, progress: Progress, *,
               always_prepare: bool = False) -> TiledSummary:
    """Make all tiles of a plan that are not finished, and the virtual rasters above them.

    Where tiles fail, the others are made all the same, and kept for the next run; the virtual
    raster of an output is written when all of its tiles are there.

    always_prepare: whether the plan's report is wanted even if no tile is missing.

    Raises:
        InputError: the plan cannot be carried out, or its preparation failed.
        Cancelled: the user cancelled; finished tiles stay for the next run.
    """
    started = time.monotonic()
    _check(plan)
    claims: list[Claim] = []
    try:
        claims += [Claim(path) for path in plan.outputs]
        tiles = plan.tiles
        counts, missing = _sorted(plan, tiles)
        new = {(each.window, plan.areas[each.outputs[0]]) for each in missing}
        kept, report = len(tiles) - len(new), None
        if kept:
            progress.info(tr("Finished before: {count} tiles").format(count=kept))
        if missing or always_prepare:
            _clear(plan, missing)
            executor.begin(prepare_tiles, plan)
            report = _prepared(executor, progress)
        failed: dict[str, str] = {}
        left, in_tiles, computing = TimeLeft(), 0.0, 0.0
        for number, (tile, outcome) in enumerate(_outcomes(executor, missing, progress), 1):
            if outcome.reason:
                failed[plan.label(tile)] = outcome.reason
                progress.warn(tr("Tile {tile}: {reason}").format(
                    tile=plan.label(tile), reason=outcome.reason))
            for output, count in zip(tile.outputs, outcome.predicted):
                counts[output, tile.window] = count
            in_tiles, computing = in_tiles + outcome.seconds, computing + outcome.computing
            fraction = _PREPARED + (1 - _PREPARED) * number / len(missing)
            progress.report(fraction, left.remark(number / len(missing), fraction))
        outputs = _mosaics(plan, tiles, counts)
        for path in (path for path in plan.outputs if path not in outputs):
            progress.warn(tr("{path} is not written, as tiles are missing. Mend what is said above "
                             "and run it again: finished tiles are kept.").format(path=path))
    finally:
        remove_unfinished(plan.folders)
        for claim in claims:
            claim.release()
    summary = TiledSummary(
        outputs, len(new) - len(failed), kept, failed, _shares(plan, counts),
        time.monotonic() - started, report, in_tiles, computing)
    progress.info(str(summary))
    return summary


Counts = dict[tuple[int, Window], int]
"""Predicted pixels of the tiles that are there, by output and window."""


def _check(plan: TilePlan) -> None:
    plan.check()
    if len({os.path.normcase(os.path.realpath(path)) for path in plan.outputs}) < len(plan.outputs):
        raise InputError(tr("Two outputs have the same name."))
    for path in plan.outputs:
        if not is_stored(path) and not os.path.isdir(os.path.dirname(path)):
            raise InputError(tr("The folder of the output {path} does not exist.").format(
                path=path))
    files = (plan.file(tile, output) for tile in plan.tiles for output in tile.outputs)
    check_not_read([*plan.outputs, *files], plan.read)


def _sorted(plan: TilePlan, tiles: list[PlannedTile]) -> tuple[Counts, list[PlannedTile]]:
    """Return the predicted pixels of finished tiles, and the tasks that are to be done."""
    counts: Counts = {}
    missing: list[PlannedTile] = []
    for tile in tiles:
        for output in tile.outputs:
            count = finished(plan.file(tile, output), plan.identities[output], tile.window)
            if count is not None:
                counts[output, tile.window] = count
        lacking = [output for output in tile.outputs if (output, tile.window) not in counts]
        missing += [tile._replace(outputs=outputs)
                    for outputs in (plan.together(lacking) if lacking else ())]
    return counts, missing


def _prepared(executor: Executor, progress: Progress) -> Any:
    """Wait for the preparation, pass on what it tells, and return its report."""
    progress.report(0, tr("Preparing"))
    told: Told = next(completed({executor.ask(tell, None)}, Relay(progress))).result()
    progress.info(told.title)
    for text in told.infos:
        progress.info(text)
    for text in told.warnings:
        progress.warn(text)
    progress.report(_PREPARED)
    return told.report


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


def _clear(plan: TilePlan, missing: list[PlannedTile]) -> None:
    """Remove what killed runs have left, and earlier mosaics, which would show a mixture."""
    for output in {output for tile in missing for output in tile.outputs}:
        for path in (plan.outputs[output], f"{os.path.splitext(plan.outputs[output])[0]}.json"):
            if is_stored(path):
                remove_stored(path)
            else:
                with contextlib.suppress(FileNotFoundError):
                    os.remove(path)
    remove_unfinished(plan.folders)


def _mosaics(plan: TilePlan, tiles: list[PlannedTile], counts: Counts) -> list[str]:
    """Write what lies above the outputs of which no tile is missing; return virtual rasters."""
    written = []
    for number, path in enumerate(plan.outputs):
        own = [tile for tile in tiles if number in tile.outputs]
        if all((number, tile.window) in counts for tile in own):
            if is_stored(path):
                look_again(plan.file(own[0], number))
            write_mosaic(path, [plan.file(tile, number) for tile in own])
            write_item(path, plan.areas[number], own)
            written.append(path)
    return written


def _shares(plan: TilePlan, counts: Counts) -> list[float]:
    """Return how much of the pixels of each output is predicted."""
    pixels = {area: area.count() for area in set(plan.areas)}
    found = [0] * len(plan.outputs)
    for (output, _), count in counts.items():
        found[output] += count
    return [count / pixels[area] for count, area in zip(found, plan.areas)]
