"""Measuring all predictions of a benchmark on the very same pixels."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from ..comparison.block_errors import BlockErrors
from ..comparison.choice import Ranked, ranking
from ..comparison.contestants import Contestant
from ..comparison.left_out_date import LeftOutDate, days_of
from ..errors import InputError
from ..images.fingerprint import Fingerprint
from ..images.image import Image
from ..methods.networkfusion import NetworkFusion, network_path
from ..progress import Progress
from ..quality.assess import assess, statistics_of
from ..quality.assessment import Assessment
from ..quality.sources import ArraySource
from ..translation import tr
from .benchmark_record import MethodRecord, PredictedDate
from .fingerprinted_pixels import digest_of
from .no_fusion import LinearInTime, Unchanged
from .participants import BASELINE
from .tile_split import TileSplit

_LEAST_SHARE = 0.9  # of the measured pixels; a method that predicts fewer has no figure


@dataclass(frozen=True)
class MethodRun:
    """What a method has predicted.

    title: that no other has. paths: a file for each date. seconds: that it took. guide: what it
    counted for, in words.
    """

    title: str
    contestant: Contestant
    paths: Sequence[str]
    seconds: float
    guide: str = ""


@dataclass(frozen=True)
class _Measured:
    """A method on one date."""

    errors: BlockErrors
    assessment: Assessment
    fingerprint: str
    predicted: float


def measured_methods(predictions: list[MethodRun], dates: Sequence[LeftOutDate], split: TileSplit,
                     skipped: list[tuple[str, str]], threads: int, progress: Progress,
                     guide: str = "") -> tuple[tuple[PredictedDate, ...], tuple[MethodRecord, ...]]:
    """Return the dates, and the figures of all methods with the best first.

    Pixels count that are valid in the true image and in the temporal difference from one pair,
    whoever else takes part: so figures of several runs compare. Where a method leaves one out, it
    gets the value of the temporal difference there; those that leave out many have no figure and
    are added to `skipped`. guide: its name and digest, "" without one.

    Raises:
        InputError: the temporal difference could not be predicted, or there are no such pixels.
        Cancelled: through `progress`.
    """
    place = _baseline(predictions, skipped)
    found: dict[int, list[_Measured]] = {k: [] for k in range(len(predictions))}
    held_out = []
    for number, date in enumerate(dates):
        truth, baseline = date.truth(), date.read(predictions[place].paths[number])
        counted = truth.valid & baseline.valid & split.measured(date.grid.whole())
        if not counted.any():
            raise InputError(tr("No pixel of {date} can be predicted: check the masks, or leave it "
                                "out.").format(date=date.name_of(date.target)))
        held_out.append(_described(date, truth, counted))
        true = ArraySource(truth.values, counted, date.scene.lead.band_names)
        statistics = statistics_of(true, threads=threads or None)
        for k in list(found):
            progress.report((number + k / len(predictions)) / len(dates),
                            tr("Measuring the predictions"))
            image = date.read(predictions[k].paths[number])
            share = float(image.valid[counted].mean())
            if share < _LEAST_SHARE:
                del found[k]
                skipped.append((predictions[k].title, tr(
                    "predicts {share:.0%} of the pixels of {date} only").format(
                        share=share, date=date.name_of(date.target))))
                continue
            values = np.where(image.valid, image.values, baseline.values)
            found[k].append(_Measured(
                BlockErrors.of([Image(values, counted)], truth, counted, date.ratio),
                assess(ArraySource(values, counted, true.band_names), true, ratio=date.ratio,
                       statistics=statistics, name=predictions[k].title,
                       threads=threads or None),
                digest_of(values[:, counted]), share))
    return tuple(held_out), _ranked([predictions[k] for k in found], list(found.values()),
                                    list(found).index(place), guide)


def _baseline(predictions: Sequence[MethodRun], skipped: Sequence[tuple[str, str]]) -> int:
    for k, one in enumerate(predictions):
        if one.contestant.method.id == BASELINE and one.contestant.pairs == 1:
            return k
    reasons = "; ".join(f"{title}: {reason}" for title, reason in skipped)
    raise InputError(tr("No method can predict these dates. {reasons}").format(reasons=reasons))


def _ranked(predictions: Sequence[MethodRun], found: Sequence[Sequence[_Measured]],
            baseline: int, guide: str) -> tuple[MethodRecord, ...]:
    errors = [BlockErrors(np.concatenate([one.errors.sums for one in of_date]),
                          of_date[0].errors.pixels) for of_date in zip(*found)]
    ranked = ranking([one.contestant for one in predictions],
                     [one.seconds for one in predictions], errors, baseline)
    places = {id(one.contestant): k for k, one in enumerate(predictions)}
    return tuple(_record_of(predictions[place], one, found[place], guide) for one in ranked
                 for place in [places[id(one.contestant)]])


def _record_of(run: MethodRun, one: Ranked, found: Sequence[_Measured],
               guide: str) -> MethodRecord:
    contestant = one.contestant
    parameters = contestant.parameters or contestant.method.Parameters()
    network = ""
    if isinstance(parameters, NetworkFusion.Parameters):
        path = network_path(parameters)
        known = Fingerprint.of(path)
        network = f"{os.path.basename(path)} {known.digest if known else ''}".rstrip()
    return MethodRecord(
        contestant.method.id, run.title, contestant.pairs,
        not isinstance(contestant.method, (Unchanged, LinearInTime)),
        {name: value for name, value in asdict(parameters).items() if name != "network_file"},
        network, one.error, one.low, one.high, bool(one.tied), one.seconds,
        float(np.mean([each.predicted for each in found])),
        tuple(each.assessment for each in found), tuple(each.fingerprint for each in found),
        guide if contestant.guided else "", run.guide)


def _described(date: LeftOutDate, truth: Image, counted: np.ndarray) -> PredictedDate:
    """Return a date, and how far the land is from the nearest fine image."""
    nearest = date.fine(date.references[0])
    both = counted & nearest.valid
    deviation = truth.values[:, counted].std(axis=1)
    difference = nearest.values[:, both].astype(np.float64) - truth.values[:, both]
    change = np.sqrt((difference ** 2).mean(axis=1)) if both.any() else np.zeros(len(deviation))
    days = days_of(date.scene)
    return PredictedDate(
        date.name_of(date.target), tuple(map(date.name_of, date.references)),
        abs(days[date.target] - days[date.references[0]]) if days else 0,
        float((change / np.where(deviation > 0, deviation, 1)).mean()), int(counted.sum()),
        digest_of(counted))
