"""The stretches of images: the values that are shown darkest and brightest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

COMMON, ON_MAP, MATCHED = "common", "map", "matched"
"""The same limits for all images; those of the map; all histograms like that of one image."""

_LEVELS = 257  # of the histograms that are matched
_SAMPLE = 256  # rows and columns that are enough to know a histogram


@dataclass(frozen=True)
class MapLook:
    """The look of the fine image on the map.

    bands: indices of the bands that are shown as red, green and blue, or of the one in grey; ()
    if unknown. limits: the darkest and the brightest value of bands, by their indices.
    """

    bands: tuple[int, ...] = ()
    limits: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    def limits_or(self, others: np.ndarray) -> np.ndarray:
        """Return the limits (bands, 2) on the map, and others for bands that it does not show."""
        known = others.copy()
        for band, limits in self.limits.items():
            if band < len(known):
                known[band] = limits
        return known


def with_histogram_of(target: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return an image whose bands are distributed as those of a target: float32, NaN as before.

    Ranks of pixels stay. Only pixels that both images have are compared, so that a prediction
    of which some tiles are still missing has the colours that it will have.

    target, values: (bands, rows, columns) of one size, NaN where nothing is known.
    """
    matched = values.copy()
    _, rows, columns = values.shape
    step = max(1, -(-max(rows, columns) // _SAMPLE))
    shares = np.linspace(0, 1, _LEVELS)
    for band, plane in enumerate(values):
        own, wanted = plane[::step, ::step], target[band, ::step, ::step]
        both = np.isfinite(own) & np.isfinite(wanted)
        if both.any():
            levels, same = np.unique(np.quantile(own[both], shares), return_inverse=True)
            # Where many pixels have one value, it gets the mean of what they would get.
            means = np.bincount(same.ravel(), np.quantile(wanted[both], shares)) / np.bincount(
                same.ravel())
            known = np.isfinite(plane)
            matched[band][known] = np.interp(plane[known], levels, means)
    return matched
