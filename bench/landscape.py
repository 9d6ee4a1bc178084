"""A small landscape to time kernels on: parcels of a few classes, texture, and their change.

The share of similar pixels decides how fast a kernel is. Here, as in Landsat images of
farmland, and at a threshold of half a standard deviation, about 40 % of a 51 x 51 window are
similar in one band and 10 % in all.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

CLASSES = 8
PARCEL_PIXELS = 400
COARSE_SIGMA = 6.0
VIGOUR, TEXTURE = 250.0, 600.0


def landscape(bands: int, rows: int, columns: int, dates: int,
              ) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return fine and coarse images (bands, rows, columns) of each date, 0 to 10000."""
    rng = np.random.default_rng(20)
    centres = rng.random((rows * columns // PARCEL_PIXELS, 2)) * (rows, columns)
    pixels = np.moveaxis(np.indices((rows, columns)), 0, -1)
    parcel = cKDTree(centres).query(pixels)[1]
    land_cover = rng.integers(0, CLASSES, len(centres))[parcel]
    vigour = (rng.standard_normal(len(centres))[parcel] + gaussian_filter(
        rng.standard_normal((rows, columns)), 12) * 40) * VIGOUR
    fine, coarse = [], []
    for _ in range(dates):
        spectra = rng.uniform(300, 4000, (bands, CLASSES))
        texture = gaussian_filter(rng.standard_normal((bands, rows, columns)), (0, 1, 1)) * TEXTURE
        image = spectra[:, land_cover] + vigour + texture
        blurred = gaussian_filter(image, (0, COARSE_SIGMA, COARSE_SIGMA))
        fine.append(np.ascontiguousarray(image, np.float32))
        coarse.append(np.ascontiguousarray(blurred, np.float32))
    return fine, coarse
