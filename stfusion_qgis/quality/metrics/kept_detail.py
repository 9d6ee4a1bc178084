"""Kept detail: how much of the fine structure of an earlier fine image the prediction has.

It needs no reference. What it cannot tell is whether detail that differs is wrong: land
cover may have changed between the dates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ...translation import mark
from .block_sums import CORE, BlockSums, ImagePair, centred, quotient
from .metric import Direction, Metric, Need, Unit
from .moments import Moments
from .pixel_errors import correlation
from .texture import roberts


@dataclass
class DetailSums(BlockSums):
    """Sums over the pixels whose 3x3 neighbours are all valid in prediction and fine image.

    edges_x, edges_y: float64 (bands,), Roberts' edge strengths of prediction and fine
    image; high_pass: moments of the differences to the mean of the 3x3 neighbours.
    """

    edges_x: np.ndarray
    edges_y: np.ndarray
    high_pass: Moments

    @classmethod
    def of(cls, pair: ImagePair) -> DetailSums:
        """Return the sums over the pixels of one block."""
        centre = pair.setting.statistics.mean
        whole = ndimage.minimum_filter(pair.valid, 3)[CORE]
        edges_x, edges_y = (np.array([
            roberts(plane)[CORE].sum(where=whole, dtype=np.float64) for plane in image])
            for image in (pair.x, pair.y))
        high_x, high_y = (np.array([
            _high_pass(centred(plane, pair.valid, c))[CORE] for plane, c in zip(image, centre)])
            for image in (pair.x, pair.y))
        return cls(edges_x, edges_y,
                   Moments.of_pixels(high_x, high_y, whole, np.zeros_like(centre)))


def _high_pass(plane: np.ndarray) -> np.ndarray:
    return plane - ndimage.uniform_filter(plane, 3)


def kept_detail(d: DetailSums) -> np.ndarray:
    """Return the kept detail, one value a band: mean Roberts edge of prediction / of fine image.

    0 to infinity, best is 1: below it the prediction is smoother than the fine image of
    the reference date, above it rougher. Roberts' edge strength as in `texture.roberts`;
    the comparison of gradients between image and source follows Xydeas & Petrovic 2000,
    https://doi.org/10.1049/el:20000267.
    """
    return quotient(d.edges_x, d.edges_y)


DETAIL = Metric(
    "DETAIL", mark("Kept detail"),
    mark("Edge strength of the prediction over that of fine image 1."),
    Direction.ONE, Unit.NONE, Need.FINE_1, DetailSums, lambda d, _: kept_detail(d))


def detail_correlation(d: DetailSums) -> np.ndarray:
    """Return the spatial correlation of detail with the fine image, one value a band.

    Correlation of the two images after a 3x3 Laplacian (9 times the difference to the mean
    of the 3x3 pixels). -1 to 1, higher is better: fine structures lie where they were.
    Zhou et al. 1998, https://doi.org/10.1080/014311698215973.
    """
    return correlation(d.high_pass)


DETAIL_CORRELATION = Metric(
    "DETAIL_CORRELATION", mark("Correlation of detail"),
    mark("Correlation of the fine structures of the prediction with those of fine image 1."),
    Direction.HIGHER, Unit.NONE, Need.FINE_1, DetailSums, lambda d, _: detail_correlation(d))
