"""Fine images of a season that are held out, and predicted from the others: the proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..images.window import Window
from ..progress import Progress
from .folds import MOST, WITHHELD, Fold, folds
from .season_sample import SeasonSample
from .smoothing.block_series import BlockSeries
from .smoothing.in_time import in_time
from .smoothing.land_classes import CLASSES, labels_of
from .smoothing.random_walk import WalkTimes, walk_at
from .smoothing.season_smoother import CoarseDay, Estimate, estimates
from .smoothing.season_traits import SeasonTraits
from .smoothing.variance_factors import ErrorSample, VarianceFactors

FUSED, INTERPOLATION, NEAREST, PLAIN = "fused", "interpolation", "nearest", "plain"
WAYS = (FUSED, INTERPOLATION, NEAREST, PLAIN)
"""What is compared; the plain smoother follows the coarse curve wholly and asks no neighbours."""

_FEWEST_PIXELS = 50


@dataclass(frozen=True)
class ProofDate:
    """A fine image that was predicted without it, and without those within some days.

    number: of the image. day, before, after: ordinals of it and of the nearest images that were
    used, None where there is none on a side. withheld: the days. squares: mean squared errors of
    each way, (ways, bands). of_classes: likewise sums, (ways, classes, bands), of `counts` pixels
    (classes,). errors: a sample of those of the fused image.
    """

    number: int
    day: int
    before: int | None
    after: int | None
    withheld: int
    squares: np.ndarray
    of_classes: np.ndarray
    counts: np.ndarray
    errors: ErrorSample

    @property
    def gap(self) -> int | None:
        """Return the days between the nearest images; None where they are on one side only."""
        return None if self.before is None or self.after is None else self.after - self.before


def held_out(sample: SeasonSample, progress: Progress, withheld: Sequence[int] = WITHHELD,
             most: int = MOST) -> Iterator[ProofDate]:
    """Yield the images of a season that are predicted from the others, in the order of time.

    most: how many images are held out, evenly among all. Those that hold hardly anything, or
    contradict the others, are not.
    """
    classes = sample.traits.classes
    labels = [labels_of(_core(block, window), classes)
              for block, window in zip(sample.blocks, sample.windows)]
    for fold in folds(sample.season.days, sample.traits.contradicting, progress, withheld, most):
        found = _predicted(sample, fold, labels)
        if found is not None:
            yield found


def factors_of(dates: Sequence[ProofDate], bands: int, but: int | None = None) -> VarianceFactors:
    """Return the factors of variance that dates tell; but: number of an image that does not."""
    return VarianceFactors.of([date.errors for date in dates if date.number != but], bands)


def _predicted(sample: SeasonSample, fold: Fold, labels: Sequence[np.ndarray],
               ) -> ProofDate | None:
    """Return what the errors of all ways are on the day of an image; None if it shows nothing."""
    number, known = fold.number, fold.known
    season, day = sample.season, sample.season.days[number]
    detailed = sample.detailed(known, sample.mode_share.of(number))
    traits = SeasonTraits.of([block.only(known) for block in detailed], sample.curve.walk,
                             sample.traits)
    bands = season.bands
    of_classes = np.zeros((len(WAYS), CLASSES, bands))
    counts = np.zeros(CLASSES)
    samples = []
    for window, block, rich, label in zip(sample.windows, sample.blocks, detailed, labels):
        series = block.only(known)
        coarse = season.coarse_day(day, window, sample.curve)
        fused = next(estimates(rich.only(known), [day], [
            coarse._replace(values=rich.coarse[number])], traits, sample.curve.walk))
        ways = [fused.values, *in_time(_core(series, window), day),
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
        samples.append((errors[0], fused.deviation[:, counted] ** 2,
                        traits.usual_variance(fused.since, fused.until)[:, counted]))
    if counts.sum() < _FEWEST_PIXELS:
        return None
    days = [season.days[i] for i in known]
    return ProofDate(number, day, max((d for d in days if d < day), default=None),
                     min((d for d in days if d > day), default=None), fold.withheld,
                     of_classes.sum(axis=1) / counts.sum(), of_classes, counts,
                     ErrorSample.of(*(np.concatenate(part, axis=1) for part in zip(*samples))))


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
