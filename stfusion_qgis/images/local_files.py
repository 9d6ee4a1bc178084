"""Files that can be looked at without asking anybody: no server, no share, no file of links."""

from __future__ import annotations

import os
import re

from osgeo import gdal

from .gdal_tools import GdalError, gdal_errors

_HOLD_THEIR_PIXELS = ("GTiff", "COG", "ENVI", "HFA", "PNG", "JPEG", "AAIGrid", "EHdr", "SAGA",
                      "RST", "HDF4", "HDF5", "netCDF", "PCIDSK")
"""Formats of GDAL whose files name no other images."""

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
    """Say whether a path is that of an image file which holds its pixels itself."""
    if not os.path.isabs(path) or not may_be_looked_at(path, beside) or not os.path.isfile(path):
        return False
    try:
        with gdal_errors():
            driver = gdal.IdentifyDriverEx(path, gdal.OF_RASTER)
    except GdalError:
        return False
    return driver is not None and driver.ShortName in _HOLD_THEIR_PIXELS


def has_gone(path: str, beside: str) -> bool:
    """Say whether a path is that of a file which is not there any more."""
    return os.path.isabs(path) and may_be_looked_at(path, beside) and not os.path.lexists(path)
