"""Images that contradict those before and after them, which agree: undetected clouds, mostly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from .block_series import BlockSeries

_FAR = 6.0  # deviations from the line between its neighbours, from which on one is a spike
_AGREE = 0.5  # of its own distance, that the neighbours may differ at the most
_LARGE_SHARE = 0.1  # of the clear pixels of an image, that may be spikes at the most
MEDIAN_SQUARE = 0.455  # of the square of a normal number
_MOST = 200_000  # pixels of a median


class Middle(NamedTuple):
    """An image between the clear ones before and after it.

    off: its distance from the line between these (bands, rows, columns), NaN where there are none.
    step: what these differ by. days: of a walk that would explain it, (rows, columns).
    """

    image: int
    off: np.ndarray
    step: np.ndarray
    days: np.ndarray


def without_spikes(series: BlockSeries, walk: np.ndarray, noise: np.ndarray,
                   days: Collection[int]) -> BlockSeries:
    """Return a series without the pixels, on some days, that contradict both neighbours in time.

    A change of the land lasts, as a rule, so that one neighbour is like it; an undetected cloud
    does not. walk, noise: usual variance a day, and of an observation, (bands,).
    """
    fine = None
    for middle in middles_of(series) if days else ():
        if series.days[middle.image] not in days:
            continue
        usual = walk[:, None, None] * middle.days + 2 * noise[:, None, None]
        with np.errstate(invalid="ignore"):
            spike = ((middle.off ** 2 > _FAR ** 2 * usual)
                     & (np.abs(middle.step) < _AGREE * np.abs(middle.off))).any(axis=0)
        if spike.any():
            fine = series.fine.copy() if fine is None else fine
            fine[middle.image, :, spike] = np.nan
    return series if fine is None else replace(series, fine=fine)


def contradicting_days(sample: Sequence[BlockSeries], walk: np.ndarray, noise: np.ndarray,
                       ) -> frozenset[int]:
    """Return the days on which a large share of a sample contradicts both neighbours in time.

    Of clear images it is a percent or two, which are fields that were burnt or ploughed.
    """
    every = frozenset(sample[0].days)
    lost, clear = dict.fromkeys(every, 0), dict.fromkeys(every, 0)
    for series in sample:
        left = without_spikes(series, walk, noise, every)
        for i, day in enumerate(series.days):
            before = int(series.clear(i).sum())
            clear[day] += before
            lost[day] += before - int(left.clear(i).sum())
    return frozenset(day for day in every if lost[day] > _LARGE_SHARE * max(clear[day], 1))


def usual_walk(sample: Sequence[BlockSeries]) -> np.ndarray:
    """Return the variance a day that is usual among the pixels of a sample, (bands,); inf if none.

    By medians, which clouds on a third of the images do not move.
    """
    bands = sample[0].fine.shape[1]
    found: list[list[np.ndarray]] = [[] for _ in range(bands)]
    for series in sample:
        for middle in middles_of(series):
            square = middle.off ** 2 / middle.days
            known = np.isfinite(square[0])
            for band in range(bands):
                values = square[band][known]
                found[band].append(values[::max(1, len(values) // (_MOST // 20))])
    if not any(len(values) for values in found[0]):
        return np.full(bands, np.inf)
    return np.array([np.median(np.concatenate(values)) / MEDIAN_SQUARE for values in found])


def middles_of(series: BlockSeries) -> Iterator[Middle]:
    """Yield each image that may lie between clear ones."""
    shape = series.fine.shape[1:]
    later: list[tuple[np.ndarray, np.ndarray]] = []
    values, days = np.full(shape, np.nan, np.float32), np.zeros(shape[1:], np.float32)
    for i in range(len(series.days) - 1, 0, -1):
        later.append((values, days))
        clear = series.clear(i)
        values = np.where(clear, _state(series, i), values)
        days = np.where(clear, np.float32(series.days[i]), days)
    later.append((values, days))
    before, since = np.full(shape, np.nan, np.float32), np.zeros(shape[1:], np.float32)
    for i, (after, until) in enumerate(reversed(later)):
        here, day = _state(series, i), np.float32(series.days[i])
        first, second = np.maximum(day - since, 1), np.maximum(until - day, 1)
        line = (before * second + after * first) / (first + second)
        yield Middle(i, here - line, after - before, first * second / (first + second))
        clear = series.clear(i)
        before = np.where(clear, here, before)
        since = np.where(clear, day, since)


def _state(series: BlockSeries, image: int) -> np.ndarray:
    """Return a fine image less the coarse curve, (bands, rows, columns)."""
    return series.fine[image] - np.nan_to_num(series.coarse[image])
