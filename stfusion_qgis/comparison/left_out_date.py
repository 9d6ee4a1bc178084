"""A date of a series that is left out, to be predicted from the others."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..images.alignment import Aligned
from ..images.gdal_tools import GdalError, gdal_errors, open_raster
from ..images.grid import Grid
from ..images.image import Image
from ..images.image_options import ImageOptions
from ..images.inputs import Inputs
from ..images.longitudes import near
from ..images.own_masks import with_own_mask
from ..images.provenance import provenance_of
from ..images.raster import Raster
from ..images.roles import COARSE_PREDICTION, FINE_1, GUIDE, Role, roles_of_pairs
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..images.source import Source
from ..images.window import Window
from ..translation import tr
from ..whole_files import written_whole
from .known_date import KnownDate

_ENOUGH_VALID = 0.9  # of a window, to look no further


@dataclass(frozen=True)
class LeftOutDate(KnownDate):
    """A date of a series, and the other dates to predict it from.

    scene: all images of the series, in order of time; pairs of each date, no prediction dates.
    sources: of the fine and the coarse image of each date, as the user gave them.
    target: index of the date to predict. references: indices of the other dates, the best first:
    the nearest, the nearest on the other side of the target, then the others.
    window: what is predicted, on the grid of the scene. options: for predicting.
    folder: for files; each date needs its own. around: further coarse images, by which those of
    the dates may be steadied. guide: for methods that take one, None for none.
    """

    scene: Scene
    sources: Sequence[tuple[Source, Source | None]]
    target: int
    references: Sequence[int]
    window: Window
    options: ImageOptions
    folder: str
    around: Sequence[Source]
    guide: Source | None

    @property
    def available(self) -> int:
        """Return the number of dates that it can be predicted from."""
        return len(self.references)

    @property
    def values(self) -> int:
        """Return the number of predicted values: pixels times bands."""
        return self.window.rows * self.window.columns * self.scene.bands

    @property
    def grid(self) -> Grid:
        """Return the grid of what is predicted."""
        return self.scene.grid.subgrid(self.window)

    @property
    def ratio(self) -> float | None:
        """Return the side of a coarse pixel in fine ones; None where that is unknown."""
        return self.scene.ratio

    def name_of(self, date: int) -> str:
        """Return the date of an image, or its name where that is unknown."""
        raster = self.scene.fine[date]
        return raster.date.isoformat() if raster.date else raster.name

    def scene_of(self, roles: Collection[Role]) -> Scene:
        """Return the scene from which the target is predicted.

        roles: images of references, such as "fine_1" and "coarse_1" for the nearest one, and the
        guide.
        """
        images = [(role, (self.fine_source if role.is_fine else self.coarse_source)(date))
                  for k, date in enumerate(self.references, 1) for role in roles_of_pairs(k, k)
                  if role in roles]
        images.append((COARSE_PREDICTION, self.coarse_source(self.target)))
        images += [(GUIDE, self.guide)] if self.guide is not None and GUIDE in roles else []
        upscaling = None if FINE_1 in roles else round(self.scene_of([FINE_1]).ratio or 1)
        options = replace(self.options, upscaling=upscaling)
        return open_scene(Inputs(tuple(images), around=tuple(self.around), options=options))

    def truth(self) -> Image:
        """Return the true fine image, on `grid`."""
        return self.fine(self.target)

    def fine(self, date: int) -> Image:
        """Return the fine image of a date, on `grid`."""
        return self.scene.aligned(self.scene.fine[date], "bilinear").read(self.window)

    def coarse(self, date: int) -> Image:
        """Return the coarse image of a date, on `grid`; each pixel as it is."""
        raster = near(Raster.of(self.coarse_source(date)), self.grid)
        known = self._coarse_raster(date)
        if known is not None:
            raster = raster.with_bands(known.selection).calibrated(known.calibration)
        return Aligned(raster, self.grid, "nearest").read(self.grid.whole())

    def read(self, path: str) -> Image:
        """Return a prediction that was written to a file, on `grid` and in the truth's unit."""
        raster, made = Raster(path), provenance_of(path)
        lead: Raster | None = self.scene.fine[self.references[0]]
        if made is None or not made.inputs.fine:  # its numbers are not those of a fine image
            lead = self._coarse_raster(self.target)
        if lead is not None:
            raster = raster.calibrated(lead.calibration.of(lead.selection))
        return Aligned(raster, self.grid, "bilinear").read(self.grid.whole())

    def fine_source(self, date: int) -> Source:
        """Return the part of the fine image of a date that is predicted."""
        raster, (fine, _) = self.scene.fine[date], self.sources[date]
        path = os.path.join(self.folder, f"fine_{date}.vrt")
        if not os.path.exists(path):
            _cut(raster, self.grid, path)
        return replace(with_own_mask(fine, raster), path=path, name=raster.name, date=raster.date,
                       open_options=())

    def coarse_source(self, date: int) -> Source:
        """Return the coarse image of a date."""
        raster, (_, coarse) = self.scene.coarse[date], self.sources[date]
        if coarse is None:
            raise ValueError("a date without a coarse image")
        return replace(coarse, name=raster.name, date=raster.date)

    def _coarse_raster(self, date: int) -> Raster | None:
        """Return the coarse image of a date in the series, None if that has none."""
        return self.scene.coarse[date] if self.scene.coarse else None


def references_of(scene: Scene, target: int) -> list[int]:
    """Return the reference dates for predicting `target`, the best first.

    The best is the nearest in time, then comes the nearest on the other side of the target.
    """
    others = [i for i in range(len(scene.fine)) if i != target]
    days = days_of(scene) or list(range(len(scene.fine)))
    nearest = min(others, key=lambda i: abs(days[i] - days[target]), default=target)
    others.sort(key=lambda i: (i != nearest, (i > target) == (nearest > target), abs(i - target)))
    return others


def days_of(scene: Scene) -> list[int] | None:
    """Return the dates of the fine images in days, None if not all are known."""
    dates = [raster.date for raster in scene.fine if raster.date]
    return [date.toordinal() for date in dates] if len(dates) == len(scene.fine) else None


def most_valid_window(scene: Scene, area: Window, dates: Sequence[int], side: int) -> Window:
    """Return a window of at most `side` in an area: the middle, or another with fewer gaps."""
    rows, columns = min(side, area.rows), min(side, area.columns)
    best, most = area, -1.0
    for down, right in [(1, 1), *((i, j) for i in range(3) for j in range(3) if (i, j) != (1, 1))]:
        window = Window(area.row + (area.rows - rows) * down // 2,
                        area.column + (area.columns - columns) * right // 2, rows, columns)
        valid = [scene.aligned(scene.fine[date], "bilinear").read(window).valid for date in dates]
        share = float(np.logical_and.reduce(valid).mean())
        if share > most:
            best, most = window, share
        if share >= _ENOUGH_VALID:
            break
    return best


def _cut(raster: Raster, grid: Grid, path: str) -> None:
    """Write the part of a raster that covers a grid, as a reference to its file."""
    whole = 0, 0, raster.grid.rows, raster.grid.columns
    top, left, bottom, right = grid.footprint_in(raster.grid) or whole
    row, column = max(0, round(top)), max(0, round(left))
    window = raster.in_file(Window(row, column, min(round(bottom), raster.grid.rows) - row,
                                   min(round(right), raster.grid.columns) - column))
    try:
        with written_whole(path) as temporary, gdal_errors():  # others may look for it meanwhile
            gdal.Translate(temporary, open_raster(raster.source, raster.open_options), format="VRT",
                           srcWin=[window.column, window.row, window.columns, window.rows])
    except (GdalError, OSError) as error:
        raise InputError(tr(
            "{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or "
            "download it again.").format(layer=raster.name, reason=error)) from error
