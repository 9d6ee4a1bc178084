"""What the history of a pixel tells: how it follows the coarse curve, and how far it wanders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from .block_series import BlockSeries

_SIGMA, _RADIUS = 1.5, 4  # fine pixels over which neighbours share their variance

# In numbers of observed changes, found on the Salton Sea, Itoiz and Kranj series: with a half or
# the double of each, errors change by 2 % at most.
_GAIN_OF_NEIGHBOURS = 40.0
_GAIN_OF_SCENE = 100.0
_WALK_OF_NEIGHBOURS = 3.0
_WALK_OF_GAP = 6.0

_SHARED = 0.8  # of what neighbours tell; the rest is the scene's
_GAIN_LIMITS = -0.5, 2.0


@dataclass(frozen=True)
class Changes:
    """Sums over the changes from each clear observation of a pixel to its next one.

    Each change counts by 1 / days between, as the clock of the land has them. fine_coarse, coarse,
    fine: sums of products of changes, (bands, rows, columns). count: of them, (rows, columns).
    """

    fine_coarse: np.ndarray
    coarse: np.ndarray
    fine: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, series: BlockSeries) -> Changes:
        """Sum up the changes of a series."""
        shape = series.fine.shape[1:]
        sums = [np.zeros(shape, np.float32) for _ in range(3)]
        count = np.zeros(shape[1:], np.float32)
        last_fine, last_coarse = (np.full(shape, np.nan, np.float32) for _ in range(2))
        since = np.zeros(shape[1:], np.float32)
        for i, clock in enumerate(series.clock):
            clear = series.clear(i)
            both = clear & np.isfinite(last_fine[0])
            weight = np.where(both, 1 / np.maximum(clock - since, 1), 0).astype(np.float32)
            fine = np.where(both, series.fine[i] - last_fine, 0)
            coarse = np.where(both, np.nan_to_num(series.coarse[i] - last_coarse), 0)
            for total, product in zip(sums, (fine * coarse, coarse * coarse, fine * fine)):
                total += weight * product
            count += both
            last_fine = np.where(clear, series.fine[i], last_fine)
            last_coarse = np.where(clear, series.coarse[i], last_coarse)
            since = np.where(clear, clock, since)
        fine_coarse, coarse_coarse, fine_fine = sums
        return cls(fine_coarse, coarse_coarse, fine_fine, count)

    def wandered(self, gain: np.ndarray) -> np.ndarray:
        """Return the sums of squared changes of fine minus gain * coarse."""
        return np.maximum(
            self.fine - gain * (2 * self.fine_coarse - gain * self.coarse), 0)


def gain_of(changes: Changes, scene_gain: np.ndarray, scene_coarse: np.ndarray) -> np.ndarray:
    """Return which share of the coarse curve's changes each pixel follows (bands, rows, columns).

    The regression of its own changes, drawn to that of its neighbours, which is drawn to that of
    the scene. scene_gain, scene_coarse: gain, and what a change adds to `Changes.coarse`, in the
    mean of the scene, (bands,).
    """
    mean = np.maximum(scene_coarse, np.finfo(np.float32).tiny)[:, None, None].astype(np.float32)
    common = scene_gain[:, None, None].astype(np.float32)
    of_scene = _GAIN_OF_SCENE * mean
    near = (_near(changes.fine_coarse) + of_scene * common) / (_near(changes.coarse) + of_scene)
    of_near = _GAIN_OF_NEIGHBOURS * mean
    own = (changes.fine_coarse + of_near * near) / (changes.coarse + of_near)
    return np.clip(own, *_GAIN_LIMITS)


def walks_of(changes: Changes, gain: np.ndarray, series: BlockSeries, scene_walk: np.ndarray,
             ) -> Sequence[np.ndarray]:
    """Return the variance a day by which each pixel wanders, between each image and the next one.

    From its own changes and its neighbours'; that over the very gap counts most, as a jump in
    between shows there. scene_walk: of the scene, (bands,).
    """
    wandered = changes.wandered(gain)
    common = scene_walk[:, None, None].astype(np.float32)
    count = changes.count
    near_count = _near(count[None])
    near = np.where(near_count > 1e-3, _near(wandered) / np.maximum(near_count, 1e-3), common)
    near = _SHARED * near + (1 - _SHARED) * common
    total = wandered + _WALK_OF_NEIGHBOURS * near
    number = count + _WALK_OF_NEIGHBOURS
    walks = []
    for change, days in _gaps(series, gain):
        both = np.isfinite(change[0])
        jump = np.where(both, change * change / np.maximum(days, 1), 0).astype(np.float32)
        jump = (jump + _near(jump)) / 2
        more = np.where(both, np.float32(_WALK_OF_GAP), np.float32(0))
        walks.append((total + more * jump) / (number + more))
    return walks or [total / number]


def _gaps(series: BlockSeries, gain: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield what fine minus gain * coarse changes by over the gap between each image and the next.

    Of each pixel from its last clear image to its next one: the change (bands, rows, columns), NaN
    where there are none on both sides, and the days between (rows, columns).
    """
    shape = series.fine.shape[1:]
    later: list[tuple[np.ndarray, np.ndarray]] = []
    state, when = np.full(shape, np.nan, np.float32), np.zeros(shape[1:], np.float32)
    for i in range(len(series.days) - 1, 0, -1):
        state, when = _last(series, i, gain, state, when)
        later.append((state, when))
    state, when = np.full(shape, np.nan, np.float32), np.zeros(shape[1:], np.float32)
    for i, (after, until) in enumerate(reversed(later)):
        state, when = _last(series, i, gain, state, when)
        yield after - state, until - when


def _last(series: BlockSeries, image: int, gain: np.ndarray, state: np.ndarray,
          when: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return state and day of an image where it is clear, others where it is not."""
    clear = series.clear(image)
    own = series.fine[image] - gain * np.nan_to_num(series.coarse[image])
    return (np.where(clear, own, state),
            np.where(clear, series.clock[image], when))


def _near(sums: np.ndarray) -> np.ndarray:
    """Return mean sums of the neighbours, the nearer the more; 0 beyond the edges."""
    for axis in (-2, -1):
        sums = gaussian_filter1d(sums, _SIGMA, axis=axis, mode="constant",
                                 truncate=_RADIUS / _SIGMA)
    return sums
