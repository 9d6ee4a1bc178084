"""The provenance of a prediction: written into its file's metadata, and read from there."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import checked_json
from ..version import VERSION
from .area import Area
from .calibration import Calibration
from .dates import date_in
from .gdal_tools import GdalError, gdal_errors, open_raster
from .guide_use import GuideUse
from .image_options import BAND_MATCHING, PUBLISHED, SENSOR_DIFFERENCE
from .inputs import Inputs
from .polygon_labels import PolygonLabels
from .raster import Raster
from .roles import GUIDE
from .scene import Scene
from .source import Source
from .unit_agreement import readings

_METHOD, _CONTENT = "STFUSION_METHOD", "STFUSION_CONTENT"
_UNCERTAINTY = "uncertainty"
_DATE = "ACQUISITIONDATETIME"
_KINDS = ("fine", "coarse", "coarse_predictions")


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
    none did. calibrations: of the images by their paths, as far as they were not read as they are;
    written for readers, and not read back. guide_use: None where the file tells of no
    guide; written once the method has found it.
    """

    method: str
    reference: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    shift: tuple[float, float] = (0.0, 0.0)
    version: str = VERSION
    date: datetime.date | None = None
    network: str = ""
    calibrations: Mapping[str, Calibration] = field(default_factory=dict, compare=False)
    guide_use: GuideUse | None = field(default=None, compare=False)

    @classmethod
    def of(cls, method: str, reference: str, parameters: dict[str, Any], scene: Scene,
           date: int) -> Provenance:
        """Return the provenance of the prediction of one of the scene's dates."""
        raster = scene.coarse_predictions[date]
        guide = None if scene.guide is None else _source(scene.guide.layer)
        inputs = Inputs.of(map(_source, scene.fine), map(_source, scene.coarse), [_source(raster)],
                           guide=guide, area=scene.wanted.area, ratio=scene.ratio,
                           band_matching=scene.options.band_matching,
                           fine_bands=scene.options.fine_bands,
                           coarse_bands=scene.options.coarse_bands,
                           steady_days=scene.options.steady_days,
                           sensor_difference=scene.options.sensor_difference,
                           lasting_share=scene.options.lasting_share,
                           scale_coarse=any(raster.calibration not in readings(raster)
                                            for raster in scene.rasters))
        used = [*scene.fine, *scene.coarse, raster]
        calibrations = {source.path: each.calibration.of(each.selection) for source, each in zip(
            [*inputs.fine, *inputs.coarse, *inputs.coarse_predictions], used)}
        return cls(method, reference, parameters, inputs, scene.shift, date=raster.date,
                   calibrations=calibrations)

    def to_metadata(self, uncertainty: bool = False) -> dict[str, str]:
        """Return the items for the file of the prediction, or of its uncertainty."""
        items = {
            "STFUSION_VERSION": self.version, _METHOD: self.method,
            "STFUSION_REFERENCE": self.reference,
            "STFUSION_PARAMETERS": json.dumps(self.parameters, ensure_ascii=False),
            "STFUSION_INPUTS": json.dumps(_to_record(self.inputs, self.shift),
                                          ensure_ascii=False)}
        calibrated = {path: {"scale": each.gains, "offset": each.offsets}
                      for path, each in self.calibrations.items() if not each.is_none}
        if calibrated:
            items["STFUSION_VALUES"] = json.dumps(calibrated, ensure_ascii=False)
        if self.date is not None:
            items[_DATE] = self.date.isoformat()
            items["TIFFTAG_DATETIME"] = f"{self.date:%Y:%m:%d} 00:00:00"
        return {**items, _CONTENT: _UNCERTAINTY} if uncertainty else items

    @classmethod
    def from_metadata(cls, items: Mapping[str, str]) -> Provenance | None:
        """Return the provenance in the metadata of a file; None if it holds no prediction."""
        if not items.get(_METHOD) or items.get(_CONTENT):
            return None
        return cls(items[_METHOD], items.get("STFUSION_REFERENCE", ""),
                   _dictionary(items.get("STFUSION_PARAMETERS")),
                   *_from_record(_dictionary(items.get("STFUSION_INPUTS"))),
                   items.get("STFUSION_VERSION", ""), date_in(items.get(_DATE, "")),
                   str(_dictionary(items.get("STFUSION_NETWORK")).get("title", "")),
                   guide_use=GuideUse.from_metadata(items))


def provenance_of(path: str) -> Provenance | None:
    """Return the provenance of the prediction in a file; None for other files."""
    try:
        with gdal_errors():
            return Provenance.from_metadata(open_raster(path).GetMetadata())
    except GdalError:
        return None


def _source(raster: Raster | PolygonLabels) -> Source:
    there = os.path.exists(raster.source)
    return Source(os.path.abspath(raster.source) if there else raster.source)


def _to_record(inputs: Inputs, shift: tuple[float, float]) -> dict[str, Any]:
    """Return the entries of STFUSION_INPUTS: paths, options that have an effect, shift."""
    options = inputs.options
    return {**{kind: [source.path for source in getattr(inputs, kind)] for kind in _KINDS},
            "ratio": options.ratio, "band_matching": options.band_matching,
            "fine_bands": options.fine_bands, "coarse_bands": options.coarse_bands,
            "steady_days": options.steady_days, "sensor_difference": options.sensor_difference,
            "lasting_share": options.lasting_share,
            "scale_coarse": options.scale_coarse, "shift": shift,
            **({"guide": guide.path} if (guide := inputs.get(GUIDE)) else {}),
            **({} if inputs.area.is_everything else {"area": inputs.area.as_record()})}


def _from_record(record: dict[str, Any]) -> tuple[Inputs, tuple[float, float]]:
    """Return the inputs and the shift of a record; none of a record that somebody has spoilt."""
    try:
        lists = [list(map(checked_json.checked_path,
                          checked_json.checked_list(record.get(kind, [])))) for kind in _KINDS]
        fine, coarse, predictions = lists
        options = {**checked_options(record), **_checked_amendments(record)}
        guide = checked_json.checked_path(record["guide"]) if record.get("guide") else None
        return (Inputs.of(fine, coarse, predictions, area=checked_area(record.get("area", {})),
                          guide=guide, **options),
                checked_shift(record.get("shift", [0.0, 0.0])))
    except ValueError:
        return Inputs(), (0.0, 0.0)


def _checked_amendments(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options by which coarse images are changed; ValueError as `checked_options`."""
    difference = record.get("sensor_difference", PUBLISHED)
    if not isinstance(difference, str) or difference not in SENSOR_DIFFERENCE:
        raise ValueError(f"{difference!r:.50} is no difference between sensors")
    return {"steady_days": int(checked_json.checked_number(record.get("steady_days", 0), 0, 100)),
            "sensor_difference": difference,
            "lasting_share": checked_json.checked_number(record.get("lasting_share", 0.5), 0, 1)}


def checked_options(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a record that anybody may have edited.

    Raises:
        ValueError: one is not what it should be.
    """
    ratio, matching = record.get("ratio"), record.get("band_matching", "number")
    if not isinstance(matching, str) or matching not in BAND_MATCHING:
        raise ValueError(f"{matching!r:.50} is no way to match bands")
    return {"ratio": None if ratio is None else checked_json.checked_number(ratio, 1e-6, 1e6),
            "band_matching": matching,
            "fine_bands": checked_json.checked_text(record.get("fine_bands", "")),
            "coarse_bands": checked_json.checked_text(record.get("coarse_bands", "")),
            "scale_coarse": checked_json.checked_boolean(record.get("scale_coarse", False))}


def checked_area(record: object) -> Area:
    """Return the area of a record that anybody may have edited, or raise `ValueError`."""
    if not isinstance(record, dict):
        raise ValueError(f"{record!r:.50} is no area")
    extent = record.get("extent")
    if extent is not None:
        extent = [checked_json.checked_number(part, -1e12, 1e12)
                  for part in checked_json.checked_list(extent)]
        if len(extent) != 4:
            raise ValueError("an extent has four numbers")
    texts = {name: checked_json.checked_text(record.get(name, ""))
             for name in ("extent_crs", "polygons", "polygons_crs", "name")}
    return Area(None if extent is None else (extent[0], extent[1], extent[2], extent[3]), **texts)


def checked_shift(value: object) -> tuple[float, float]:
    """Return the shift of a record that anybody may have edited, or raise `ValueError`."""
    rows, columns = (checked_json.checked_number(part, -1e6, 1e6)
                     for part in checked_json.checked_list(value))
    return rows, columns


def _dictionary(text: str | None) -> dict[str, Any]:
    try:
        data = checked_json.parsed_json(text or "{}")
    except ValueError:  # somebody has edited it
        return {}
    return data if isinstance(data, dict) else {}
