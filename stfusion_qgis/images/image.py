"""Pixels with their validity: what methods compute on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.ndimage import distance_transform_edt

from .roles import Role
from .window import Window


@dataclass
class Image:
    """Pixels of all bands and where they are valid.

    values: float32 (bands, rows, columns), finite; 0 where invalid.
    valid: bool (rows, columns); a pixel is valid only if it is so in all bands.
    """

    values: np.ndarray
    valid: np.ndarray

    @classmethod
    def empty(cls, bands: int, rows: int, columns: int) -> Image:
        """Return an image without any valid pixel."""
        return cls(np.zeros((bands, rows, columns), np.float32), np.zeros((rows, columns), bool))

    def filled(self) -> np.ndarray:
        """Return the values, each invalid pixel with those of the nearest valid one if any is."""
        if self.valid.all() or not self.valid.any():
            return self.values
        nearest = distance_transform_edt(~self.valid, return_distances=False, return_indices=True)
        return self.values[:, nearest[0], nearest[1]]

    def cropped(self, margin: int) -> Image:
        """Return the image without so many pixels on each side, as a view."""
        rows, columns = self.valid.shape
        core = slice(margin, rows - margin), slice(margin, columns - margin)
        return Image(self.values[(slice(None), *core)], self.valid[core])

    def masked(self) -> np.ndarray:
        """Return a copy of the values with NaN where invalid."""
        return np.where(self.valid, self.values, np.float32(np.nan))


@dataclass
class Block:
    """All images of a scene in one window of the fine grid, with a halo around it.

    Every image is on the fine grid and has `halo` pixels more on each side than
    `window`; pixels outside of the scene are invalid.

    fine, coarse: one image a reference pair; the coarse ones are interpolated.
    coarse_predictions: one image a prediction date, interpolated.
    uncertainty_wanted: whether anybody reads the uncertainty of the predictions.
    check: raises `Cancelled` if the user has cancelled; long kernels call it.
    """

    window: Window
    halo: int
    fine: list[Image]
    coarse: list[Image]
    coarse_predictions: list[Image]
    uncertainty_wanted: bool = False
    check: Callable[[], None] = field(default=lambda: None)

    def has(self, role: Role) -> bool:
        """Say whether there is an image of a role."""
        images = self.coarse_predictions if role.pair is None else (
            self.fine if role.is_fine else self.coarse)
        return len(images) >= (role.pair or 1)

    def image(self, role: Role, date: int = 0) -> Image:
        """Return the image of a role; date: which of the prediction dates."""
        if role.pair is None:
            return self.coarse_predictions[date]
        return (self.fine if role.is_fine else self.coarse)[role.pair - 1]

    def narrowed(self, halo: int) -> Block:
        """Return the block with a smaller halo, as a view."""
        margin = self.halo - halo
        fine, coarse, predictions = ([image.cropped(margin) for image in images] for images in (
            self.fine, self.coarse, self.coarse_predictions))
        return replace(self, halo=halo, fine=fine, coarse=coarse, coarse_predictions=predictions)

    def core(self, array: np.ndarray) -> np.ndarray:
        """Return the part of `array` (..., rows, columns) without the halo, as a view."""
        h = self.halo
        return array[..., h:array.shape[-2] - h, h:array.shape[-1] - h]


@dataclass
class Prediction:
    """The predicted fine image of one date in one block, without halo.

    values: float32 (bands, rows, columns).
    valid: bool (rows, columns); the rest becomes nodata.
    uncertainty: standard deviation of the values, of the same shape and unit, or None.
    """

    values: np.ndarray
    valid: np.ndarray
    uncertainty: np.ndarray | None = None
