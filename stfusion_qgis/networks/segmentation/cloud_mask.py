"""Making the mask of an image, and the image of its classes, by a segmentation network."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt

from ...errors import InputError
from ...images.byte_writer import CONTENT_ITEM, MASK_CONTENT, ByteWriter
from ...images.publishing import publish_all
from ...images.raster import Raster
from ...images.window import Window, tiles
from ...images.writer import check_outputs, check_unchanged
from ...progress import Progress
from ...time_left import TimeLeft
from ...translation import tr
from ..runtime import PROVIDERS
from .conditions import CONDITIONS, LEFT_OUT, NO_DATA, labels
from .segmenting import SegmentingNetwork

_BLOCK = 1024  # side in pixels, of what is made at a time


@dataclass(frozen=True)
class MaskOptions:
    """What a mask leaves out.

    conditions: of `CONDITIONS`. dilation: pixels around these that are left out as well.
    """

    conditions: tuple[str, ...] = LEFT_OUT
    dilation: int = 0


@dataclass(frozen=True)
class MaskSummary:
    """Shares, 0 to 1, of all pixels of an image.

    clear: what the mask lets through. conditions: of each that the network tells apart, before
    dilation. no_data: of the others.
    """

    clear: float
    conditions: dict[str, float]
    no_data: float


def write_cloud_mask(network: SegmentingNetwork, options: MaskOptions, mask: str, classes: str,
                     progress: Progress) -> MaskSummary:
    """Write a mask of one bit, 1 where a pixel may be used, and an image of classes if wanted.

    mask, classes: paths of GeoTIFFs on the grid of the image; `classes` may be "". They appear
    when both are complete.

    Raises:
        InputError: an output cannot be written, the image not be read, or the network fails.
        Cancelled: through `progress`; nothing is left behind.
    """
    cells, started = network.cells, time.monotonic()
    grid, counts, clear, left = cells.raster.grid, np.zeros(256, np.int64), 0, TimeLeft()
    _check_outputs([mask, classes] if classes else [mask], cells.raster)
    with ExitStack() as stack:
        writers = [ByteWriter(mask, grid, "clear", bits=1,
                              metadata=_metadata(network, options, MASK_CONTENT))]
        stack.enter_context(writers[0])
        if classes:
            writers.append(ByteWriter(
                classes, grid, "class", bits=4, nodata=NO_DATA,
                colours={each.number: each.colour for each in CONDITIONS.values()},
                metadata=_metadata(network, options, "classes")))
            stack.enter_context(writers[1])
        windows = tiles(cells.rows, cells.columns, _block_side(network))
        for done, window in enumerate(windows):
            pixels = cells.pixels_of(window)
            numbers, usable = _masked(network, options, pixels, progress)
            counts += np.bincount(numbers.ravel(), minlength=256)
            clear += int(usable.sum())
            for writer, values in zip(writers, (usable, numbers)):
                writer.write_numbers(pixels, values)
            fraction = (done + 1) / len(windows)
            progress.report(fraction, left.remark(fraction))
        for writer in writers:
            writer.complete()
        check_unchanged([cells.raster])
        publish_all(writers)
    summary = _summary(network, counts, clear)
    _tell(network, options, summary, time.monotonic() - started, progress)
    return summary


def _check_outputs(paths: Sequence[str], raster: Raster) -> None:
    if len({os.path.normcase(os.path.realpath(path)) for path in paths}) < len(paths):
        raise InputError(tr("Two outputs have the same name."))
    check_outputs(paths, [raster])


def _block_side(network: SegmentingNetwork) -> int:
    """Return the side of a block in cells: that of a tile, unless it has many pixels."""
    return max(1, min(network.tiles.rows.tile, _BLOCK // network.cells.factor))


def _masked(network: SegmentingNetwork, options: MaskOptions, pixels: Window,
            progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the classes and the usable pixels of a window of pixels."""
    cells = network.cells
    wide = pixels.grow(options.dilation).overlap(cells.raster.grid.whole())
    valid = cells.valid_pixels(pixels)
    if not valid.any():
        return np.full(valid.shape, NO_DATA, np.uint8), valid
    seen = cells.cells_of(wide)
    best = network.probabilities(seen, progress.check).argmax(axis=0)
    names = network.contract.classes
    numbers = np.array([CONDITIONS[name].number for name in names], np.uint8)[best]
    bad = np.array([name in options.conditions for name in names])[best]
    numbers, bad = (_pixels_of(each, seen, wide, cells.factor) for each in (numbers, bad))
    here = pixels.slices_in(wide)
    return (np.where(valid, numbers[here], NO_DATA).astype(np.uint8),
            valid & ~_dilated(bad, options.dilation)[here])


def _pixels_of(cells: np.ndarray, seen: Window, wide: Window, factor: int) -> np.ndarray:
    """Return the values of cells for each pixel of a window."""
    rows = (wide.row + np.arange(wide.rows)) // factor - seen.row
    columns = (wide.column + np.arange(wide.columns)) // factor - seen.column
    return cells[rows[:, None], columns]


def _dilated(marked: np.ndarray, pixels: int) -> np.ndarray:
    """Return what is marked, and all that is not further than so many pixels from it."""
    if not pixels or not marked.any() or marked.all():
        return marked
    return distance_transform_edt(~marked) <= pixels


def _metadata(network: SegmentingNetwork, options: MaskOptions, content: str) -> dict[str, str]:
    return {CONTENT_ITEM: content, "STFUSION_NETWORK": network.contract.to_json(),
            "STFUSION_NETWORK_SHA256": network.session.fingerprint(),
            "STFUSION_LEFT_OUT": ",".join(options.conditions),
            "STFUSION_DILATION": str(options.dilation),
            "STFUSION_CLASSES": ",".join(f"{each.number}={name}"
                                         for name, each in CONDITIONS.items()),
            "STFUSION_PROVIDER": network.session.runs_on}


def _summary(network: SegmentingNetwork, counts: np.ndarray, clear: int) -> MaskSummary:
    pixels = int(counts.sum())
    return MaskSummary(clear / pixels, {
        name: float(counts[CONDITIONS[name].number] / pixels)
        for name in dict.fromkeys(network.contract.classes)}, float(counts[NO_DATA] / pixels))


def _tell(network: SegmentingNetwork, options: MaskOptions, summary: MaskSummary, seconds: float,
          progress: Progress) -> None:
    progress.info(tr("Found: {shares}, no data {missing:.1%}").format(
        shares=_shares(summary, summary.conditions), missing=summary.no_data))
    left_out = [name for name in options.conditions if name in summary.conditions]
    progress.info(tr("Left out: {conditions}, and {count} pixels around; clear {clear:.1%}").format(
        conditions=labels(left_out), count=options.dilation, clear=summary.clear))
    progress.info(tr("{seconds:.1f} s on {provider}; the network took up to {memory:.0f} MB"
                     ).format(seconds=seconds, provider=tr(PROVIDERS[network.session.runs_on]),
                              memory=network.session.memory_held / 2**20))


def _shares(summary: MaskSummary, names: Iterable[str]) -> str:
    return ", ".join(f"{tr(CONDITIONS[name].label)} {summary.conditions[name]:.1%}"
                     for name in names)
