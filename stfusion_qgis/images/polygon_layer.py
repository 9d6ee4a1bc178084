"""A polygon layer whose polygons are scenes: tiles of MGRS, WRS-2 or MODIS, countries, farms."""

from __future__ import annotations

from collections.abc import Iterator

from osgeo import gdal, ogr

from ..errors import InputError
from ..file_names import distinct_file_names
from ..translation import tr
from .area import Area
from .gdal_tools import GdalError, gdal_errors


def polygons_of(path: str, field: str = "") -> list[Area]:
    """Return the polygons of a layer, each with a name that files can have.

    path: of a file of GDAL; of several layers, the first counts. field: of the names, "" to number
    the polygons.

    Raises:
        InputError: it cannot be read, has no such field, or holds no polygons.
    """
    try:
        with gdal_errors():
            dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY | gdal.OF_VERBOSE_ERROR)
            layer = dataset.GetLayer(0)
            reference = layer.GetSpatialRef()
            crs = reference.ExportToWkt() if reference is not None else ""
            found = list(_named(layer, field, path))
            layer = None
    except GdalError as error:
        raise InputError(tr("The polygons {path} cannot be read ({reason}).").format(
            path=path, reason=error)) from error
    if not found:
        raise InputError(tr("{area} holds no polygon.").format(area=path))
    names = distinct_file_names(name for name, _ in found)
    return [Area(polygons=wkt, polygons_crs=crs, name=name)
            for name, (_, wkt) in zip(names, found)]


def _named(layer: ogr.Layer, field: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield the names of polygons, and these as well-known text."""
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    if field and field not in fields:
        raise InputError(tr("{path} has no field '{name}'. There are: {known}").format(
            path=path, name=field, known=", ".join(fields)))
    for number, feature in enumerate(layer, 1):
        geometry = feature.GetGeometryRef()
        if geometry is not None and not geometry.IsEmpty() and geometry.GetDimension() == 2:
            yield (feature.GetFieldAsString(field) if field else "") or str(number), \
                geometry.ExportToWkt()
