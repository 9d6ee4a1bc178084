"""Algorithms that write a catalogue: its file, its counts, and its look in QGIS."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterVectorDestination,
    QgsRendererCategory,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsVectorLayerTemporalProperties,
)

from ..errors import InputError
from ..images.area import Area
from ..products.cataloguing.image_catalogue import ENDING, ImageCatalogue
from ..products.product import SensorRole
from ..progress import Progress
from ..translation import mark, tr
from .area_parameters import area_of
from .base import StfusionAlgorithm
from .loaded_looks import look_when_loaded
from .toolbox_groups import PREPARE

_ROLES = {  # with the colours of the outline
    SensorRole.FINE: (mark("Fine images"), "#1f78b4"),
    SensorRole.COARSE: (mark("Coarse images"), "#e66101")}

_LABEL = "format_date(\"datetime\", 'yyyy-MM-dd') || coalesce(" \
         "' ' || to_string(round(100 * \"clear\")) || ' %', '')"


class CatalogueAlgorithm(StfusionAlgorithm):
    """An algorithm that writes a catalogue of the images of an area."""

    toolbox_group = PREPARE

    def __init__(self) -> None:
        super().__init__()
        self._area = Area()

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._area = area_of(self, parameters, context)

    def add_catalogue_output(self, label: str) -> None:
        """Add the catalogue as an output, and what it holds as numbers."""
        self.add(QgsProcessingParameterVectorDestination(
            "OUTPUT", label, QgsProcessing.SourceType.TypeVectorPolygon), tr(
                "GeoJSON, which ends with .geojson."))
        for name, title in (
                ("IMAGES", tr("Number of images")), ("FINE", tr("Number of fine images")),
                ("COARSE", tr("Number of coarse images")),
                ("UNUSABLE", tr("Number of files that cannot be used"))):
            self.add_output(QgsProcessingOutputNumber(name, title))

    def output_path(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """Return the path of the catalogue to write.

        Raises:
            InputError: it does not end as GeoJSON does, or its folder is not there.
        """
        path = str(self.parameterAsOutputLayer(parameters, "OUTPUT", context))
        if not path.lower().endswith((ENDING, ".json")):
            raise InputError(tr("The catalogue {path} must end with .geojson: it is GeoJSON that "
                                "tools for STAC open, too.").format(path=path))
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        return path

    def written(self, catalogue: ImageCatalogue, path: str, context: QgsProcessingContext,
                progress: Progress) -> dict[str, Any]:
        """Write a catalogue, and return the outputs: its path, and what it holds."""
        catalogue.write(path)
        if context.willLoadLayerOnCompletion(path):
            look_when_loaded(context.layerToLoadOnCompletionDetails(path), CatalogueStyle())
        fine, coarse = (len(catalogue.of_role(role)) for role in SensorRole)
        progress.info(tr("{fine} fine and {coarse} coarse images; {unusable} files cannot be used"
                         ).format(fine=fine, coarse=coarse, unusable=len(catalogue.unusable)))
        return {"OUTPUT": path, "IMAGES": fine + coarse, "FINE": fine, "COARSE": coarse,
                "UNUSABLE": len(catalogue.unusable)}


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
