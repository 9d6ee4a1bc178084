"""The parameter for the guide: a raster or polygons."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterMapLayer,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..errors import InputError
from ..images.source import Source
from ..methods.given_guide import GivenGuide, GuideOptions
from ..translation import tr
from .base import StfusionAlgorithm
from .layer_sources import raster_layer, source_of
from .parameter_definitions import definitions, values

_NAME = "GUIDE"


def add_guide(algorithm: StfusionAlgorithm, help: str) -> None:
    """Add GUIDE to an algorithm; help: what it does with it."""
    kinds = QgsProcessing.SourceType
    algorithm.add(QgsProcessingParameterMapLayer(
        _NAME, tr("Guide"), None, True, [kinds.TypeRaster, kinds.TypeVectorPolygon]), help)


def add_guide_of_all(algorithm: StfusionAlgorithm, help: str) -> None:
    """Add GUIDE and its options to an algorithm that runs any method; help: what it is for."""
    add_guide(algorithm, help)
    for parameter, text, advanced in definitions(GuideOptions):
        algorithm.add(parameter, text, advanced)


def check_guide_opens(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                      context: QgsProcessingContext) -> None:
    """Raise `InputError` if a guide is given that QGIS cannot open, as QGIS does not say why."""
    if not isinstance(algorithm.parameterAsLayer(parameters, _NAME, context), QgsVectorLayer):
        _raster(algorithm, parameters, context)


def given_guide(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                context: QgsProcessingContext) -> GivenGuide | None:
    """Return the guide with its options, None if none is given; on the thread of the layers.

    Raises:
        InputError: it is neither a raster that GDAL reads nor polygons.
    """
    source = guide_source(algorithm, parameters, context, None)
    return None if source is None else GivenGuide(
        source, values(GuideOptions, algorithm, parameters, context))


def polygons_of_layer(layer: QgsVectorLayer) -> Source:
    """Return the polygons of a layer of a file, with the CRS that is set in it.

    Raises:
        InputError: it shows some of its polygons only, or is no layer of a file.
    """
    if layer.providerType() != "ogr" or layer.subsetString():
        raise InputError(tr("{layer} is filtered or not read from a file. Export it as a "
                            "GeoPackage first.").format(layer=layer.name()))
    return Source(layer.source(), layer.name(), crs=layer.crs().toWkt() or None)


def guide_source(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                 context: QgsProcessingContext, mask: QgsRasterLayer | None) -> Source | None:
    """Return the guide that is given, None if none is; on the thread that owns the layers.

    mask: of the guide. Polygons that no file holds, as those of a layer in memory, are written
    into a temporary one.

    Raises:
        InputError: it is neither a raster that GDAL reads nor polygons.
    """
    layer = algorithm.parameterAsLayer(parameters, _NAME, context)
    if not isinstance(layer, QgsVectorLayer):
        raster = _raster(algorithm, parameters, context)
        return None if raster is None else source_of(raster, mask)
    path = algorithm.parameterAsCompatibleSourceLayerPath(
        parameters, _NAME, context, ["gpkg", "shp", "geojson"], "gpkg", QgsProcessingFeedback())
    if not path:
        raise InputError(tr("{layer} cannot be read as polygons. Export it as a GeoPackage first."
                            ).format(layer=layer.name()))
    return Source(path, layer.name(), crs=layer.crs().toWkt() or None)


def _raster(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
            context: QgsProcessingContext) -> QgsRasterLayer | None:
    """Return the guide as a raster, None if none is given."""
    try:
        return raster_layer(algorithm, parameters, _NAME, context)
    except InputError as error:
        raise InputError(tr(
            "The guide {value} can be opened neither as an image nor as polygons. Check that the "
            "file exists and is complete.").format(value=parameters[_NAME])) from error
