"""The smoother of a season in one block: fine images of wanted days, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .block_series import CLOUD_REACH, BlockSeries
from .land_classes import labels_of
from .pixel_history import Changes, gain_of, walks_of
from .random_walk import WalkTimes, others_at, walk_at
from .season_traits import SeasonTraits
from .shared_innovations import REACH, have_gaps, with_neighbours
from .states import PixelState

FILLED_DAYS = 5.0
"""Days from the nearest coarse observation from which on the coarse curve is filled in time."""

HALO = CLOUD_REACH + REACH
"""Fine pixels that a block needs around it: the reach of neighbours, and of masks' edges there."""


class CoarseDay(NamedTuple):
    """The coarse curve on one day in a block.

    values: (bands, rows, columns), NaN where there is none. away: days to the nearest observation
    of the coarse series (rows, columns). clock: of the land, in days, likewise.
    """

    values: np.ndarray
    away: np.ndarray
    clock: np.ndarray


class Estimate(NamedTuple):
    """A predicted day in a block, without halo.

    values, deviation: float32 (bands, rows, columns), NaN where nothing is known. state: uint8 of
    `PixelState`. since, until: days to the nearest clear fine observations before and after, inf
    without any, (rows, columns).
    """

    values: np.ndarray
    deviation: np.ndarray
    state: np.ndarray
    since: np.ndarray
    until: np.ndarray

    @property
    def away(self) -> np.ndarray:
        """Return the days to the nearest clear fine observation, inf without any."""
        return np.asarray(np.minimum(self.since, self.until))


def estimates(series: BlockSeries, days: Sequence[int], coarse: Sequence[CoarseDay],
              traits: SeasonTraits, coarse_walk: np.ndarray, halo: int = HALO,
              ) -> Iterator[Estimate]:
    """Yield what a block is on some days, ascending, from all images of a series.

    coarse: the coarse curve on these days. coarse_walk: variance a day of the coarse images
    (bands,). halo: pixels of the series around the block.
    """
    if not series.days:
        raise ValueError("a season without fine images")
    series = traits.trusted(series)
    changes = Changes.of(series)
    gain = gain_of(changes, traits.gain, traits.coarse_changes)
    walks = walks_of(changes, gain, series, traits.walk)
    observed = series.fine - gain * np.nan_to_num(series.coarse)
    noise = traits.noise_of(series)
    own_noise = _core(noise.min(axis=0), halo)
    observed, noise = (_core(each, halo) for each in _with_shared(
        series, observed, noise, walks, traits))
    walks, gain = [_core(walk, halo) for walk in walks], _core(gain, halo)
    least = traits.least[:, None, None]
    missing = coarse_walk[:, None, None].astype(np.float32)
    wanted = WalkTimes(days, [_core(day.clock, halo) for day in coarse])
    seen = WalkTimes(series.days, list(_core(series.clock, halo)))
    for number, smoothed in enumerate(walk_at(wanted, seen, observed, noise, walks)):
        day = coarse[number]
        values, coarse_away = _core(day.values, halo), _core(day.away, halo)
        mean, precision = smoothed.both
        known = precision[0] > 0
        filled = np.maximum(np.where(np.isfinite(coarse_away), coarse_away, 0) - FILLED_DAYS, 0)
        with np.errstate(divide="ignore"):
            history = 1 / precision + own_noise
        history += gain * gain * missing * filled
        result = np.maximum(mean + gain * np.nan_to_num(values), least)
        since, until = _nearest(series, days[number], halo)
        variance = traits.factors.variance(history, traits.usual_variance(since, until))
        state = _state(np.isfinite(since), np.isfinite(until), np.isfinite(values[0]),
                       coarse_away > FILLED_DAYS)
        yield Estimate(
            np.where(known, result, np.nan).astype(np.float32),
            np.where(known, np.sqrt(variance), np.nan).astype(np.float32),
            state, since, until)


def _with_shared(series: BlockSeries, observed: np.ndarray, noise: np.ndarray,
                 walks: Sequence[np.ndarray], traits: SeasonTraits,
                 ) -> tuple[np.ndarray, np.ndarray]:
    """Return observations and their variances, with what neighbours tell of gaps."""
    gaps = [i for i in have_gaps([series.clear(i) for i in range(len(series.days))])
            if series.days[i] not in traits.contradicting]  # whose clouds may be larger than seen
    if not gaps:
        return observed, noise
    labels = labels_of(series, traits.classes)
    found = observed.copy(), noise.copy()
    seen = WalkTimes(series.days, list(series.clock))
    for i, others in enumerate(others_at(seen, observed, noise, walks)):
        if i in gaps:
            found[0][i], found[1][i] = with_neighbours(
                observed[i], noise[i], others, labels, traits.trust_of(series, i),
                traits.usual_noise)
    return found


def _core(array: np.ndarray, halo: int) -> np.ndarray:
    return array[..., halo:array.shape[-2] - halo, halo:array.shape[-1] - halo]


def _state(before: np.ndarray, after: np.ndarray, coarse: np.ndarray, filled: np.ndarray,
           ) -> np.ndarray:
    state = np.where(before & after, PixelState.BOTH_SIDES, PixelState.ONE_SIDE)
    state = np.where(filled, PixelState.COARSE_FILLED, state)
    state = np.where(coarse, state, PixelState.INTERPOLATED)
    return np.where(before | after, state, PixelState.NOTHING).astype(np.uint8)


def _nearest(series: BlockSeries, day: int, halo: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the days to the nearest clear image until a day, and after it; inf without any."""
    sides = []
    for after in (False, True):
        away = np.full(_core(series.fine, halo).shape[-2:], np.inf, np.float32)
        for i, other in enumerate(series.days):
            if (other > day) == after:
                clear = _core(series.clear(i), halo)
                away = np.where(clear, np.minimum(away, np.float32(abs(other - day))), away)
        sides.append(away)
    return sides[0], sides[1]
