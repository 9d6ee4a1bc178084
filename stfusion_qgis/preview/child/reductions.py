"""Images at the resolution of the screen: averaged over squares of pixels, each once."""

from __future__ import annotations

import dataclasses
import math
import os
import shutil
import tempfile
import threading
from typing import Any

from ...images.cells import aggregate
from ...images.checks import check_size
from ...images.grid import Grid
from ...images.polygon_labels import file_of_layer
from ...images.raster import Raster
from ...images.scene_opening import open_source
from ...images.source import Source
from ...images.window import Window
from ...images.writer import Writer
from ...parameters import FINE_PIXELS, descriptions
from ...progress import Progress
from ...translation import tr

# A coarse pixel has to stay this much larger than a fine one, or there is nothing to fuse.
_LEAST_RATIO = 2.0

# Averaged pixels may be so much larger than those of the screen.
_TOLERATED = 1.1

_STRIP = 512  # rows that are read at a time


def reduction_factor(view: Grid, lead: Grid, ratio: float) -> int:
    """Return over how many pixels a side the fine images are averaged for a view: a power of 2.

    view: screen pixels. lead: the fine grid. ratio: side of a coarse pixel in fine pixels.
    """
    side = view.pixel_side_in(lead)
    most = min((side or 1.0) * _TOLERATED, ratio / _LEAST_RATIO)
    return 2 ** max(0, math.floor(math.log2(max(most, 1.0))))


def reduced_parameters(parameters: Any, factor: int) -> Any:
    """Return parameters whose lengths in fine pixels span the same ground in reduced images."""
    changes = {}
    for name, described in descriptions(parameters).items():
        value = getattr(parameters, name)
        if factor == 1 or described.unit != FINE_PIXELS or not value:
            continue
        value = value / factor
        if described.kind == "integer":
            value = 2 * round((value - 1) / 2) + 1 if described.odd else round(value)
        low, high = described.minimum, described.maximum
        value = value if low is None else max(low, value)
        changes[name] = value if high is None else min(high, value)
    return dataclasses.replace(parameters, **changes)


class Reductions:
    """Copies of images with larger pixels, in a temporary folder; `close` removes them."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._made: dict[tuple, Source] = {}
        self._lock = threading.Lock()

    def reduced(self, source: Source, lead: Grid, factor: int, progress: Progress) -> Source:
        """Return an image averaged over `factor` x `factor` pixels, as an image without mask.

        lead: the fine grid, with whose squares of pixels those of the image coincide if it has
        the same lattice. A square is valid if at least half of its pixels are.
        """
        if factor == 1:
            return source
        key = (*version_of(source), lead, factor)
        with self._lock:
            if key not in self._made:
                self._made[key] = self._make(source, lead, factor, progress)
            return self._made[key]

    def _make(self, source: Source, lead: Grid, factor: int, progress: Progress) -> Source:
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="stfusion-preview-")
        raster = open_source(source)
        path = os.path.join(self._folder, f"{len(self._made)}.tif")
        _write(raster, lead, factor, path, progress)
        return Source(path, raster.name, date=raster.date)

    def close(self) -> None:
        """Remove the copies."""
        with self._lock:
            self._made.clear()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None


def _write(raster: Raster, lead: Grid, factor: int, path: str, progress: Progress) -> None:
    row, column = lead.offset_of(raster.grid) if lead.same_crs(raster.grid) else (0, 0)
    row_offset, column_offset = round(row) % factor, round(column) % factor
    grid = raster.grid.coarsened(factor, row_offset, column_offset)
    text = tr("Averaging {layer} for the resolution of the screen").format(layer=raster.name)
    strip = max(1, _STRIP // factor)
    check_size(raster.grid, raster.name)
    with Writer(path, grid, raster.bands, calibration=raster.calibration,
                compressed=False) as writer:
        for top in range(0, grid.rows, strip):
            progress.report(top / grid.rows, text)
            rows = min(strip, grid.rows - top)
            pixels = raster.read(Window(top * factor - row_offset, -column_offset,
                                        rows * factor, grid.columns * factor))
            means, count = aggregate(pixels, factor)
            writer.write(Window(top, 0, rows, grid.columns), means, 2 * count >= factor ** 2)
        writer.finish()


def version_of(source: Source) -> tuple:
    """Return the source with the times at which its files were changed, as a key."""
    return (source, _changed(source.path), _changed(source.mask.path if source.mask else None))


def _changed(path: str | None) -> int:
    try:
        return os.stat(file_of_layer(path)).st_mtime_ns if path else 0
    except OSError:  # it is no plain file
        return 0
