"""How a prediction was made: written into its file's metadata, and read from there."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..version import VERSION
from .dates import date_in
from .gdal_tools import GdalError, gdal_errors, open_raster

if TYPE_CHECKING:
    from ..methods.method import Method
    from .raster import Raster
    from .scene import Scene

_METHOD, _CONTENT = "STFUSION_METHOD", "STFUSION_CONTENT"
_UNCERTAINTY = "uncertainty"
_DATE = "ACQUISITIONDATETIME"


@dataclass(frozen=True)
class Inputs:
    """The images that one prediction was made from, and how they were brought together.

    fine, coarse: of the reference pairs. coarse_predictions: the coarse image of the
    prediction date (files of version 0.1.0 list those of all dates of a batch).
    ratio: side of a coarse pixel in fine pixels, None if unknown.
    band_matching: one of `bands.BAND_MATCHING`, to the bands of fine 1.
    scale_coarse: whether coarse images were brought to the units of the fine ones.
    shift: rows and columns, in fine pixels, by which the coarse images lay too far down and
    right, and were moved back.
    """

    fine: list[str] = field(default_factory=list)
    coarse: list[str] = field(default_factory=list)
    coarse_predictions: list[str] = field(default_factory=list)
    ratio: float | None = None
    band_matching: str = "number"
    scale_coarse: bool = False
    shift: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def of(cls, scene: Scene, date: int) -> Inputs:
        """Return the inputs of the prediction of one of the scene's dates."""
        return cls([_place(raster) for raster in scene.fine],
                   [_place(raster) for raster in scene.coarse],
                   [_place(scene.predictions[date])], scene.ratio, scene.band_matching,
                   any(raster.scale != 1.0 for raster in scene.rasters), scene.shift)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Inputs:
        """Return the inputs that `asdict` made the dictionary of; unknown entries are left out.

        Raises:
            TypeError: an entry is of another type.
        """
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        for name in ("fine", "coarse", "coarse_predictions"):
            if not isinstance(known.get(name, []), list):
                raise TypeError(f"{name} is no list")
        return cls(**{**known, "shift": tuple(known.get("shift", (0.0, 0.0)))})


@dataclass(frozen=True)
class Provenance:
    """How a prediction was made.

    method: its id. reference: the paper. parameters: by name. version: of STFusion.
    date: that was predicted, None if unknown. network: title of the network that predicted, "" if
    none did.
    """

    method: str
    reference: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    version: str = VERSION
    date: datetime.date | None = None
    network: str = ""

    @classmethod
    def of(cls, method: Method, scene: Scene, parameters: Any, date: int) -> Provenance:
        """Return the provenance of the prediction of one of the scene's dates."""
        return cls(method.id, str(method.reference), asdict(parameters), Inputs.of(scene, date),
                   date=scene.predictions[date].date)

    def to_metadata(self, uncertainty: bool = False) -> dict[str, str]:
        """Return the items for the file of the prediction, or of its uncertainty."""
        items = {
            "STFUSION_VERSION": self.version, _METHOD: self.method,
            "STFUSION_REFERENCE": self.reference,
            "STFUSION_PARAMETERS": json.dumps(self.parameters, ensure_ascii=False),
            "STFUSION_INPUTS": json.dumps(asdict(self.inputs), ensure_ascii=False)}
        if self.date is not None:
            items[_DATE] = self.date.isoformat()
            items["TIFFTAG_DATETIME"] = f"{self.date:%Y:%m:%d} 00:00:00"
        return {**items, _CONTENT: _UNCERTAINTY} if uncertainty else items

    @classmethod
    def from_metadata(cls, items: Mapping[str, str]) -> Provenance | None:
        """Return what the metadata of a file tells; None if it holds no prediction."""
        if not items.get(_METHOD) or items.get(_CONTENT) == _UNCERTAINTY:
            return None
        inputs = _dictionary(items.get("STFUSION_INPUTS"))
        try:
            known = Inputs.from_dict(inputs)
        except TypeError:
            known = Inputs()
        return cls(items[_METHOD], items.get("STFUSION_REFERENCE", ""),
                   _dictionary(items.get("STFUSION_PARAMETERS")), known,
                   items.get("STFUSION_VERSION", ""), date_in(items.get(_DATE, "")),
                   str(_dictionary(items.get("STFUSION_NETWORK")).get("title", "")))


def provenance_of(path: str) -> Provenance | None:
    """Return how the prediction in a file was made; None if it is none, or cannot be opened."""
    try:
        with gdal_errors():
            return Provenance.from_metadata(open_raster(path).GetMetadata())
    except GdalError:
        return None


def _place(raster: Raster) -> str:
    return os.path.abspath(raster.source) if os.path.exists(raster.source) else raster.source


def _dictionary(text: str | None) -> dict[str, Any]:
    try:
        data = json.loads(text or "{}")
    except ValueError:  # somebody has edited it
        return {}
    return data if isinstance(data, dict) else {}
