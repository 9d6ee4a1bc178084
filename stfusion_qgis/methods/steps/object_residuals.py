"""Residuals of coarse cells, found for each object: the object-level compensation of OBSUM."""

from __future__ import annotations

import numpy as np

from ...images.scene import Scene
from ...images.window import Window
from ...kernels.moving_sums import moving_sums
from ...kernels.thin_plate_spline import ThinPlateSpline
from ...progress import Progress
from .objects import Objects
from .strips import flat_parts, scene_strips

_SORTED_PIXELS = 1 << 24
_INDEX_BITS = 32


def homogeneous_pixels(scene: Scene, labels: np.ndarray, share: float,
                       progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the pixels of each object whose coarse residual is mostly that of the object.

    Guo et al. 2024 (doi:10.1016/j.rse.2024.114046), equations 4 to 6: the object residual index
    of a pixel is the fraction of its own object in a window of about one coarse cell around it,
    divided by 1 + d / (r / 2), d being the distance to the centre of its cell and r the side
    of the cell, in fine pixels. Of each object the `share` of the pixels with the largest
    index is taken, and those that equal the last of them.

    The window has an odd side, so that it has a centre, and is truncated at the borders.

    share: above 0, up to 1.

    Returns:
        the indices of the pixels in the scene, rising, and their object residual index.
    """
    index: np.ndarray = np.empty(labels.shape, np.float32)
    for strip in scene_strips(*labels.shape):
        progress.report(0.9 * strip.row / len(labels))
        rows = slice(strip.row, strip.row + strip.rows)
        index[rows] = _homogeneity(labels, rows, scene.cells.ratio // 2, progress) \
            / _distance(scene, strip)
    labels, index = labels.reshape(-1), index.reshape(-1)
    least = np.append(_least_taken(labels, index, share, progress), np.float32(np.inf))
    chosen = np.concatenate([part.start + np.flatnonzero(index[part] >= least[labels[part]])
                             for part in flat_parts(len(labels))])  # least[-1] is of the label -1
    return chosen, index[chosen]


def _least_taken(labels: np.ndarray, index: np.ndarray, share: float,
                 progress: Progress) -> np.ndarray:
    """Return the least index among the `share` of the pixels of each object with the largest."""
    count = labels.max() + 1
    size = np.zeros(count, np.int64)
    for part in flat_parts(len(labels)):
        size += np.bincount(labels[part][labels[part] >= 0], minlength=count)
    least = np.empty(len(size), np.float32)
    for objects in np.array_split(np.arange(len(size)), 1 + len(labels) // _SORTED_PIXELS):
        progress.check()
        if not len(objects):
            continue
        first, last = objects[0], objects[-1]
        inside = (labels >= first) & (labels <= last)
        # Positive floats are in the order of their bits: so one sort puts them in order by object.
        keys = labels[inside].astype(np.int64)
        keys <<= _INDEX_BITS
        keys |= index[inside].view(np.int32)
        keys.sort()
        pixels = size[objects]
        taken = keys[np.cumsum(pixels) - np.ceil(share * pixels).astype(np.int64)]
        least[objects] = taken.astype(np.int32).view(np.float32)
    return least


def _homogeneity(labels: np.ndarray, rows: slice, radius: int, progress: Progress) -> np.ndarray:
    """Return the fraction of the own object among the labelled pixels of the window around."""
    top = max(rows.start - radius, 0)
    seen = labels[top:rows.stop + radius]
    same = np.ones(seen.shape, np.int32)
    height, width = seen.shape
    for down in range(min(radius + 1, height)):
        progress.check()
        for right in range(-radius if down else 1, radius + 1):
            if abs(right) >= width:
                continue
            # Each pair of pixels is compared once, and counts for both.
            upper = np.s_[:height - down, max(-right, 0):width - max(right, 0)]
            lower = np.s_[down:, max(right, 0):width - max(-right, 0)]
            equal = seen[upper] == seen[lower]
            same[upper] += equal
            same[lower] += equal
    known = moving_sums((seen >= 0).astype(np.float64), radius)
    inner = slice(rows.start - top, rows.stop - top)
    return (same / np.maximum(known, 1))[inner]


def _distance(scene: Scene, strip: Window) -> np.ndarray:
    """Return 1 + d / (r / 2) of each pixel of a strip."""
    cells = scene.cells
    rows, columns = (
        (np.arange(first, first + count) + offset) % cells.ratio - (cells.ratio - 1) / 2
        for first, count, offset in ((strip.row, strip.rows, cells.row_offset),
                                     (strip.column, strip.columns, cells.column_offset)))
    return 1 + np.hypot(rows[:, None], columns) / (cells.ratio / 2)


def object_residuals(residual: ThinPlateSpline, bands: int, objects: Objects, pixels: np.ndarray,
                     weights: np.ndarray, progress: Progress) -> np.ndarray:
    """Return the residual of each object, float64 (objects, bands).

    Guo et al. 2024, equations 7 to 9: the weighted mean of the residuals at the object's pixels.

    residual: of the coarse cells, interpolated to fine pixels; of so many bands.
    pixels, weights: those of `homogeneous_pixels`.
    progress: only checked.
    """
    labels, count = objects.labels, len(objects.classes)
    total, sums = np.zeros(count), np.zeros((count, bands))
    for strip in scene_strips(*labels.shape):
        progress.check()
        start = strip.row * strip.columns
        first, last = np.searchsorted(pixels, (start, start + strip.rows * strip.columns))
        chosen, weight = pixels[first:last], weights[first:last]
        numbers = labels.reshape(-1)[chosen]
        total += np.bincount(numbers, weight, count)
        at_pixels = residual.at(strip).reshape(bands, -1)[:, chosen - start]
        for band in range(bands):
            sums[:, band] += np.bincount(numbers, weight * at_pixels[band], count)
    return sums / total[:, None]
