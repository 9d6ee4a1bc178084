"""Coarse images steadied by those of the days around them.

A single coarse image holds noise, haze and a view angle of its own. A line through the images of
some days, fitted robustly in each coarse pixel, holds less of them, and has values where clouds
have left gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..progress import Progress
from ..translation import tr
from .alignment import Aligned
from .cell_field import CellField
from .image import Image
from .raster import Raster
from .scene import Scene

_FEWEST = 4  # values that a line needs, that of the day itself included
_FEWEST_OF_A_SIDE = 3
_STEPS = 5  # of the robust fit
_BISQUARE = 4.685  # deviations from which on a value does not count (95 % efficiency)
_DEVIATION = 1.4826  # of a normal distribution, in median absolute residuals

# A line is left for the values of one side where these scatter by less than this part of it: as
# where a flood or a harvest has come in between. Of noise alone it is never as little.
_ABRUPT = 0.25


def steadied(scene: Scene, around: Sequence[Raster], progress: Progress) -> Scene:
    """Return the scene whose coarse images are lines in time through the images around them.

    around: further coarse images of known dates; those of the scene count as well.
    Of each image, those of at most `steady_days` of the options before and after it are taken,
    with weights that fall with the days between (tricube). Where fewer than four of them have a
    value, the image stays as it is. Coarse images without a date stay, too.

    Raises:
        Cancelled: through `progress`.
    """
    days = scene.options.steady_days
    known = [raster for raster in (*scene.coarse, *scene.coarse_predictions, *around)
             if raster.date is not None]
    cells = [scene.coarse_cells(raster) for raster in known]
    series = np.stack([image.masked() for image in cells]) if known else np.empty(0)
    when = np.array([raster.date.toordinal() for raster in known if raster.date])
    changed: dict[Raster, Raster] = {}
    targets = [*scene.coarse, *scene.coarse_predictions]
    for number, raster in enumerate(targets):
        progress.report(number / len(targets))
        progress.check()
        if raster.date is None:
            progress.warn(tr("{layer} is not steadied, as its date is unknown.").format(
                layer=raster.name))
            continue
        offsets = when - raster.date.toordinal()
        near = np.abs(offsets) <= days
        if near.sum() < _FEWEST:
            progress.warn(tr(
                "{layer} is not steadied: there are only {count} coarse images of the {days} days "
                "before and after it; four are needed.").format(
                    layer=raster.name, count=int(near.sum()), days=days))
            continue
        level, noise = level_of_day(series[near], offsets[near], days)
        changed[raster] = _replaced(scene, raster, Image(
            np.nan_to_num(level).astype(np.float32), np.isfinite(level).all(axis=0)))
        progress.info(tr("{layer}: steadied by {count} coarse images; its noise is {noise}").format(
            layer=raster.name, count=int(near.sum()) - 1, noise=", ".join(
                f"{value:.3g} ({band})" for value, band in zip(noise, scene.lead.band_names))))
    coarse, predictions = (tuple(changed.get(raster, raster) for raster in rasters)
                           for rasters in (scene.coarse, scene.coarse_predictions))
    return replace(scene, coarse=coarse, coarse_predictions=predictions)


def level_of_day(series: np.ndarray, offsets: np.ndarray, days: float,
                 ) -> tuple[np.ndarray, np.ndarray]:
    """Return the level of a series on one day, by robust local regression in time.

    A line with tricube weights, fitted again with bisquare weights of its residuals (Cleveland
    1979, doi:10.1080/01621459.1979.10481038). Where the values before the day, or those after it,
    agree much better among themselves than with the line, their mean is taken: the land has
    changed abruptly, and of the two sides it is that which agrees with the day itself.

    series: (images, bands, rows, columns), NaN where unknown. offsets: of the images from the day,
    in days (images,). days: over which the weights fall to 0.

    Returns:
        level: (bands, rows, columns), NaN where fewer than four images have a value.
        noise: deviation of single images about it (bands,), median over the pixels.
    """
    x = offsets.astype(np.float64)
    kernel = (1 - np.abs(x / (days + 1)) ** 3) ** 3
    level, spread = _robust(series, x, kernel, _FEWEST, slope=True)
    own = series[offsets == 0]  # more than one where two satellites have seen the day
    known = np.isfinite(own)
    day = np.where(known.any(axis=0), _median_of_known(np.where(known, own, 0), known), np.nan) \
        if len(own) else np.full(series.shape[1:], np.nan)
    for side in (offsets <= 0, offsets >= 0):
        if side.sum() < _FEWEST_OF_A_SIDE:
            continue
        mean, scatter = _robust(series[side], x[side], kernel[side], _FEWEST_OF_A_SIDE, slope=False)
        abrupt = (scatter < _ABRUPT * spread) & (np.abs(day - mean) <= np.abs(day - level))
        level = np.where(abrupt, mean, level)
    noise = [np.nanmedian(band) if np.isfinite(band).any() else np.nan for band in spread]
    return level, np.array(noise)


def _robust(series: np.ndarray, x: np.ndarray, kernel: np.ndarray, fewest: int, slope: bool,
            ) -> tuple[np.ndarray, np.ndarray]:
    """Return the value at 0 of a robust line, or mean, and the deviation of its residuals."""
    known = np.isfinite(series)
    values = np.where(known, series, 0.0)
    x, kernel = (array[:, None, None, None] for array in (x, kernel))
    enough = known.sum(axis=0) >= fewest
    # From the median, which clouds on a third of the days do not move.
    residuals = np.abs(values - _median_of_known(values, known))
    for step in range(_STEPS + 1):
        spread = _DEVIATION * _median_of_known(residuals, known)
        if step == _STEPS:
            break
        size = residuals / np.where(spread > 0, _BISQUARE * spread, 1)
        weight = kernel * known * np.where(
            spread > 0, np.where(size < 1, (1 - size ** 2) ** 2, 0), residuals == 0)
        total, first, second = ((weight * x ** power).sum(axis=0) for power in range(3))
        mean, moment = ((weight * x ** power * values).sum(axis=0) for power in range(2))
        total = np.where(total > 0, total, 1)
        determinant = second - first ** 2 / total
        steep = np.divide(moment - first * mean / total, determinant, out=np.zeros_like(mean),
                          where=slope & (determinant > 1e-9 * second))
        level = (mean - steep * first) / total
        residuals = np.abs(values - level - steep * x)
    return np.where(enough, level, np.nan), np.where(enough, spread, np.nan)


def _median_of_known(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the median along the first axis of the values that are known, 0 where none is."""
    count = known.sum(axis=0)
    ordered = np.sort(np.where(known, values, np.inf), axis=0)
    low, high = (np.take_along_axis(ordered, np.maximum(place, 0)[None], axis=0)[0]
                 for place in ((count - 1) // 2, count // 2 - (count == 0)))
    return np.where(count > 0, (low + np.where(np.isfinite(high), high, low)) / 2, 0)


def _replaced(scene: Scene, raster: Raster, level: Image) -> Raster:
    """Return a raster moved by what its cells differ from a level, with its gaps filled by it."""
    grid = scene.cells.grid(scene.coarse_grid)
    cells = scene.coarse_cells(raster)
    both = level.valid & cells.valid
    away = Image(np.where(both, cells.values - level.values, 0), np.ones_like(both))
    return raster.less(Aligned(CellField(grid, away), raster.grid, "nearest")).filled_by(
        Aligned(CellField(grid, level), raster.grid, "nearest"))
