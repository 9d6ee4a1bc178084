"""An image as a user gives it, before it is opened."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class NodataSetting:
    """What a user has set about the nodata values of one band, in place of the file.

    ranges: least and greatest of further values that are nodata, ends included. tagged: whether
    the nodata value that the file tells counts.
    """

    ranges: tuple[tuple[float, float], ...] = ()
    tagged: bool = True


@dataclass(frozen=True)
class Source:
    """An image as the user gives it.

    path: what GDAL opens. name: what the user calls it. mask: the image that says which pixels
    may be used, or None. date: of the image, or None to find it in the metadata or the name.
    mask_rule: which values of the mask say so, as `MaskRule` reads it; "" for those above 0.
    crs: WKT of the coordinate reference system that the user has set, None for that of the file.
    nodata: settings of the bands in their order; further bands have none.
    open_options: of the GDAL driver, such as "OVERVIEW_LEVEL=1".
    sensor: that took it, where several are told apart; "" where nobody says.
    """

    path: str
    name: str = ""
    mask: Source | None = None
    date: datetime.date | None = None
    mask_rule: str = ""
    crs: str | None = None
    nodata: tuple[NodataSetting, ...] = ()
    open_options: tuple[str, ...] = ()
    sensor: str = ""

    def __post_init__(self) -> None:
        """Take a path for the mask, too."""
        mask: Any = self.mask
        if isinstance(mask, str):
            object.__setattr__(self, "mask", Source(mask) if mask else None)

    @property
    def is_path_only(self) -> bool:
        """Say whether the path alone opens the same image, apart from name, mask and date."""
        return not (self.crs or self.nodata or self.open_options)

    def as_dict(self) -> dict[str, Any]:
        """Return the source as JSON can hold it."""
        return {**asdict(self), "date": self.date.isoformat() if self.date else None,
                "mask": self.mask.as_dict() if self.mask else None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Source:
        """Return the source that `as_dict` was called for."""
        date, mask = data.get("date"), data.get("mask")
        nodata = tuple(NodataSetting(tuple((low, high) for low, high in setting["ranges"]),
                                     setting["tagged"]) for setting in data.get("nodata", ()))
        return cls(**{**data, "date": datetime.date.fromisoformat(date) if date else None,
                      "mask": cls.from_dict(mask) if mask else None, "nodata": nodata,
                      "open_options": tuple(data.get("open_options", ()))})


def short_name(path: str) -> str:
    """Return what to call an image of which only the path is known: c1.nc:Band1, for example."""
    return os.path.basename(re.sub(r'["\']', "", path).rstrip("/")) or path
