"""Calls into GDAL that end in a clear error instead of None or a half-written file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from osgeo import gdal


class GdalError(Exception):
    """GDAL reported a failure; the message is GDAL's own."""


@contextmanager
def gdal_errors() -> Iterator[None]:
    """Raise `GdalError` if GDAL reports a failure in the block, whatever the exception mode.

    The mode is global and belongs to the application (QGIS or another plugin), so it is
    left as it is; handlers belong to a thread.
    """
    failures: list[str] = []

    def collect(kind: int, number: int, message: str) -> None:
        if kind >= gdal.CE_Failure:
            failures.append(message)

    gdal.PushErrorHandler(collect)
    try:
        yield
    except RuntimeError as error:  # how GDAL raises where its exceptions are switched on
        raise GdalError(str(error)) from error
    except AttributeError as error:  # how it ends where they are off and GDAL returns None
        if failures:
            raise GdalError(failures[0]) from error
        raise
    finally:
        gdal.PopErrorHandler()
    if failures:
        raise GdalError(failures[0])


def open_raster(path: str) -> gdal.Dataset:
    """Open an image for reading, or raise `GdalError` with the reason why not."""
    with gdal_errors():
        return gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY | gdal.OF_VERBOSE_ERROR)


_bounds: list[int] = []  # of those that work at the moment; before them that of the application
_bounds_lock = threading.Lock()


@contextmanager
def bounded_cache(most: int) -> Iterator[None]:
    """Let GDAL keep at most `most` bytes of raster blocks meanwhile.

    By default it keeps a twentieth of the computer's memory, which blockwise work gains
    nothing from. Where several do so at a time, on threads, the least counts.
    """
    with _bounds_lock:
        if not _bounds:
            _bounds.append(gdal.GetCacheMax())
        _bounds.append(most)
        gdal.SetCacheMax(min(_bounds))
    try:
        yield
    finally:
        with _bounds_lock:
            _bounds.remove(most)
            gdal.SetCacheMax(min(_bounds))
            if len(_bounds) == 1:
                _bounds.clear()


def check_all_there(path: str) -> None:
    """Raise `GdalError` if a GeoTIFF is shorter than its blocks say.

    GDAL tells of most writes that fail, but some versions (seen in 3.10) not of the last one,
    which happens while a file is closed.
    """
    with gdal_errors():
        dataset = open_raster(path)
        bands = [dataset.GetRasterBand(i + 1) for i in range(dataset.RasterCount)]
    size = gdal.VSIStatL(path).size
    for band in bands:
        for image in [band, *(band.GetOverview(k) for k in range(band.GetOverviewCount()))]:
            width, height = image.GetBlockSize()
            columns, rows = -(-image.XSize // width), -(-image.YSize // height)
            for place in (f"{x}_{y}" for y in range(rows) for x in range(columns)):
                start, length = (image.GetMetadataItem(f"BLOCK_{what}_{place}", "TIFF")
                                 for what in ("OFFSET", "SIZE"))
                if start is not None and int(start) + int(length) > size:
                    raise GdalError("the end of the file is missing")


def memory_dataset(array: np.ndarray, geo_transform: tuple[float, ...], wkt: str,
                   data_type: int = gdal.GDT_Float32) -> gdal.Dataset:
    """Return an in-memory dataset that holds a copy of `array` (bands, rows, columns)."""
    bands, rows, columns = array.shape
    dataset = gdal.GetDriverByName("MEM").Create("", columns, rows, bands, data_type)
    dataset.SetGeoTransform(geo_transform)
    dataset.SetProjection(wkt)
    dataset.WriteArray(array)
    return dataset
