"""A rectangle of a scene on the dates of a prediction: references and truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...images.roles import FINE_1, REFERENCE, Role
from ...images.window import Window
from ..config import Sensor
from .series import Region, Series, Stack
from .series_scale import SeriesScale, coarse_scale, fine_scale, simulated_scale
from .simulated_sensor import SimulatedSensor


@dataclass
class Pool:
    """A series to draw samples from.

    dates: indices of those that are trained on. sensor: of its coarse images, if it has none.
    """

    series: Series
    dates: list[int]
    sensor: Sensor


@dataclass
class SceneCrop:
    """The images of a rectangle on the dates of a prediction.

    images: float32 (bands, rows, columns) by role. truth: the fine image of the prediction date.
    valid: bool (rows, columns), true where all of them are valid. scale: of the network's values.
    """

    images: dict[Role, np.ndarray]
    truth: np.ndarray
    valid: np.ndarray
    scale: SeriesScale


class CropReader:
    """Reads a crop of a region on several dates."""

    def __init__(self, pool: Pool, region: Region, bands: slice, window: Window,
                 random: np.random.Generator):
        self._series, self._region, self._bands = pool.series, region, bands
        deviation = pool.series.fine.deviation.mean(axis=0)[bands]
        self._sensor = SimulatedSensor(pool.sensor, deviation, window.rows, window.columns, random
                                       ) if pool.series.simulated else None
        self._around = self._sensor.around if self._sensor else 0
        wide = window.grow(self._around)
        self._rows = (wide.row + np.arange(wide.rows)).clip(0, region.rows - 1)
        self._columns = (wide.column + np.arange(wide.columns)).clip(0, region.columns - 1)

    def read(self, dates: list[int], roles: set[Role], mixed: np.ndarray | None) -> SceneCrop:
        """Return references and truth.

        dates: of the references, then of the truth. roles: of the images that are wanted.
        mixed: factors of the change between fine 1 and the truth, (bands, 1, 1): the truth becomes
        fine 1 plus the change times these, and its coarse image likewise. None for no change.
        """
        cuts = [self._cut_date(self._region.fine, date) for date in dates]
        fine, valid = [values for values, _ in cuts], [clear for _, clear in cuts]
        if mixed is not None:
            fine[-1] = fine[0] + mixed * (fine[-1] - fine[0])
            valid[-1] = valid[-1] & valid[0]
        images: dict[Role, np.ndarray] = {}
        masks = []
        for k, date in enumerate(dates):
            last = k == len(dates) - 1
            fine_role = REFERENCE if last else Role.fine(k + 1)
            coarse_role = fine_role.partner
            if last or fine_role in roles:
                images[fine_role] = self._core(fine[k])
                masks.append(self._core(valid[k]))
            if coarse_role in roles:
                if self._sensor:
                    seen, clear = self._sensor.see(fine[k], valid[k])
                else:
                    seen, clear = self._cut_date(self._region.coarse, date)
                    if last and mixed is not None:
                        first, first_clear = self._cut_date(self._region.coarse, dates[0])
                        seen, clear = first + mixed * (seen - first), clear & first_clear
                images[coarse_role] = seen
                masks.append(clear)
        truth = images.pop(REFERENCE)
        return SceneCrop(images, truth, np.logical_and.reduce(masks),
                         self._scale(dates, roles).of(self._bands))

    def _scale(self, dates: list[int], roles: set[Role]) -> SeriesScale:
        if FINE_1 in roles:
            return fine_scale(self._series, dates[0])
        if self._sensor:
            return simulated_scale(self._series, dates[-1], self._sensor.ratio)
        return coarse_scale(self._series, dates[-1])

    def _core(self, planes: np.ndarray) -> np.ndarray:
        around = self._around
        return planes[..., around:planes.shape[-2] - around, around:planes.shape[-1] - around]

    def _cut_date(self, stack: Stack, date: int) -> tuple[np.ndarray, np.ndarray]:
        return self._cut(stack.values[date][self._bands]), self._cut(stack.valid[date])

    def _cut(self, planes: np.ndarray) -> np.ndarray:
        # Not planes[..., rows, columns]: its order in memory is none for matrix products.
        return planes.take(self._rows, axis=-2).take(self._columns, axis=-1)
