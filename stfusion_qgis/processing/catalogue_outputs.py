"""Catalogues as outputs of algorithms: their file, their counts, and their look in QGIS."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsRendererCategory,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsVectorLayerTemporalProperties,
)

from ..errors import InputError
from ..products.cataloguing.image_catalogue import ENDING, ImageCatalogue
from ..products.product import SensorRole
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm

_ROLES = {  # with the colours of the outline
    SensorRole.FINE: (mark("Fine images"), "#1f78b4"),
    SensorRole.COARSE: (mark("Coarse images"), "#e66101")}

_LABEL = "format_date(\"datetime\", 'yyyy-MM-dd') || coalesce(" \
         "' ' || to_string(round(100 * \"clear\")) || ' %', '')"


def add_counts(algorithm: StfusionAlgorithm) -> None:
    """Add the outputs that `counts_of` returns."""
    for name, label in (("IMAGES", tr("Number of images")), ("FINE", tr("Number of fine images")),
                        ("COARSE", tr("Number of coarse images")),
                        ("UNUSABLE", tr("Number of files that cannot be used"))):
        algorithm.add_output(QgsProcessingOutputNumber(name, label))


def counts_of(catalogue: ImageCatalogue, progress: Progress) -> dict[str, int]:
    """Return how many images a catalogue holds, and tell it."""
    fine, coarse = (len(catalogue.of_role(role)) for role in SensorRole)
    progress.info(tr("{fine} fine and {coarse} coarse images; {unusable} files cannot be used"
                     ).format(fine=fine, coarse=coarse, unusable=len(catalogue.unusable)))
    return {"IMAGES": fine + coarse, "FINE": fine, "COARSE": coarse,
            "UNUSABLE": len(catalogue.unusable)}


def catalogue_path(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any],
                   context: QgsProcessingContext) -> str:
    """Return the path of the catalogue to write.

    Raises:
        InputError: it does not end as GeoJSON does, or its folder is not there.
    """
    path = str(algorithm.parameterAsOutputLayer(parameters, "OUTPUT", context))
    if not path.lower().endswith((ENDING, ".json")):
        raise InputError(tr("The catalogue {path} must end with .geojson: it is GeoJSON that "
                            "tools for STAC open, too.").format(path=path))
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    return path


def load_catalogue(path: str, context: QgsProcessingContext) -> list[CatalogueStyle]:
    """Give the catalogue its look, if it is to be loaded.

    Returns:
        What the algorithm must keep a reference to, as QGIS keeps none.
    """
    if not context.willLoadLayerOnCompletion(path):
        return []
    style = CatalogueStyle()
    context.layerToLoadOnCompletionDetails(path).setPostProcessor(style)
    return [style]


class CatalogueStyle(QgsProcessingLayerPostProcessorInterface):
    """Shows footprints by role, with dates and clear shares, and knows when they were taken."""

    def postProcessLayer(self, layer: Any, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        layer.setRenderer(QgsCategorizedSymbolRenderer("role", [
            QgsRendererCategory(role.value, QgsFillSymbol.createSimple({
                "style": "no", "outline_color": colour, "outline_width": "0.6"}), tr(label))
            for role, (label, colour) in _ROLES.items()]))
        label = QgsPalLayerSettings()
        label.fieldName, label.isExpression = _LABEL, True
        layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
        layer.setLabelsEnabled(True)
        layer.setDisplayExpression('"id"')
        temporal = layer.temporalProperties()
        temporal.setMode(QgsVectorLayerTemporalProperties.TemporalMode
                         .FeatureDateTimeStartAndDurationFromFields)
        temporal.setStartField("datetime")
        temporal.setDurationField("days")
        temporal.setDurationUnits(QgsUnitTypes.TemporalUnit.TemporalDays)
        temporal.setIsActive(True)
        layer.triggerRepaint()
