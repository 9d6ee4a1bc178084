"""Objects of a fine image: patches of pixels that hang together and look alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from ...images.image import Image
from ...images.raster import Raster
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from .region_merging import distinct_pairs, merge_regions
from .strips import flat_parts, scene_strips


def segment(scene: Scene, raster: Raster, scale: float, progress: Progress) -> np.ndarray:
    """Return the object of each fine pixel, int32 (rows, columns), from 0; -1 where invalid.

    The gradient of the image is divided into basins: from each pixel one goes down to that of the
    eight neighbours whose gradient is lowest, until none is lower (the watershed without lines;
    Beucher & Lantuéjoul 1979). Basins merge as in multiresolution segmentation, while
    the heterogeneity grows by less than the square of `scale` (`merge_regions`). Both look at
    the whole scene, so that there are no seams, and no pixel comes first: a mirrored image has
    the mirrored objects, but where neighbours are exactly equal.

    raster: a fine image of the scene; its bands count in standard deviations.
    scale: size and variety of the objects, in standard deviations of the bands times the square
        root of pixels: two objects of one size differ by more than scale sqrt(2 / pixels), in
        the quadratic mean over the bands.
    """
    deviation = scene.statistics(raster, progress.part(0, 0.1)).deviation
    unit = np.where(deviation > 0, deviation, 1).astype(np.float32)[:, None, None]
    labels = np.empty((scene.grid.rows, scene.grid.columns), np.int32)
    valid = np.empty(labels.shape, bool)
    for strip, image in _read(scene, raster, 2, progress.part(0.1, 0.4)):
        rows = slice(strip.row, strip.row + strip.rows)
        valid[rows] = image.valid[2:-2, 2:-2]
        labels[rows] = _lowest_neighbour(_gradient(image, unit), strip)
    regions = _number_basins(labels.reshape(-1), valid.reshape(-1), progress.check)
    del valid
    size, sums = np.zeros(regions), np.zeros((regions, scene.bands))
    touching = []
    for strip, image in _read(scene, raster, 0, progress.part(0.4, 0.7)):
        rows = slice(strip.row, strip.row + strip.rows)
        _add(labels[rows], image.values / unit, size, sums)
        touching.append(_touching(labels[strip.row:strip.row + strip.rows + 1]))
    first, second = (np.concatenate(side) for side in zip(*touching))
    touching.clear()
    first, second = distinct_pairs(first, second)
    merged = merge_regions(size, sums, first, second, scale ** 2, progress.check)
    merged = np.append(merged, np.int32(-1))  # of the label -1
    for part in scene_strips(*labels.shape):
        progress.check()
        rows = slice(part.row, part.row + part.rows)
        labels[rows] = merged[labels[rows]]
    return labels


def _read(scene: Scene, raster: Raster, halo: int,
          progress: Progress) -> Iterator[tuple[Window, Image]]:
    """Yield the raster strip by strip, with a halo around each."""
    aligned, grid = scene.aligned(raster, "bilinear"), scene.grid
    for strip in scene_strips(grid.rows, grid.columns):
        progress.report(strip.row / grid.rows)
        yield strip, aligned.read(strip.grow(halo))


def _gradient(image: Image, unit: np.ndarray) -> np.ndarray:
    """Return the gradient: the difference of the valid pixels of 3 x 3; inf where invalid.

    It is summed over the bands. In each of them it is the range of the pixels and the largest
    difference from the one in the middle. (Either alone is often exactly equal in neighbouring
    pixels, as they share the pixels that differ.)

    Returns:
        float32, one pixel less on each side than the image.
    """
    gradient = np.zeros([size - 2 for size in image.valid.shape], np.float32)
    for band in image.values / unit:
        high = _of_nine(np.maximum, np.where(image.valid, band, -np.inf))
        low = _of_nine(np.minimum, np.where(image.valid, band, np.inf))
        centre = band[1:-1, 1:-1]
        gradient += high - low + np.maximum(high - centre, centre - low)
    return np.where(image.valid[1:-1, 1:-1], gradient, np.float32(np.inf))


def _of_nine(extreme: Callable, band: np.ndarray) -> np.ndarray:
    band = extreme(extreme(band[:-2], band[1:-1]), band[2:])
    return extreme(extreme(band[:, :-2], band[:, 1:-1]), band[:, 2:])


def _lowest_neighbour(gradient: np.ndarray, strip: Window) -> np.ndarray:
    """Return the index in the scene of the lowest of the 3 x 3 pixels around each of a strip.

    gradient: with one pixel more on each side than the strip, infinite outside of the scene.

    Of equally low ones it is the one with the smallest index; that of a pixel whose gradient is
    infinite is its own.
    """
    lowest = np.full((strip.rows, strip.columns), np.inf, np.float32)
    step = np.zeros(lowest.shape, np.int32)
    for y, x in product(range(3), range(3)):  # in the order of the indices
        neighbour = gradient[y:y + strip.rows, x:x + strip.columns]
        lower = neighbour < lowest
        np.copyto(lowest, neighbour, where=lower)
        np.copyto(step, (y - 1) * strip.columns + x - 1, where=lower)
    step[np.isinf(gradient[1:-1, 1:-1])] = 0
    own = np.arange(strip.row * strip.columns, (strip.row + strip.rows) * strip.columns)
    return own.reshape(step.shape) + step


def _number_basins(lower: np.ndarray, valid: np.ndarray, check: Callable[[], None]) -> int:
    """Turn the index of a lower pixel into the number of the basin, in place; -1 where invalid.

    Returns:
        how many basins there are.
    """
    parts = flat_parts(len(lower))
    moved = True
    while moved:
        moved = False
        for part in parts:
            check()
            lowest = lower[lower[part]]
            moved = moved or not np.array_equal(lowest, lower[part])
            lower[part] = lowest
    # The number n of a basin is kept as -2 - n until no index is needed any more.
    count = 0
    for part in parts:
        check()
        own = np.arange(part.start, part.start + len(lower[part]))
        bottoms = own[valid[part] & (lower[part] == own)]
        lower[part][~valid[part]] = -1
        lower[bottoms] = np.arange(-2 - count, -2 - count - len(bottoms), -1)
        count += len(bottoms)
    for part in parts:
        check()
        inner = lower[part] >= 0
        lower[part][inner] = lower[lower[part][inner]]
    for part in parts:
        check()
        lower[part] = np.where(lower[part] == -1, -1, -2 - lower[part])
    return count


def _add(labels: np.ndarray, values: np.ndarray, size: np.ndarray, sums: np.ndarray) -> None:
    """Add the pixels of a strip to the sizes and sums of their regions."""
    known = labels >= 0
    numbers = labels[known]
    if not len(numbers):
        return
    first, last = numbers.min(), numbers.max()  # the regions of a strip are numbered in a row
    numbers -= first
    size[first:last + 1] += np.bincount(numbers)
    for band, plane in enumerate(values):
        sums[first:last + 1, band] += np.bincount(numbers, plane[known])


def _touching(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of regions that share a side of a pixel."""
    a = np.concatenate([labels[:, :-1].ravel(), labels[:-1].ravel()])
    b = np.concatenate([labels[:, 1:].ravel(), labels[1:].ravel()])
    known = (a >= 0) & (b >= 0)
    return distinct_pairs(a[known], b[known])
