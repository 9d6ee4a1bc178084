"""Predicts a season: all wanted dates, block by block, and proves it on dates held out."""

from __future__ import annotations

import datetime
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal

from ..blas_threads import one_blas_thread
from ..engine import Settings
from ..errors import InputError
from ..images.bands import Band
from ..images.calibration import Calibration
from ..images.grid import Grid
from ..images.scene import Scene
from ..images.window import Window, tiles
from ..images.writer import check_not_read
from ..progress import Progress
from ..threads import Relay, in_flight, make_pool
from ..time_left import TimeLeft
from ..translation import tr
from .broken_images import without_broken_images
from .held_out import ProofDate
from .method_steps import FromPairs, MethodSteps, predicted_by_method
from .season_blocks import SeasonBlocks, side_of_blocks
from .season_files import DateFiles, DateWriter
from .season_guide import told_guide, with_guide
from .season_preparing import index_of, opened_season, prepare_season
from .season_request import SeasonRequest
from .season_scene import SeasonScene
from .smoothing.season_smoother import Estimate
from .spectral_index import SpectralIndex

AT_A_TIME = 24
"""Dates that are computed together: these are there when a run is cancelled later."""

_PROVED = 0.15  # of the progress


@dataclass(frozen=True)
class SeasonResult:
    """The results of a season.

    files: of each date. proof: dates that were held out, in order. bands: names. left_out: names
    of images that could not be used. kept: how many dates had been there already. guide: what it
    counted for, in words, "" without one.
    """

    files: tuple[DateFiles, ...]
    proof: tuple[ProofDate, ...]
    bands: tuple[str, ...]
    left_out: tuple[str, ...]
    kept: int
    seconds: float
    guide: str = ""


@one_blas_thread()
def predict_season(request: SeasonRequest, settings: Settings | None = None,
                   progress: Progress | None = None) -> SeasonResult:
    """Predict all dates of a season.

    Dates whose files are there already, made of the same images and parameters, are kept.

    Raises:
        InputError: the images cannot be used, or a file cannot be written.
        Cancelled: the user cancelled; finished dates stay.
    """
    settings, progress = settings or Settings(), progress or Progress()
    if not request.dates:
        raise InputError(tr("Give the dates to predict."))
    os.makedirs(request.folder, exist_ok=True)
    started = time.monotonic()

    def tried(usable: SeasonRequest) -> SeasonResult:
        with tempfile.TemporaryDirectory(dir=request.folder, prefix=".work_") as work:
            return _Run(usable, settings, progress, work).result()

    result, left_out = without_broken_images(request, tried, progress)
    return replace(result, left_out=left_out, seconds=time.monotonic() - started)


class _Run:
    """One try to predict a season; ends with `BrokenImage` where an image turns out to be so."""

    def __init__(self, request: SeasonRequest, settings: Settings, progress: Progress, work: str):
        self._request, self._settings, self._work = request, settings, work
        self._progress = progress
        self._days = sorted({date.toordinal() for date in request.dates})
        self._season = with_guide(request, opened_season(request, progress), progress)
        self._used = [*self._season.fine, *self._season.coarse]
        self._index = index_of(request, self._season)
        check_not_read([path for date in request.dates
                        for path in DateFiles.of(request.folder, date)[1:]],
                       self._season.scene.layers_read)

    def result(self) -> SeasonResult:
        """Predict, and return the results."""
        request, progress = self._request, self._progress
        files = [DateFiles.of(request.folder, datetime.date.fromordinal(day))
                 for day in self._days]
        fingerprints = {each.date: request.fingerprint(self._used, each.date) for each in files}
        missing = [each for each in files if not each.are_finished(fingerprints[each.date])]
        prepared = prepare_season(request, self._season, self._days, self._work,
                                  progress.part(0, _PROVED))
        self._season = prepared.season
        methods: dict[int, list[FromPairs]] = {}
        if missing:
            tell_of_season(self._season, len(files), len(files) - len(missing), progress)
            methods = self._by_method()
            blocks = prepared.blocks(request, methods, progress)
            self._predict(blocks, missing, fingerprints)
        return SeasonResult(tuple(files), prepared.proof, names_of_bands(self._season, self._index),
                            (), len(files) - len(missing), 0.0,
                            told_guide(request, methods, progress))

    def _by_method(self) -> dict[int, list[FromPairs]]:
        """Return the files of predictions by another method than the smoother, by day."""
        if not self._request.is_by_method:
            return {}
        return predicted_by_method(
            MethodSteps.of(self._request, self._season, self._work, self._settings), self._days,
            self._progress.part(_PROVED, 0.6))

    def _predict(self, blocks: SeasonBlocks, missing: Sequence[DateFiles],
                 fingerprints: dict[datetime.date, str]) -> None:
        if self._request.smoothing:  # all dates tell what each is
            missing = [DateFiles.of(self._request.folder, datetime.date.fromordinal(day))
                       for day in self._days]
        size = len(missing) if self._request.smoothing else AT_A_TIME
        groups = [missing[i:i + size] for i in range(0, len(missing), size)]
        first = 0.6 if blocks.methods else _PROVED
        left = TimeLeft()
        for number, group in enumerate(groups):
            begin, end = ((first + (1 - first) * (number + k) / len(groups)) for k in (0, 1))
            with ExitStack() as stack:
                writers = [stack.enter_context(self._writer(each, fingerprints[each.date]))
                           for each in group]
                self._write(blocks, writers, self._progress.part(begin, end), left,
                            number / len(groups), 1 / len(groups))
                for writer in writers:
                    writer.finish()

    def _write(self, blocks: SeasonBlocks, writers: Sequence[DateWriter], progress: Progress,
               left: TimeLeft, begin: float, share: float) -> None:
        """Write a group of dates; begin, share: of the whole that the group is."""
        area = self._season.scene.wanted
        threads = self._settings.threads or os.cpu_count() or 1
        side = min(self._settings.block_size, side_of_blocks(
            self._season, len(writers), threads, self._settings.memory))
        windows = [tile.moved(area.window.row, area.window.column)
                   for tile in tiles(area.window.rows, area.window.columns, side)]
        days = [writer.files.date.toordinal() for writer in writers]
        relay, pool = Relay(progress), make_pool(threads)

        def compute(window: Window) -> tuple[Window, list[Estimate], np.ndarray]:
            relay.check()
            return window, blocks.of(window, days), area.inside(window)

        try:
            for done, (window, estimates, inside) in enumerate(
                    in_flight(pool, compute, windows, threads + 1, relay)):
                for writer, estimate in zip(writers, estimates):
                    writer.write(window.within(area.window), estimate, inside)
                fraction = (done + 1) / len(windows)
                progress.report(fraction, left.remark(begin + share * fraction))
        finally:
            relay.stop()
            pool.shutdown(wait=True, cancel_futures=True)

    def _writer(self, files: DateFiles, fingerprint: str) -> DateWriter:
        return date_writer(files, self._request, self._season.scene, self._index, fingerprint)


def tell_of_season(season: SeasonScene, dates: int, kept: int, progress: Progress) -> None:
    """Say what a season is made of; kept: dates that are there already."""
    progress.info(tr(
        "A season of {fine} fine and {coarse} coarse images; {dates} dates are wanted"
    ).format(fine=len(season.fine), coarse=len(season.coarse), dates=dates))
    if kept:
        progress.info(tr("{count} dates are there already, made of the same images "
                         "and parameters: they are kept").format(count=kept))


def names_of_bands(season: SeasonScene, index: SpectralIndex | None) -> tuple[str, ...]:
    """Return the names of the bands of the results."""
    return tuple([index.name] if index else season.scene.lead.band_names)


def date_writer(files: DateFiles, request: SeasonRequest, scene: Scene,
                index: SpectralIndex | None, fingerprint: str, grid: Grid | None = None,
                ) -> DateWriter:
    """Return the writer of a date's files; grid: that is written, None for the wanted pixels."""
    lead = scene.lead
    whole = (gdal.GDT_Byte, gdal.GDT_UInt16, gdal.GDT_Int16, gdal.GDT_UInt32, gdal.GDT_Int32)
    bands, data_type = lead.selected_bands, lead.data_type
    calibration: Calibration | None = lead.calibration.of(lead.selection)
    if index is not None:
        bands = [Band(1, index.name, None, None, None, None, gdal.GCI_GrayIndex)]
        data_type, calibration = gdal.GDT_Float32, None
    if request.float_output or data_type not in whole:
        data_type = gdal.GDT_Float32
    return DateWriter(
        files, grid or scene.wanted.grid, bands, fingerprint, request.described(),
        data_type=data_type, calibration=calibration,
        nodata=bands[0].nodata if data_type != gdal.GDT_Float32 else None)
