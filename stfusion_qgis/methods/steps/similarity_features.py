"""Features by which pixels are compared when similar ones are looked for."""

from __future__ import annotations

import numpy as np

from ...images.image import Image
from ...images.window import Window


def similarity_features(fine: Image, scale: np.ndarray, window: Window,
                        distance: float) -> Image:
    """Return the image in which `most_similar_means` finds similar pixels.

    Its bands are those of the fine image in standard deviations, so that all count alike, and
    row and column over `distance`: a pixel so many pixels away is as dissimilar as one that
    differs by a standard deviation. Images often have many pixels in a window that differ by no
    more than noise or the steps of 8-bit values, and it is the near ones of these that change
    alike.

    fine: of `window` of the fine grid. scale: of its bands, 1 / standard deviation.
    """
    rows = np.arange(window.row, window.row + window.rows, dtype=np.float32) / distance
    columns = np.arange(window.column, window.column + window.columns, dtype=np.float32) / distance
    shape = fine.valid.shape
    places = [np.broadcast_to(rows[:, None], shape), np.broadcast_to(columns, shape)]
    bands = fine.values * scale[:, None, None]
    return Image(np.concatenate([bands, places]).astype(np.float32), fine.valid)
