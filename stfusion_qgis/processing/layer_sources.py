"""From layers of QGIS to images of the core."""

from __future__ import annotations

import datetime
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterLayer,
)

from ..errors import InputError
from ..images.source import Source
from ..translation import tr


def source_of(layer: QgsRasterLayer, mask: QgsRasterLayer | None = None,
              date: datetime.date | None = None) -> Source:
    """Return the image that `layer` shows, for the core to open.

    Raises:
        InputError: the layer is not read through GDAL.
    """
    return Source(_path(layer), layer.name(), None if mask is None else _path(mask),
                  date or _fixed_date(layer))


def raster_layer(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str,
                 context: QgsProcessingContext) -> QgsRasterLayer | None:
    """Return the raster layer of a parameter, or None where an optional one is not given.

    Raises:
        InputError: what was given is no raster layer.
    """
    layer = algorithm.parameterAsRasterLayer(parameters, name, context)
    if layer is None and parameters.get(name) not in (None, ""):
        raise _not_a_raster(algorithm, name, parameters[name])
    return layer


def raster_layers(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str,
                  context: QgsProcessingContext) -> list[QgsRasterLayer]:
    """Return the raster layers of a parameter for several of them.

    Raises:
        InputError: one that was given is no raster layer.
    """
    given = parameters.get(name)
    for value in given if isinstance(given, list) else [given]:  # QGIS leaves missing ones out
        if isinstance(value, str) and not QgsProcessingUtils.mapLayerFromString(value, context):
            raise _not_a_raster(algorithm, name, value)
    return algorithm.parameterAsLayerList(parameters, name, context)


def _not_a_raster(algorithm: QgsProcessingAlgorithm, name: str, value: Any) -> InputError:
    label = algorithm.parameterDefinition(name).description()
    return InputError(tr(
        "{label}: {value} cannot be opened as a raster. Check that the file exists and is "
        "complete; if it is a container of several images, choose one of them.").format(
            label=label, value=value))


def _path(layer: QgsRasterLayer) -> str:
    if layer.providerType() != "gdal":
        raise InputError(tr(
            "{layer} is not read from a file (its provider is {provider}). Export it as a GeoTIFF "
            "first.").format(layer=layer.name(), provider=layer.providerType()))
    parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
    return layer.source() if parts.get("layerName") else parts.get("path") or layer.source()


def _fixed_date(layer: QgsRasterLayer) -> datetime.date | None:
    properties = layer.temporalProperties()
    begin = properties.fixedTemporalRange().begin() if properties.isActive() else None
    return begin.date().toPyDate() if begin is not None and begin.isValid() else None
