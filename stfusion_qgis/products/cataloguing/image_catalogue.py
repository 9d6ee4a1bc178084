"""A catalogue of images, and its file: GeoJSON that is an ItemCollection of STAC."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ... import checked_json
from ...errors import InputError
from ...translation import tr
from ...version import VERSION
from ...whole_files import write_text
from ..product import SensorRole
from ..recognising import Unusable
from .catalogue_item import CatalogueItem
from .stac_items import item_of, to_stac

ENDING = ".geojson"
_MOST_CHARACTERS = 512 * 2**20


@dataclass(frozen=True)
class ImageCatalogue:
    """Images in the order of time, and what could not be used.

    area: what the clear shares are of, for people; "" for the whole images.
    """

    items: list[CatalogueItem] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    area: str = ""

    def of_role(self, role: SensorRole) -> list[CatalogueItem]:
        """Return the fine or the coarse images."""
        return [item for item in self.items if item.role is role]

    def write(self, path: str) -> None:
        """Write the catalogue; hrefs of files beside it are relative.

        Raises:
            InputError: the name has another ending, or the file cannot be written.
        """
        if not path.lower().endswith((ENDING, ".json")):
            raise InputError(tr("The catalogue {path} must end with .geojson: it is GeoJSON that "
                                "tools for STAC open, too.").format(path=path))
        folder = os.path.dirname(os.path.abspath(path))
        features = [to_stac(item, folder) for item in self.items]
        write_text(path, json.dumps({
            "type": "FeatureCollection", "stfusion:version": VERSION, "stfusion:area": self.area,
            "stfusion:unusable": [each._asdict() for each in self.unusable],
            "features": features}, ensure_ascii=False, indent=None, separators=(",", ":")
            ).replace('{"type":"Feature","stac_version"', '\n{"type":"Feature","stac_version"'))

    @classmethod
    def read(cls, path: str) -> ImageCatalogue:
        """Return the catalogue of a file that this plugin has written.

        Raises:
            InputError: it cannot be read, or is none.
        """
        try:
            with open(path, encoding="utf-8") as file:
                data = checked_json.checked_dictionary(_parsed(file.read(_MOST_CHARACTERS)))
            features = checked_json.checked_list(data.get("features"))
            unusable = [Unusable(checked_json.checked_text(each["path"]),
                                 checked_json.checked_text(each["reason"]))
                        for each in data.get("stfusion:unusable", [])]
            folder = os.path.dirname(os.path.abspath(path))
            items = [item_of(feature, folder) for feature in features]
        except OSError as error:
            raise InputError(tr("The catalogue {path} cannot be read ({reason}).").format(
                path=path, reason=error.strerror)) from error
        except (ValueError, TypeError, AttributeError, LookupError,
                OverflowError) as error:
            raise InputError(tr(
                "{path} is no catalogue that this plugin has written, or was changed by another "
                "program ({reason}). Make it anew.").format(path=path, reason=error)) from error
        return cls(in_order(items), unusable, str(data.get("stfusion:area", "")))


def in_order(items: Iterable[CatalogueItem]) -> list[CatalogueItem]:
    """Return items in the order of time, fine ones first."""
    return sorted(items, key=lambda item: (item.date, item.role.value != "fine", item.id))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("too deeply nested") from error
