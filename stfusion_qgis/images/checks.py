"""Checks of images that are to fit together; each says what is wrong with which layer."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .grid import Grid, common_grid
from .raster import Raster

RESAMPLED = 1.2
"""A coarse pixel this much larger than a fine one is a coarse pixel, not a resampled one."""


LARGEST = 2**36
"""Most pixels of a grid: more than of a country at 10 m. Files of a few bytes can claim more."""


def check_size(grid: Grid, name: str) -> None:
    """Raise `InputError` if a grid has so many pixels that nobody could mean it."""
    if grid.rows * grid.columns > LARGEST:
        raise InputError(tr(
            "{layer} gives {rows} x {columns} pixels, more than can be computed. Cut it to the "
            "study area first, or check its pixel size.").format(
                layer=name, rows=grid.rows, columns=grid.columns))


def _identity(path: str) -> object:
    """Return what files have in common that are one: two names may be links to the same."""
    try:
        state = os.stat(path)
    except OSError:
        return path
    return (state.st_dev, state.st_ino) if state.st_ino else path


def check_distinct(rasters: Sequence[Raster]) -> None:
    """Raise `InputError` if two of the rasters are the same file, by whatever name."""
    seen: dict[object, Raster] = {}
    for raster in rasters:
        key = _identity(raster.path) if raster.path else raster.source
        if key in seen:
            raise InputError(tr(
                "{first} and {second} are the same file. Each date and each resolution needs an "
                "image of its own.").format(first=seen[key].name, second=raster.name))
        seen[key] = raster


def fine_grid(fine: Sequence[Raster], coarse: Sequence[Raster], upscaling: int | None,
              progress: Progress) -> Grid:
    """Return the common grid of the fine images, or the grid made for a coarse one alone.

    Raises:
        InputError: the fine images do not overlap, differ in pixel size, or are too large.
    """
    if not fine:
        made = _grid_made_from(coarse[0], upscaling)
        check_size(made, coarse[0].name)
        return made
    first = fine[0]
    on_lattice = []
    for raster in fine:
        if first.grid.same_lattice(raster.grid):
            on_lattice.append(raster.grid)
            continue
        check_transformable(first.grid, raster, first.name)
        side = first.grid.pixel_side_in(raster.grid)
        if side is None or not 1 / RESAMPLED < side < RESAMPLED:
            raise InputError(tr(
                "The pixels of {layer} and {first} differ in size. Fine images must have the same "
                "resolution.").format(layer=raster.name, first=first.name))
        progress.warn(tr("{layer} lies on another grid than {first} and is resampled to it."
                         ).format(layer=raster.name, first=first.name))
    grid = common_grid(on_lattice)
    if grid is None:
        raise InputError(tr("The fine images do not overlap: {layers}.").format(
            layers=", ".join(raster.name for raster in fine)))
    check_size(grid, first.name)
    if grid != first.grid:
        progress.info(tr("The fine images differ in extent; their common part is used."))
    return grid


def _grid_made_from(coarse: Raster, upscaling: int | None) -> Grid:
    if not upscaling or upscaling < 2:
        raise InputError(tr(
            "Without a fine image, the scale ratio of the output must be given (2 or more)."))
    grid = coarse.grid
    return Grid(grid.wkt, grid.left, grid.top, grid.pixel_width / upscaling,
                grid.pixel_height / upscaling, grid.rows * upscaling, grid.columns * upscaling)


def check_resolution(grid: Grid, coarse: Sequence[Raster], ratio: float | None,
                     fine_name: str) -> float | None:
    """Return the side of a coarse pixel in fine pixels.

    ratio: as the user gave it; it counts for images resampled onto a fine grid. None is
    returned for these where it was not given, and where there are no coarse images.

    Raises:
        InputError: a coarse image is finer than the fine one.
    """
    found = []
    for raster in coarse:
        check_transformable(grid, raster, fine_name)
        side = grid.pixel_side_in(raster.grid)  # the other way round fails for global images
        if side is None:
            raise InputError(_no_overlap(raster, fine_name))
        if side > RESAMPLED:
            raise InputError(tr(
                "{layer} has smaller pixels than {fine}. Are coarse and fine images swapped?"
            ).format(layer=raster.name, fine=fine_name))
        found.append(1 / side)
    if not found:
        return ratio
    resampled = min(found) < RESAMPLED
    return ratio if resampled or ratio else found[-1]


def check_overlap(grid: Grid, rasters: Sequence[Raster], lead_name: str) -> None:
    """Raise `InputError` if a raster has no pixel on the grid."""
    for raster in rasters:
        check_transformable(grid, raster, lead_name)
        footprint = grid.footprint_in(raster.grid)
        if footprint is None:
            raise InputError(_no_overlap(raster, lead_name))
        top, left, bottom, right = footprint
        rows, columns = raster.grid.rows, raster.grid.columns
        if bottom <= 0 or right <= 0 or top >= rows or left >= columns:
            raise InputError(_no_overlap(raster, lead_name))


def check_transformable(grid: Grid, raster: Raster, lead_name: str) -> None:
    """Raise `InputError` if nobody knows where a raster lies on a grid.

    lead_name: of the image whose grid it is.
    """
    if grid.same_crs(raster.grid) or grid.transformation_to(raster.grid) is not None:
        return
    own, other = (each.spatial_reference().GetName() for each in (raster.grid, grid))
    raise InputError(tr(
        "{layer} cannot be brought onto the grid of {fine}: nothing is known of how to transform "
        "its coordinate reference system, {crs}, to {other}. Assign the right one (Raster > "
        "Projections > Assign projection).").format(
            layer=raster.name, fine=lead_name, crs=own, other=other), raster.name)


def _no_overlap(raster: Raster, lead_name: str) -> str:
    return tr("{layer} does not overlap {fine}. Check that both show the same area and that their "
              "coordinate reference systems are right.").format(layer=raster.name, fine=lead_name)
