"""Classes of land, found in the fine images, and in a guide where one counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.cluster.vq import kmeans

from ...errors import InputError
from ...images.cells import warn_of_cut_cells
from ...images.image import Image
from ...images.raster import Raster
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from .guide_features import GuideFeatures

_SAMPLE = 50_000  # pixels that find the centres
_SEED = 0


@dataclass(frozen=True)
class Classes:
    """Spectral classes of one or more fine images.

    centres: float32 (classes, features), in standard deviations of the features, which are
    the bands of all the images, and then those of a guide. scale: float32 (bands,), 1 / standard
    deviation of the bands; 1 for one that does not vary. guide: its features, None without one.
    unit: of these features, in the deviations of the bands. weight: of the guide.
    """

    centres: np.ndarray
    scale: np.ndarray
    guide: GuideFeatures | None = None
    unit: float = 0.0
    weight: float = 0.0

    @property
    def count(self) -> int:
        """Return the number of classes."""
        return len(self.centres)

    def label(self, images: list[Image], window: Window | None = None) -> np.ndarray:
        """Return the class of each pixel, int16 (rows, columns).

        Of several images, and of a guide, those count that are valid at a pixel; without any image
        the class is -1. window: of the images in the fine grid; needed where a guide counts.
        """
        planes = [(plane * scale, image.valid) for (image, plane), scale in zip(
            ((image, plane) for image in images for plane in image.values), self.scale)]
        if self.guide is not None and window is not None:
            *features, gaps = self.guide.at(window) * np.float32(self.unit)
            planes += [(plane, gaps == 0) for plane in features]
        known = np.logical_or.reduce([image.valid for image in images])
        nearest = np.full(known.shape, np.inf, np.float32)
        labels = np.full(known.shape, -1, np.int16)
        for k, centre in enumerate(self.centres):
            distance = np.zeros(known.shape, np.float32)
            for (plane, valid), value in zip(planes, centre):
                distance += (plane - value) ** 2 * valid
            closer = known & (distance < nearest)
            nearest[closer] = distance[closer]
            labels[closer] = k
        return labels


def find_classes(scene: Scene, rasters: Sequence[Raster], count: int,
                 progress: Progress | None = None, guide: GuideFeatures | None = None,
                 weight: float = 0.0) -> Classes:
    """Find `count` classes in fine images of a scene, by k-means on a fixed sample.

    The papers use ISODATA or k-means; k-means needs no thresholds. It starts from parts that are
    divided along their principal axes (Su & Dy 2007, doi:10.3233/IDA-2007-11402): unlike a
    random start, that hangs neither on the order of the pixels nor on how they are rounded.
    Fewer classes come out where the sample has fewer distinct pixels.

    guide, weight: what counts beside the images, and how much; 1 for as much as all their bands.

    Raises:
        InputError: no pixel is valid in all the images.
    """
    pixels = np.concatenate(scene.sample(rasters, progress=progress))
    if not pixels.shape[1]:
        raise InputError(tr(
            "No pixel is valid in all of {layers}, so that no classes can be found. Check their "
            "nodata values and masks, or choose other dates.").format(
                layers=", ".join(raster.name for raster in rasters)), rasters[-1].name)
    if guide is None or not weight:
        return classes_of(pixels, count)
    unit = float(weight * np.sqrt(len(pixels)))
    beside = _guide_of_sample(scene, rasters, guide, progress or Progress()) * np.float32(unit)
    known = beside[-1] == 0
    found = classes_of(pixels[:, known], count, beside[:-1, known])
    return replace(found, guide=guide, unit=unit, weight=weight)


def _guide_of_sample(scene: Scene, rasters: Sequence[Raster], guide: GuideFeatures,
                     progress: Progress) -> np.ndarray:
    """Return the features of a guide (features, n) at the pixels of the sample of rasters."""
    parts = []
    for window in scene.sample_windows(rasters, progress):
        progress.check()
        images = [scene.aligned(raster, "nearest").read(window) for raster in rasters]
        valid = np.logical_and.reduce([image.valid for image in images])
        parts.append(guide.at(window)[:, valid])
    return np.concatenate(parts, axis=1)


def classes_of(pixels: np.ndarray, count: int, beside: np.ndarray | None = None) -> Classes:
    """Return `count` classes of pixels (bands, n), as `find_classes` does of a sample.

    beside: further features (features, n), in the deviations of the bands.
    """
    random = np.random.default_rng(_SEED)
    order = _order_by_value(pixels, random)
    pixels = pixels[:, order]
    deviation = np.array([plane.std(dtype=np.float64) for plane in pixels])
    scale = 1 / np.where(deviation > 0, deviation, 1)
    chosen = random.permutation(pixels.shape[1])[:_SAMPLE]
    features = (pixels[:, chosen] * scale[:, None]).T
    if beside is not None:
        features = np.concatenate([features, beside[:, order][:, chosen].T], axis=1)
    distinct = np.unique(features, axis=0)
    if len(distinct) > count:
        distinct, _ = kmeans(features, _divided(features, count))
    return Classes(distinct.astype(np.float32), scale.astype(np.float32))


def _order_by_value(pixels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return an order of the pixels (features, n) that depends on their values alone.

    It is that of a random sum of their features, which only equal pixels have in common.
    """
    weights = random.normal(size=len(pixels))
    key = np.zeros(pixels.shape[1])
    for plane, weight in zip(pixels, weights):
        key += np.multiply(plane, weight, dtype=np.float64)
    return np.argsort(key)


def _divided(features: np.ndarray, count: int) -> np.ndarray:
    """Return the means of `count` parts into which the features (n, number) are divided.

    Time and again the part that varies most is divided at its mean, across the direction in
    which it varies most.
    """
    parts = [features]
    while len(parts) < count:
        part = parts.pop(np.argmax([part.var(axis=0).sum() * len(part) for part in parts]))
        deviation = part - part.mean(axis=0)
        along = deviation @ np.linalg.eigh(deviation.T @ deviation)[1][:, -1]
        parts += [part[along > 0], part[along <= 0]]
    return np.array([part.mean(axis=0) for part in parts])


def abundances(scene: Scene, classes: Classes, rasters: Sequence[Raster],
               progress: Progress | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the fraction of each class in each coarse cell, in one streaming pass.

    Returns:
        fractions: float32 (classes, cell rows, cell columns), of the cell's valid pixels.
        share: float32 (cell rows, cell columns), the part of the cell that is valid.
    """
    progress = progress or Progress()
    cells = scene.cells
    counts = np.zeros((classes.count, cells.rows, cells.columns), np.float32)
    strip = max(1, 256 // cells.ratio)
    for row in range(0, cells.rows, strip):
        progress.report(row / cells.rows)
        rows = min(strip, cells.rows - row)
        window = cells.fine_window(Window(row, 0, rows, cells.columns))
        images = [scene.aligned(raster, "bilinear").read(window) for raster in rasters]
        if not any(image.valid.any() for image in images):
            continue
        labels = classes.label(images, window)
        tiles = labels.reshape(rows, cells.ratio, cells.columns, cells.ratio)
        for k in range(classes.count):
            counts[k, row:row + rows] = (tiles == k).sum(axis=(1, 3))
    total = counts.sum(axis=0)
    share = total / np.float32(cells.ratio ** 2)
    warn_of_cut_cells(share, progress)
    return counts / np.maximum(total, 1), share
