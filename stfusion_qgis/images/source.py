"""An image as a user gives it, before it is opened."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Source:
    """An image as the user gives it.

    path: what GDAL opens. name: what the user calls it. mask: what GDAL opens of an optional
    mask, whose pixels above 0 say which pixels may be used. date: of the image, or None to
    find it in the metadata or the name.
    """

    path: str
    name: str = ""
    mask: str | None = None
    date: datetime.date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the source as JSON can hold it."""
        return {**asdict(self), "date": self.date.isoformat() if self.date else None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Source:
        """Return the source that `as_dict` was called for."""
        source = cls(**data)
        return replace(source, date=datetime.date.fromisoformat(data["date"])) \
            if data.get("date") else source
