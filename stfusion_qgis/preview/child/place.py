"""The place that a view shows: which pixels of the fine grid, at which resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ...errors import InputError
from ...images.band_matching import with_listed_bands
from ...images.checks import RESAMPLED, fine_grid
from ...images.grid import Grid
from ...images.inputs import Inputs
from ...images.longitudes import near
from ...images.raster import Raster
from ...images.roles import COARSE_PREDICTION, FINE_1
from ...images.scene_opening import open_source
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from ..result import NothingToShow
from .reductions import reduction_factor

_UNKNOWN_RATIO = 16.0


@dataclass(frozen=True)
class Place:
    """Pixels of the fine grid, or of its reduction.

    lead: the image that gives the bands. full: the fine grid. factor: fine pixels a side of a
    pixel of `grid`. grid: of the pixels.
    """

    lead: Raster
    full: Grid
    factor: int
    grid: Grid

    @property
    def area(self) -> Window:
        """Return the pixels of the fine grid."""
        seen = self.full.coarsened(self.factor, 0, 0).window_of(self.grid)
        return Window(*(self.factor * number for number in seen)).overlap(self.full.whole())


def place_of(inputs: Inputs, view: Grid) -> Place:
    """Return the place that a view shows.

    Raises:
        InputError: an image is missing or cannot be used.
        NothingToShow: the view lies beside the images.
    """
    whole, coarse = _whole(inputs)
    full = whole.full
    if not view.wkt:  # a map without a CRS shows the images' own coordinates
        view = replace(view, wkt=full.wkt)
    factor = _reduction(inputs, view, full, coarse)
    grid = full.coarsened(factor, 0, 0)
    top, left, bottom, right = view.footprint_in(grid) or (0, 0, 0, 0)
    top, left = max(0, int(np.floor(top))), max(0, int(np.floor(left)))
    bottom = min(grid.rows, int(np.ceil(bottom)))
    right = min(grid.columns, int(np.ceil(right)))
    if bottom <= top or right <= left:
        raise NothingToShow(tr("The map does not show the images."))
    return replace(whole, factor=factor,
                   grid=grid.subgrid(Window(top, left, bottom - top, right - left)))


def whole_place(inputs: Inputs) -> Place:
    """Return all pixels of the fine grid.

    Raises:
        InputError: an image is missing or cannot be used.
    """
    return _whole(inputs)[0]


def _whole(inputs: Inputs) -> tuple[Place, Raster]:
    """Return the whole place, and the coarse image of the prediction date."""
    lead, prediction = inputs.lead, inputs.get(COARSE_PREDICTION)
    if lead is None or prediction is None:
        raise InputError(tr("Choose the coarse image of the prediction date."))
    raster = with_listed_bands(open_source(lead), (
        inputs.options.fine_bands if inputs.get(FINE_1) else inputs.options.coarse_bands))
    coarse = near(open_source(prediction), raster.grid)
    fine = [raster] if inputs.get(FINE_1) else []
    full = fine_grid(fine, [coarse], inputs.options.upscaling, Progress())
    return Place(raster, full, 1, full), coarse


def _reduction(inputs: Inputs, view: Grid, full: Grid, coarse: Raster) -> int:
    options = inputs.options
    side = full.pixel_side_in(coarse.grid)
    if side is None or side > 1 / RESAMPLED:
        ratio = options.ratio or _UNKNOWN_RATIO
    else:
        ratio = 1 / side
    factor = reduction_factor(view, full, ratio)
    if not inputs.get(FINE_1):
        # The grid is made from the coarse image: whole pixels in each of its own.
        factor = math.gcd(factor, options.upscaling or 1)
    return factor
