"""From layers of QGIS to images of the core."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
import math
import os
from typing import Any

import numpy as np
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRasterRange,
)

from ..errors import InputError
from ..images.gdal_tools import GdalError, gdal_errors, open_raster, quiet
from ..images.source import NodataSetting, Source, short_name
from ..translation import tr
from .layer_dates import fixed_date

_TEXT = "stfusion/text"  # from which a layer was made
_PATH = "stfusion/path"  # what GDAL opens, where QGIS shows a stand-in for it
_STAND_INS = "/vsimem/stfusion_stand_in_"


def source_of(layer: QgsRasterLayer, mask: QgsRasterLayer | None = None,
              date: datetime.date | None = None, mask_rule: str = "") -> Source:
    """Return the image that `layer` shows, for the core to open.

    What the user has set in the layer goes with it: CRS, nodata values, options of the driver.

    Raises:
        InputError: the layer is not read through GDAL.
    """
    path, options = _path(layer)
    # The name of a quality layer's file tells what it is, its title in QGIS may not.
    masked = None if mask is None else dataclasses.replace(source_of(mask), name="", date=None)
    return Source(path, layer.name(), masked, date or fixed_date(layer), mask_rule, _crs(layer),
                  _nodata(layer), options)


def raster_layer(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str,
                 context: QgsProcessingContext) -> QgsRasterLayer | None:
    """Return the raster layer of a parameter, or None where an optional one is not given.

    Raises:
        InputError: what was given is no raster layer.
    """
    value = parameters.get(name)
    if isinstance(value, str) and not value.strip():  # an empty field
        return None
    layer = algorithm.parameterAsRasterLayer(parameters, name, context) \
        or _layer_of_text(value, context)
    if layer is None and value not in (None, ""):
        raise _not_a_raster(algorithm, name, value)
    return layer


def raster_layers(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str,
                  context: QgsProcessingContext) -> list[QgsRasterLayer]:
    """Return the raster layers of a parameter for several of them.

    Raises:
        InputError: one that was given is no raster layer.
    """
    given = parameters.get(name)
    if any(isinstance(value, str) for value in _values(given)):
        layers = []
        for value in _values(given):  # QGIS leaves missing ones out
            layer = _text_or_layer(value, context)
            if layer is None and value not in (None, ""):
                raise _not_a_raster(algorithm, name, value)
            layers += [layer] if layer is not None else []
        return layers
    return algorithm.parameterAsLayerList(parameters, name, context)


def with_layers(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any],
                context: QgsProcessingContext) -> dict[str, Any]:
    """Return the parameters with layers in place of texts that GDAL opens, but QGIS does not.

    Versions of QGIS differ in which of NETCDF:"x.nc":Band1, /vsizip/x.zip and their like they take
    for rasters.
    """
    changed = dict(parameters)
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if isinstance(definition, QgsProcessingParameterRasterLayer):
            changed[definition.name()] = _opened(value, context)
        elif isinstance(definition, QgsProcessingParameterMultipleLayers) and \
                isinstance(value, (str, list)):
            found = [_opened(each, context) for each in _values(value)]
            if any(each is not old for each, old in zip(found, _values(value))):
                changed[definition.name()] = found
    return {name: value for name, value in changed.items() if name in parameters}


def _values(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _opened(value: Any, context: QgsProcessingContext) -> Any:
    """Return a value, or the layer of a text that only GDAL opens."""
    if not isinstance(value, str) or QgsProcessingUtils.mapLayerFromString(value, context):
        return value
    return _layer_of_text(value, context) or value


def _text_or_layer(value: Any, context: QgsProcessingContext) -> QgsMapLayer | None:
    if isinstance(value, QgsMapLayer):
        return value
    return None if not isinstance(value, str) else (
        QgsProcessingUtils.mapLayerFromString(value, context) or _layer_of_text(value, context))


def _layer_of_text(value: Any, context: QgsProcessingContext) -> QgsRasterLayer | None:
    """Return a layer of a text that GDAL opens as a raster, kept in the context; None if none."""
    if not isinstance(value, str) or not value:
        return None
    store = context.temporaryLayerStore()
    for known in store.mapLayers().values():
        if isinstance(known, QgsRasterLayer) and known.customProperty(_TEXT) == value:
            return known
    try:
        with gdal_errors():
            opened = open_raster(value)
            bands, path = opened.RasterCount, opened.GetDescription()
            opened = None
    except GdalError:
        return None
    with quiet():
        layer = QgsRasterLayer(path, short_name(value), "gdal")
        if bands and not layer.isValid():
            layer = _stand_in(path, short_name(value))
    if not bands or not layer.isValid():
        return None
    layer.setCustomProperty(_TEXT, value)
    store.addMapLayer(layer)
    return layer


def _stand_in(path: str, name: str) -> QgsRasterLayer:
    """Return a layer for what GDAL opens, but QGIS does not, as files in a .tar.gz."""
    shown = f"{_STAND_INS}{hashlib.sha256(path.encode()).hexdigest()}.vrt"
    with contextlib.suppress(GdalError), gdal_errors():
        gdal.GetDriverByName("VRT").CreateCopy(shown, open_raster(path))
    layer = QgsRasterLayer(shown, name, "gdal")
    layer.setCustomProperty(_PATH, path)
    return layer


def _not_a_raster(algorithm: QgsProcessingAlgorithm, name: str, value: Any) -> InputError:
    label = algorithm.parameterDefinition(name).description()
    return InputError(tr(
        "{label}: {value} cannot be opened as a raster{reason}. Check that the file exists and is "
        "complete; if it is a container of several images, choose one of them.").format(
            label=label, value=value, reason=_reason(value)))


def _reason(value: Any) -> str:
    """Return why GDAL does not open a text, in brackets; "" if that is not known."""
    if not isinstance(value, str):
        return ""
    with contextlib.suppress(OSError, ValueError):
        if os.path.isfile(value):
            with open(value, "rb") as file:
                start = file.read(200).lstrip().lower()
            if start.startswith(b"version https://git-lfs"):
                return tr(" (it is the pointer of a file in Git LFS: fetch the file itself)")
            if start.startswith((b"<!doctype html", b"<html")):
                return tr(" (it is a web page, perhaps one that asks for a password)")
            if not start:
                return tr(" (it is empty)")
    try:
        with gdal_errors():
            open_raster(value)
    except GdalError as error:
        return f" ({error})"
    return ""


def _path(layer: QgsRasterLayer) -> tuple[str, tuple[str, ...]]:
    """Return what GDAL opens of a layer, and options of its driver."""
    if layer.providerType() != "gdal":
        raise InputError(tr(
            "{layer} is not read from a file (its provider is {provider}). Export it as a GeoTIFF "
            "first.").format(layer=layer.name(), provider=layer.providerType()))
    if layer.source().startswith(_STAND_INS):
        return layer.customProperty(_PATH), ()
    parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
    options = tuple(parts.get("openOptions") or ())
    return layer.source().partition("|")[0] if "|option:" in layer.source() \
        else layer.source(), options


def _crs(layer: QgsRasterLayer) -> str | None:
    """Return the CRS of a layer as WKT if the user has set another one than the file tells."""
    crs, own = layer.crs(), layer.dataProvider().crs()
    if not crs.isValid() or crs == own:
        return None
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL)


def _nodata(layer: QgsRasterLayer) -> tuple[NodataSetting, ...]:
    """Return what is set about nodata for each band, () if nothing is."""
    provider = layer.dataProvider()
    bands = range(1, layer.bandCount() + 1)
    settings = tuple(NodataSetting(
        tuple(_ends(part) for part in provider.userNoDataValues(band)),
        not provider.sourceHasNoDataValue(band) or provider.useSourceNoDataValue(band))
        for band in bands)
    return settings if any(setting != NodataSetting() for setting in settings) else ()


def _ends(part: QgsRasterRange) -> tuple[float, float]:
    """Return the least and the greatest value of a range; QGIS writes NaN for none."""
    kinds = QgsRasterRange.BoundsType
    least = -math.inf if math.isnan(part.min()) else part.min()
    greatest = math.inf if math.isnan(part.max()) else part.max()
    if part.bounds() in (kinds.IncludeMax, kinds.Exclusive):
        least = float(np.nextafter(least, math.inf))
    if part.bounds() in (kinds.IncludeMin, kinds.Exclusive):
        greatest = float(np.nextafter(greatest, -math.inf))
    return least, greatest
