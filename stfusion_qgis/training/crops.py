"""A rectangle of a scene on the dates of a prediction: references and truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..images.roles import FINE_1, REFERENCE, Role
from ..images.window import Window
from .config import Sensor
from .scaling import Scale, coarse_scale, fine_scale
from .series import Region, Series
from .simulated import View


@dataclass
class Pool:
    """A series, which of its dates are trained on, and its simulated sensors if it needs them."""

    series: Series
    dates: list[int]
    sensor: Sensor


@dataclass
class Images:
    """What is known of a crop: images by role, the truth, and which pixels count.

    images: float32 (bands, rows, columns) by role. truth: the fine image of the prediction date.
    valid: bool (rows, columns), where all of them are valid. scale: of the network's values.
    """

    images: dict[str, np.ndarray]
    truth: np.ndarray
    valid: np.ndarray
    scale: Scale


class CropReader:
    """Reads a crop of a region on several dates."""

    def __init__(self, pool: Pool, region: Region, bands: slice, window: Window,
                 random: np.random.Generator):
        self._series, self._region, self._bands = pool.series, region, bands
        self._view = View(pool.sensor, pool.series.deviation.mean(axis=0)[bands], window.rows,
                          window.columns, random) if pool.series.simulated else None
        self._around = self._view.around if self._view else 0
        wide = window.grow(self._around)
        self._rows = (wide.row + np.arange(wide.rows)).clip(0, region.rows - 1)
        self._columns = (wide.column + np.arange(wide.columns)).clip(0, region.columns - 1)

    def read(self, dates: list[int], roles: set[Role], mixed: np.ndarray | None) -> Images:
        """Return references and truth; `dates` are those of the references, then of the truth.

        mixed: the truth is fine 1 plus the change since, times this; so is its coarse image.
        """
        fine = [self._cut(self._region.fine[date][self._bands]) for date in dates]
        valid = [self._cut(self._region.fine_valid[date]) for date in dates]
        if mixed is not None:
            fine[-1] = fine[0] + mixed * (fine[-1] - fine[0])
            valid[-1] = valid[-1] & valid[0]
        images, masks = {}, []
        for k, date in enumerate(dates):
            last = k == len(dates) - 1
            fine_role = REFERENCE if last else Role.fine(k + 1)
            coarse_role = fine_role.partner
            if last or fine_role in roles:
                images[fine_role] = self._core(fine[k])
                masks.append(self._core(valid[k]))
            if coarse_role in roles:
                if self._view:
                    seen, clear = self._view.see(fine[k], valid[k])
                else:
                    seen, clear = self._coarse(date)
                    if last and mixed is not None:
                        first, first_clear = self._coarse(dates[0])
                        seen, clear = first + mixed * (seen - first), clear & first_clear
                images[coarse_role] = seen
                masks.append(clear)
        truth = images.pop(REFERENCE)
        return Images(images, truth, np.logical_and.reduce(masks),
                      self._scale(dates, roles).of(self._bands))

    def _scale(self, dates: list[int], roles: set[Role]) -> Scale:
        if FINE_1 in roles:
            return fine_scale(self._series, dates[0])
        return coarse_scale(self._series, dates[-1], self._view.ratio if self._view else None)

    def _core(self, planes: np.ndarray) -> np.ndarray:
        around = self._around
        return planes[..., around:planes.shape[-2] - around, around:planes.shape[-1] - around]

    def _coarse(self, date: int) -> tuple[np.ndarray, np.ndarray]:
        return (self._cut(self._region.coarse[date][self._bands]),
                self._cut(self._region.coarse_valid[date]))

    def _cut(self, planes: np.ndarray) -> np.ndarray:
        # Not planes[..., rows, columns]: its order in memory is none for matrix products.
        return planes.take(self._rows, axis=-2).take(self._columns, axis=-1)
