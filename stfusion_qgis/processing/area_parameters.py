"""The parameters that say where: EXTENT and AREA, of the algorithms that can do a part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsRectangle,
    QgsReferencedRectangle,
)

from ..errors import InputError
from ..images.area import Area
from ..translation import tr
from .base import StfusionAlgorithm

_NUMBER = r"\s*[-+\d.eE]+\s*"
_PLAIN_EXTENT = re.compile(rf"{_NUMBER}(,{_NUMBER}){{3}}")  # without a CRS
_DIGITS = 17  # with which a double comes back as it was


def add_extent(algorithm: StfusionAlgorithm, help: str, advanced: bool = False) -> None:
    """Add EXTENT, with what it does in an algorithm."""
    algorithm.add(QgsProcessingParameterExtent("EXTENT", tr("Extent"), None, True), help, advanced)


def add_area(algorithm: StfusionAlgorithm, extent_help: str, area_help: str,
             advanced: bool = False) -> None:
    """Add EXTENT and AREA, with what they do in an algorithm."""
    add_extent(algorithm, extent_help, advanced)
    algorithm.add(QgsProcessingParameterFeatureSource(
        "AREA", tr("Area"), [QgsProcessing.SourceType.TypeVectorPolygon], None, True), area_help,
        advanced)


def add_area_to_predict(algorithm: StfusionAlgorithm) -> None:
    """Add EXTENT and AREA of an algorithm that predicts."""
    add_area(algorithm, tr(
        "Predict this part alone: every fine pixel that the extent touches, in whichever "
        "coordinate reference system it is given. The part is exactly that of the whole scene, "
        "whose statistics are used. Leave empty for the whole scene."), tr(
        "Predict inside of these polygons alone: fine pixels whose centre lies in one of them, "
        "nodata elsewhere. Together with an extent, what both share."))


def area_of(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
            context: QgsProcessingContext) -> Area:
    """Return what the parameters say; on the thread that owns the layers.

    Raises:
        InputError: an extent or a layer that is given cannot be read.
    """
    extent, extent_crs = _extent(algorithm, parameters, context)
    polygons, polygons_crs, name = _polygons(algorithm, parameters, context)
    return Area(extent, extent_crs, polygons, polygons_crs, name)


def extent_text(area: Area) -> str:
    """Return the extent of an area as Processing writes it; "" if it has none."""
    if area.extent is None:
        return ""
    left, bottom, right, top = (f"{edge:.{_DIGITS}g}" for edge in area.extent)
    kind = "WKT:" if "[" in area.extent_crs else ""
    crs = f" [{kind}{area.extent_crs}]" if area.extent_crs else ""
    return f"{left},{right},{bottom},{top}{crs}"


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return a CRS such as EPSG:4326, others as WKT; "" if it is not valid."""
    if not crs.isValid():
        return ""
    if crs.authid().startswith("EPSG:"):
        return str(crs.authid())
    return str(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))


def polygons_text(features: Iterable[QgsFeature]) -> str:
    """Return the polygons of features as one well-known text."""
    texts = ",".join(filter(None, map(_text, features)))
    return f"GEOMETRYCOLLECTION({texts})" if texts else "GEOMETRYCOLLECTION EMPTY"


def _text(feature: QgsFeature) -> str:
    if not feature.hasGeometry() or feature.geometry().isEmpty():
        return ""
    straight = feature.geometry().constGet().segmentize()
    straight.dropZValue()
    straight.dropMValue()
    return str(QgsGeometry(straight).asWkt(_DIGITS))


def _extent(algorithm: StfusionAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext,
            ) -> tuple[tuple[float, float, float, float] | None, str]:
    given = parameters.get("EXTENT")
    if given is None or given == "" or (isinstance(given, QgsRectangle) and given.isNull()):
        return None, ""
    found = algorithm.parameterAsExtent(parameters, "EXTENT", context)
    if found.isNull():
        raise InputError(tr("The extent {value} cannot be read. Write it as left, right, bottom, "
                            "top [EPSG:code].").format(value=given))
    crs = ""
    if not _is_plain(given):
        crs = crs_text(algorithm.parameterAsExtentCrs(parameters, "EXTENT", context))
    return (found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()), crs


def _is_plain(given: Any) -> bool:
    """Say whether an extent comes without a CRS: it is in that of the images then."""
    if isinstance(given, QgsReferencedRectangle):
        return not given.crs().isValid()
    return isinstance(given, QgsRectangle) or (
        isinstance(given, str) and bool(_PLAIN_EXTENT.fullmatch(given)))


def _polygons(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
              context: QgsProcessingContext) -> tuple[str, str, str]:
    given = parameters.get("AREA")
    if given is None or given == "":
        return "", "", ""
    source = algorithm.parameterAsSource(parameters, "AREA", context)
    if source is None:
        raise InputError(tr("The area {value} cannot be opened as a layer of polygons.").format(
            value=given))
    features = source.getFeatures(
        QgsFeatureRequest().setSubsetOfAttributes([]),
        QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return polygons_text(features), crs_text(source.sourceCrs()), source.sourceName()
