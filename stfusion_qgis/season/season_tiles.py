"""A season in tiles: every date of each tile, computed by whichever worker is free."""

from __future__ import annotations

import datetime
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from ..engine import Settings
from ..errors import InputError
from ..executors.executor import Executor
from ..images.object_stores import is_stored
from ..images.polygon_labels import PolygonLabels
from ..images.raster import Raster
from ..images.window import Window, tiles
from ..images.writer import Writer
from ..progress import Progress
from ..threads import Relay, completed
from ..tiled.plan import Images, PlannedTile, TilePlan
from ..tiled.tile_files import memory_path
from ..tiled.tile_making import TiledSummary, make_tiles
from ..translation import tr
from .held_out import ProofDate
from .method_steps import FromPairs, MethodSteps, left_to_the_smoother
from .season_blocks import SeasonBlocks, side_of_blocks
from .season_files import DateFiles, written_images
from .season_preparing import PreparedSeason, fused_season, index_of, prepare_season
from .season_request import SeasonRequest
from .season_run import SeasonResult, date_writer, names_of_bands, tell_of_season
from .season_scene import BrokenImage, SeasonScene

_FILES = 3  # of a date: values, deviation, states
_MEMORY = 2**30  # bytes of the files of one task, before they are compressed
_METHOD = 0.4  # of the progress


@dataclass(frozen=True)
class SeasonTiles(TilePlan):
    """The plan of a season: the three files of each date, one date after another.

    season: as it was opened. days: wanted, ascending. work: folder for files that have to be there
    until all tiles are done. methods: predictions by another method, by day. memory: bytes that a
    task may take, 0 for any.
    """

    request: SeasonRequest = None  # type: ignore[assignment]
    season: SeasonScene = None  # type: ignore[assignment]
    days: tuple[int, ...] = ()
    work: str = ""
    methods: tuple[tuple[int, list[FromPairs]], ...] = ()
    memory: int = 0

    @classmethod
    def of(cls, request: SeasonRequest, season: SeasonScene, work: str,
           methods: dict[int, list[FromPairs]], side: int, memory: int) -> SeasonTiles:
        """Return the plan for a season that was opened from the request."""
        days = sorted({date.toordinal() for date in request.dates})
        files = [_files(request, day) for day in days]
        used = [*season.fine, *season.coarse]
        paths = [path for each in files for path in each[1:]]
        return cls(tuple(paths), (season.scene.wanted,) * len(paths),
                   tuple(request.fingerprint(used, each.date) for each in files
                         for _ in range(_FILES)),
                   side, request, season, tuple(days), work, tuple(methods.items()), memory)

    def check(self) -> None:
        index_of(self.request, self.season)

    def prepare(self, progress: Progress) -> tuple[PreparedSeason, SeasonBlocks]:
        prepared = prepare_season(self.request, self.season, self.days, self.work, progress)
        return prepared, prepared.blocks(self.request, dict(self.methods), progress)

    def title(self, shared: Any) -> str:
        return tr("Dates held out: {count}").format(count=len(shared[0].proof))

    def report(self, shared: Any) -> tuple[ProofDate, ...]:
        return shared[0].proof

    @property
    def read(self) -> list[Raster | PolygonLabels]:
        return self.season.scene.layers_read

    def together(self, outputs: Sequence[int]) -> list[tuple[int, ...]]:
        dates = sorted({output // _FILES for output in outputs})
        of_a_date = self.side ** 2 * (8 * self.season.bands + 2)
        count = max(1, int((self.memory or _MEMORY) // of_a_date))
        return [tuple(output for output in outputs if output // _FILES in dates[i:i + count])
                for i in range(0, len(dates), count)]

    def writers(self, shared: Any, tile: PlannedTile) -> list[Writer]:
        prepared: PreparedSeason = shared[0]
        scene, found = prepared.season.scene, {}
        grid = scene.grid.subgrid(tile.window)
        for place in sorted({output // _FILES for output in tile.outputs}):
            date = datetime.date.fromordinal(self.days[place])
            files = DateFiles(date, *(memory_path() for _ in range(_FILES)))
            writers = date_writer(files, self.request, scene, prepared.index,
                                  self.identities[place * _FILES], grid).writers
            found.update({place * _FILES + i: writer for i, writer in enumerate(writers)})
        for writer in (writer for output, writer in found.items() if output not in tile.outputs):
            writer.discard()
        return [found[output] for output in tile.outputs]

    def blocks(self, shared: Any, tile: PlannedTile, progress: Progress,
               ) -> Iterator[tuple[Window, Images]]:
        prepared, blocks = shared
        places = sorted({output // _FILES for output in tile.outputs})
        # What is smoothed in time depends on all dates.
        days = self.days if self.request.smoothing else [self.days[i] for i in places]
        side = side_of_blocks(prepared.season, len(days), 1, self.memory)
        area = self.areas[tile.outputs[0]]
        for part in tiles(tile.window.rows, tile.window.columns, side):
            progress.check()
            window = part.moved(tile.window.row, tile.window.column)
            inside = area.inside(window)
            estimates = dict(zip(days, blocks.of(window, days)))
            images = {place: written_images(estimates[self.days[place]], inside)
                      for place in places}
            yield part, [images[output // _FILES][output % _FILES] for output in tile.outputs]


def predict_season_in_tiles(request: SeasonRequest, executor: Executor, progress: Progress, *,
                            side: int, memory: int = 0, work: str = "",
                            ) -> tuple[SeasonResult, TiledSummary]:
    """Predict all dates of a season in tiles, and return what came of it.

    An image that turns out to be broken before tiles are computed is left out, and named; later,
    its tiles are named.

    side: of a tile. memory: bytes that a task may take, 0 for any. work: folder that all workers
    see, for files that are needed meanwhile; "": that of the results, unless it is in a store.

    Raises:
        InputError: the images cannot be used, or a file cannot be written.
        Cancelled: the user cancelled; finished tiles stay.
    """
    if not request.dates:
        raise InputError(tr("Give the dates to predict."))
    if not is_stored(request.folder):
        os.makedirs(request.folder, exist_ok=True)
        request = replace(request, folder=os.path.abspath(request.folder))
    started, left_out = time.monotonic(), []
    while True:
        try:
            with _work_folder(request, work) as own:
                season = SeasonScene.of(request.fine, request.coarse, request.options,
                                        request.area, progress)
                tell_of_season(season, len(set(request.dates)), 0, progress)
                begin = _METHOD if request.is_by_method else 0.0
                methods = _by_method(request, season, own, executor, progress.part(0, _METHOD)) \
                    if request.is_by_method else {}
                plan = SeasonTiles.of(request, season, own, methods, side, memory)
                made = make_tiles(plan, executor, progress.part(begin, 1), always_prepare=True)
            break
        except BrokenImage as broken:
            name = broken.source.name or broken.source.path
            progress.warn(tr("{layer} is left out: {reason}").format(layer=name, reason=broken))
            left_out.append(name)
            request = request.without(broken.source)
    files = tuple(_files(request, day) for day in plan.days)
    bands = names_of_bands(season, index_of(request, season))
    return SeasonResult(files, made.report, bands, tuple(left_out), 0,
                        time.monotonic() - started), made


def _work_folder(request: SeasonRequest, work: str) -> tempfile.TemporaryDirectory[str]:
    """Return a folder for what all workers need meanwhile: predictions by a method, indices."""
    place = os.path.abspath(work) if work else request.folder
    if not is_stored(place):
        return tempfile.TemporaryDirectory(dir=place, prefix=".work_")
    if request.is_by_method or (request.index and request.index_first):
        raise InputError(tr(
            "A season by a method, or of an index that is fused itself, needs a folder on a disk "
            "that all workers see, for files in between. Name it as 'work'."))
    return tempfile.TemporaryDirectory()  # nothing is written there


def _files(request: SeasonRequest, day: int) -> DateFiles:
    return DateFiles.of(request.folder, datetime.date.fromordinal(day), ".vrt")


def _by_method(request: SeasonRequest, season: SeasonScene, work: str, executor: Executor,
               progress: Progress) -> dict[int, list[FromPairs]]:
    """Predict each day by the method, a task each, and return the files."""
    days = sorted({date.toordinal() for date in request.dates})
    executor.begin(_steps, (request, season, work))
    waiting: dict[Future[tuple[list[FromPairs], str]], int] = {
        executor.ask(_predicted, day): day for day in days}
    relay, found = Relay(progress), {}
    while waiting:
        future = next(completed(set(waiting), relay))
        day = waiting.pop(future)
        of_day, reason = future.result()
        if of_day:
            found[day] = of_day
        else:
            progress.warn(left_to_the_smoother(day, reason))
        progress.report(1 - len(waiting) / len(days))
    return found


def _steps(given: tuple[SeasonRequest, SeasonScene, str], progress: Progress) -> MethodSteps:
    request, season, work = given
    return MethodSteps.of(request, fused_season(request, season, work, progress), work,
                          Settings(threads=1))


def _predicted(steps: MethodSteps, day: int, progress: Progress) -> tuple[list[FromPairs], str]:
    found, reasons = steps.predictions([day], progress)
    return found.get(day, []), reasons.get(day, "")
