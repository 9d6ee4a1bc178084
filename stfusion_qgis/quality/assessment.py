"""The result of an assessment: the values of the metrics, as table, JSON and CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .. import checked_json
from .measurements import Measurements
from .metrics.metric import Need
from .registry import METRICS


@dataclass(frozen=True)
class Value:
    """The value of a metric: over all bands and, if it has them, of each band.

    NaN where it is not defined: a constant image has no correlation, for example.
    """

    overall: float
    bands: tuple[float, ...] = ()

    @classmethod
    def of(cls, value: np.ndarray) -> Value:
        """Return the value of a formula, (bands,) or (); over all bands it is their mean."""
        if not value.ndim:
            return cls(float(value))
        defined = value[~np.isnan(value)]
        return cls(float(defined.mean()) if defined.size else math.nan, tuple(map(float, value)))


@dataclass
class Assessment:
    """The quality of a prediction.

    name: of the prediction. bands: their names.
    pixels: number of pixels compared; cells: number of coarse pixels compared, or None.
    ratio: coarse pixel size / fine pixel size, or None.
    data_range: of each band, which PSNR and SSIM used.
    values: metric id to value, in the order of the registry; of the metrics that the images
        allow and that suit their number of bands.
    details: further lines for reports, label to text: files, dates, method, parameters.
    """

    name: str
    bands: Sequence[str]
    pixels: int
    values: dict[str, Value]
    cells: int | None = None
    ratio: float | None = None
    data_range: Sequence[float] = ()
    details: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, bands: Sequence[str], m: Measurements,
           details: dict[str, str] | None = None) -> Assessment:
        """Return the assessment that follows from measurements."""
        values = {metric.id: Value.of(m.value(metric)) for metric in METRICS.values()
                  if m.allows(metric) and metric.bands[0] <= len(bands) <= metric.bands[1]}
        return cls(name, list(bands), m.pixels, values, m.cells,
                   None if math.isnan(m.setting.ratio) else m.setting.ratio,
                   m.setting.data_range.tolist() if Need.REFERENCE in m.sums else [],
                   dict(details or {}))

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold: infinities as text, undefined as None."""
        return {
            "name": self.name, "bands": list(self.bands), "pixels": self.pixels,
            "cells": self.cells, "ratio": self.ratio, "data_range": list(self.data_range),
            "details": dict(self.details),
            "metrics": {key: {"overall": _to_json(value.overall),
                              "bands": [_to_json(v) for v in value.bands]}
                        for key, value in self.values.items()}}

    @classmethod
    def from_dict(cls, data: object) -> Assessment:
        """Return the assessment that `to_dict` made the dictionary of.

        Metrics of later versions, which are unknown here, are left out.

        Raises:
            ValueError, KeyError: somebody has edited it.
        """
        entries = checked_json.checked_dictionary(data)
        bands = list(map(checked_json.checked_text, checked_json.checked_list(entries["bands"])))
        values = {key: _value(value, len(bands))
                  for key, value in checked_json.checked_dictionary(entries["metrics"]).items()
                  if key in METRICS}
        cells, ratio = entries["cells"], entries["ratio"]
        data_range = [checked_json.checked_number(value)
                      for value in checked_json.checked_list(entries["data_range"])]
        if len(data_range) not in (0, len(bands)):
            raise ValueError("a data range is wanted for each band")
        return cls(checked_json.checked_text(entries["name"]), bands,
                   checked_json.checked_integer(entries["pixels"]), values,
                   None if cells is None else checked_json.checked_integer(cells),
                   None if ratio is None else checked_json.checked_number(ratio, 0.0), data_range,
                   {label: checked_json.checked_text(line) for label, line in
                    checked_json.checked_dictionary(entries["details"]).items()})

    def to_csv(self) -> str:
        """Return a table as CSV: one row a metric, columns for all bands and for each band."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["metric", "unit", "direction", "overall", *self.bands])
        for key, value in self.values.items():
            metric = METRICS[key]
            writer.writerow([key, metric.unit.value, metric.direction.value,
                             csv_number(value.overall), *map(csv_number, value.bands)])
        return text.getvalue()


def _to_json(value: float) -> float | str | None:
    return None if math.isnan(value) else str(value) if math.isinf(value) else value


def _value(data: object, bands: int) -> Value:
    """Return the value of a metric; raise `ValueError` or `KeyError` if somebody has edited it."""
    entries = checked_json.checked_dictionary(data)
    of_bands = tuple(map(_from_json, checked_json.checked_list(entries["bands"])))
    if len(of_bands) not in (0, bands):
        raise ValueError("a value is wanted for each band")
    return Value(_from_json(entries["overall"]), of_bands)


def _from_json(value: object) -> float:
    if value is None:
        return math.nan
    return float(str(value)) if value in ("inf", "-inf") else checked_json.checked_number(value)


def csv_number(value: float) -> str:
    """Return a number with the digits that matter, "inf" for infinity, "" if undefined."""
    return "" if math.isnan(value) else f"{value:.8g}"


def number_text(value: float) -> str:
    """Return a number for people: four digits, an infinity sign, or a dash if undefined."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size >= 1000:
        text = f"{value:.0f}"
    elif 0 < size < 1e-4:
        text = f"{value:.2e}"
    else:
        text = f"{value:.{max(0, 3 - math.floor(math.log10(size))) if size >= 1 else 4}f}"
    return text.replace("-", "−")
