"""The verdict on a trained network: a comparison with the methods that need no training.

All predict the same held-out images from the same references, and are measured on the same
pixels, which training has not seen.
"""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ...comparison.compare import common_pixels, compare
from ...comparison.contest import Contest
from ...comparison.contestants import Contestant, classical_contestants
from ...errors import InputError
from ...images.image import Image
from ...methods import all_methods
from ...methods.method import Family
from ...networks.contract import Contract, read_contract, write_contract
from ...progress import Progress
from ...quality.assessment import Assessment
from ...quality.registry import METRICS
from ...quality.sources import ArraySource
from ...translation import tr
from ..config import Config
from .held_out_date import HeldOutDate
from .verdict import (
    BASELINE,
    CLASSICAL,
    COPY,
    NETWORK,
    VERDICT_METRICS,
    Grade,
    Pictures,
    RankedPrediction,
    Verdict,
)

_LEAST_SHARE = 0.5  # of the pixels that the network predicts, for a method to be compared with it

_SECONDS_A_MINUTE = 18.0  # for the other methods, a minute of training
_LEAST_SECONDS, _MOST_SECONDS = 5.0, 600.0


def judge(config: Config, network_path: str, held_out: str, emit: Callable[..., None],
          stop: threading.Event | None = None) -> Verdict:
    """Compare a trained network with other methods on what training has held out.

    The result is written into the contract of the network, and announced by events: "judging"
    while it goes on, then "verdict", and a warning if another method is better.

    config: of the training. held_out: as the training has announced it.
    stop: set when the user wants no more; then only the baselines are waited for.

    Raises:
        InputError: an image or the network cannot be used.
    """
    contract = read_contract(network_path)
    with tempfile.TemporaryDirectory() as folder:
        known = HeldOutDate.of(config, held_out, folder, Progress())
        verdict = _Jury(config, known, network_path, contract, emit, stop).verdict()
    write_contract(network_path, replace(contract, accuracy={
        **contract.accuracy, **verdict.accuracy()}), network_path)
    emit("message", level="info" if verdict.grade is Grade.BEST else "warning",
         text=f"{verdict.headline()} {verdict.explanation()}")
    emit("verdict", **verdict.as_dict())
    return verdict


@dataclass
class _Entry:
    """A prediction and the function that reads its image."""

    ranked: RankedPrediction
    read: Callable[[], Image]


class _Jury:
    """Makes all predictions and measures them."""

    def __init__(self, config: Config, known: HeldOutDate, network_path: str, contract: Contract,
                 emit: Callable[..., None], stop: threading.Event | None):
        self._known, self._path, self._contract, self._emit = known, network_path, contract, emit
        seconds = min(_MOST_SECONDS, _LEAST_SECONDS + _SECONDS_A_MINUTE * config.minutes)
        self._contest = Contest(known, known.folder, threads=config.threads, seconds=seconds,
                                stop=stop.is_set if stop else None)
        self._pairs = min(sum(role.is_fine for role in contract.roles), known.available)
        self._skipped: list[tuple[str, str]] = []

    def verdict(self) -> Verdict:
        """Return the verdict."""
        known = self._known
        truth = known.truth()
        entries = [self._network(), self._copy(), *self._others()]
        wanted = truth.valid & known.unseen() & entries[0].read().valid
        entries, counted = self._comparable(entries, wanted)
        entries = self._measured(entries, truth, counted)
        lead = known.scene.lead
        rival = next(entry for entry in entries[1:] if entry.ranked.pairs <= max(self._pairs, 1))
        return Verdict(
            [entry.ranked for entry in entries], known.name_of(known.target),
            [known.name_of(date) for date in known.references], known.spatial,
            known.sensor is not None, int(counted.sum()), self._pairs, lead.band_names,
            [lead.bands[i].wavelength for i in lead.selection], self._skipped,
            self._pictures(truth, entries[0].read(), rival))

    def _network(self) -> _Entry:
        """Return the prediction of the network, however long it takes."""
        self._emit("judging", fraction=0.0, text=tr("Predicting the held-out images"))
        method = all_methods()["networkfusion"]
        network = Contestant(method, method.pairs[1], method.Parameters(
            network_file=self._path, provider="cpu"), guided=self._contract.guide_channels > 0)
        run = self._contest.predict(network, limited=False)
        ranked = RankedPrediction(NETWORK, "network", tr("This network"), self._pairs, run.seconds)
        return _Entry(ranked, lambda: self._known.read(run.path))

    def _copy(self) -> _Entry:
        nearest = self._known.references[0]
        return _Entry(RankedPrediction(COPY, "copy", tr("Fine image 1, unchanged"), 1, 0.0),
                      lambda: self._known.fine(nearest))

    def _others(self) -> list[_Entry]:
        """Return the predictions of all methods that had the time."""
        found = classical_contestants(self._known.available)
        entries = []
        for number, rival in enumerate(found):
            if not self._contest.is_over():
                self._emit("judging", fraction=0.1 + 0.5 * number / len(found),
                           text=tr("Comparing with {method}").format(method=rival.title))
            try:
                run = self._contest.compete(rival)
            except InputError as error:
                self._skipped.append((rival.title, str(error)))
                continue
            kind = BASELINE if rival.method.family is Family.BASELINE else CLASSICAL
            ranked = RankedPrediction(kind, rival.method.id, rival.title, rival.pairs, run.seconds)
            entries.append(_Entry(ranked, partial(self._known.read, run.path)))
        return entries

    def _comparable(self, entries: list[_Entry], wanted: np.ndarray
                    ) -> tuple[list[_Entry], np.ndarray]:
        """Return the entries that predict enough, and the pixels that all of them predict."""
        if not wanted.any():
            raise InputError(tr("None of the held-out pixels could be predicted. Check the masks, "
                                "or hold out another date."))
        counted, kept = common_pixels((entry.read().valid for entry in entries), wanted,
                                      _LEAST_SHARE)
        self._skipped += [(entry.ranked.title, tr("predicts too few pixels"))
                          for entry, stays in zip(entries, kept) if not stays]
        return [entry for entry, stays in zip(entries, kept) if stays], counted

    def _measured(self, entries: list[_Entry], truth: Image, counted: np.ndarray) -> list[_Entry]:
        """Return the entries with their quality: the network first, then the best first."""
        names = self._known.scene.lead.band_names

        def images() -> Iterator[tuple[str, ArraySource]]:
            for number, entry in enumerate(entries):
                self._emit("judging", fraction=0.6 + 0.4 * number / len(entries),
                           text=tr("Measuring the predictions"))
                image = entry.read()
                yield entry.ranked.title, ArraySource(image.values, image.valid & counted, names)

        comparison = compare(images(), len(entries), ArraySource(truth.values, counted, names),
                             ratio=self._known.ratio)
        measured = [_Entry(_with_quality(entry.ranked, assessment), entry.read)
                    for entry, assessment in zip(entries, comparison.assessments)]
        return [measured[0], *(measured[i] for i in comparison.order(METRICS["RMSE"]) if i)]

    def _pictures(self, truth: Image, prediction: Image, rival: _Entry) -> Pictures:
        known = self._known
        rows, columns = known.measured.slices_in(known.window)
        images = [known.fine(known.references[0]), known.coarse(known.target), prediction,
                  rival.read(), truth]
        fine, coarse, predicted, other, true = (
            image.masked()[:, rows, columns] for image in images)
        return Pictures(fine, coarse, predicted, other, true, rival.ranked.title)


def _with_quality(ranked: RankedPrediction, quality: Assessment) -> RankedPrediction:
    values = {key: quality.values[key].overall for key in VERDICT_METRICS if key in quality.values}
    return replace(ranked, bands=quality.values["RMSE"].bands, values={
        key: None if math.isnan(value) else value for key, value in values.items()})
