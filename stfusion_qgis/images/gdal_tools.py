"""Calls into GDAL that end in a clear error instead of None or a half-written file."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from osgeo import gdal

from ..translation import tr

_OUTSIDE = re.compile(r"^PROJ:|reproject|transform.*(coordinate|point)", re.IGNORECASE)


class GdalError(Exception):
    """GDAL reported a failure; the message is GDAL's own."""


@contextmanager
def gdal_errors(outside_is_fine: bool = False) -> Iterator[None]:
    """Raise `GdalError` if GDAL reports a failure in the block, whatever the exception mode.

    outside_is_fine: whether places that have no coordinates in another CRS, such as those beyond
    a pole, are no failure.

    The mode is global and belongs to the application (QGIS or another plugin), so it is
    left as it is; handlers belong to a thread.
    """
    failures: list[str] = []

    # Without arguments it is called where the message is no UTF-8, of damaged files for example.
    def collect(kind: int = gdal.CE_Failure, number: int = 0, message: str = "?") -> None:
        if kind >= gdal.CE_Failure and not (outside_is_fine and _OUTSIDE.search(message)):
            failures.append(message)

    gdal.PushErrorHandler(collect)
    try:
        yield
    except RuntimeError as error:  # how GDAL raises where its exceptions are switched on
        raise GdalError(str(error).split("\n", 1)[0]) from error  # causes follow in further lines
    except (SystemError, UnicodeDecodeError) as error:  # a text of the file that is no UTF-8
        raise GdalError(failures[0] if failures else "?") from error
    except AttributeError as error:  # how it ends where they are off and GDAL returns None
        if failures:
            raise GdalError(failures[0]) from error
        raise
    finally:
        gdal.PopErrorHandler()
    if failures:
        raise GdalError(failures[0])


@contextmanager
def quiet() -> Iterator[None]:
    """Keep GDAL and PROJ from printing in the block what its results tell as well."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def utf8(text: str | bytes) -> str:
    """Return a text of a file, of which GDAL gives what is no UTF-8 as bytes or surrogates."""
    encoded = text.encode("utf-8", "replace") if isinstance(text, str) else text
    return encoded.decode("utf-8", "replace")


# Archives that hold a single image are opened without its name in them, as QGIS does.
_ARCHIVES = {".zip": "/vsizip/", ".tar": "/vsitar/", ".tgz": "/vsitar/", ".tar.gz": "/vsitar/",
             ".gz": "/vsigzip/"}
_MOST_FILES = 100  # of an archive that are looked at


def open_raster(path: str, options: Sequence[str] = ()) -> gdal.Dataset:
    """Open an image for reading, or raise `GdalError` with the reason why not.

    path: as GDAL writes it; of an archive, its own path will do if it holds a single image.
    options: of GDAL's driver.
    """
    prefix = next((prefix for ending, prefix in _ARCHIVES.items()
                   if path.lower().endswith(ending)), "")
    if prefix and not path.startswith("/vsi"):
        found = _images_in(prefix + path)
        if len(found) > 1:
            raise GdalError(tr("it holds several images, name one of them: {images}").format(
                images=", ".join(found[:5])))
        path = found[0] if found else path
    with gdal_errors():
        return gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY | gdal.OF_VERBOSE_ERROR,
                           open_options=list(options))


def _images_in(archive: str) -> list[str]:
    """Return what GDAL opens of the images in an archive; of many files, the first."""
    with contextlib.suppress(GdalError), gdal_errors():
        names = gdal.ReadDirRecursive(archive) or [""]
        paths = [f"{archive}/{name}".rstrip("/") for name in names[:_MOST_FILES]
                 if not name.endswith("/") and "PaxHeader" not in name]
        with quiet():
            return [path for path in paths
                    if gdal.IdentifyDriverEx(path, gdal.OF_RASTER) is not None]
    return []


def metadata_of(dataset: gdal.Dataset) -> dict[str, str]:
    """Return the items of a dataset, with those of the domains in which drivers put dates."""
    found: dict[str, str] = {}
    for domain in ("ENVI", "IMAGERY", ""):
        for item in (dataset.GetMetadata(domain) or {}).items():
            key, value = (part.decode("utf-8", "replace") if isinstance(part, bytes) else part
                          for part in item)  # GDAL gives bytes where it cannot read letters
            found[key] = value
    return found


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


def unlink(path: str) -> None:
    """Remove a file of GDAL's, such as one in memory, if it is there.

    GDAL raises an error for one that is not where its exceptions are switched on.
    """
    if gdal.VSIStatL(path) is not None:
        gdal.Unlink(path)


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
