"""Classes of land in a season: pixels that are alike in the mean of all dates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...images.image import Image
from ...methods.steps.classification import Classes, classes_of
from .block_series import BlockSeries

CLASSES = 5


def classes_in(sample: Sequence[BlockSeries]) -> Classes | None:
    """Return the classes of the pixels of a sample; None if nothing is clear there."""
    images = [mean_image(series) for series in sample]
    pixels = np.concatenate([image.values[:, image.valid] for image in images], axis=1)
    return classes_of(pixels, CLASSES) if pixels.shape[1] else None


def labels_of(series: BlockSeries, classes: Classes | None) -> np.ndarray:
    """Return the class of each pixel, below CLASSES; 0 where nobody knows (rows, columns)."""
    if classes is None:
        return np.zeros(series.fine.shape[2:], np.int64)
    return np.clip(classes.label([mean_image(series)]), 0, CLASSES - 1).astype(np.int64)


def mean_image(series: BlockSeries) -> Image:
    """Return the mean of all images of a series, of each pixel where it is clear."""
    known = np.isfinite(series.fine)
    seen = known.sum(axis=0)
    mean = np.where(known, series.fine, 0).sum(axis=0) / np.maximum(seen, 1)
    return Image(mean.astype(np.float32), seen[0] > 0)
