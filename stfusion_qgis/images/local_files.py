"""Files that can be looked at without asking anybody: no server, no share, no file of links."""

from __future__ import annotations

import os
import re

from osgeo import gdal

from . import virtual_rasters
from .gdal_tools import GdalError, gdal_errors

_HOLD_THEIR_PIXELS = ("GTiff", "COG", "ENVI", "HFA", "PNG", "JPEG", "AAIGrid", "EHdr", "SAGA",
                      "RST", "HDF4", "HDF5", "netCDF")
"""Formats of GDAL whose files name no other images."""

_ARCHIVE = re.compile(r"/vsi(?:zip|tar|gzip)/(?P<path>[^{}]+?\.(?:zip|tar|tgz|gz|kmz))"
                      r"(?P<inside>/.*)?", re.IGNORECASE)

_SHARE = re.compile(r"[\\/]{2}[^\\/]+[\\/]+[^\\/]+")


def share_of(path: str) -> str | None:
    r"""Return the server and the share of a path such as \\server\share\a.tif; None for others."""
    found = _SHARE.match(path)
    return re.sub(r"[\\/]+", "/", found[0]).lower() if found else None


def may_be_looked_at(path: str, beside: str) -> bool:
    """Say whether asking the system for a file contacts nobody new.

    The mere question whether a file of a share is there logs in at its server. That is allowed
    where the file `beside`, which the user has opened, is of the same share.
    """
    return not path.startswith("/vsi") and share_of(path) in (None, share_of(beside))


def is_plain_image(path: str, beside: str) -> bool:
    """Say whether a path is that of an image which is read from plain files at hand only.

    It is a file that holds its pixels itself, such a file in an archive, or a virtual raster whose
    text names nothing but such files.
    """
    archive = _ARCHIVE.fullmatch(path)
    if archive is not None:
        return _is_file(archive["path"], beside) and "/vsi" not in (archive["inside"] or "") \
            and _holds_all(path)
    if not _is_file(path, beside):
        return False
    if _driver(path) != "VRT":
        return _holds_all(path)
    read = virtual_rasters.files_of(path)
    return read is not None and not _names_overviews(path) and all(
        _is_file(each, beside) and _holds_all(each) for each in read)


def _holds_all(path: str) -> bool:
    """Say whether a file holds its pixels and its overviews itself, or in files beside it."""
    return _driver(path) in _HOLD_THEIR_PIXELS and not _names_overviews(path)


def _names_overviews(path: str) -> bool:
    """Say whether a file, or the metadata beside it, names another one that has its overviews.

    GDAL asks for that one only when somebody asks for the overviews.
    """
    try:
        with gdal_errors():
            opened = gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY)
            named: str | None = opened.GetMetadataItem("OVERVIEW_FILE", "OVERVIEWS")
            bands = [opened.GetRasterBand(i + 1) for i in range(min(opened.RasterCount, 100))]
            return bool(named) or any(
                band.GetMetadataItem("OVERVIEW_FILE", "OVERVIEWS") for band in bands)
    except GdalError:
        return True


def _is_file(path: str, beside: str) -> bool:
    return os.path.isabs(path) and may_be_looked_at(path, beside) and os.path.isfile(path)


def _driver(path: str) -> str:
    """Return the short name of the driver of GDAL that would open a path, "" if none."""
    try:
        with gdal_errors():
            driver = gdal.IdentifyDriverEx(path, gdal.OF_RASTER)
    except GdalError:
        return ""
    return driver.ShortName if driver is not None else ""


def has_gone(path: str, beside: str) -> bool:
    """Say whether a path is that of a file which is not there any more."""
    return os.path.isabs(path) and may_be_looked_at(path, beside) and not os.path.lexists(path)
