"""Tiles of a pass on another grid than the first one, such as those of the next UTM zone."""

from __future__ import annotations

import math
from dataclasses import replace

from osgeo import gdal

from ...errors import InputError
from ...images.gdal_tools import GdalError, gdal_errors
from ...images.grid import TOLERANCE, Grid
from ...images.window import Window
from ...translation import tr
from ..stored_layers import Layer
from .number_forms import NumberForm, source_line
from .placed_images import PlacedImage
from .placed_layers import PlacedLayer, seam_of
from .vrt_text import BandSource, VirtualBand, vrt_text

_ERROR = 0.05  # pixels by which GDAL may approximate the reprojection
_BLOCK = (512, 128)  # of warped virtual rasters


def warped_onto(image: PlacedImage, target: Grid, form: NumberForm) -> PlacedImage:
    """Return an image whose layers lie on a grid, as virtual rasters that GDAL warps when read.

    Its bands hold prepared numbers already, interpolated bilinearly; quality layers take the
    nearest pixel.

    Raises:
        InputError: it does not show in the grid, or GDAL cannot warp it.
    """
    footprint = image.grid.footprint_in(target)
    if footprint is None:
        raise _outside(image)
    top, left, bottom, right = footprint
    window = Window.between(math.floor(top + TOLERANCE), math.floor(left + TOLERANCE),
                            math.ceil(bottom - TOLERANCE), math.ceil(right - TOLERANCE)
                            ).overlap(target.whole())
    if window.is_empty:
        raise _outside(image)
    grid = target.subgrid(window)
    bands = tuple(_warped(each, grid, image, form) for each in image.bands)
    return image._replace(bands=bands, grid=grid, quality=tuple(
        _warped(each, grid, image, None) for each in image.quality))


def _warped(placed: PlacedLayer, grid: Grid, image: PlacedImage,
            form: NumberForm | None) -> PlacedLayer:
    """Return a layer on a grid: a band if a form is given, else one of quality."""
    layer, own = placed.layer, image.grid
    seam = seam_of(placed.grid, own)
    if seam is None:
        raise _outside(image)
    line = None if form is None else source_line(layer, placed.data_type, form)
    kind = placed.data_type if form is None else form.data_type
    nodata = None if form is None else form.nodata
    text = vrt_text(own, [VirtualBand(layer.name, 0, kind, nodata,
                                      (BandSource(placed, seam, line),))], {})
    try:
        with gdal_errors(outside_is_fine=True):
            warped = gdal.Warp(
                "", gdal.OpenEx(text, gdal.OF_RASTER), format="VRT", dstSRS=grid.wkt,
                outputBounds=(grid.left, grid.top - grid.rows * grid.pixel_height,
                              grid.left + grid.columns * grid.pixel_width, grid.top),
                width=grid.columns, height=grid.rows, errorThreshold=_ERROR,
                resampleAlg=gdal.GRA_NearestNeighbour if form is None else gdal.GRA_Bilinear)
            path = warped.GetMetadata("xml:VRT")[0]
    except (GdalError, AttributeError, TypeError, KeyError) as error:
        raise InputError(tr("{image} cannot be warped ({reason}).").format(
            image=image.name, reason=error), image.name) from error
    own_line = replace(layer, gain=1.0, offset=0.0) if form is None else Layer(
        path, 1, layer.name, layer.wavelength, 1 / form.factor, 0.0, (form.nodata,))
    return PlacedLayer(replace(own_line, path=path, band=1, placing=None), grid, kind, _BLOCK)


def _outside(image: PlacedImage) -> InputError:
    return InputError(tr("{image} does not show in the area that is wanted.").format(
        image=image.name), image.name)
