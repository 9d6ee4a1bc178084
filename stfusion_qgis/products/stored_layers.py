"""The layers of a download: where each lies, and what its numbers mean."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Placing(NamedTuple):
    """The grid of a layer of which GDAL finds none: geotransform, and the WKT of its CRS."""

    geo_transform: tuple[float, float, float, float, float, float]
    wkt: str


@dataclass(frozen=True)
class Layer:
    """A band as it is stored, and the line from its numbers to values: gain x number + offset.

    path: what GDAL opens. band: number in it, counted from 1. name: common name of the band, or
    place of a quality layer. wavelength: centre in nanometres; 0 if it has none.
    fill: numbers that stand for nothing. valid_range: least and greatest that count, or None.
    placing: its grid, None for that which GDAL finds.
    """

    path: str
    band: int = 1
    name: str = ""
    wavelength: float = 0.0
    gain: float = 1.0
    offset: float = 0.0
    fill: tuple[float, ...] = ()
    valid_range: tuple[float, float] | None = None
    placing: Placing | None = None


@dataclass(frozen=True)
class Details:
    """What the metadata of a download tell beyond its product and its name.

    date: None for that of the name. lines: gain and offset by the name of the band, where they
    are not those of the product. absent: names of bands that this image does not have.
    cloud_share: 0 to 1 as the producer counts, or None. baseline: of the processing.
    notes: sentences for the log on what was found.
    """

    date: datetime.date | None = None
    lines: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    cloud_share: float | None = None
    baseline: str = ""
    notes: tuple[str, ...] = ()
