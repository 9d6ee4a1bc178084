"""The record of a layer's quality, kept in the layer, so in the project, and beside its file."""

from __future__ import annotations

import os

from qgis.core import QgsRasterLayer

from ...quality.record import Record, found_beside

_REFERENCE = "stfusion/reference"
_RECORD, _SHOWN = "stfusion/quality", "stfusion/quality_shown"


def stored(layer: QgsRasterLayer, path: str) -> Record | None:
    """Return the latest record of a layer and its file; None if there is none.

    One that came with the style of another layer is passed over: it is of another file.
    """
    in_layer = Record.from_json(layer.customProperty(_RECORD, "") or "", path)
    if in_layer is not None and in_layer.name != os.path.basename(path):
        in_layer = None
    found = [record for record in (in_layer, found_beside(path)) if record is not None]
    return max(found, key=lambda record: record.measured, default=None)


def keep_in_layer(layer: QgsRasterLayer, path: str, record: Record) -> None:
    """Keep a record in the layer."""
    layer.setCustomProperty(_RECORD, record.to_json(path))


def suggest_reference(layer: QgsRasterLayer, path: str) -> None:
    """Let the layer be measured against a true image, before anybody has chosen one."""
    layer.setCustomProperty(_REFERENCE, path)


def suggested_reference(layer: QgsRasterLayer) -> str | None:
    """Return the true image that was suggested, None if there is none."""
    path = layer.customProperty(_REFERENCE)
    return path if isinstance(path, str) and path and "\0" not in path else None


def shown(layer: QgsRasterLayer) -> bool | None:
    """Return whether the layer is to have a widget; None if nobody has decided."""
    value = layer.customProperty(_SHOWN)
    return None if value is None else str(value).lower() in ("true", "1")


def set_shown(layer: QgsRasterLayer, shown: bool | None) -> None:
    """Remember whether the layer is to have a widget."""
    if shown is None:
        layer.removeCustomProperty(_SHOWN)
    else:
        layer.setCustomProperty(_SHOWN, shown)


def forget(layer: QgsRasterLayer) -> None:
    """Remove the record, the reference and the choice from a layer that shows another file."""
    layer.removeCustomProperty(_RECORD)
    layer.removeCustomProperty(_REFERENCE)
    layer.removeCustomProperty(_SHOWN)
