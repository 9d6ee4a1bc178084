"""Fine and coarse images of several dates as inputs, which find each other by their dates."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)

from ..images.image_options import ImageOptions
from ..images.source import Source
from ..season.pairing import Match, match
from ..translation import tr
from .base import StfusionAlgorithm
from .layer_sources import raster_layers, source_of
from .parameter_definitions import definitions


def add_layers(algorithm: StfusionAlgorithm, name: str, label: str, help: str,
               optional: bool = True, advanced: bool = False) -> None:
    """Add an input of several raster layers."""
    algorithm.add(QgsProcessingParameterMultipleLayers(
        name, label, QgsProcessing.SourceType.TypeRaster, None, optional), help, advanced)


def add_bringing_together(algorithm: StfusionAlgorithm, options: Collection[str]) -> None:
    """Add masks, how dates are matched, and some of the image options, all advanced."""
    add_layers(algorithm, "FINE_MASKS", tr("Masks of the fine images"), tr(
        "Pixels that are 0 or nodata in the first band of a mask are left out, such as clouds "
        "and their shadows. Masks find their images by their dates, too."), advanced=True)
    add_layers(algorithm, "COARSE_MASKS", tr("Masks of the coarse images"), tr(
        "Likewise."), advanced=True)
    algorithm.add(QgsProcessingParameterNumber(
        "DAYS", tr("Days between the images of a pair"),
        QgsProcessingParameterNumber.Type.Integer, 0, False, 0, 60), tr(
            "By how many days a coarse image may differ from its fine image, if there is none "
            "of the very same day."), advanced=True)
    for parameter, help, advanced in definitions(ImageOptions):
        if parameter.name().lower() in options:
            algorithm.add(parameter, help, advanced)


def matches(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any],
            context: QgsProcessingContext, least_dates: int = 2,
            ) -> tuple[list[Match], list[Source]]:
    """Return the images of each date, at least so many, and the coarse images left over.

    To be called on the thread that owns the layers.

    Raises:
        InputError: an image cannot be used, or images do not match.
    """
    fine, coarse, fine_masks, coarse_masks = ([source_of(layer) for layer in raster_layers(
        algorithm, parameters, name, context)]
        for name in ("FINE", "COARSE", "FINE_MASKS", "COARSE_MASKS"))
    days = algorithm.parameterAsInt(parameters, "DAYS", context)
    return match(fine, coarse, fine_masks, coarse_masks, days, least_dates)
