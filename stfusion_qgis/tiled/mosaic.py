"""The virtual raster above the tiles of a prediction."""

from __future__ import annotations

from collections.abc import Sequence

from osgeo import gdal

from ..errors import InputError
from ..images.band_looks import copy_descriptions
from ..images.gdal_tools import GdalError, gdal_errors, open_raster
from ..translation import tr
from ..whole_files import written_whole


def write_mosaic(path: str, tiles: Sequence[str]) -> None:
    """Write the virtual raster of all tiles, whole or not at all; it names them by relative paths.

    Bands and metadata are those of the tiles, so that it is known as a prediction.

    Raises:
        InputError: it cannot be written.
    """
    try:
        with written_whole(path) as temporary, gdal_errors():
            mosaic = gdal.BuildVRT(temporary, list(tiles))
            copy_descriptions(open_raster(tiles[0]), mosaic,
                              ("STFUSION_IDENTITY", "STFUSION_PREDICTED"))
            mosaic.FlushCache()
            mosaic = None
    except (GdalError, OSError) as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error)) from error
