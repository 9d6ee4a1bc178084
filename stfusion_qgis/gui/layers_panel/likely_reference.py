"""The loaded layer that is likely the reference of a prediction."""

from __future__ import annotations

import datetime
import math

from qgis.core import QgsRasterLayer

from ...images.dates import date_of
from ...processing.layer_sources import source_of
from .layer_quality import LayerQuality


def likely_reference(quality: LayerQuality, layers: list[QgsRasterLayer]) -> str | None:
    """Return the path of the layer with the pixel size, the bands and the date of a prediction.

    Images that the prediction was made from are left out. None if there is no such layer.
    """
    inputs = quality.made.inputs if quality.made is not None else None
    used = {*inputs.fine, *inputs.coarse, *inputs.coarse_predictions} if inputs else set()
    for layer in layers:
        source = source_of(layer)
        when = source.date or date_of({}, layer.name(), source.path)
        if (source.path not in used and _same_pixels(layer, quality.layer)
                and _same_date(when, quality.date)):
            return source.path
    return None


def _same_date(first: datetime.date | None, second: datetime.date | None) -> bool:
    return first is not None and first == second


def _same_pixels(first: QgsRasterLayer, second: QgsRasterLayer) -> bool:
    return (first.crs() == second.crs() and first.bandCount() == second.bandCount()
            and math.isclose(first.rasterUnitsPerPixelX(), second.rasterUnitsPerPixelX(),
                             rel_tol=0.01))
