"""Whether a trained network is worth using: it against the methods that need no training.

All predict the same held-out images from the same references, and are measured on the same
pixels, which training has not seen.
"""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from ..images.image import Image
from ..methods import all_methods
from ..methods.method import Family
from ..networks.contract import Contract, read_contract, write_contract
from ..progress import Progress
from ..quality.assess import assess
from ..quality.sources import ArraySource
from ..translation import tr
from .config import Config
from .known_date import KnownDate
from .ranking import BASELINE, CLASSICAL, COPY, METRICS, NETWORK, Grade, Pictures, Row, Verdict
from .rivals import Contest, rivals

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
        known = KnownDate.of(config, held_out, folder, Progress())
        verdict = _Jury(config, known, network_path, contract, emit, stop).verdict()
    write_contract(network_path, replace(contract, accuracy={
        **contract.accuracy, **verdict.accuracy()}), network_path)
    emit("message", level="info" if verdict.grade is Grade.BEST else "warning",
         text=f"{verdict.headline()} {verdict.explanation()}")
    emit("verdict", **verdict.as_dict())
    return verdict


@dataclass
class _Entry:
    """A prediction and where its image comes from."""

    row: Row
    read: Callable[[], Image]


class _Jury:
    """Makes all predictions and measures them."""

    def __init__(self, config: Config, known: KnownDate, network_path: str, contract: Contract,
                 emit: Callable[..., None], stop: threading.Event | None):
        self._known, self._path, self._contract, self._emit = known, network_path, contract, emit
        seconds = min(_MOST_SECONDS, _LEAST_SECONDS + _SECONDS_A_MINUTE * config.minutes)
        self._contest = Contest(known, config.threads, seconds, stop)
        self._pairs = sum(role.is_fine for role in contract.roles)
        self._skipped: list[tuple[str, str]] = []

    def verdict(self) -> Verdict:
        """Return the verdict."""
        known = self._known
        truth = known.fine(known.target)
        entries = [self._network(), self._copy(), *self._others()]
        counted = truth.valid & known.unseen() & entries[0].read().valid
        entries, counted = self._comparable(entries, counted)
        lead = known.scene.lead
        reference = ArraySource(truth.values, counted, lead.band_names)
        for number, entry in enumerate(entries):
            self._emit("judging", fraction=0.6 + 0.4 * number / len(entries),
                       text=tr("Measuring the predictions"))
            entry.row = _measured(entry, reference, counted, known.ratio)
        entries[1:] = sorted(entries[1:], key=lambda entry: entry.row.rmse)
        rival = next(entry for entry in entries[1:] if entry.row.pairs <= max(self._pairs, 1))
        return Verdict(
            [entry.row for entry in entries], known.name_of(known.target),
            [known.name_of(date) for date in known.references], known.spatial,
            known.sensor is not None, int(counted.sum()), self._pairs, lead.band_names,
            [band.wavelength for band in lead.selected_bands], self._skipped,
            self._pictures(truth, entries[0].read(), rival))

    def _network(self) -> _Entry:
        """Return the prediction of the network, however long it takes."""
        self._emit("judging", fraction=0.0, text=tr("Predicting the held-out images"))
        method = all_methods()["networkfusion"]
        parameters = method.Parameters(network_file=self._path, provider="cpu")
        run = self._contest.run(method, parameters, method.references(parameters).all, False)
        row = Row(NETWORK, "network", tr("This network"), self._pairs, run.seconds)
        return _Entry(row, lambda: self._known.read(run.path))

    def _copy(self) -> _Entry:
        nearest = self._known.references[0]
        return _Entry(Row(COPY, "copy", tr("Fine image 1, unchanged"), 1, 0.0),
                      lambda: self._known.fine(nearest))

    def _others(self) -> list[_Entry]:
        """Return the predictions of all methods that had the time."""
        found = rivals(len(self._known.references))
        entries = []
        for number, rival in enumerate(found):
            if not self._contest.over():
                self._emit("judging", fraction=0.1 + 0.5 * number / len(found),
                           text=tr("Comparing with {method}").format(method=rival.title))
            try:
                run = self._contest.compete(rival)
            except InputError as error:
                self._skipped.append((rival.title, str(error)))
                continue
            kind = BASELINE if rival.method.family is Family.BASELINE else CLASSICAL
            row = Row(kind, rival.method.id, rival.title, rival.pairs, run.seconds)
            entries.append(_Entry(row, lambda path=run.path: self._known.read(path)))
        return entries

    def _comparable(self, entries: list[_Entry], counted: np.ndarray
                    ) -> tuple[list[_Entry], np.ndarray]:
        """Return the entries that predict enough, and the pixels that all of them predict."""
        if not counted.any():
            raise InputError(tr("None of the held-out pixels could be predicted. Check the masks, "
                                "or hold out another date."))
        kept, wanted = [], counted.sum()
        for entry in entries:
            valid = counted & entry.read().valid
            if valid.sum() >= _LEAST_SHARE * wanted:
                kept.append(entry)
                counted = valid
            else:
                self._skipped.append((entry.row.title, tr("predicts too few pixels")))
        return kept, counted

    def _pictures(self, truth: Image, prediction: Image, rival: _Entry) -> Pictures:
        known = self._known
        rows, columns = known.measured.slices_in(known.window)
        images = [known.fine(known.references[0]), known.coarse(known.target), prediction,
                  rival.read(), truth]
        return Pictures(*(image.masked()[:, rows, columns]
                          for image in images), rival.row.title)


def _measured(entry: _Entry, reference: ArraySource, counted: np.ndarray,
              ratio: float | None) -> Row:
    image = entry.read()
    quality = assess(ArraySource(image.values, image.valid & counted, reference.band_names),
                     reference, ratio=ratio).values
    values = {key: quality[key].overall for key in METRICS if key in quality}
    return replace(entry.row, bands=quality["RMSE"].bands, values={
        key: None if math.isnan(value) else value for key, value in values.items()})
