"""A rectangle of a scene on the dates of a prediction: references and truth."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ...images.image import Image
from ...images.roles import FINE_1, REFERENCE, Role
from ...images.window import Window
from ...networks.contract import Term
from ..config import Sensor
from .series import Region, Series, Stack
from .series_scale import (
    SeriesScale,
    coarse_scale,
    pooled_scale,
    scaled_input,
    simulated_scale,
)
from .simulated_sensor import SimulatedSensor


@dataclass
class Pool:
    """A series to draw samples from.

    dates: indices of those that are trained on. sensor: of its coarse images, if it has none.
    weight: how often it is drawn from, in comparison with others.
    """

    series: Series
    dates: list[int]
    sensor: Sensor
    weight: float = 1.0


@dataclass
class SceneCrop:
    """The images of a rectangle on the dates of a prediction.

    images: float32 (bands, rows, columns) by role. truth: the fine image of the prediction date.
    valid: bool (rows, columns), true where the truth is known and the network may predict it.
    scale: of the network's values. masks: where each image is valid, bool (rows, columns).
    lost: what was taken from a coarse image, as it does not last. guide: features, float32
    (features, rows, columns), None for none.
    """

    images: dict[Role, np.ndarray]
    truth: np.ndarray
    valid: np.ndarray
    scale: SeriesScale
    masks: dict[Role, np.ndarray] = field(default_factory=dict)
    lost: dict[Role, np.ndarray] = field(default_factory=dict)
    guide: np.ndarray | None = None


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

    def read(self, dates: list[int], roles: set[Role], mixed: np.ndarray | None,
             gaps: Sequence[np.ndarray] = (), masked: Collection[Role] = ()) -> SceneCrop:
        """Return references and truth.

        dates: of the references, then of the truth. roles: of the images that are wanted.
        mixed: factors of the change between fine 1 and the truth, (bands, 1, 1): the truth becomes
        fine 1 plus the change times these, and its coarse image likewise. None for no change.
        gaps: more invalid pixels of each reference's fine image, bool (rows, columns).
        masked: images whose gaps the network is told of: one pair of them is enough.
        """
        cuts = [self._cut_date(self._region.fine, date) for date in dates]
        fine, valid = [values for values, _ in cuts], [clear for _, clear in cuts]
        if mixed is not None:
            fine[-1] = fine[0] + mixed * (fine[-1] - fine[0])
            valid[-1] = valid[-1] & valid[0]
        images: dict[Role, np.ndarray] = {}
        masks: dict[Role, np.ndarray] = {}
        lost: dict[Role, np.ndarray] = {}
        for k, date in enumerate(dates):
            last = k == len(dates) - 1
            fine_role = REFERENCE if last else Role.fine(k + 1)
            coarse_role = fine_role.partner
            if last or fine_role in roles:
                images[fine_role] = self._core(fine[k])
                masks[fine_role] = self._core(valid[k])
                if k < len(gaps):
                    image = Image(images[fine_role], masks[fine_role] & ~gaps[k])
                    images[fine_role], masks[fine_role] = image.filled(), image.valid
            if coarse_role in roles:
                if self._sensor:
                    seen, clear = self._sensor.see(fine[k], valid[k])
                else:
                    seen, clear = self._cut_date(self._region.coarse, date)
                    if last and mixed is not None:
                        first, first_clear = self._cut_date(self._region.coarse, dates[0])
                        seen, clear = first + mixed * (seen - first), clear & first_clear
                    if not last and self._region.difference is not None:
                        lost[coarse_role] = self._lost(dates, k, mixed)
                        seen = seen - lost[coarse_role]
                images[coarse_role] = seen
                masks[coarse_role] = clear
        truth, known = images.pop(REFERENCE), masks.pop(REFERENCE)
        return SceneCrop(images, truth, known & _enough(masks, masked),
                         self._scale(dates, roles, bool(masked)).of(self._bands), masks, lost,
                         self._guide(dates[0]))

    def _guide(self, date: int) -> np.ndarray | None:
        """Return the features of the guide for all dates, or of that of a date."""
        guides = self._region.guide
        if guides is None:
            return None
        return self._core(self._cut(guides[date if len(guides) > 1 else 0]))

    def _lost(self, dates: list[int], number: int, mixed: np.ndarray | None) -> np.ndarray:
        """Return what of a reference's coarse image does not last, (bands, rows, columns).

        A change that is multiplied multiplies what does not return with it.
        """
        differences, shown = self._series.differences, self._region.difference
        if differences is None or shown is None:
            raise ValueError("a series without differences between its sensors")
        share = differences.lost(dates[:-1], dates[-1], number)[self._bands][:, None, None]
        if mixed is not None:
            share = np.clip(share * mixed, 0, 1)
        return (share * self._cut(shown[dates[number]][self._bands])).astype(np.float32)

    def _scale(self, dates: list[int], roles: set[Role], pooled: bool) -> SeriesScale:
        if FINE_1 in roles:
            return pooled_scale(self._series, dates[:-1] if pooled else dates[:1])
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


def network_input(terms: Sequence[Term], crop: SceneCrop) -> np.ndarray:
    """Return the input of a network, float32 (channels, rows, columns); the guide comes last."""
    images = scaled_input(terms, crop.images, crop.scale, crop.masks)
    return images if crop.guide is None else np.concatenate([images, crop.guide])


def _enough(masks: Mapping[Role, np.ndarray], masked: Collection[Role]) -> np.ndarray:
    """Return where all images are valid, or of those whose masks are told the ones of a pair."""
    pairs: dict[int, list[np.ndarray]] = {}
    needed = []
    for role, mask in masks.items():
        if role in masked and role.pair is not None:
            pairs.setdefault(role.pair, []).append(mask)
        else:
            needed.append(mask)
    known = [np.logical_and.reduce(pair) for pair in pairs.values()]
    return np.logical_and.reduce([*needed, *([np.logical_or.reduce(known)] if known else [])])
