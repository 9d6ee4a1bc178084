"""How far a prediction may be from the truth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....images.image import Image
from ....images.weighted_cells import weighted_variances
from ....images.window import Window
from ....kernels.moving_sums import moving_sums
from .cell_factors import interpolated
from .date_model import Blended, DateModel
from .land import Land
from .pair_observations import compared_cells

REACH = 2
"""Fine pixels around a pixel that count for its uncertainty."""

# Of the likelihood of the errors on the development images. The errors are not Gaussian: the scale
# is that by which two thirds of them are within one deviation.
_SCALE = 0.714
_SPREAD, _DETAIL, _CHANGE, _OFFSET = 3.3, 0.34, 0.14, 0.29  # factors of variances
_BY_SPREAD, _BY_TEXTURE, _BY_CHANGE = 0.45, 0.29, 0.26  # powers of what varies from place to place
_LEAST = 0.1  # of the mean that it is, at least, for such a power

_PIXELS = 384  # a side of the part in which means are found
_CELLS = 64


@dataclass(frozen=True)
class Levels:
    """Means over the scene, each (bands,): of the members' variance, of the variance of fine pixels
    around a pixel, and of that of the detail within cells.
    """

    spread: np.ndarray
    texture: np.ndarray
    detail: np.ndarray


class Uncertainty:
    """The standard deviation of the error of a prediction.

    Its variance is that of the members, and a part of that of the detail within cells and of the
    coarse change, as much more or less as members, fine pixels and coarse change vary there more or
    less than in the scene; and what an offset of the day leaves unknown.
    """

    def __init__(self, model: DateModel, blended: Blended, land: Land):
        self._model, self._blended, self._land = model, blended, land
        total = self._changing = weighted_variances(model.change, model.share)
        self._constant = (_OFFSET * model.disagreement.offset_variance).astype(
            np.float32)[:, None, None]
        centred = model.change - np.sum(
            model.change * model.share, axis=(1, 2), keepdims=True) / max(model.share.sum(), 1e-30)
        relative = centred ** 2 / np.where(total > 0, total, 1)[:, None, None]
        self._relative = np.where(model.share > 0, relative, 1).astype(np.float32)

    def at(self, window: Window, images: list[Image]) -> np.ndarray:
        """Return the deviation, in the images' unit, float32 (bands, rows, columns).

        images: the fine ones of the pairs with `REACH` pixels around the window.
        """
        spread, texture = self._varying(window, images)
        levels = self._levels
        base = (_SPREAD * levels.spread + _DETAIL * levels.detail
                + _CHANGE * self._changing).astype(np.float32)
        change = interpolated(self._relative, window, self._model.pairs.cells)
        local = _power(spread, levels.spread, _BY_SPREAD)
        local *= _power(texture, levels.texture, _BY_TEXTURE)
        local *= np.power(change + np.float32(_LEAST), np.float32(_BY_CHANGE))
        variance = base[:, None, None] * local + self._constant
        return np.sqrt(np.float32(_SCALE) * variance)

    def _varying(self, window: Window, images: list[Image]) -> tuple[np.ndarray, np.ndarray]:
        """Return means of the members' variance and the variance of pixels, around each pixel."""
        wide = window.grow(REACH)
        fine = self._model.virtual(images)
        weight = fine.valid.astype(np.float64)
        inner = (..., slice(REACH, REACH + window.rows), slice(REACH, REACH + window.columns))
        count = np.maximum(moving_sums(weight, REACH), 1)

        def mean(planes: np.ndarray) -> np.ndarray:
            return (moving_sums(planes * weight, REACH) / count)[inner]

        # About a value of the scene, so that no digits are lost.
        deviations = fine.values - self._model.pairs.fine_mean[:, None, None]
        texture = mean(deviations.astype(np.float64) ** 2) - mean(deviations) ** 2
        spread = mean(self._blended.variance_at(wide, images))
        return spread.astype(np.float32), np.maximum(texture, 0).astype(np.float32)

    @cached_property
    def _levels(self) -> Levels:
        """Return the means in the middle of the scene, found when they are first needed."""
        model, land = self._model, self._land
        cells = compared_cells(model.share > 0, land.cells.ratio, _CELLS, _PIXELS)
        window = land.cells.fine_window(cells)
        images = land.read(window.grow(REACH))
        spread, texture = self._varying(window, images)
        fine = model.virtual(images)
        inner = (slice(REACH, REACH + window.rows), slice(REACH, REACH + window.columns))
        valid = fine.valid[inner]
        if not valid.any():
            zero = np.zeros(len(spread))
            return Levels(zero, zero, zero)
        detail = fine.values[(slice(None), *inner)] - interpolated(
            model.fine.astype(np.float32), window, model.pairs.cells)
        return Levels(*(planes[:, valid].mean(axis=1, dtype=np.float64)
                        for planes in (spread, texture, detail ** 2)))


def _power(values: np.ndarray, level: np.ndarray, power: float) -> np.ndarray:
    """Return (values / level + a little) to a power; 1 where the level is 0."""
    scale = np.where(level > 0, 1 / np.where(level > 0, level, 1), 0).astype(np.float32)
    relative = values * scale[:, None, None] + np.where(level > 0, _LEAST, 1).astype(
        np.float32)[:, None, None]
    return np.power(relative, np.float32(power))
