"""The fine images of a season in one block, with what the coarse curve is on their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import distance_transform_edt

CLOUD_REACH = 8
"""Fine pixels as far as which the edge of a mask is looked for."""


@dataclass(frozen=True)
class BlockSeries:
    """Fine images in the order of time, with a halo.

    days: ordinals. fine: float32 (images, bands, rows, columns), NaN where not clear. coarse: the
    coarse curve on the same days, likewise, NaN where there is none. clock: of the land, in days,
    float32 (images, rows, columns). cloud_distance: likewise, from the nearest pixel that is not
    clear, CLOUD_REACH at the most. sensor_noise: variance that an image's sensor has beyond the
    reference sensor's, (images, bands).
    """

    days: tuple[int, ...]
    fine: np.ndarray
    coarse: np.ndarray
    clock: np.ndarray
    cloud_distance: np.ndarray
    sensor_noise: np.ndarray

    def only(self, kept: Sequence[int]) -> BlockSeries:
        """Return the series of some images alone, by their places in this one."""
        at = list(kept)
        return replace(self, days=tuple(self.days[i] for i in at), fine=self.fine[at],
                       coarse=self.coarse[at], clock=self.clock[at],
                       cloud_distance=self.cloud_distance[at],
                       sensor_noise=self.sensor_noise[at])

    def inner(self, halo: int) -> BlockSeries:
        """Return the series without some pixels around it."""
        rows, columns = self.fine.shape[-2:]
        part = ..., slice(halo, rows - halo), slice(halo, columns - halo)
        return replace(self, fine=self.fine[part], coarse=self.coarse[part],
                       clock=self.clock[part], cloud_distance=self.cloud_distance[part])

    def clear(self, image: int) -> np.ndarray:
        """Return where an image is clear, (rows, columns)."""
        return np.isfinite(self.fine[image, 0])


def cloud_distance(clear: np.ndarray) -> np.ndarray:
    """Return how far each pixel is from the nearest that is not clear, at most CLOUD_REACH."""
    if clear.all():
        return np.full(clear.shape, CLOUD_REACH, np.float32)
    return np.minimum(distance_transform_edt(clear), CLOUD_REACH).astype(np.float32)
