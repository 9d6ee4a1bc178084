"""What a folder of prepared images was made of, by which it is known what has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass

from osgeo import gdal

from ... import checked_json
from ...version import VERSION
from ...whole_files import write_text
from ..preparation.preparing_options import PreparingOptions
from ..product_image import ProductImage
from ..recognising import PREPARED_RECORDS


@dataclass(frozen=True)
class PreparedRecord:
    """What is known of a prepared image.

    key: of all that it depends on. clear: share of its pixels. bands: their names.
    """

    key: str
    clear: float
    bands: tuple[str, ...]


class PreparedRecords:
    """The records of a folder, by the names of the images."""

    def __init__(self, path: str, records: dict[str, PreparedRecord]):
        self._path, self._records, self._is_changed = path, records, False

    @classmethod
    def of(cls, folder: str) -> PreparedRecords:
        """Return the records of a folder; none of a file that somebody has spoilt."""
        path = os.path.join(folder, PREPARED_RECORDS)
        try:
            with open(path, encoding="utf-8") as file:
                data = checked_json.checked_dictionary(checked_json.parsed_json(file.read()))
            return cls(path, {name: PreparedRecord(
                checked_json.checked_text(each["key"]),
                checked_json.checked_number(each["clear"], 0, 1),
                tuple(map(checked_json.checked_text, each["bands"])))
                for name, each in data.items()})
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path, {})

    @staticmethod
    def key(images: Sequence[ProductImage], options: PreparingOptions) -> str:
        """Return a text that changes with the files of images, their products and the options."""
        parts = [VERSION, repr(options), _state(options.elevation), _state(options.reference)]
        for image in images:
            product = image.product
            parts += [image.name, repr(product.quality), repr(product.left_out)]
            for layer in (*image.layers, *image.quality.values()):
                parts += [repr(layer).replace(layer.path, _without_signature(layer.path)),
                          _state(layer.path) or _state(image.path)]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]

    def find(self, name: str, key: str) -> PreparedRecord | None:
        """Return the record of an image that was made of the same, None if there is none."""
        record = self._records.get(name)
        return record if record is not None and record.key == key else None

    def put(self, name: str, record: PreparedRecord) -> None:
        """Keep the record of an image."""
        self._records[name] = record
        self._is_changed = True

    def write(self) -> None:
        """Write the records into the folder, if there are new ones.

        Raises:
            InputError: the folder cannot be written to.
        """
        if self._is_changed:
            write_text(self._path, json.dumps(
                {name: {"key": each.key, "clear": each.clear, "bands": each.bands}
                 for name, each in sorted(self._records.items())}, ensure_ascii=False, indent=1))


def _state(path: str) -> str:
    """Return size and time of a file, "" if there is none of this name or it is far away."""
    is_far = path.startswith(("/vsicurl", "/vsis3/", "/vsigs/", "http"))
    state = None if is_far or not path else gdal.VSIStatL(path)
    return "" if state is None else f"{state.size} {state.mtime}"


def _without_signature(path: str) -> str:
    """Return an address without what is signed anew each time."""
    return path.split("?", 1)[0] if path.startswith("/vsicurl/") else path
