"""Assessing a prediction, block by block: whole scenes in bounded memory."""

from __future__ import annotations

import math
import os

import numpy as np

from ..blas_threads import one_blas_thread
from ..errors import InputError
from ..images.cells import Cells
from ..images.image import Image
from ..images.sampling import Statistics
from ..images.window import Window, tiles
from ..progress import Progress
from ..threads import Relay, in_flight, make_pool
from ..translation import tr
from .assessment import Assessment
from .measurements import Measurements
from .metrics.block_sums import CORE, HALO, Setting
from .metrics.coarse_consistency import CellSums, CoarseCellSums
from .metrics.hypercomplex import BLOCK_SIZE
from .metrics.metric import Need
from .metrics.moments import Moments
from .metrics.texture import TEXTURE_TOLERANCE
from .sources import ImageSource, check_same_grid
from .statistics_sums import StatisticsSums

_AHEAD = 2  # blocks a thread that are computed ahead

_WIDEST = 100.0  # times the values' own range: a dark scene of reflectance from 0 to 1


@one_blas_thread()
def assess(prediction: ImageSource, reference: ImageSource | None = None,
           coarse: Image | None = None, cells: Cells | None = None,
           fine_1: ImageSource | None = None, *, ratio: float | None = None,
           data_range: float | None = None, texture_tolerance: float | None = None,
           statistics: Statistics | None = None, name: str = "",
           details: dict[str, str] | None = None, block_size: int = 512,
           threads: int | None = None, progress: Progress | None = None) -> Assessment:
    """Return all metrics that the given images allow.

    Only pixels that are valid in the prediction and in what it is compared with count;
    windows that hold an invalid pixel or reach beyond the image do not. The result does
    not depend on block size and threads but for the rounding of float64 sums.

    prediction: the fine image to assess.
    reference: the true fine image of the same date, on the same grid.
    coarse, cells: the coarse image of the same date as values on the cells, and these.
    fine_1: a fine image of another date on the same grid, for the kept detail.
    ratio: coarse pixel size / fine pixel size, for ERGAS; by default that of the cells.
    data_range: greatest minus least value that the data can take, for PSNR and SSIM; by
        default that of the reference's valid pixels, for each band.
    texture_tolerance: in the data's unit, see `metrics.texture.texture_difference`.
    statistics: of the reference, if `statistics_of` has found them already.
    block_size: side of a block in pixels, rounded up to whole blocks of Q2n (32 pixels).
    threads: how many work at once; by default as many as the processor has, at most 4.

    Raises:
        InputError: the images do not fit each other, or share no valid pixel.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    for other, what in ((reference, tr("the reference")), (fine_1, tr("fine image 1"))):
        if other is not None:
            check_same_grid(prediction, tr("the prediction"), other, what)
    _check_coarse(prediction, coarse, cells)
    block_size = -(-block_size // BLOCK_SIZE) * BLOCK_SIZE
    threads = threads or _usual_threads()
    statistics = statistics or statistics_of(reference or fine_1 or prediction, block_size,
                                             threads, progress.part(0.0, 0.15))
    if data_range is not None:
        _check_data_range(data_range, statistics, progress)
    setting = setting_of(statistics, ratio or (cells.ratio if cells else math.nan), data_range,
                         texture_tolerance)
    others = {need: source for need, source in (
        (Need.REFERENCE, reference), (Need.FINE_1, fine_1)) if source is not None}
    means = None if cells is None or coarse is None else CoarseCellSums(cells, statistics.mean)

    def measure(window: Window) -> tuple[Measurements, CellSums | None]:
        wide = window.grow(HALO)
        predicted = prediction.read(wide)
        core = Image(predicted.values[(slice(None), *CORE)], predicted.valid[CORE])
        return (Measurements.of_block(
            predicted, {need: source.read(wide) for need, source in others.items()}, setting),
            None if means is None else means.sums_of(window, core))

    total = Measurements(setting)
    blocks = tiles(prediction.rows, prediction.columns, block_size)
    with make_pool(threads) as pool:
        for done, (sums, part) in enumerate(in_flight(
                pool, measure, blocks, _AHEAD * threads + 1, Relay(progress), ordered=True)):
            total.add(sums)
            if means is not None and part is not None:
                means.add(part)
            progress.report(0.15 + 0.85 * (done + 1) / len(blocks), tr("Assessing the prediction"))
    if not total.pixels:
        raise InputError(tr("The prediction and the reference have no valid pixel in common. "
                            "Check their nodata values and their position.")
                         if reference else tr("The prediction has no valid pixel."))
    if means is not None and coarse is not None:
        total.sums[Need.COARSE] = {
            Moments: means.moments(coarse)}
    return Assessment.of(name, prediction.band_names, total, details)


def statistics_of(source: ImageSource, block_size: int = 512, threads: int | None = None,
                  progress: Progress | None = None) -> Statistics:
    """Return mean, deviation and range of all valid pixels of an image, in one pass."""
    progress, threads = progress or Progress(), threads or _usual_threads()
    total = StatisticsSums.nothing(source.bands)
    blocks = tiles(source.rows, source.columns, block_size)
    with make_pool(threads) as pool:
        for done, sums in enumerate(in_flight(
                pool, lambda window: StatisticsSums.of(source.read(window)), blocks,
                _AHEAD * threads + 1, Relay(progress), ordered=True)):
            total.add(sums)
            progress.report((done + 1) / len(blocks), tr("Finding the range of the data"))
    return total.statistics()


def _check_data_range(given: float, statistics: Statistics, progress: Progress) -> None:
    """Warn of a data range in other units than the values."""
    low, high = float(statistics.minimum.min()), float(statistics.maximum.max())
    if low <= high and not (high - low) / 2 <= given <= _WIDEST * (high - low):
        progress.warn(tr(
            "The data range {given:g} does not fit the values, which reach from {low:.4g} to "
            "{high:.4g} with the scale and offset that files state, so PSNR and SSIM mean little. "
            "Give it in these units.").format(given=given, low=low, high=high))


def _usual_threads() -> int:
    return min(4, os.cpu_count() or 1)


def setting_of(statistics: Statistics, ratio: float, data_range: float | None = None,
               texture_tolerance: float | None = None) -> Setting:
    """Return what is the same for all blocks; see `assess`. ratio: NaN if it is unknown."""
    bands = len(statistics.mean)
    return Setting(
        statistics,
        statistics.maximum - statistics.minimum if data_range is None
        else np.full(bands, float(data_range)),
        TEXTURE_TOLERANCE * statistics.deviation if texture_tolerance is None
        else np.full(bands, float(texture_tolerance)),
        ratio)


def _check_coarse(prediction: ImageSource, coarse: Image | None, cells: Cells | None) -> None:
    if coarse is None:
        return
    if len(coarse.values) != prediction.bands:
        raise InputError(tr(
            "The coarse image has {coarse_bands} bands, but the prediction has {bands}. Choose "
            "images with the same bands.").format(coarse_bands=len(coarse.values),
                                                  bands=prediction.bands))
    if cells is None or coarse.valid.shape != (cells.rows, cells.columns):
        raise ValueError("the coarse image must be given on its cells")
