"""Agreement of spectra: the spectral angle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .sums import Sums, quotient


@dataclass
class Angles(Sums):
    """Sum of the angles (radians) between spectra and their number, both ()."""

    count: np.ndarray
    angle: np.ndarray

    @classmethod
    def of(cls, x: np.ndarray, y: np.ndarray, valid: np.ndarray) -> Angles:
        """Return the sums over the valid pixels whose spectra are not zero in all bands.

        x, y: (bands, rows, columns); valid: bool (rows, columns).
        """
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


def sam(angles: Angles) -> float:
    """Return the spectral angle mapper: the mean angle between the two spectra, in degrees.

    arccos(sum over bands of x y / (|x| |y|)) of each pixel, averaged. 0 to 180, lower is
    better; blind to brightness. Needs at least two bands. Kruse et al. 1993,
    https://doi.org/10.1016/0034-4257(93)90013-N. sewar and torchmetrics give radians.
    """
    return float(np.degrees(quotient(angles.angle, angles.count)))
