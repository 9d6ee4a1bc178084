"""The last steps: less detail where it is uncertain, and means that the coarse image confirms."""

from __future__ import annotations

import numpy as np

from ....images.image import Image
from ....images.window import Window
from ....kernels.filling import fill_gaps
from ....progress import Progress
from .cell_factors import interpolated, linear_weights
from .date_model import Blended, DateModel
from .detail_persistence import lasting_finest
from .detail_shrinkage import BORDER, shrink_finest, shrunk_detail, shrunk_finest
from .land import Land
from .observation import Observation, observe, parts_of_cells
from .uncertainty import Uncertainty

_CONSISTENT = 0.1  # noise up to which the coarse image is honoured; on the development images
_ROUNDS = 3


class Finished:
    """The prediction of a date: the blended members, shrunk, and honouring the coarse image.

    detail: part of the detail within cells that is kept. margin: fine pixels around a window on
    which the prediction depends. uncertainty: of the prediction.
    """

    def __init__(self, model: DateModel, blended: Blended, land: Land, progress: Progress,
                 threads: int = 1):
        self.model, self.blended = model, blended
        self.detail = shrunk_detail(model.noise, len(model.parts))
        self._finest = _finest_kept(model, land)
        self.margin = blended.radius + BORDER
        self.uncertainty = Uncertainty(model, blended, land)
        self._cells = model.pairs.cells
        honoured = np.clip(1 - model.noise / _CONSISTENT, 0, 1)
        base, correction = blended.cells, np.zeros_like(blended.cells)
        if honoured.any():
            base = self._seen(land, progress, threads)
            wanted = np.where(model.share > 0, model.fine + model.change, base)
            correction = honoured[:, None, None] * self._missing(base, wanted)
        self._added = ((1 - self.detail) * base + correction).astype(np.float32)

    def at(self, window: Window, images: list[Image]) -> Image:
        """Return the prediction in a window.

        images: the fine ones of the pairs, with `margin` pixels around the window.
        """
        image = self._smoothed(window, images)
        image.values *= np.float32(self.detail)
        image.values += interpolated(self._added, window, self._cells)
        return image

    def _smoothed(self, window: Window, images: list[Image]) -> Image:
        """Return the blended members with less of the finest detail; images: as `at` has them."""
        return shrink_finest(self.blended.at(window.grow(BORDER), images), self._finest)

    def _seen(self, land: Land, progress: Progress, threads: int) -> np.ndarray:
        """Return what the coarse sensor sees of the blended."""
        def predicted(window: Window) -> Image:
            return self._smoothed(window, land.read(window.grow(self.margin)))

        seen = observe(self._cells, self.model.pairs.observation, predicted, progress, threads)
        return fill_gaps(seen.values, seen.share > 0)

    def _missing(self, base: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """Return what has to be added, linear between cells, so that the sensor sees `wanted`."""
        across = self.model.pairs.observation
        down, right = (seen_of_linear(across, count, self._cells.ratio, axis == 1)
                       for axis, count in enumerate(base.shape[1:]))
        detail = self.detail
        added = (1 - detail) * base
        start = added
        for _ in range(_ROUNDS):
            added = added + wanted - (detail * base + down @ added @ right.T)
        return added - start


def _finest_kept(model: DateModel, land: Land) -> float:
    """Return the part of the finest detail that is kept: several pairs tell it."""
    lasting = lasting_finest(model, land) if len(model.parts) > 1 else None
    return shrunk_finest(model.noise) if lasting is None else lasting


def seen_of_linear(observation: Observation, count: int, ratio: int,
                   columns: bool) -> np.ndarray:
    """Return what is seen of values that are linear between the centres of cells, along an axis.

    Returns:
        float64 (cells, cells).
    """
    parts = parts_of_cells(ratio)
    weights = (observation.along_columns if columns else observation.along_rows)(count, parts)
    return weights @ linear_weights(count, parts)
