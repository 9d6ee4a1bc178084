"""The virtual raster above the tiles of a prediction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from osgeo import gdal

from ..errors import InputError
from ..images.band_looks import copy_descriptions
from ..images.gdal_tools import GdalError, gdal_errors, open_raster
from ..images.object_stores import is_stored
from ..translation import tr
from ..whole_files import written_whole


def write_mosaic(path: str, tiles: Sequence[str]) -> None:
    """Write the virtual raster of all tiles, whole or not at all; it names them by relative paths.

    Bands and metadata are those of the tiles, so that it is known as a prediction.

    Raises:
        InputError: it cannot be written.
    """
    try:
        with _written(path) as temporary, gdal_errors():
            mosaic = gdal.BuildVRT(temporary, list(tiles))
            copy_descriptions(open_raster(tiles[0]), mosaic,
                              ("STFUSION_IDENTITY", "STFUSION_PREDICTED"))
            mosaic.FlushCache()
            mosaic = None
    except (GdalError, OSError) as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error)) from error


def _written(path: str) -> AbstractContextManager[str]:
    """Return the name under which a file is written; what is in a store appears whole anyway."""
    return nullcontext(path) if is_stored(path) else written_whole(path)
