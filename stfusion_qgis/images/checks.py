"""Checks of images that are to fit together; each says what is wrong with which layer."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .grid import Grid, common_grid
from .raster import Raster

RESAMPLED = 1.2
"""A coarse pixel this much larger than a fine one is a coarse pixel, not a resampled one."""


def check_distinct(rasters: Sequence[Raster]) -> None:
    """Raise `InputError` if two of the rasters are the same file."""
    seen: dict[str, Raster] = {}
    for raster in rasters:
        key = raster.path or raster.source
        if key in seen:
            raise InputError(tr(
                "{first} and {second} are the same file. Each date and each resolution needs an "
                "image of its own.").format(first=seen[key].name, second=raster.name))
        seen[key] = raster


def fine_grid(fine: Sequence[Raster], coarse: Sequence[Raster], upscaling: int | None,
              progress: Progress) -> Grid:
    """Return the common grid of the fine images, or the grid made for a coarse one alone.

    Raises:
        InputError: the fine images do not overlap or differ in pixel size.
    """
    if not fine:
        return _grid_made_from(coarse[0], upscaling)
    first = fine[0]
    on_lattice = []
    for raster in fine:
        if first.grid.same_lattice(raster.grid):
            on_lattice.append(raster.grid)
            continue
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
        footprint = grid.footprint_in(raster.grid)
        if footprint is None:
            raise InputError(_no_overlap(raster, lead_name))
        top, left, bottom, right = footprint
        rows, columns = raster.grid.rows, raster.grid.columns
        if bottom <= 0 or right <= 0 or top >= rows or left >= columns:
            raise InputError(_no_overlap(raster, lead_name))


def _no_overlap(raster: Raster, lead_name: str) -> str:
    return tr("{layer} does not overlap {fine}. Check that both show the same area and that their "
              "coordinate reference systems are right.").format(layer=raster.name, fine=lead_name)
