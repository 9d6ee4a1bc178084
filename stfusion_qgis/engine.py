"""Runs any fusion method over any scene: prepare once, then block by block on threads."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from osgeo import gdal

from . import blocks
from . import parameters as described
from .blas_threads import one_blas_thread
from .errors import InputError
from .images.grid import Grid
from .images.image import Prediction
from .images.provenance import Provenance
from .images.publishing import publish_all
from .images.raster import Raster
from .images.scene import Scene
from .images.window import Window, tiles
from .images.writer import Writer, check_outputs, check_unchanged
from .kernels.cards.use import CardUse, on_cards
from .methods.given_guide import notes_of
from .methods.method import Method
from .methods.numba_gains import numba_gain
from .methods.prediction import predict_window
from .progress import Progress
from .threads import Relay, completed, in_flight, make_pool
from .time_left import TimeLeft
from .translation import tr

_PREPARED = 0.1  # of the progress


@dataclass(frozen=True)
class Settings:
    """The settings of a run; none but `cards` changes the values of the result.

    threads: number of blocks fused at a time; 0 for one a processor core.
    block_size: side of a block in fine pixels; smaller where the memory asks for it.
    memory: bytes that blocks may take, 0 for any.
    float_output: write float32 instead of the fine image's data type.
    overviews: add pyramids to the outputs.
    cards: whether kernels may run on a graphics card, where that is faster: values may then differ
        by a hundred thousandth of their deviation.
    """

    threads: int = 0
    block_size: int = blocks.LARGEST
    memory: int = 0
    float_output: bool = False
    overviews: bool = False
    cards: bool = False


@dataclass(frozen=True)
class Summary:
    """The summary of a run.

    outputs, uncertainties: the files, one a prediction date. predicted: fraction of the wanted
    pixels that are not nodata, one a date. seconds: time it took. backend: what computed.
    """

    outputs: list[str]
    uncertainties: list[str]
    predicted: list[float]
    seconds: float
    backend: str

    def __str__(self) -> str:
        return tr("Images predicted: {count}, in {seconds:.1f} s ({backend}). {share:.1%} of the "
                  "pixels could be predicted.").format(
                      count=len(self.outputs), seconds=self.seconds, backend=self.backend,
                      share=min(self.predicted))


def run(method: Method, scene: Scene, parameters: Any, outputs: list[str], *,
        uncertainties: list[str] | None = None, settings: Settings | None = None,
        progress: Progress | None = None) -> Summary:
    """Predict the fine images of all prediction dates of `scene` and write them.

    Where an area is wanted (`Scene.area`), the outputs hold it alone, with the same numbers as
    those of the whole scene.

    parameters: an instance of `method.Parameters`.
    outputs: paths of GeoTIFFs, one a prediction date; `uncertainties` likewise.

    Raises:
        InputError: a parameter, the scene or an output is not usable.
        Cancelled: the user cancelled; nothing is left behind.
    """
    settings = settings or Settings()
    progress = progress or Progress()
    uncertainties = uncertainties or []
    started = time.monotonic()
    check_fusion(method, scene, parameters)
    _check_outputs(method, scene, parameters, outputs, uncertainties)
    backend, use = "", CardUse(settings.cards)

    def prepared(state: Any) -> None:
        nonlocal backend
        backend = method.backend(state)
        progress.info(tr("{method} on {backend}").format(
            method=method.name(parameters), backend=backend))
        gain = numba_gain(method.id)
        if backend == "numpy" and gain > 1:
            progress.info(tr(
                "With numba, {method} would be about {gain:.0f} times as fast. Install it in QGIS: "
                "Settings - Options - STFusion.").format(method=tr(method.title), gain=gain))
        for writer in [*writers, *spreads]:
            writer.describe(notes_of(method, scene, state))

    with ExitStack() as stack:
        stack.enter_context(one_blas_thread())  # for what is prepared, too
        made = [Provenance.of(method.id, str(method.reference), asdict(parameters), scene, i)
                for i in range(len(outputs))]
        writers = [stack.enter_context(block_writer(
            path, scene, settings.float_output, made[i].to_metadata()))
            for i, path in enumerate(outputs)]
        spreads = [stack.enter_context(block_writer(
            path, scene, True, made[i].to_metadata(uncertainty=True), deviations=True))
            for i, path in enumerate(uncertainties)]
        counts = [0] * len(writers)
        for window, predictions in _fuse(method, scene, parameters, settings, progress, use,
                                         bool(uncertainties), prepared):
            place = window.within(scene.wanted.window)
            for i, prediction in enumerate(predictions):
                if not prediction.valid.any():
                    continue  # GDAL fills what is not written with nodata, much faster
                writers[i].write(place, prediction.values, prediction.valid)
                counts[i] += int(prediction.valid.sum())
                if not spreads:
                    continue
                if prediction.uncertainty is None:
                    raise ValueError(f"{method.id} gave no uncertainty, though it offers one")
                spreads[i].write(place, prediction.uncertainty, prediction.valid)
        progress.check()
        for writer in [*writers, *spreads]:
            writer.complete(settings.overviews)
        check_unchanged(scene.layers_read)
        publish_all([*writers, *spreads])
    pixels = scene.wanted.count()
    summary = Summary(list(outputs), list(uncertainties), [n / pixels for n in counts],
                      time.monotonic() - started, use.described(backend))
    progress.info(str(summary))
    return summary


def check_fusion(method: Method, scene: Scene, parameters: Any) -> None:
    """Raise `InputError` if the parameters are out of bounds or the scene lacks images."""
    described.check(parameters)
    method.check_references(scene.given, parameters)


def _check_outputs(method: Method, scene: Scene, parameters: Any, outputs: list[str],
                   uncertainties: list[str]) -> None:
    paths = [*outputs, *uncertainties]
    if uncertainties and not method.offers_uncertainty(parameters):
        raise InputError(tr("{method} gives no uncertainty.").format(
            method=method.name(parameters)))
    if len({os.path.normcase(os.path.realpath(path)) for path in paths}) < len(paths):
        raise InputError(tr("Two outputs have the same name."))
    check_outputs(paths, scene.layers_read)


def _fuse(method: Method, scene: Scene, parameters: Any, settings: Settings,
          progress: Progress, use: CardUse, uncertainty: bool, prepared: Callable[[Any], None],
          ) -> Iterator[tuple[Window, list[Prediction]]]:
    """Yield each block with its predictions, in the order in which they are ready.

    use: tells on what kernels run. prepared: is called with the method's state before the first
    block.

    The calling thread only waits: so it hears of a cancellation at once, whatever the workers do.
    """
    threads = settings.threads or os.cpu_count() or 1
    scene = scene.used_by(threads)
    relay = Relay(progress)
    pool = make_pool(threads)
    try:

        def prepare() -> Any:
            with on_cards(use):
                return method.prepare(scene, parameters, relay.part(0, _PREPARED))

        preparing = pool.submit(prepare)
        state = next(completed({preparing}, relay)).result()
        prepared(state)
        scene.forget_tiles(but=method.interpolation(parameters))  # blocks need the room
        progress.report(_PREPARED)  # bars that have waited begin to count
        halo, area = method.halo(parameters, scene), scene.wanted

        def fuse(window: Window) -> tuple[Window, list[Prediction]]:
            with on_cards(use):
                return window, predict_window(
                    method, scene, parameters, state, window, wanted=area.inside(window),
                    check=relay.check, uncertainty=uncertainty)

        chosen = blocks.fitting(scene, halo, threads, settings.memory, settings.block_size)
        if chosen != (settings.block_size, threads):
            progress.info(tr("Blocks of {side} pixels, {count} at a time, to keep to {memory} MB"
                             ).format(side=chosen.side, count=chosen.at_a_time,
                                      memory=settings.memory // 2**20))
        windows = [tile.moved(area.window.row, area.window.column)
                   for tile in tiles(area.window.rows, area.window.columns, chosen.side)]
        left, beside = TimeLeft(), (chosen.at_a_time - 1) / 2  # others are half done, as a rule
        waiting = int(chosen.at_a_time == threads)  # one more, so that no thread ever waits
        for done, result in enumerate(in_flight(
                pool, fuse, windows, chosen.at_a_time + waiting, relay)):
            use.tell(progress)
            yield result
            fraction = _PREPARED + (1 - _PREPARED) * (done + 1) / len(windows)
            share = min((done + 1 + beside) / len(windows), 1.0)
            progress.report(fraction, left.remark(share, fraction))
    finally:
        relay.stop()
        pool.shutdown(wait=False, cancel_futures=True)


def block_writer(path: str, scene: Scene, as_float: bool, metadata: dict[str, str],
                 deviations: bool = False, grid: Grid | None = None) -> Writer:
    """Return a writer of values of the scene in the numbers of the image that leads it.

    grid: that is written, None for that of all wanted pixels.
    """
    lead = scene.lead
    data_type = gdal.GDT_Float32 if as_float else _output_type(lead)
    bands = lead.selected_bands
    # A nodata tag of 0 stays usable: no valid pixel is written as 0 then.
    nodata = bands[0].nodata if data_type != gdal.GDT_Float32 else None
    return Writer(path, grid or scene.wanted.grid, bands, data_type=data_type, nodata=nodata,
                  calibration=lead.calibration.of(lead.selection), deviations=deviations,
                  metadata=metadata)


def _output_type(raster: Raster) -> int:
    kept = (gdal.GDT_Byte, gdal.GDT_UInt16, gdal.GDT_Int16, gdal.GDT_UInt32, gdal.GDT_Int32)
    return raster.data_type if raster.data_type in kept else gdal.GDT_Float32
