"""Kept detail: how much of the fine structure of an earlier fine image the prediction has.

It needs no reference. What it cannot tell is whether detail that differs is wrong: land
cover may have changed between the dates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from . import moments
from .moments import Moments
from .sums import Sums, centred, quotient
from .texture import roberts


@dataclass
class Detail(Sums):
    """Sums over the pixels whose 3x3 neighbours are all valid in prediction and fine image.

    edges_x, edges_y: float64 (bands,), Roberts' edge strengths of prediction and fine
    image; high_pass: moments of the differences to the mean of the 3x3 neighbours.
    """

    edges_x: np.ndarray
    edges_y: np.ndarray
    high_pass: Moments

    @classmethod
    def of(cls, x: np.ndarray, y: np.ndarray, valid: np.ndarray, core: tuple[slice, slice],
           centre: np.ndarray) -> Detail:
        """Return the sums of the block's `core`; x and y as in `Texture.of`.

        centre: (bands,), a value near the mean of each band.
        """
        whole = ndimage.minimum_filter(valid, 3)[core]
        edges = [[roberts(plane)[core].sum(where=whole, dtype=np.float64) for plane in image]
                 for image in (x, y)]
        high_pass = [np.array([_high_pass(centred(plane, valid, c))[core]
                               for plane, c in zip(image, centre)]) for image in (x, y)]
        return cls(*map(np.array, edges),
                   Moments.of(*high_pass, whole, np.zeros_like(centre)))


def _high_pass(plane: np.ndarray) -> np.ndarray:
    return plane - ndimage.uniform_filter(plane, 3)


def detail(d: Detail) -> np.ndarray:
    """Return the kept detail, one value a band: mean Roberts edge of prediction / of fine image.

    0 to infinity, best is 1: below it the prediction is smoother than the fine image of
    the reference date, above it rougher. Roberts' edge strength as in `texture.roberts`;
    the comparison of gradients between image and source follows Xydeas & Petrovic 2000,
    https://doi.org/10.1049/el:20000267.
    """
    return quotient(d.edges_x, d.edges_y)


def detail_correlation(d: Detail) -> np.ndarray:
    """Return the spatial correlation of detail with the fine image, one value a band.

    Correlation of the two images after a 3x3 Laplacian (9 times the difference to the mean
    of the 3x3 pixels). -1 to 1, higher is better: fine structures lie where they were.
    Zhou et al. 1998, https://doi.org/10.1080/014311698215973.
    """
    return moments.correlation(d.high_pass)
