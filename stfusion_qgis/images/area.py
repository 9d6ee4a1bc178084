"""The area of interest: where a user wants a prediction, before the images are opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

_MOST_TEXT = 20_000  # characters of polygons that are written into the metadata of a file


@dataclass(frozen=True)
class Area:
    """An extent, polygons, or what both share; neither of them is everything.

    extent: left, bottom, right and top. polygons: as well-known text, "" for none.
    extent_crs, polygons_crs: their CRS as WKT or such as EPSG:4326, "" for that of the images.
    name: what the user calls the polygons.
    """

    extent: tuple[float, float, float, float] | None = None
    extent_crs: str = ""
    polygons: str = ""
    polygons_crs: str = ""
    name: str = ""

    @property
    def is_everything(self) -> bool:
        """Say whether it leaves nothing out."""
        return self.extent is None and not self.polygons

    def as_dict(self) -> dict[str, Any]:
        """Return the area as JSON can hold it, without what is not set."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Area:
        """Return the area that `as_dict` was called for."""
        extent = data.get("extent")
        return cls(**{**data, "extent": None if extent is None else tuple(extent)})

    def as_record(self) -> dict[str, Any]:
        """Return the area for the metadata of a file: of long polygons the name alone."""
        record = self.as_dict()
        if len(self.polygons) > _MOST_TEXT:
            del record["polygons"]
        return record
