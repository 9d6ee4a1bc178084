"""Images of a spectral index, made of those of a season so that the index itself is fused."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from ..errors import InputError
from ..images.bands import Band
from ..images.raster import Raster
from ..images.source import Source
from ..images.window import tiles
from ..images.writer import Writer
from ..progress import Progress
from ..translation import tr
from .season_scene import SeasonScene
from .spectral_index import SpectralIndex

_TILE = 1024


def index_sources(season: SeasonScene, index: SpectralIndex, folder: str, progress: Progress,
                  ) -> tuple[list[Source], list[Source]]:
    """Write the index of all images of a season, and return those of fine and coarse ones.

    An image that cannot be read is left out, and named. Masks are in the images that are written.

    folder: for the files, which the caller removes.
    """
    found: tuple[list[Source], list[Source]] = [], []
    rasters = [*season.scene.fine, *season.scene.coarse_predictions]
    sources = [*season.fine, *season.coarse]
    for number, (raster, source) in enumerate(zip(rasters, sources)):
        progress.report(number / len(rasters))
        path = os.path.join(folder, f"index_{number}.tif")
        try:
            _write(raster, index, path, progress)
        except InputError as error:
            progress.warn(tr("{layer} is left out: {reason}").format(
                layer=raster.name, reason=error))
            continue
        is_coarse = number >= len(season.fine)
        found[is_coarse].append(replace(source, path=path, mask=None, crs=None, nodata=(),
                                        open_options=(), name=raster.name))
    return found


def _write(raster: Raster, index: SpectralIndex, path: str, progress: Progress) -> None:
    band = Band(1, index.name, None, None, None, None, 0)
    with Writer(path, raster.grid, [band], compressed=False) as writer:
        for window in tiles(raster.grid.rows, raster.grid.columns, _TILE):
            progress.check()
            image = raster.read(window)
            values = index.of(image.values)
            writer.write(window, values, image.valid & np.isfinite(values[0]))
        writer.finish()
