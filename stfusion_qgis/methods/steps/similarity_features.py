"""Features by which pixels are compared when similar ones are looked for."""

from __future__ import annotations

import numpy as np

from ...images.image import Image
from ...images.window import Window
from .similarity import Similarity


def similarity_features(similarity: Similarity, fine: Image, scale: np.ndarray, window: Window,
                        distance: float) -> Image:
    """Return the image in which `most_similar_means` finds similar pixels.

    Its bands are the features of the fine image in standard deviations, so that all bands count
    alike, and row and column over `distance`: a pixel so many pixels away is as dissimilar as one
    that differs by a standard deviation. Images often have many pixels in a window that differ by
    no more than noise or the steps of 8-bit values, and it is the near ones of these that change
    alike.

    fine: of `window` of the fine grid and the margin of `similarity`. scale: of its bands,
    1 / standard deviation.
    """
    features = similarity.features(Image(fine.values * scale[:, None, None], fine.valid), window)
    rows = np.arange(window.row, window.row + window.rows, dtype=np.float32) / distance
    columns = np.arange(window.column, window.column + window.columns, dtype=np.float32) / distance
    shape = features.valid.shape
    places = [np.broadcast_to(rows[:, None], shape), np.broadcast_to(columns, shape)]
    return Image(np.concatenate([features.values, places]).astype(np.float32), features.valid)
