"""The layers of the project whose dates are known, as images of a profile."""

from __future__ import annotations

import os
import re

from qgis.core import QgsRasterLayer

from ...errors import InputError
from ...images.source import Source
from ...processing.layer_sources import source_of
from ...processing.project_layers import candidate_of, project_rasters
from ...season.dated_images import DatedImages, day_of
from ...season.image_kinds import COARSE, FINE, PREDICTION, ProfiledImage
from ...season.output_names import uncertainty_path
from ...translation import tr

_ITEM = re.compile(r"<li>(STFUSION_[A-Z]+)=(.*?)</li>", re.DOTALL)
_SAME = ("STFUSION_METHOD", "STFUSION_PARAMETERS", "STFUSION_INPUTS")
"""What a prediction and its uncertainty have in common."""


def profiled_images() -> list[ProfiledImage]:
    """Return the images of the project that have a date: fine and coarse ones, and predictions."""
    predictions, spreads, others = [], {}, []
    for layer in project_rasters():
        items = dict(_ITEM.findall(layer.dataProvider().htmlMetadata()))
        if not items.get("STFUSION_METHOD"):
            others.append(layer)
        elif items.get("STFUSION_CONTENT") == "uncertainty":
            spreads[_made(items)] = layer
        elif not items.get("STFUSION_CONTENT"):  # others are states of pixels
            predictions.append((layer, _made(items)))
    images = _known_images(others)
    for layer, made in predictions:
        date, source = candidate_of(layer).date, _source(layer)
        if date is None or source is None:
            continue
        spread = _source(spreads[made]) if made in spreads else _beside(source.path)
        images.append(ProfiledImage(source, PREDICTION, _series(layer.name(), str(date)), date,
                                    spread))
    return images


def _known_images(layers: list[QgsRasterLayer]) -> list[ProfiledImage]:
    """Return the images that are no predictions, sorted out by their resolution."""
    by_id = {layer.id(): layer for layer in layers}
    dated = DatedImages.of(map(candidate_of, layers))
    images = []
    for kind, title, found in ((FINE, tr("Fine images"), dated.fine),
                               (COARSE, tr("Coarse images"), dated.coarse)):
        for candidate in found:
            source = _source(by_id[candidate.id])
            if source is not None:
                images.append(ProfiledImage(source, kind, title, day_of(candidate)))
    return images


def _source(layer: QgsRasterLayer) -> Source | None:
    try:
        return source_of(layer)
    except InputError:
        return None


def _made(items: dict[str, str]) -> tuple[str, ...]:
    return tuple(items.get(name, "") for name in _SAME)


def _beside(path: str) -> Source | None:
    """Return the uncertainty that a run in the background has written beside a prediction."""
    spread = uncertainty_path(path)
    return Source(spread) if os.path.exists(spread) else None


def _series(name: str, date: str) -> str:
    """Return the name of a prediction without its date."""
    return name.replace(date, "").strip(" _-") or name
