"""Fine images of a season that are held out, and predicted from the others: the proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..images.cells import Cells
from ..images.window import Window
from ..progress import Progress
from .cell_courses import mean_courses
from .common_scale import bias_of_blocks, less_bias
from .mode_share import ModeShare
from .season_scene import SeasonScene
from .smoothing.block_series import BlockSeries
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.land_classes import CLASSES, labels_of
from .smoothing.mode_curves import MARGIN, ModeCurves, cells_around
from .smoothing.random_walk import WalkTimes, walk_at
from .smoothing.season_smoother import HALO, CoarseDay, Estimate, estimates
from .smoothing.season_traits import SeasonTraits
from .smoothing.temporal_modes import TemporalModes

FUSED, INTERPOLATION, NEAREST, PLAIN = "fused", "interpolation", "nearest", "plain"
WAYS = (FUSED, INTERPOLATION, NEAREST, PLAIN)
"""What is compared; the plain smoother follows the coarse curve wholly and asks no neighbours."""

WITHHELD = (0, 15)
"""Days around the held-out date whose fine images are withheld, too."""

MOST = 24
"""Images that are held out at the most."""

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
        """Return the traits of the season, as coarse cells tell of it."""
        return SeasonTraits.of(self.blocks, self.curve.walk)

    def modes_of(self, images: Iterable[int]) -> TemporalModes | None:
        """Return the modes as some of the images show them; None if there are none, or no cells."""
        season = self.season
        if season.cells is None or not self.curve.fields:
            return None
        told = [i for i in images if season.days[i] not in self.traits.contradicting]
        if not told:
            return None
        modes = TemporalModes.of([block.fine for block in self.blocks], season.days, told)
        return modes if len(modes.weights) else None

    def detailed(self, images: Iterable[int], share: float) -> list[BlockSeries]:
        """Return the blocks with a share of the departures by modes that some images show."""
        modes = self.modes_of(images) if share else None
        if modes is None:
            return self.blocks
        return [curves.detailed(block, window.grow(HALO), self.curve)
                for block, window, curves in zip(self.blocks, self.windows,
                                                 self._mode_curves(modes, share))]

    def _mode_curves(self, modes: TemporalModes, share: float) -> Iterator[ModeCurves]:
        places = [self._told.index(i) for i in modes.images]
        for window, courses in self._courses:
            means = modes.of_means(courses[places])

            def read(wanted: Window, window: Window = window, means: np.ndarray = means,
                     ) -> np.ndarray:
                return means[(..., *wanted.slices_in(window))]

            yield ModeCurves(modes, self._cells, read, share)

    @cached_property
    def _told(self) -> list[int]:
        return [i for i, day in enumerate(self.season.days)
                if day not in self.traits.contradicting]

    @cached_property
    def _courses(self) -> list[tuple[Window, np.ndarray]]:
        """Return the mean courses of the cells around each block, and the window of these."""
        around = [cells_around(self._cells, window.grow(HALO), MARGIN) for window in self.windows]
        return [(window, mean_courses(self.season, self._told, window)) for window in around]

    @property
    def _cells(self) -> Cells:
        if self.season.cells is None:
            raise ValueError("a season whose coarse images are no cells")
        return self.season.cells

    @cached_property
    def mode_share(self) -> ModeShare:
        """Return what the fine images tell of the departures by modes, each held out in turn."""
        if self.modes_of(range(len(self.season.days))) is None:
            return ModeShare()
        along: dict[int, float] = {}
        squares: dict[int, float] = {}
        for fold in folds(self):
            found = _followed(self, fold) if fold.is_between(self.season.days) else None
            if found is not None:
                along[fold.number] = along.get(fold.number, 0) + found[0]
                squares[fold.number] = squares.get(fold.number, 0) + found[1]
        return ModeShare(along, squares)


def held_out(sample: SeasonSample, progress: Progress, withheld: Sequence[int] = WITHHELD,
             most: int = MOST) -> Iterator[ProofDate]:
    """Yield the images of a season that are predicted from the others, in the order of time.

    most: how many images are held out, evenly among all. Those that hold hardly anything, or
    contradict the others, are not.
    """
    classes = sample.traits.classes
    labels = [labels_of(_core(block, window), classes)
              for block, window in zip(sample.blocks, sample.windows)]
    for fold in folds(sample, withheld, most, progress):
        found = _predicted(sample, fold, labels)
        if found is not None:
            yield found


class Fold(NamedTuple):
    """An image that is held out: its place, those of the images that are used, and the days
    around it whose images are not.
    """

    number: int
    known: list[int]
    withheld: int

    def is_between(self, days: Sequence[int]) -> bool:
        """Say whether there are images that are used before and after it."""
        known = [days[i] for i in self.known]
        return min(known) < days[self.number] < max(known)


def folds(sample: SeasonSample, withheld: Sequence[int] = WITHHELD, most: int = MOST,
          progress: Progress | None = None) -> Iterator[Fold]:
    """Yield how images are held out; not those that contradict the others: clouds prove nothing."""
    days = sample.season.days
    chosen = range(len(days)) if len(days) <= most else \
        sorted({round(i) for i in np.linspace(0, len(days) - 1, most)})
    for done, number in enumerate(chosen):
        if days[number] in sample.traits.contradicting:
            continue
        known_before: list[int] | None = None
        for days_off in withheld:
            if progress is not None:
                progress.report(done / len(chosen))
            known = [i for i, day in enumerate(days)
                     if i != number and abs(day - days[number]) > days_off
                     and day != days[number]]
            if not known or known == known_before:
                continue
            known_before = known
            yield Fold(number, known, days_off)


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


def _followed(sample: SeasonSample, fold: Fold) -> tuple[float, float] | None:
    """Return what an image that is held out tells of the departures; None if nothing.

    That is the sum of what it lies off the coarse curve between the images before and after,
    times the departures from the line between theirs, and the sum of these squared.
    """
    day, along, squares = sample.season.days[fold.number], 0.0, 0.0
    gain = sample.traits.gain.astype(np.float32)[:, None, None]
    unit = 1 / sample.traits.spread ** 2
    for window, block, detailed in zip(sample.windows, sample.blocks,
                                       sample.detailed(fold.known, 1.0)):
        plain = _core(block, window)
        departures = gain * (_core(detailed, window).coarse - plain.coarse)
        state = plain.fine - gain * np.nan_to_num(plain.coarse)
        both = []
        for values in (state, np.where(np.isfinite(state), departures, np.nan)):
            others = replace(plain, fine=values).only(fold.known)
            both.append(values[fold.number] - _in_time(others, day)[0])
        off, bend = (np.where(np.isfinite(both[0] + both[1]), each, 0).astype(np.float64)
                     for each in both)
        along += float(unit @ (off * bend).sum(axis=(1, 2)))
        squares += float(unit @ (bend * bend).sum(axis=(1, 2)))
    return (along, squares) if squares > 0 else None


def _predicted(sample: SeasonSample, fold: Fold, labels: Sequence[np.ndarray],
               ) -> ProofDate | None:
    """Return what the errors of all ways are on the day of an image; None if it shows nothing."""
    number, known, withheld = fold
    season, day = sample.season, sample.season.days[number]
    detailed = sample.detailed(known, sample.mode_share.of(number))
    traits = SeasonTraits.of([block.only(known) for block in detailed], sample.curve.walk,
                             sample.traits)
    bands = season.bands
    of_classes = np.zeros((len(WAYS), CLASSES, bands))
    counts = np.zeros(CLASSES)
    scores = np.zeros((bands, len(_SCORES) - 1))
    for window, block, rich, label in zip(sample.windows, sample.blocks, detailed, labels):
        series = block.only(known)
        coarse = season.coarse_day(day, window, sample.curve)
        fused = next(estimates(rich.only(known), [day], [
            coarse._replace(values=rich.coarse[number])], traits, sample.curve.walk))
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
