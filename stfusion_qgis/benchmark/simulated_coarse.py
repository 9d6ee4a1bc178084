"""Coarse images that are simulated: exact means of the fine pixels."""

from __future__ import annotations

import os
from dataclasses import replace

from ..images.bands import Band
from ..images.cells import aggregate
from ..images.raster import Raster
from ..images.scene import Scene
from ..images.source import Source
from ..images.window import Window
from ..images.writer import Writer
from ..progress import Progress

_LEAST_SHARE = 0.5  # of a cell's pixels that are valid; with fewer it is nodata
_CELLS = 16  # rows of cells that are in memory at a time


def simulated_images(scene: Scene, ratio: int, folder: str, progress: Progress) -> list[Source]:
    """Return a coarse image for each fine one of a scene, as files on the grid of whole cells.

    Raises:
        InputError: a fine image cannot be read, or a file cannot be written.
        Cancelled: through `progress`.
    """
    os.makedirs(folder, exist_ok=True)
    return [_simulated(scene, raster, ratio, os.path.join(folder, f"coarse_{raster.date}.tif"),
                       progress.part(i / len(scene.fine), (i + 1) / len(scene.fine)))
            for i, raster in enumerate(scene.fine)]


def _simulated(scene: Scene, raster: Raster, ratio: int, path: str, progress: Progress) -> Source:
    rows, columns = scene.grid.rows // ratio, scene.grid.columns // ratio
    whole = scene.grid.subgrid(Window(0, 0, rows * ratio, columns * ratio))
    with Writer(path, whole.coarsened(ratio, 0, 0), _bands(scene),
                metadata={"ACQUISITIONDATETIME": str(raster.date)}) as writer:
        aligned = scene.aligned(raster, "bilinear")
        for first in range(0, rows, _CELLS):
            progress.report(first / rows)
            count = min(_CELLS, rows - first)
            image = aligned.read(Window(first * ratio, 0, count * ratio, columns * ratio))
            means, valid = aggregate(image, ratio)
            writer.write(Window(first, 0, count, columns), means,
                         valid >= _LEAST_SHARE * ratio ** 2)
        writer.finish()
    return Source(path, date=raster.date)


def _bands(scene: Scene) -> list[Band]:
    """Return the bands of the fine images, whose values are written as they are."""
    return [replace(band, scale=None, offset=None) for band in scene.lead.selected_bands]
