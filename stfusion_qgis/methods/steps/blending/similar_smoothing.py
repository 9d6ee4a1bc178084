"""Means over pixels around that look alike in the fine image."""

from __future__ import annotations

import numpy as np

from ....kernels.similar_means import similar_means

# Places around a pixel, one of each eight (or four) that are alike but for their direction; those
# nearby are many. In sixths of the radius.
_PLACES = ((0, 1), (1, 1), (0, 2), (1, 2), (0, 3), (2, 3), (1, 4), (4, 4))
_UNIT = 6
_WIDTH = 0.15  # deviations at which a pixel counts exp(-1/2)


def similar_places(radius: int) -> list[tuple[int, int]]:
    """Return the rows and columns of places that are averaged, without the centre."""
    found = set()
    for row, column in _PLACES:
        row, column = round(row * radius / _UNIT), round(column * radius / _UNIT)
        found |= {(a * one, b * other) for one, other in ((row, column), (column, row))
                  for a in (1, -1) for b in (1, -1)}
    return sorted(found - {(0, 0)})


def smooth_over_similar(guide: np.ndarray, values: np.ndarray, valid: np.ndarray,
                        radius: int) -> np.ndarray:
    """Return means of `values` over pixels around, weighted by the likeness of their guide.

    A pixel counts exp(-d^2 / 2 w^2), d^2 being the mean of the squared differences of the guide's
    bands, in deviations, and w 0.15.

    guide: in deviations (bands, rows + 2 radius, columns + 2 radius). values: likewise. valid:
    bool, without bands.

    Returns:
        float32 (bands, rows, columns).
    """
    return similar_means(guide, values, valid, similar_places(radius), radius, _WIDTH)
