"""The names under which NASA's HDF files were made, which the files keep when they are renamed."""

from __future__ import annotations

from ...images.gdal_tools import GdalError, metadata_of, open_raster


def granule_name(path: str) -> str:
    """Return the name that a file in HDF-EOS gives itself; "" if it tells none."""
    try:
        opened = open_raster(path)
        found = {key.upper(): value for key, value in metadata_of(opened).items()}
    except GdalError:
        return ""
    return found.get("LOCALGRANULEID", "").strip()
