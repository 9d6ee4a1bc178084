"""The record of a benchmark: all of its figures, and of what they were made; as JSON."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..checked_json import (
    checked_boolean,
    checked_dictionary,
    checked_integer,
    checked_list,
    checked_number,
    checked_text,
)
from ..errors import InputError
from ..quality.assessment import Assessment
from ..translation import tr
from ..whole_files import write_text

T = TypeVar("T")


@dataclass(frozen=True)
class RecordedImage:
    """An image of the data set.

    role: "fine" or "coarse". name: of its layer or file. pixels: digest of its values as they were
    read, which neither the format of the file nor its place changes.
    """

    role: str
    name: str
    date: str
    pixels: str


@dataclass(frozen=True)
class PredictedDate:
    """A date that was predicted, and how hard it is to predict.

    references: dates of the pairs it could be predicted from, the best first. days: to the nearest
    of them. change: RMS difference from the fine image of that, in deviations, mean of the bands.
    pixels: that were measured. counted: digest of which they are.
    """

    date: str
    references: tuple[str, ...]
    days: int
    change: float
    pixels: int
    counted: str


@dataclass(frozen=True)
class MethodRecord:
    """The figures of a method.

    id: of the method. pairs: that it got. is_fusion: False for what uses fine images alone.
    parameters: by name. network: file name and digest of a network, "" without one.
    error: RMSE relative to the temporal difference with one pair, geometric mean over dates and
    bands. low, high: between which it lies with 90 % as far as the pixels tell. tied: whether it
    is the best, or may well be as good. seconds: all dates together. predicted: share of the
    measured pixels that it has itself, mean over the dates.
    assessments: of each date. fingerprints: of each prediction, digest of the measured pixels.
    guide: name and digest of the guide that it got, "" without one. guide_use: what it counted for.
    """

    id: str
    title: str
    pairs: int
    is_fusion: bool
    parameters: Mapping[str, Any]
    network: str
    error: float
    low: float
    high: float
    tied: bool
    seconds: float
    predicted: float
    assessments: tuple[Assessment, ...]
    fingerprints: tuple[str, ...]
    guide: str = ""
    guide_use: str = ""

    @property
    def key(self) -> str:
        """Return what tells it from the other methods of a benchmark."""
        return " ".join(filter(None, (self.id, str(self.pairs), self.network, self.guide)))

    def mean(self, metric: str) -> float:
        """Return the mean of a metric over the dates on which it is defined; NaN if on none."""
        values = [one.values[metric].overall for one in self.assessments if metric in one.values]
        defined = [value for value in values if not math.isnan(value)]
        return sum(defined) / len(defined) if defined else math.nan


@dataclass(frozen=True)
class BenchmarkRecord:
    """All that a benchmark has found.

    protocol: name and version. made: when, in UTC. versions: of programs. machine: on which the
    seconds were measured. data: name of the data set. bands: their names. ratio: side of a coarse
    pixel in fine ones, None if unknown. pixel: side of a fine one in metres. options: all of them.
    images: that were used. dates: that were held out. methods: the best first.
    skipped: methods without a figure, and why. notes: sentences for readers.
    """

    protocol: str
    made: str
    versions: Mapping[str, str]
    machine: str
    data: str
    bands: tuple[str, ...]
    ratio: float | None
    pixel: float
    options: Mapping[str, Any]
    images: tuple[RecordedImage, ...]
    dates: tuple[PredictedDate, ...]
    methods: tuple[MethodRecord, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

    def write(self, path: str) -> None:
        """Write it as JSON.

        Raises:
            InputError: the file cannot be written.
        """
        entries = {**vars(self), "images": [vars(one) for one in self.images],
                   "dates": [vars(one) for one in self.dates],
                   "methods": [_of_method(one) for one in self.methods]}
        write_text(path, json.dumps(entries, indent=1, ensure_ascii=False) + "\n")

    @classmethod
    def read(cls, path: str) -> BenchmarkRecord:
        """Return the record in a file.

        Raises:
            InputError: it cannot be read, or is none.
        """
        try:
            with open(path, encoding="utf-8") as file:
                return _record(checked_dictionary(json.load(file)))
        except OSError as error:
            raise InputError(tr("The benchmark {path} cannot be read ({reason}).").format(
                path=path, reason=error.strerror)) from error
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise InputError(tr("{path} is no benchmark that this plugin has written, or was "
                                "changed ({reason}).").format(path=path, reason=error)) from error


def _of_method(one: MethodRecord) -> dict[str, Any]:
    return {**vars(one), "assessments": [each.to_dict() for each in one.assessments]}


def _record(data: dict[str, Any]) -> BenchmarkRecord:
    """Return the record of entries; raise `ValueError` or `KeyError` if somebody has edited it."""
    ratio = data["ratio"]
    return BenchmarkRecord(
        checked_text(data["protocol"]), checked_text(data["made"]),
        {name: checked_text(text) for name, text in checked_dictionary(data["versions"]).items()},
        checked_text(data["machine"]), checked_text(data["data"]),
        _each(data["bands"], checked_text), None if ratio is None else checked_number(ratio, 1.0),
        checked_number(data["pixel"], 0.0), checked_dictionary(data["options"]),
        _each(data["images"], lambda one: RecordedImage(*(
            checked_text(checked_dictionary(one)[each.name])
            for each in dataclasses.fields(RecordedImage)))),
        _each(data["dates"], _date), _each(data["methods"], _method),
        _each(data["skipped"], lambda pair: (checked_text(pair[0]), checked_text(pair[1]))),
        _each(data["notes"], checked_text))


def _each(value: object, read: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(map(read, checked_list(value)))


def _date(value: object) -> PredictedDate:
    data = checked_dictionary(value)
    return PredictedDate(
        checked_text(data["date"]), _each(data["references"], checked_text),
        checked_integer(data["days"]), checked_number(data["change"], 0.0),
        checked_integer(data["pixels"]), checked_text(data["counted"]))


def _method(value: object) -> MethodRecord:
    data = checked_dictionary(value)
    return MethodRecord(
        checked_text(data["id"]), checked_text(data["title"]), checked_integer(data["pairs"]),
        checked_boolean(data["is_fusion"]), checked_dictionary(data["parameters"]),
        checked_text(data["network"]), checked_number(data["error"], 0.0),
        checked_number(data["low"], 0.0), checked_number(data["high"], 0.0),
        checked_boolean(data["tied"]), checked_number(data["seconds"], 0.0),
        checked_number(data["predicted"], 0.0), _each(data["assessments"], Assessment.from_dict),
        _each(data["fingerprints"], checked_text),
        checked_text(data.get("guide", "")), checked_text(data.get("guide_use", "")))
