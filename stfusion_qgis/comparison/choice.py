"""Which method is best on dates that are known, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .block_errors import BlockErrors
from .contestants import Contestant

_RESAMPLES = 1000
_TIE = 0.05
"""Part of the resamples in which a method must beat the best one to tie with it."""

SURE = 1 - _TIE
"""Part of the resamples in which one of two methods must be better to be surely so."""

_SMALLEST = 1e-12  # of the largest error: a prediction may be exact


@dataclass(frozen=True)
class Ranked:
    """A method by its errors on all dates that were left out.

    error: RMSE relative to that of the baseline, geometric mean over dates and bands.
    low, high: between which it lies with 90 %, as far as the pixels of these dates tell.
    chance: that it is the best one. tied: whether it is the best one, or may well be as good.
    of_dates: its error on each date, likewise relative. rmse: the mean over the bands of its RMSE
    on each date, in the images' unit. seconds: that it took, all dates together.
    """

    contestant: Contestant
    error: float
    low: float
    high: float
    chance: float
    tied: bool
    of_dates: np.ndarray
    rmse: np.ndarray
    seconds: float


def ranking(contestants: Sequence[Contestant], seconds: Sequence[float],
            errors: Sequence[BlockErrors], baseline: int, seed: int = 0) -> list[Ranked]:
    """Return methods that have predicted the same dates, the best first.

    seconds: that each took. errors: of each date, the predictions in the order of the methods.
    baseline: the place of the method that the others are compared with.

    How sure the order is tells the bootstrap (Efron 1979, doi:10.1214/aos/1176344552): the errors
    of each date are measured again on blocks of pixels drawn at random from its own, the same ones
    for all methods.
    """
    relative = np.stack([_relative(date.mean_squares(), baseline) for date in errors])
    error = np.exp(np.log(relative).mean(axis=0))
    drawn = _drawn(errors, baseline, seed)
    best = int(np.argmin(error))
    chances = np.bincount(drawn.argmin(axis=1), minlength=len(error)) / _RESAMPLES
    tied = (drawn < drawn[:, [best]]).mean(axis=0) > _TIE
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    rmse = np.stack([np.sqrt(date.mean_squares()).mean(axis=-1) for date in errors], axis=1)
    found = [Ranked(contestant, float(error[i]), float(low[i]), float(high[i]), float(chances[i]),
                    bool(tied[i]) or i == best or error[i] == error[best], relative[:, i], rmse[i],
                    seconds[i])
             for i, contestant in enumerate(contestants)]
    return sorted(found, key=lambda one: one.error)


def chance_of_less(errors: Sequence[BlockErrors], one: int, other: int, baseline: int,
                   seed: int = 0) -> float:
    """Return in which part of the draws the error of one method is less than that of another."""
    drawn = _drawn(errors, baseline, seed)
    return float((drawn[:, one] < drawn[:, other]).mean())


def _drawn(errors: Sequence[BlockErrors], baseline: int, seed: int) -> np.ndarray:
    """Return errors relative to the baseline's on blocks drawn at random (draws, predictions)."""
    random = np.random.default_rng(seed)
    drawn = np.zeros((_RESAMPLES, errors[0].sums.shape[0]))
    for date in errors:
        blocks = len(date.pixels)
        weights = random.multinomial(blocks, np.full(blocks, 1 / blocks), _RESAMPLES)
        weights[~(weights @ date.pixels > 0)] = 1
        drawn += np.log(_relative(date.mean_squares(weights.astype(float)), baseline))
    return np.exp(drawn / len(errors))


def _relative(squares: np.ndarray, baseline: int) -> np.ndarray:
    """Return RMSE relative to the baseline's, geometric mean over bands: (..., predictions).

    squares: mean squared errors (..., predictions, bands).
    """
    least = _SMALLEST * squares.max(axis=-2, keepdims=True)
    logs = np.log(np.maximum(squares, np.where(least > 0, least, 1))) / 2
    return np.exp((logs - logs[..., [baseline], :]).mean(axis=-1))
