"""Random fields that depend on the place and the seed only, never on the tile that asks.

Every number comes from a hash of integer coordinates, so any part of an endless land can be
made on its own, in any order.
"""

from __future__ import annotations

import functools
import zlib
from dataclasses import dataclass

import numpy as np

# Standard deviation of a cubic B-spline through independent values of variance 1:
# the mean over the phase of the sum of squared weights, 151/315, in both directions.
_SPLINE_SD = 151 / 315


def key_of(seed: int, name: str) -> int:
    """Return the 32-bit key of the random field `name`."""
    return zlib.crc32(f"{seed}/{name}".encode())


def hashed(key: int | np.ndarray, *coordinates: np.ndarray) -> np.ndarray:
    """Return uint32 hashes of integer coordinates (broadcast), evenly spread and unrelated.

    The mixing function is "lowbias32" of C. Wellons' hash prospector.
    """
    h = np.atleast_1d(np.asarray(key, np.uint32))
    for coordinate in coordinates:
        h = h ^ (np.asarray(coordinate).astype(np.int64).astype(np.uint32)
                 + np.uint32(0x9E3779B9))
        h = (h ^ (h >> np.uint32(16))) * np.uint32(0x7FEB352D)
        h = (h ^ (h >> np.uint32(15))) * np.uint32(0x846CA68B)
        h = h ^ (h >> np.uint32(16))
    return h


def uniform(h: np.ndarray, draw: int = 0) -> np.ndarray:
    """Return float32 in [0, 1) from hashes; each `draw` gives other, unrelated numbers."""
    return (hashed(h, np.array(draw)) >> np.uint32(8)).astype(np.float32) * np.float32(2**-24)


def smoothstep(low: float, high: float, values: np.ndarray) -> np.ndarray:
    """Return 0 below `low`, 1 above `high`, and a smooth rise between them."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


@dataclass(frozen=True)
class LandFrame:
    """A rectangle of pixels of the endless land.

    row, column: of its upper left pixel; rows, columns: its size; pixel: metres.
    step: takes every so many pixels only.
    """

    seed: int
    pixel: float
    row: int
    column: int
    rows: int
    columns: int
    step: int = 1

    @functools.cached_property
    def x(self) -> np.ndarray:
        """Metres to the right of the origin, float32 (1, columns)."""
        return self._metres(self.column, self.columns)[None, :].astype(np.float32)

    @functools.cached_property
    def y(self) -> np.ndarray:
        """Metres below the origin, float32 (rows, 1)."""
        return self._metres(self.row, self.rows)[:, None].astype(np.float32)

    def _metres(self, first: int, count: int) -> np.ndarray:
        return (first + self.step * np.arange(count) + 0.5) * self.pixel

    def noise(self, name: str, spacing: float) -> np.ndarray:
        """Return smooth noise, float32 (rows, columns), of mean 0 and standard deviation 1.

        A cubic B-spline over random values on a lattice of `spacing` metres. What is finer
        than a pixel is averaged within it, so its deviation is less than 1.
        """
        lattice = max(spacing, self.pixel)
        rows, row_weights = _spline(self.row, self.rows, self.step, self.pixel / lattice)
        columns, column_weights = _spline(self.column, self.columns, self.step,
                                          self.pixel / lattice)
        values = uniform(hashed(
            key_of(self.seed, name), np.arange(rows[0], rows[-1] + 4)[:, None],
            np.arange(columns[0], columns[-1] + 4)))
        values = (values - np.float32(0.5)) * np.float32(12**0.5 / _SPLINE_SD * spacing / lattice)
        columns, rows = columns - columns[0], rows - rows[0]
        # Four terms each way instead of a matrix product, whose threads would fight ours.
        across = sum(values[:, columns + i] * column_weights[i] for i in range(4))
        return sum(across[rows + i] * row_weights[i][:, None] for i in range(4))

    def fractal(self, name: str, spacing: float, octaves: int, gain: float = 0.5) -> np.ndarray:
        """Return noise of `octaves` spacings, each half of the one before, deviation about 1.

        gain: amplitude of an octave relative to the one before.
        """
        amplitudes = [gain**i for i in range(octaves)]
        total = np.asarray(sum(a * self.noise(f"{name}/{i}", spacing / 2**i)
                               for i, a in enumerate(amplitudes)))
        return total / np.float32(np.hypot.reduce(amplitudes))


@functools.lru_cache(256)
def _spline(first: int, count: int, step: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the first of four lattice nodes, int (pixels), and their weights, (4, pixels).

    scale: lattice spacings a pixel. The other arguments are those of a frame's side.
    """
    positions = (first + step * np.arange(count) + 0.5) * scale
    base = np.floor(positions).astype(int)
    t = positions - base
    weights = np.stack([(1 - t)**3, 3 * t**3 - 6 * t**2 + 4,
                        -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3]) / 6
    return base - 1, weights.astype(np.float32)
