"""The scale ratio of coarse images that come resampled to the pixels of the fine ones."""

from __future__ import annotations

import numpy as np

from ..errors import InputError
from ..translation import tr
from .checks import RESAMPLED
from .grid import Grid
from .guessing import resolution_in
from .inputs import Inputs
from .raster import Raster
from .window import Window

_LOOKED_AT = 512  # pixels a side, in the middle of the image

# Of the steps from one row to the next, no more than this share is at the edge of a pixel: less
# than a ratio of 1.5 is none.
_EDGES = 0.67

_AGREEING = 0.1  # share by which the sides of a pixel may differ


def ratio_of(raster: Raster, fine: Grid) -> float | None:
    """Return the scale ratio of a coarse image that was resampled to fine pixels, None if unknown.

    Its pixels tell where each was repeated, to the hundredth; otherwise its name may.
    """
    found = _ratio_of_repeated(raster)
    if found is not None:
        return found
    named, metres = resolution_in(raster.name), fine.pixel_metres
    return round(named / metres, 2) if named is not None and named > 2 * metres else None


def check_ratio(inputs: Inputs) -> None:
    """Raise `InputError` if a coarse image was resampled to fine pixels and no ratio is given.

    It says which ratio to give. Images that cannot be used are said where they are opened.
    """
    if inputs.lead is None or not inputs.fine or inputs.options.ratio:
        return
    for source in (*inputs.coarse, *inputs.coarse_predictions):
        try:
            fine, coarse = Raster.of(inputs.lead), Raster.of(source)
            resampled = is_resampled(coarse, fine.grid)
            ratio = ratio_of(coarse, fine.grid) if resampled else None
        except InputError:
            continue
        if resampled:
            raise InputError(ratio_missing(coarse, fine, ratio), coarse.name)


def is_resampled(coarse: Raster, fine: Grid) -> bool:
    """Say whether a coarse image has pixels about as large as the fine ones."""
    side = fine.pixel_side_in(coarse.grid)
    return side is not None and 1 / RESAMPLED < side < RESAMPLED


def ratio_missing(coarse: Raster, fine: Raster, ratio: float | None) -> str:
    """Return what to say of a resampled image whose ratio is not given, but perhaps found."""
    text = tr("{coarse} has pixels as small as those of {fine}: it was resampled, and how large "
              "its own pixels are must be known.").format(coarse=coarse.name, fine=fine.name)
    if ratio is not None:
        return text + " " + tr("Set 'Scale ratio of resampled coarse images' to {ratio:g}.").format(
            ratio=ratio)
    metres = fine.grid.pixel_metres
    return text + " " + tr(
        "Set 'Scale ratio of resampled coarse images' to the side of its own pixels in fine ones: "
        "{small:.3g} if they are 250 m large, {large:.3g} for 500 m.").format(
            small=250 / metres, large=500 / metres)


def _ratio_of_repeated(raster: Raster) -> float | None:
    """Return the side of the blocks of equal pixels, None where there are none."""
    rows, columns = (min(size, _LOOKED_AT) for size in (raster.grid.rows, raster.grid.columns))
    image = raster.read(Window((raster.grid.rows - rows) // 2, (raster.grid.columns - columns) // 2,
                               rows, columns))
    values = np.where(image.valid, image.values, 0)
    height, width = (_spacing(np.asarray(np.diff(values, axis=axis).any(axis=(0, 3 - axis))))
                     for axis in (1, 2))
    if height is None or width is None or abs(height - width) > _AGREEING * height:
        return None
    return round((height + width) / 2, 2)


def _spacing(edges: np.ndarray) -> float | None:
    """Return the mean distance of the edges, None if there are few or nothing but edges."""
    places = np.flatnonzero(edges)
    if len(places) < 3 or len(places) > _EDGES * len(edges):
        return None
    return (places[-1] - places[0]) / (len(places) - 1)
