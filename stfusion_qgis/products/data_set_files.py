"""What the images of public data sets have in common: one file an image, bands by their numbers.

Their names are short, and others may use them, too: a file with another number of bands is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..images.gdal_tools import GdalError, gdal_errors, open_raster
from ..translation import tr
from .download import Download, damaged
from .georeferencing.nominal_places import NominalPlace, RawForm, has_place, is_raw
from .product import ProductBand
from .stored_layers import Details

_FILES = r"\.(tiff?|bil|bsq|int|dat|img)$"
_SAMPLE = 256  # rows and columns at most that are looked at
_LARGEST_REFLECTANCE = 2.0  # clouds and snow may be brighter than 1


def band_of_file(download: Download, place: str) -> tuple[str, int]:
    """Find a band of the only image file, by its number: see `layouts`."""
    return download.need(_FILES), int(place)


def numbered(*bands: tuple[str, float]) -> tuple[ProductBand, ...]:
    """Return bands by name and wavelength, in the order of the file."""
    return tuple(ProductBand(name, wavelength, str(i + 1))
                 for i, (name, wavelength) in enumerate(bands))


def no_header(path: str) -> RawForm | None:
    """Return no form: files of the set have headers."""
    return None


def details_of_set(bands: tuple[ProductBand, ...], place_of: Callable[[str], NominalPlace],
                   notes: tuple[str, ...] = (),
                   raw: Callable[[str], RawForm | None] = no_header,
                   date_of: Callable[[Download], datetime.date | None] = lambda _: None,
                   line_of: Callable[[str], tuple[float, str] | None] = lambda _: None,
                   ) -> Callable[[Download], Details]:
    """Return a reader of the details of images of a data set.

    bands: that a file must have, and no others. place_of: of an image without a georeference.
    notes: marked, for the log. raw: as in `placed_in`. date_of: of a download, None for that of its
    name. line_of: gain of the numbers of a file and what that means, None for that of the product.
    """
    def details(download: Download) -> Details:
        path = download.need(_FILES)
        form = raw(path)
        said = [tr(note) for note in notes]
        if form is not None and is_raw(path, form):
            said.append(tr("It has no header: it is read as {bands} bands of {rows} rows and "
                           "{columns} columns of whole numbers of two bytes.").format(
                               bands=form.bands, rows=form.rows, columns=form.columns))
            placed = False
        else:
            _check_bands(path, len(bands), download.name)
            placed = has_place(path)
        if not placed:
            said.append(tr("It has no georeference: it is put near {place}, where its data set "
                           "lies, within some tens of kilometres.").format(
                               place=tr(place_of(path).words)))
        line = line_of(path)
        if line is not None:
            said.append(line[1])
        return Details(date=date_of(download), notes=tuple(said), lines={} if line is None else {
            band.name: (line[0], 0.0) for band in bands})
    return details


def number_line(path: str) -> tuple[float, str]:
    """Return by what the numbers of a file become reflectance, told from its type and its numbers.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with gdal_errors():
            opened = open_raster(path)  # the band needs it as long as it is read
            band = opened.GetRasterBand(1)
            is_byte = band.DataType == gdal.GDT_Byte
            numbers = band.ReadAsArray(buf_xsize=min(_SAMPLE, band.XSize),
                                       buf_ysize=min(_SAMPLE, band.YSize))
    except (GdalError, AttributeError) as error:
        raise damaged(path, path, error) from error
    high = float(np.nanpercentile(numbers, 99)) if np.isfinite(numbers).any() else 0.0
    gain, what = (1 / 255, tr("reflectance x 255")) if is_byte else (
        1.0, tr("reflectance as it is")) if high <= _LARGEST_REFLECTANCE else (
        1 / 255, tr("reflectance x 255")) if high <= 255 else (1e-4, tr("reflectance x 10000"))
    return gain, tr("Its numbers, up to {high:.4g}, are taken for {what}.").format(
        high=high, what=what)


def _check_bands(path: str, bands: int, name: str) -> None:
    try:
        with gdal_errors():
            count = open_raster(path).RasterCount
    except GdalError as error:
        raise damaged(name, path, error) from error
    if count != bands:
        raise InputError(tr("{name} is named like an image of a public data set, but has {count} "
                            "bands and not {bands}. Rename it, or use it as it is.").format(
                                name=name, count=count, bands=bands), name)
