"""The angle between the spectra of prediction and reference: SAM."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...translation import mark
from .block_sums import BlockSums, ImagePair, quotient
from .metric import Direction, Metric, Need, Unit


@dataclass
class AngleSums(BlockSums):
    """Sum of the angles (radians) between spectra and their number, both ()."""

    count: np.ndarray
    angle: np.ndarray

    @classmethod
    def of(cls, pair: ImagePair) -> AngleSums:
        """Return the sums over the valid pixels of a block whose spectra are not all zero."""
        x, y, valid = pair.core
        x, y = x[:, valid].astype(np.float64), y[:, valid].astype(np.float64)
        x_length = np.sqrt(np.einsum("bp,bp->p", x, x))
        y_length = np.sqrt(np.einsum("bp,bp->p", y, y))
        x *= y_length
        y *= x_length
        # Half the angle between two vectors of equal length has the tangent |x-y| / |x+y|.
        # Unlike the arc cosine of their product, this keeps its digits at small angles.
        total, difference = x + y, x - y
        tangent = (np.sqrt(np.einsum("bp,bp->p", difference, difference)),
                   np.sqrt(np.einsum("bp,bp->p", total, total)))
        known = (x_length > 0) & (y_length > 0)
        angle = 2.0 * np.arctan2(*tangent)[known]
        return cls(np.array(angle.size), np.array(angle.sum()))


def sam(angles: AngleSums) -> float:
    """Return the spectral angle mapper: the mean angle between the two spectra, in degrees.

    arccos(sum over bands of x y / (|x| |y|)) of each pixel, averaged. 0 to 180, lower is
    better; blind to brightness. Needs at least two bands. Kruse et al. 1993,
    https://doi.org/10.1016/0034-4257(93)90013-N. sewar and torchmetrics give radians.
    """
    return float(np.degrees(quotient(angles.angle, angles.count)))


SAM = Metric(
    "SAM", mark("SAM"), mark("Mean spectral angle between prediction and reference."),
    Direction.LOWER, Unit.DEGREES, Need.REFERENCE, AngleSums, lambda a, _: sam(a),
    bands=(2, math.inf), per_band=False)
