"""StructMetadata, the text in which HDF-EOS files describe their grids.

GDAL reads it in HDF4, and before version 3.7 not in HDF5.
Source: HDF-EOS Library User's Guide, volume 1 (175-EEB-001), section 6, and the GCTP package.
"""

from __future__ import annotations

import re

from osgeo import osr

from ..stored_layers import Placing


def placing_of(text: str, field: str) -> Placing | None:
    """Return the grid of a field; None if the text does not tell, or tells one that is not known.

    text: of StructMetadata. Known are the sinusoidal and the geographic projection, in which the
    products of MODIS and VIIRS come.
    """
    for grid in re.split(r"(?=\bGROUP=GRID_\d+\b)", text)[1:]:
        if re.search(rf'DataFieldName="{re.escape(field)}"', grid):
            return _placing(grid)
    return None


def _placing(grid: str) -> Placing | None:
    columns, rows = (int((_entry(name, grid) or ["0"])[0]) for name in ("XDim", "YDim"))
    upper_left, lower_right = (_entry(name, grid)
                               for name in ("UpperLeftPointMtrs", "LowerRightMtrs"))
    wkt = _wkt((_entry("Projection", grid) or [""])[0], _entry("ProjParams", grid))
    if not columns or not rows or not wkt or len(upper_left) != 2 or len(lower_right) != 2:
        return None
    convert = _degrees if "SNSOID" not in grid else float
    (left, top), (right, bottom) = map(convert, upper_left), map(convert, lower_right)
    return Placing((left, (right - left) / columns, 0.0, top, 0.0, (bottom - top) / rows), wkt)


def _entry(name: str, grid: str) -> list[str]:
    found = re.search(rf"\b{name}=\(?([^)\n]*)", grid)
    return [part.strip() for part in found[1].split(",")] if found else []


def _wkt(projection: str, parameters: list[str]) -> str:
    system = osr.SpatialReference()
    if projection.endswith("GCTP_SNSOID"):
        radius, meridian = float(parameters[0]), _degrees((parameters + ["0"] * 5)[4])
        system.ImportFromProj4(f"+proj=sinu +lon_0={meridian} +R={radius} +units=m +no_defs")
    elif projection.endswith("GCTP_GEO"):
        system.ImportFromProj4("+proj=longlat +datum=WGS84 +no_defs")
    else:
        return ""
    return str(system.ExportToWkt())


def _degrees(packed: str) -> float:
    """Return an angle that is written as DDDMMMSSS.SS."""
    value = float(packed)
    degrees, rest = divmod(abs(value), 1e6)
    minutes, seconds = divmod(rest, 1e3)
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if value < 0 else 1)
