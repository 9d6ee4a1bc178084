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

from ..engine import Settings
from ..errors import InputError
from ..images.alignment import Aligned
from ..images.bands import Band
from ..images.calibration import Calibration
from ..images.raster import Raster
from ..images.window import Window, tiles
from ..images.writer import check_not_read
from ..progress import Progress
from ..threads import Relay, in_flight, make_pool
from ..time_left import TimeLeft
from ..translation import tr
from .held_out import ProofDate, SeasonSample, calibration_of, held_out
from .index_images import index_sources
from .method_steps import predicted_by_method
from .season_blocks import MethodImage, SeasonBlocks, side_of_blocks
from .season_files import DateFiles, DateWriter
from .season_request import IN_TIME, SMOOTHER, SeasonRequest
from .season_scene import BrokenImage, SeasonScene
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.season_smoother import Estimate
from .spectral_index import SpectralIndex

AT_A_TIME = 24
"""Dates that are computed together: these are there when a run is cancelled later."""

_OPENED, _PROVED = 0.05, 0.15  # of the progress


@dataclass(frozen=True)
class SeasonResult:
    """The results of a season.

    files: of each date. proof: dates that were held out, in order. bands: names. left_out: names
    of images that could not be used. kept: how many dates had been there already.
    """

    files: tuple[DateFiles, ...]
    proof: tuple[ProofDate, ...]
    bands: tuple[str, ...]
    left_out: tuple[str, ...]
    kept: int
    seconds: float


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
    started, left_out = time.monotonic(), []
    while True:
        try:
            with tempfile.TemporaryDirectory(dir=request.folder, prefix=".work_") as work:
                result = _Run(request, settings, progress, work).result()
            break
        except BrokenImage as broken:
            name = broken.source.name or broken.source.path
            progress.warn(tr("{layer} is left out: {reason}").format(layer=name, reason=broken))
            left_out.append(name)
            request = request.without(broken.source)
    return replace(result, left_out=tuple(left_out), seconds=time.monotonic() - started)


class _Run:
    """One try to predict a season; ends with `BrokenImage` where an image turns out to be so."""

    def __init__(self, request: SeasonRequest, settings: Settings, progress: Progress, work: str):
        self._request, self._settings, self._work = request, settings, work
        self._progress = progress
        self._days = sorted({date.toordinal() for date in request.dates})
        self._season = SeasonScene.of(request.fine, request.coarse, request.options, request.area,
                                      progress)
        self._used = [*self._season.fine, *self._season.coarse]
        for date in request.dates:
            for path in DateFiles.of(request.folder, date)[1:]:
                check_not_read(path, self._season.scene.rasters)
        self._index = SpectralIndex(request.index, self._season.scene.lead.selected_bands) \
            if request.index else None
        if self._index is not None and request.index_first:
            fine, coarse = index_sources(self._season, self._index, work,
                                         progress.part(0, _OPENED / 2))
            options = replace(request.options, fine_bands="", coarse_bands="", scale_coarse=False,
                              band_matching="number")
            self._season = SeasonScene.of(fine, coarse, options, request.area, progress)

    def result(self) -> SeasonResult:
        """Predict, and return the results."""
        season, progress = self._season, self._progress
        files = [DateFiles.of(self._request.folder, datetime.date.fromordinal(day))
                 for day in self._days]
        fingerprints = {each.date: self._request.fingerprint(self._used, each.date)
                        for each in files}
        missing = [each for each in files if not each.are_finished(fingerprints[each.date])]
        curve = season.curve({*season.days, *self._days}, progress.part(_OPENED / 2, _OPENED))
        sample = SeasonSample.of(season, curve, Progress().until(progress.is_cancelled))
        proof = tuple(held_out(sample, progress.part(_OPENED, _PROVED)))
        if missing:
            self._tell(len(files) - len(missing))
            blocks = self._blocks(curve, sample, proof)
            self._predict(blocks, missing, fingerprints)
        names = tuple([self._index.name] if self._index else season.scene.lead.band_names)
        return SeasonResult(tuple(files), proof, names, (), len(files) - len(missing), 0.0)

    def _tell(self, kept: int) -> None:
        season = self._season
        self._progress.info(tr(
            "A season of {fine} fine and {coarse} coarse images; {dates} dates are wanted"
        ).format(fine=len(season.fine), coarse=len(season.coarse), dates=len(self._days)))
        if kept:
            self._progress.info(tr("{count} dates are there already, made of the same images "
                                   "and parameters: they are kept").format(count=kept))

    def _blocks(self, curve: CoarseCurve, sample: SeasonSample, proof: Sequence[ProofDate],
                ) -> SeasonBlocks:
        request, season = self._request, self._season
        traits = sample.traits.calibrated(calibration_of(proof, season.bands))
        for source in season.fine:
            if source.date and source.date.toordinal() in traits.contradicting:
                self._progress.warn(tr(
                    "{layer} contradicts the images before and after it, which agree, in more than "
                    "a tenth of its pixels: other dates do not use these. If they are clouds, give "
                    "a mask.").format(layer=source.name))
        methods: dict[int, list[MethodImage]] = {}
        if request.method == IN_TIME:
            curve = CoarseCurve(walk=curve.walk, first=curve.first)
        elif request.method != SMOOTHER:
            predicted = predicted_by_method(
                request, season, self._days, self._work, self._settings,
                self._progress.part(_PROVED, 0.6))
            calibration = season.scene.lead.calibration.of(season.scene.lead.selection)
            count = sum(map(len, predicted.values()))
            methods = {day: [MethodImage(Aligned(Raster(path).calibrated(calibration),
                                                 season.scene.grid, "nearest", count), fine)
                             for path, fine in of_day] for day, of_day in predicted.items()}
        return SeasonBlocks(
            season, curve, traits, request.keep_fine, request.smoothing,
            None if request.index_first else self._index, methods)

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
        scene = self._season.scene
        lead = scene.lead
        whole = (gdal.GDT_Byte, gdal.GDT_UInt16, gdal.GDT_Int16, gdal.GDT_UInt32, gdal.GDT_Int32)
        bands, data_type = lead.selected_bands, lead.data_type
        calibration: Calibration | None = lead.calibration.of(lead.selection)
        if self._index is not None:
            bands = [Band(1, self._index.name, None, None, None, None, gdal.GCI_GrayIndex)]
            data_type, calibration = gdal.GDT_Float32, None
        if self._request.float_output or data_type not in whole:
            data_type = gdal.GDT_Float32
        return DateWriter(
            files, scene.wanted.grid, bands, fingerprint, self._request.described(),
            data_type=data_type, calibration=calibration,
            nodata=bands[0].nodata if data_type != gdal.GDT_Float32 else None)
