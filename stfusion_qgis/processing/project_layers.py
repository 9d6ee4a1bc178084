"""Raster layers of the project, as candidates for the images of a fusion."""

from __future__ import annotations

import datetime
import math
import re

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRasterLayer,
    QgsUnitTypes,
)

from ..images.byte_writer import CONTENT_ITEM, MASK_CONTENT
from ..images.dates import date_of
from ..images.grid import METRES_A_DEGREE, lattice_of
from ..images.guessing import Candidate
from ..images.quality_layers import is_quality_layer
from ..images.source import short_name
from .layer_dates import fixed_date

_ITEM = re.compile(r"<li>([^<=]+)=([^<]*)</li>")


def project_rasters() -> list[QgsRasterLayer]:
    """Return the raster layers of the project that are read from files, in the order of names."""
    layers = [layer for layer in QgsProject.instance().mapLayers().values()
              if isinstance(layer, QgsRasterLayer) and layer.isValid()
              and layer.providerType() == "gdal"]
    return sorted(layers, key=lambda layer: layer.name().casefold())


def layer_of(identifier: str | None) -> QgsRasterLayer | None:
    """Return the raster layer of an id, None if there is none any more."""
    layer = QgsProject.instance().mapLayer(identifier) if identifier else None
    return layer if isinstance(layer, QgsRasterLayer) and layer.isValid() else None


def candidate_of(layer: QgsRasterLayer) -> Candidate:
    """Return pixel size, bands, date and place of a layer, without reading its file."""
    extent = layer.extent()
    factor = METRES_A_DEGREE if layer.crs().isGeographic() else QgsUnitTypes.fromUnitToUnitFactor(
        layer.crs().mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)
    width, height = layer.rasterUnitsPerPixelX() or 1.0, layer.rasterUnitsPerPixelY() or 1.0
    grid = lattice_of(layer.crs().authid(), extent.xMinimum(), extent.yMaximum(), width, height)
    metadata = _metadata(layer)
    return Candidate(layer.id(), layer.name(), width * factor,
                     layer.bandCount(), _date(layer), grid, _degrees(layer),
                     *_of_product(metadata), _is_quality(layer, metadata))


def _is_quality(layer: QgsRasterLayer, metadata: dict[str, str]) -> bool:
    """Say whether a layer is a mask or a quality layer, by what its file or its names say."""
    kind = layer.dataProvider().dataType(1)
    return metadata.get(CONTENT_ITEM) == MASK_CONTENT or is_quality_layer(
        layer.name(), short_name(layer.source()),
        may_be_mask=layer.bandCount() == 1 and kind == Qgis.DataType.Byte)


def _of_product(metadata: dict[str, str]) -> tuple[float | None, str]:
    """Return the share of clear pixels and the sensor that a prepared image tells."""
    try:
        clear = float(metadata.get("STFUSION_CLEAR", ""))
    except ValueError:
        clear = math.nan
    sensor = metadata.get("STFUSION_ROLE", "")
    return (clear if 0 <= clear <= 1 else None), sensor if sensor in ("fine", "coarse") else ""


def _degrees(layer: QgsRasterLayer) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of a layer, None where nobody knows."""
    if not layer.crs().isValid():
        return None
    world = QgsCoordinateReferenceSystem("EPSG:4326")
    try:
        box = QgsCoordinateTransform(layer.crs(), world, QgsProject.instance()) \
            .transformBoundingBox(layer.extent())
    except QgsCsException:
        return None
    if not box.isFinite():
        return None
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def is_prediction(layer: QgsRasterLayer) -> bool:
    """Say whether a layer is itself the result of a fusion."""
    return "STFUSION_METHOD" in layer.dataProvider().htmlMetadata()


def _date(layer: QgsRasterLayer) -> datetime.date | None:
    return fixed_date(layer) or date_of(_metadata(layer), layer.name(), layer.source())


def _metadata(layer: QgsRasterLayer) -> dict[str, str]:
    """Return the items of the file's metadata, which QGIS has read already."""
    return dict(_ITEM.findall(layer.dataProvider().htmlMetadata()))
