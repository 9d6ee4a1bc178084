"""Fine images of a season that are held out, and predicted from the others: the proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..images.window import Window
from ..progress import Progress
from .common_scale import bias_of_blocks, less_bias
from .season_scene import SeasonScene
from .smoothing.block_series import BlockSeries
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.land_classes import CLASSES, labels_of
from .smoothing.random_walk import WalkTimes, walk_at
from .smoothing.season_smoother import CoarseDay, Estimate, estimates
from .smoothing.season_traits import SeasonTraits

FUSED, INTERPOLATION, NEAREST, PLAIN = "fused", "interpolation", "nearest", "plain"
WAYS = (FUSED, INTERPOLATION, NEAREST, PLAIN)
"""What is compared; the plain smoother follows the coarse curve wholly and asks no neighbours."""

WITHHELD = (0, 15)
"""Days around the held-out date whose fine images are withheld, too."""

_FEWEST_PIXELS = 50
_SCORES = np.linspace(0, 10, 501)  # bins of errors in deviations
_WITHIN = 0.69, 0.952  # shares of errors that should lie within one and two deviations


@dataclass(frozen=True)
class ProofDate:
    """A fine image that was predicted without it, and without those within some days.

    number: of the image. day, before, after: ordinals of it and of the nearest images that were
    used, None where there is none on a side. withheld: the days. squares: mean squared errors of
    each way, (ways, bands). of_classes: likewise sums, (ways, classes, bands), of `counts` pixels
    (classes,). scores: how many errors have which size in deviations, (bands, bins).
    """

    number: int
    day: int
    before: int | None
    after: int | None
    withheld: int
    squares: np.ndarray
    of_classes: np.ndarray
    counts: np.ndarray
    scores: np.ndarray

    @property
    def gap(self) -> int | None:
        """Return the days between the nearest images; None where they are on one side only."""
        return None if self.before is None or self.after is None else self.after - self.before

    def within(self, deviations: float, scale: np.ndarray | float = 1.0) -> np.ndarray:
        """Return the share of errors within deviations times a scale, (bands,)."""
        limits = np.broadcast_to(np.asarray(deviations * scale, float), len(self.scores))
        total = np.maximum(self.scores.sum(axis=1), 1)
        shares = np.concatenate([np.zeros((len(total), 1)), np.cumsum(self.scores, axis=1)
                                 / total[:, None]], axis=1)
        return np.array([np.interp(limit, _SCORES, share)
                         for limit, share in zip(limits, shares)])


@dataclass(frozen=True)
class SeasonSample:
    """A fixed sample of a season: blocks of fine images, and the coarse curve there."""

    season: SeasonScene
    curve: CoarseCurve
    windows: list[Window]
    blocks: list[BlockSeries]

    @classmethod
    def of(cls, season: SeasonScene, curve: CoarseCurve, progress: Progress) -> SeasonSample:
        """Read the sample; its season knows the bias of each sensor, which is taken from it."""
        windows = season.sample()
        blocks = []
        for number, window in enumerate(windows):
            progress.report(number / len(windows))
            blocks.append(season.series(window, curve))
        found = cls(season, curve, windows, blocks)
        if len(set(season.sensors)) < 2:
            return found
        bias = bias_of_blocks(blocks, season.sensors, season.reference, found.traits)
        return cls(replace(season, bias=bias), curve, windows,
                   [less_bias(block, bias) for block in blocks])

    @cached_property
    def traits(self) -> SeasonTraits:
        """Return the traits of the season."""
        return SeasonTraits.of(self.blocks, self.curve.walk)

    def traits_of(self, kept: Sequence[int]) -> SeasonTraits:
        """Return the traits as some of the images show them."""
        return SeasonTraits.of([block.only(kept) for block in self.blocks], self.curve.walk,
                               self.traits)


def held_out(sample: SeasonSample, progress: Progress, withheld: Sequence[int] = WITHHELD,
             most: int = 24) -> Iterator[ProofDate]:
    """Yield the images of a season that are predicted from the others, in the order of time.

    most: how many images are held out, evenly among all. Those that hold hardly anything, or
    contradict the others, are not.
    """
    days = sample.season.days
    chosen = range(len(days)) if len(days) <= most else \
        sorted({round(i) for i in np.linspace(0, len(days) - 1, most)})
    classes, doubtful = sample.traits.classes, sample.traits.contradicting
    labels = [labels_of(_core(block, window), classes)
              for block, window in zip(sample.blocks, sample.windows)]
    for done, number in enumerate(chosen):
        if days[number] in doubtful:  # clouds prove nothing
            continue
        known_before: list[int] | None = None
        for days_off in withheld:
            progress.report(done / len(chosen))
            known = [i for i, day in enumerate(days)
                     if i != number and abs(day - days[number]) > days_off
                     and day != days[number]]
            if not known or known == known_before:
                continue
            known_before = known
            found = _predicted(sample, number, known, days_off, labels)
            if found is not None:
                yield found


def calibration_of(dates: Sequence[ProofDate], bands: int, but: int | None = None) -> np.ndarray:
    """Return by which deviations have to be multiplied so that errors keep to them, (bands,).

    Such that about 70 % of the errors lie within one deviation, and 93 % within two: their tails
    are longer than those of a normal distribution.
    but: number of an image that does not count.
    """
    scores = [date.scores / max(date.scores.sum(), 1) for date in dates if date.number != but]
    if not scores:
        return np.ones(bands)
    shares = np.cumsum(np.sum(scores, axis=0), axis=1)
    shares /= np.maximum(shares[:, -1:], 1e-30)
    one, two = (np.array([np.interp(wanted, share, _SCORES[1:]) for share in shares])
                for wanted in _WITHIN)
    return np.maximum(np.sqrt(one * two / 2), _SCORES[1])


def _predicted(sample: SeasonSample, number: int, known: Sequence[int], withheld: int,
               labels: Sequence[np.ndarray]) -> ProofDate | None:
    """Return what the errors of all ways are on the day of an image; None if it shows nothing."""
    season, day = sample.season, sample.season.days[number]
    traits = sample.traits_of(known)
    bands = season.bands
    of_classes = np.zeros((len(WAYS), CLASSES, bands))
    counts = np.zeros(CLASSES)
    scores = np.zeros((bands, len(_SCORES) - 1))
    for window, block, label in zip(sample.windows, sample.blocks, labels):
        series = block.only(known)
        coarse = season.coarse_day(day, window, sample.curve)
        fused = next(estimates(series, [day], [coarse], traits, sample.curve.walk))
        ways = [fused.values, *_in_time(_core(series, window), day),
                _plain(series, day, coarse, traits, fused)]
        truth = _core(block, window).fine[number]
        counted = np.isfinite(truth[0]) & np.logical_and.reduce(
            [np.isfinite(way[0]) for way in ways])
        if not counted.any():
            continue
        errors = [(way - truth)[:, counted] for way in ways]
        classes = label[counted]
        counts += np.bincount(classes, minlength=CLASSES)
        for way, error in enumerate(errors):
            for band in range(bands):
                of_classes[way, :, band] += np.bincount(classes, error[band].astype(float) ** 2,
                                                        CLASSES)
        size = np.abs(errors[0]) / np.maximum(fused.deviation[:, counted], 1e-30)
        for band in range(bands):
            scores[band] += np.histogram(np.minimum(size[band], _SCORES[-1]), _SCORES)[0]
    if counts.sum() < _FEWEST_PIXELS:
        return None
    days = [season.days[i] for i in known]
    return ProofDate(number, day, max((d for d in days if d < day), default=None),
                   min((d for d in days if d > day), default=None), withheld,
                   of_classes.sum(axis=1) / counts.sum(), of_classes, counts, scores)


def _in_time(series: BlockSeries, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Return interpolation in time between the nearest clear images, and the nearest of them."""
    shape = series.fine.shape[1:]
    sides = []
    for backward in (True, False):
        values, away = np.full(shape, np.nan, np.float32), np.full(shape[1:], np.inf, np.float32)
        for i, other in enumerate(series.days):
            if (other <= day) != backward:
                continue
            nearer = series.clear(i) & (abs(other - day) < away)
            values = np.where(nearer, series.fine[i], values)
            away = np.where(nearer, np.float32(abs(other - day)), away)
        sides.append((values, away))
    (before, since), (after, until) = sides
    both = np.isfinite(since) & np.isfinite(until)
    share = np.where(both, since / np.where(both, since + until, 1), np.where(
        np.isfinite(since), 0, 1)).astype(np.float32)
    line = np.where(share < 1, np.nan_to_num(before) * (1 - share), 0) + np.where(
        share > 0, np.nan_to_num(after) * share, 0)
    seen = np.isfinite(since) | np.isfinite(until)
    return np.where(seen, line, np.nan), np.where(since <= until, before, after)


def _plain(series: BlockSeries, day: int, coarse: CoarseDay, traits: SeasonTraits,
           fused: Estimate) -> np.ndarray:
    """Return the smoother of fine minus coarse, with one variance for all pixels."""
    halo = (series.fine.shape[-1] - fused.values.shape[-1]) // 2
    inner = slice(halo, series.fine.shape[-2] - halo), slice(halo, series.fine.shape[-1] - halo)
    observed = (series.fine - np.nan_to_num(series.coarse))[(..., *inner)]
    noise = np.broadcast_to(traits.usual_noise[:, None, None],
                            observed.shape).astype(np.float32)
    walk = np.broadcast_to(traits.walk[:, None, None], observed.shape[1:]).astype(np.float32)
    both = next(walk_at(WalkTimes([day], [day]), WalkTimes(series.days, series.days), observed,
                        noise, [walk] * max(1, len(series.days) - 1))).both
    return np.where(both.precision > 0, both.mean + np.nan_to_num(coarse.values)[(..., *inner)],
                    np.nan)


def _core(series: BlockSeries, window: Window) -> BlockSeries:
    return series.inner((series.fine.shape[-1] - window.columns) // 2)
