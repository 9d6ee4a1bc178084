"""The wanted dates of a season in one block, from the smoother and what may come on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ..images.alignment import Aligned
from ..images.window import Window
from .season_scene import SeasonScene
from .smoothing.block_series import BlockSeries
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.mode_curves import ModeCurves
from .smoothing.season_smoother import HALO, CoarseDay, Estimate, estimates
from .smoothing.season_traits import SeasonTraits
from .smoothing.states import PixelState
from .smoothing.whittaker import stiffness_for, whittaker
from .spectral_index import SpectralIndex

_STEPS = (256, 192, 128, 96, 64)
_WORKING_COPIES = 18  # planes of a block that are held for each image, measured with modes
_OF_RESULTS = 9  # likewise for each date


class MethodImage(NamedTuple):
    """A prediction by another method, and the numbers of the fine images of its pairs."""

    image: Aligned
    fine: Sequence[int]


@dataclass(frozen=True)
class SeasonBlocks:
    """Computes blocks of a season.

    keep_fine, smoothing: as of `SeasonRequest`. index: computed of the results, or None. methods:
    predictions by another method, by day; at each pixel the first that has a value there is taken,
    of those first whose fine images are all clear there. curves: by which pixels depart from the
    coarse curve of their cells; None if they do not.
    """

    season: SeasonScene
    curve: CoarseCurve
    traits: SeasonTraits
    keep_fine: bool = True
    smoothing: float = 0.0
    index: SpectralIndex | None = None
    methods: Mapping[int, Sequence[MethodImage]] = field(default_factory=dict)
    curves: ModeCurves | None = None

    def of(self, window: Window, days: Sequence[int]) -> list[Estimate]:
        """Return what a block is on some days, ascending."""
        coarse = {day: self.season.coarse_day(day, window, self.curve) for day in days}
        series = self.season.series(window, self.curve, known=coarse)
        own = set(series.days) if not self.keep_fine else set()
        free = [day for day in days if day not in own]
        found = dict(zip(free, self._smoothed(series, window, free, coarse, self.curves)))
        for day in (day for day in days if day in own):
            others = series.only([i for i, other in enumerate(series.days) if other != day])
            if others.days:
                found[day] = self._smoothed(others, window, [day], coarse, None)[0]
            else:
                found[day] = _nothing(series)
        result = [self._with_method(found[day], day, window, series) for day in days]
        if self.keep_fine:
            noise = self.traits.noise_of(series)
            result = [self._with_observed(each, day, series, noise)
                      for each, day in zip(result, days)]
        if self.smoothing:
            result = _smoothed_in_time(result, days, self.smoothing)
        return [self._indexed(each) for each in result]

    def _smoothed(self, series: BlockSeries, window: Window, days: Sequence[int],
                  known: Mapping[int, CoarseDay], curves: ModeCurves | None) -> list[Estimate]:
        coarse = [known[day] for day in days]
        if curves is not None and days:
            series, coarse = curves.detailed(series, window.grow(HALO), self.curve, days, coarse)
        return list(estimates(series, days, coarse, self.traits, self.curve.walk))

    def _with_method(self, estimate: Estimate, day: int, window: Window, series: BlockSeries,
                     ) -> Estimate:
        inner = (slice(HALO, -HALO),) * 2
        predictions = [(image.read(window), np.logical_and.reduce(
            [series.clear(number)[inner] for number in fine]))
            for image, fine in self.methods.get(day, ())]
        values, state = estimate.values, estimate.state
        free = np.ones(state.shape, bool)
        for image, where in (*predictions, *((image, True) for image, _ in predictions)):
            new = free & image.valid & where
            values = np.where(new, image.values, values)
            state = np.where(new & (state == PixelState.NOTHING), PixelState.ONE_SIDE, state)
            free &= ~new
        return estimate._replace(values=values, state=state.astype(np.uint8))

    def _with_observed(self, estimate: Estimate, day: int, series: BlockSeries,
                       noise: np.ndarray) -> Estimate:
        """Return the estimate with the fine images of the day itself, where they are clear.

        noise: variance of all images of the series.
        """
        inner = (slice(HALO, -HALO),) * 2
        deviation = None
        for i in (i for i, other in enumerate(series.days) if other == day):
            if deviation is None:
                variance = self.traits.factors.history[:, None, None] * noise[i]
                deviation = np.sqrt(variance).astype(np.float32)
            clear = series.clear(i)[inner]
            estimate = estimate._replace(
                values=np.where(clear, series.fine[i][(..., *inner)], estimate.values),
                deviation=np.where(clear, deviation[(..., *inner)], estimate.deviation),
                state=np.where(clear, PixelState.OBSERVED, estimate.state).astype(np.uint8))
        return estimate

    def _indexed(self, estimate: Estimate) -> Estimate:
        if self.index is None:
            return estimate
        return estimate._replace(
            values=self.index.of(estimate.values),
            deviation=self.index.deviation(estimate.values, estimate.deviation))


def side_of_blocks(season: SeasonScene, dates: int, threads: int, memory: int) -> int:
    """Return the side of blocks with which so many threads stay within a memory; 0: any."""
    planes = season.bands * (_WORKING_COPIES * len(season.days) + _OF_RESULTS * dates)
    for side in _STEPS:
        if not memory or threads * planes * 4 * (side + 2 * HALO) ** 2 < memory / 2:
            return side
    return _STEPS[-1]


def _nothing(series: BlockSeries) -> Estimate:
    shape = series.fine[0][..., HALO:-HALO, HALO:-HALO].shape
    unknown = np.full(shape, np.nan, np.float32)
    return Estimate(unknown, unknown.copy(), np.zeros(shape[1:], np.uint8),
                    *[np.full(shape[1:], np.inf, np.float32)] * 2)


def _smoothed_in_time(dates: Sequence[Estimate], days: Sequence[int], period: float,
                      ) -> list[Estimate]:
    """Return dates smoothed in time; what is surer counts more. Gaps stay."""
    values = np.stack([each.values for each in dates])
    known = np.isfinite(values)
    variance = np.stack([each.deviation for each in dates]) ** 2
    variance = np.where(np.isfinite(variance) & (variance > 0), variance, np.inf)
    with np.errstate(invalid="ignore"):
        least = np.min(variance, axis=0)
        weights = np.where(np.isfinite(variance), least / variance, 1e-3)
    weights = np.where(np.isfinite(weights), weights, 1.0)
    flat, stiffness = values.reshape(len(values), -1), stiffness_for(period, days)
    curves = whittaker(days, flat, stiffness, weights.reshape(flat.shape)).reshape(values.shape)
    return [each._replace(values=np.where(there, curve, np.nan).astype(np.float32))
            for each, there, curve in zip(dates, known, curves)]
