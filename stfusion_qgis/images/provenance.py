"""The provenance of a prediction: written into its file's metadata, and read from there."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..version import VERSION
from .dates import date_in
from .gdal_tools import GdalError, gdal_errors, open_raster
from .inputs import Inputs
from .raster import Raster
from .scene import Scene
from .source import Source

_METHOD, _CONTENT = "STFUSION_METHOD", "STFUSION_CONTENT"
_UNCERTAINTY = "uncertainty"
_DATE = "ACQUISITIONDATETIME"
_KINDS = ("fine", "coarse", "coarse_predictions")
_OPTIONS = ("ratio", "band_matching", "scale_coarse")


@dataclass(frozen=True)
class Provenance:
    """The provenance of a prediction.

    method: its id. reference: the paper. parameters: by name. version: of STFusion.
    inputs: the images, with the coarse one of the prediction date (files of version 0.1.0 list
    those of all dates of a batch), and the options with which they were really brought together:
    `ratio` is the one that was found, `scale_coarse` says whether any image was scaled.
    shift: rows and columns, in fine pixels, by which the coarse images lay too far down and
    right, and were moved back.
    date: that was predicted, None if unknown. network: title of the network that predicted, "" if
    none did.
    """

    method: str
    reference: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    shift: tuple[float, float] = (0.0, 0.0)
    version: str = VERSION
    date: datetime.date | None = None
    network: str = ""

    @classmethod
    def of(cls, method: str, reference: str, parameters: dict[str, Any], scene: Scene,
           date: int) -> Provenance:
        """Return the provenance of the prediction of one of the scene's dates."""
        raster = scene.coarse_predictions[date]
        inputs = Inputs.of(map(_source, scene.fine), map(_source, scene.coarse), [_source(raster)],
                           ratio=scene.ratio, band_matching=scene.options.band_matching,
                           scale_coarse=any(raster.scale != 1.0 for raster in scene.rasters))
        return cls(method, reference, parameters, inputs, scene.shift, date=raster.date)

    def to_metadata(self, uncertainty: bool = False) -> dict[str, str]:
        """Return the items for the file of the prediction, or of its uncertainty."""
        items = {
            "STFUSION_VERSION": self.version, _METHOD: self.method,
            "STFUSION_REFERENCE": self.reference,
            "STFUSION_PARAMETERS": json.dumps(self.parameters, ensure_ascii=False),
            "STFUSION_INPUTS": json.dumps(_to_record(self.inputs, self.shift),
                                          ensure_ascii=False)}
        if self.date is not None:
            items[_DATE] = self.date.isoformat()
            items["TIFFTAG_DATETIME"] = f"{self.date:%Y:%m:%d} 00:00:00"
        return {**items, _CONTENT: _UNCERTAINTY} if uncertainty else items

    @classmethod
    def from_metadata(cls, items: Mapping[str, str]) -> Provenance | None:
        """Return the provenance in the metadata of a file; None if it holds no prediction."""
        if not items.get(_METHOD) or items.get(_CONTENT) == _UNCERTAINTY:
            return None
        return cls(items[_METHOD], items.get("STFUSION_REFERENCE", ""),
                   _dictionary(items.get("STFUSION_PARAMETERS")),
                   *_from_record(_dictionary(items.get("STFUSION_INPUTS"))),
                   items.get("STFUSION_VERSION", ""), date_in(items.get(_DATE, "")),
                   str(_dictionary(items.get("STFUSION_NETWORK")).get("title", "")))


def provenance_of(path: str) -> Provenance | None:
    """Return the provenance of the prediction in a file; None for other files."""
    try:
        with gdal_errors():
            return Provenance.from_metadata(open_raster(path).GetMetadata())
    except GdalError:
        return None


def _source(raster: Raster) -> Source:
    there = os.path.exists(raster.source)
    return Source(os.path.abspath(raster.source) if there else raster.source)


def _to_record(inputs: Inputs, shift: tuple[float, float]) -> dict[str, Any]:
    """Return the entries of STFUSION_INPUTS: paths, options that have an effect, shift."""
    options = inputs.options
    return {**{kind: [source.path for source in getattr(inputs, kind)] for kind in _KINDS},
            "ratio": options.ratio, "band_matching": options.band_matching,
            "scale_coarse": options.scale_coarse, "shift": shift}


def _from_record(record: dict[str, Any]) -> tuple[Inputs, tuple[float, float]]:
    """Return the inputs and the shift of a record; none of a record that somebody has spoilt."""
    lists = [record.get(kind, []) for kind in _KINDS]
    if not all(isinstance(paths, list) and all(isinstance(path, str) for path in paths)
               for paths in lists):
        return Inputs(), (0.0, 0.0)
    options = {name: record[name] for name in _OPTIONS if name in record}
    shift = record.get("shift", [0.0, 0.0])
    usable = isinstance(shift, list) and len(shift) == 2 \
        and all(isinstance(part, (int, float)) for part in shift)
    return Inputs.of(*lists, **options), (shift[0], shift[1]) if usable else (0.0, 0.0)


def _dictionary(text: str | None) -> dict[str, Any]:
    try:
        data = json.loads(text or "{}")
    except ValueError:  # somebody has edited it
        return {}
    return data if isinstance(data, dict) else {}
