"""Classes of land, found in the fine images alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.cluster.vq import kmeans

from ...images.image import Image, Window
from ...images.raster import Raster
from ...images.scene import Scene
from ...progress import Progress

_SAMPLE = 50_000  # pixels that find the centres
_STARTS = 5  # of k-means, of which the best counts
_SEED = 0


@dataclass(frozen=True)
class Classes:
    """Spectral classes of one or more fine images.

    centres: float32 (classes, features), in standard deviations of the features, which are
    the bands of all the images. scale: float32 (features,), 1 / standard deviation; 1 for a
    feature that does not vary.
    """

    centres: np.ndarray
    scale: np.ndarray

    @property
    def count(self) -> int:
        """Return the number of classes."""
        return len(self.centres)

    def label(self, images: list[Image]) -> np.ndarray:
        """Return the class of each pixel, int16 (rows, columns).

        Of several images those count that are valid at a pixel; without any the class is -1.
        """
        planes = [(plane, image.valid) for image in images for plane in image.values]
        known = np.logical_or.reduce([image.valid for image in images])
        nearest = np.full(known.shape, np.inf, np.float32)
        labels = np.full(known.shape, -1, np.int16)
        for k, centre in enumerate(self.centres):
            distance = np.zeros(known.shape, np.float32)
            for (plane, valid), scale, value in zip(planes, self.scale, centre):
                distance += (plane * scale - value) ** 2 * valid
            closer = known & (distance < nearest)
            nearest[closer] = distance[closer]
            labels[closer] = k
        return labels


def find_classes(scene: Scene, rasters: list[Raster], count: int,
                 progress: Progress | None = None) -> Classes:
    """Find `count` classes in fine images of a scene, by k-means on a fixed sample.

    The papers use ISODATA or k-means; k-means with seeded starts (Arthur & Vassilvitskii 2007)
    needs no thresholds. Fewer classes come out where the sample has fewer distinct pixels. The
    order of the pixels of the sample does not matter.
    """
    pixels = np.concatenate(scene.sample(rasters, progress=progress))
    random = np.random.default_rng(_SEED)
    pixels = pixels[:, _order_by_value(pixels, random)]
    deviation = np.array([plane.std(dtype=np.float64) for plane in pixels])
    scale = 1 / np.where(deviation > 0, deviation, 1)
    chosen = random.permutation(pixels.shape[1])[:_SAMPLE]
    features = (pixels[:, chosen] * scale[:, None]).T
    distinct = np.unique(features, axis=0)
    if len(distinct) > count:
        found = [kmeans(features, _spread_out(features, count, random)) for _ in range(_STARTS)]
        distinct, _ = min(found, key=lambda centres_and_distortion: centres_and_distortion[1])
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


def _spread_out(features: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Return `count` of the `features` (n, number), each likely far from those before it."""
    chosen = [features[random.integers(len(features))]]
    distance = np.full(len(features), np.inf)
    while len(chosen) < count:
        distance = np.minimum(distance, ((features - chosen[-1]) ** 2).sum(axis=1))
        chosen.append(features[random.choice(len(features), p=distance / distance.sum())])
    return np.array(chosen)


def abundances(scene: Scene, classes: Classes, rasters: list[Raster],
               progress: Progress | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return which fraction of each coarse cell belongs to each class, in one streaming pass.

    Returns:
        fractions: float32 (classes, cell rows, cell columns), of the cell's valid pixels.
        valid: bool (cell rows, cell columns), where at least half of the cell is valid.
    """
    progress = progress or Progress()
    cells = scene.cells
    counts = np.zeros((classes.count, cells.rows, cells.columns), np.float32)
    strip = max(1, 256 // cells.ratio)
    for row in range(0, cells.rows, strip):
        progress.report(row / cells.rows)
        rows = min(strip, cells.rows - row)
        window = cells.fine_window(Window(row, 0, rows, cells.columns))
        labels = classes.label([scene.aligned(raster, "bilinear").read(window)
                                for raster in rasters])
        tiles = labels.reshape(rows, cells.ratio, cells.columns, cells.ratio)
        for k in range(classes.count):
            counts[k, row:row + rows] = (tiles == k).sum(axis=(1, 3))
    total = counts.sum(axis=0)
    return counts / np.maximum(total, 1), 2 * total >= cells.ratio ** 2
