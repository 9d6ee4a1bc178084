"""Edges and texture: the spatial half of the all-round performance assessment (APA).

Zhu, X., Zhan, W., Zhou, J., Chen, X., Liang, Z., Xu, S., Chen, J. (2022): A novel framework
to assess all-round performances of spatiotemporal fusion models. Remote Sensing of
Environment 274, 113002. https://doi.org/10.1016/j.rse.2022.113002. The other half are
the average difference (`pixel_errors.bias`) and the RMSE (`pixel_errors.rmse`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ...translation import mark
from .block_sums import CORE, BlockSums, ImagePair, quotient
from .metric import Direction, Metric, Need, Unit

EDGE_QUANTILE = 0.9
TEXTURE_TOLERANCE = 0.1

# Neighbours of the 3x3 window from the upper left clockwise, as (row, column).
NEIGHBOURS = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))

# Edge strengths are counted in bins of equal relative width: the exponent and the first
# eight binary digits of a positive float32 are the number of its bin, in rising order.
EDGE_BIN_SHIFT = 15
EDGE_BINS = 1 << (31 - EDGE_BIN_SHIFT)


@dataclass
class TextureSums(BlockSums):
    """Histograms of edges and of textures.

    edge_count: int (bands, EDGE_BINS), pixels by the edge strength of the reference;
    edge_difference: float64 likewise, their sums of normalised differences.
    codes: int (bands, 256, 256), pixels by the texture codes of prediction and reference.
    """

    edge_count: np.ndarray
    edge_difference: np.ndarray
    codes: np.ndarray

    @classmethod
    def of(cls, pair: ImagePair) -> TextureSums:
        """Return the sums over the pixels of a block whose 3x3 neighbours are all valid.

        A neighbour must exceed a pixel by the setting's texture tolerance to count as brighter.
        """
        whole = ndimage.minimum_filter(pair.valid, 3)[CORE]
        sums = [cls._of_band(x, y, whole, tolerance)
                for x, y, tolerance in zip(pair.x, pair.y, pair.setting.texture_tolerance)]
        return cls(*(np.array(parts) for parts in zip(*sums)))

    @staticmethod
    def _of_band(x: np.ndarray, y: np.ndarray, whole: np.ndarray,
                 tolerance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        x_edge, y_edge = roberts(x)[CORE][whole], roberts(y)[CORE][whole]
        difference = normalised_difference(x_edge, y_edge)
        strength = y_edge.view(np.uint32) >> EDGE_BIN_SHIFT
        x_code, y_code = (lbp(plane, tolerance)[CORE][whole] for plane in (x, y))
        pairs = x_code.astype(np.intp) << 8 | y_code
        return (np.bincount(strength, minlength=EDGE_BINS),
                # Of no pixel at all, NumPy counts in integers even if there are weights.
                np.bincount(strength, difference, minlength=EDGE_BINS).astype(np.float64),
                np.bincount(pairs, minlength=65536).reshape(256, 256))


def normalised_difference(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (x - y) / (x + y) of values of 0 or more as float64, and 0 where both are 0."""
    total = np.add(x, y, dtype=np.float64)
    return np.divide(np.subtract(x, y, dtype=np.float64), total, out=np.zeros_like(total),
                     where=total > 0)


def roberts(plane: np.ndarray) -> np.ndarray:
    """Return Roberts' edge strength |p(r,c) - p(r+1,c+1)| + |p(r,c+1) - p(r+1,c)|.

    plane: float32 (rows, columns); the result is of the same shape, 0 in the last row and
    column.
    """
    edge = np.zeros_like(plane)
    edge[:-1, :-1] = (np.abs(plane[:-1, :-1] - plane[1:, 1:])
                      + np.abs(plane[:-1, 1:] - plane[1:, :-1]))
    return edge


def lbp(plane: np.ndarray, tolerance: float) -> np.ndarray:
    """Return the local binary pattern of each pixel: one bit for each brighter neighbour.

    plane: float32 (rows, columns); a neighbour is brighter if it exceeds the pixel by more
    than `tolerance`. Returns uint8 of the same shape, 0 in the outermost pixels. Ojala et
    al. 2002, https://doi.org/10.1109/TPAMI.2002.1017623, in the original form of eight
    neighbours; the upper left one is the highest bit.
    """
    code = np.zeros(plane.shape, np.uint8)
    rows, columns = plane.shape[0] - 2, plane.shape[1] - 2
    threshold = plane[1:-1, 1:-1] + np.float32(tolerance)
    inner = code[1:-1, 1:-1]
    for row, column in NEIGHBOURS:
        inner <<= 1
        inner |= plane[row:row + rows, column:column + columns] > threshold
    return code


def edge_difference(t: TextureSums) -> np.ndarray:
    """Return the normalised difference of edges, one value a band.

    Mean of (Ex - Ey) / (Ex + Ey), E Roberts' edge strength in the prediction x and the
    reference y, over the edge pixels: the tenth of the pixels where Ey is greatest. -1
    (all edges lost) to 1, best is 0: below it the prediction is blurred, above it
    sharpened. Zhu et al. 2022; their program adds 1e-5 to the denominator, here 0/0 is 0.
    The quantile that bounds the tenth is exact to 0.4 percent of its value.
    """
    return np.array([_mean_above_quantile(*band) for band in zip(t.edge_count, t.edge_difference)])


def _mean_above_quantile(count: np.ndarray, difference: np.ndarray) -> float:
    below = np.cumsum(count)
    if below[-1] == 0:
        return np.nan
    first = np.searchsorted(below, np.floor(EDGE_QUANTILE * below[-1]), side="right")
    return difference[first:].sum() / count[first:].sum()


EDGE = Metric(
    "EDGE", mark("Edge difference"),
    mark("Roberts edges against the reference: below 0 blurred, above 0 sharpened."),
    Direction.ZERO, Unit.NONE, Need.REFERENCE, TextureSums, lambda t, _: edge_difference(t))


def texture_difference(t: TextureSums) -> np.ndarray:
    """Return the normalised difference of texture, one value a band.

    Mean of (Lx - Ly) / (Lx + Ly), L the local binary pattern (0 to 255) of the 3x3 pixels
    around each pixel in the prediction x and the reference y. -1 to 1, best is 0: below it
    the prediction is too smooth, above it too rough. Zhu et al. 2022 with a tolerance of
    0.005 in reflectance; here it is a tenth of the standard deviation of the reference's
    band unless the caller gives one, so that it suits data of any unit. 0/0 is 0.
    """
    codes = np.arange(256.0)
    difference = normalised_difference(codes[:, np.newaxis], codes)
    return quotient((t.codes * difference).sum(axis=(1, 2)), t.codes.sum(axis=(1, 2)))


LBP = Metric(
    "LBP", mark("Texture difference"),
    mark("Local binary patterns against the reference: below 0 too smooth, above 0 too rough."),
    Direction.ZERO, Unit.NONE, Need.REFERENCE, TextureSums,
    lambda t, _: texture_difference(t))
