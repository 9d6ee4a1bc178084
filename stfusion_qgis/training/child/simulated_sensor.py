"""Coarse images simulated from fine ones while training: each crop as another sensor sees it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import spline_filter1d

from ...images.resampling import weights
from ...simulation.sensors import TO_SIGMA, seen_shares
from ..config import Sensor

_MARGIN_CELLS = 4  # that the spline needs around the crop

_JITTER = 0.3  # of the sensor's errors differs from date to date


@dataclass
class SensorAxis:
    """The weights of a sensor along rows or columns.

    down: of pixels in each coarse cell, float32 (cells, pixels with those around). up: of cells in
    each pixel of the crop, by splines, float32 (pixels, cells). nearest: cell of each pixel.
    """

    down: np.ndarray
    up: np.ndarray
    nearest: np.ndarray


class SimulatedSensor:
    """One coarse sensor over one crop: ratio, place of its grid, blur and errors.

    around: pixels that it must see on each side of the crop.
    """

    def __init__(self, sensor: Sensor, deviation: np.ndarray, rows: int, columns: int,
                 rng: np.random.Generator):
        """Draw a sensor.

        deviation: of the bands, (bands,). rows, columns: of the crop.
        """
        low, high = sensor.ratio
        self.ratio = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        self._sigma = rng.uniform(*sensor.psf) * TO_SIGMA
        self._phase = rng.uniform(0, 1, 2)
        self.around = math.ceil(self.ratio * _MARGIN_CELLS)
        self._shape, self._random = (rows, columns), rng
        self._shift = rng.normal(0, rng.uniform(*sensor.shift), 2)
        self._jitter = rng.uniform(*sensor.shift) * _JITTER
        self._noise = rng.uniform(*sensor.noise) * deviation
        gain, offset = rng.uniform(*sensor.gain), rng.uniform(*sensor.offset)
        self._gain = 1 + rng.normal(0, gain, len(deviation))
        self._offset = rng.normal(0, offset, len(deviation)) * deviation
        self._date_offset = offset * _JITTER * deviation

    def see(self, fine: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the coarse image of one date, interpolated onto the pixels of the crop.

        fine: float32 (bands, rows, columns) with the pixels around; valid: bool.

        Returns:
            float32 (bands, rows, columns) and bool (rows, columns), without the pixels around.
        """
        shift = self._shift + self._random.normal(0, self._jitter, 2)
        rows, columns = (self._axis(size, self._phase[i], shift[i])
                         for i, size in enumerate(self._shape))
        cells = rows.down @ fine @ columns.down.T
        bands = len(fine)
        offset = self._offset + self._random.normal(0, 1, bands) * self._date_offset
        noise = self._random.standard_normal(cells.shape) * self._noise[:, None, None]
        cells = self._gain[:, None, None] * cells + offset[:, None, None] + noise
        clear = np.ones(self._shape, bool)
        if not valid.all():
            share = rows.down @ valid.astype(np.float32) @ columns.down.T
            clear = (share >= 0.5)[rows.nearest[:, None], columns.nearest]
        seen = rows.up @ cells.astype(np.float32) @ columns.up.T
        return seen, clear

    def _axis(self, size: int, phase: float, shift: float) -> SensorAxis:
        around, ratio = self.around, self.ratio
        edges = (np.arange(size + 2 * around + 1) - around) / ratio + phase
        count = math.ceil(edges[-1]) + 1
        first = math.floor(edges[0])
        down = seen_shares(edges - shift, first, count, self._sigma).T
        # The cells that are wholly among the pixels; those cut at the edge know too little.
        whole = np.flatnonzero(down.sum(axis=1) > 0.98)
        down = down[whole] / down[whole].sum(axis=1, keepdims=True)
        places = (np.arange(size) + 0.5) / ratio + phase - first - whole[0]
        to_coefficients = spline_filter1d(np.eye(len(whole)), 3, axis=0, mode="nearest")
        up = weights(places, len(whole), "cubic") @ to_coefficients
        nearest = np.floor(places).astype(int).clip(0, len(whole) - 1)
        return SensorAxis(down.astype(np.float32), up.astype(np.float32), nearest)
