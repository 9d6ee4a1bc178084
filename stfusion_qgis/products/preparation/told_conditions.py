"""The conditions of pixels, as bits of one number a pixel, read from the quality layers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from osgeo import gdal, gdal_array

from ...images.gdal_tools import GdalError, gdal_errors
from ...images.grid import Grid
from ...images.window import Window
from ..download import damaged
from ..pixel_conditions import PixelCondition, QualityFlag
from .placed_layers import PlacedLayer, Seam
from .vrt_text import BandSource, VirtualBand, vrt_text

_MOST_IN_TABLE = 2  # bytes of a number up to which all numbers have an entry in a table


def bit_of(condition: PixelCondition) -> int:
    """Return the number of which a condition's bit alone is set."""
    return 1 << list(PixelCondition).index(condition)


def bits_of(conditions: Sequence[PixelCondition]) -> int:
    """Return the number of which the bits of several conditions are set."""
    return sum({bit_of(condition) for condition in conditions})


class ShownLayer(NamedTuple):
    """A layer, and where it shows in the grid that is wanted."""

    placed: PlacedLayer
    seam: Seam


class ToldConditions:
    """What the quality layers of one image tell of the pixels of a grid.

    Each pixel of the grid has what the pixel of the quality layer says in which its centre lies.
    Reading is safe from several threads.
    """

    def __init__(self, grid: Grid, shown: Window, layers: Sequence[ShownLayer],
                 flags: Sequence[QualityFlag], image: str):
        """Take the quality layers that show in a grid.

        shown: part of the grid that the image covers. image: its name, for messages.
        """
        self._image, self._shown = image, shown
        self._layers = layers
        self._text = vrt_text(grid, [VirtualBand(
            "", 0, each.placed.data_type, None, (BandSource(*each, None),))
            for each in layers], {})
        self._codes = [_codes(each.placed.data_type, [
            flag for flag in flags if flag.layer == each.placed.layer.name]) for each in layers]
        self._local = threading.local()

    def read(self, window: Window) -> np.ndarray:
        """Return the conditions in a window of the grid, as bits: uint16 (rows, columns).

        Beyond the image there is nothing but fill.

        Raises:
            InputError: a layer cannot be read.
        """
        found = np.full((window.rows, window.columns), bit_of(PixelCondition.FILL), np.uint16)
        covered = window.overlap(self._shown)
        if not covered.is_empty:
            found[covered.slices_in(window)] = 0
        for number, (each, codes) in enumerate(zip(self._layers, self._codes), 1):
            seen = window.overlap(each.seam.target)
            if not seen.is_empty:
                found[seen.slices_in(window)] |= codes(self._numbers(number, seen))
        return found

    def _numbers(self, band: int, window: Window) -> np.ndarray:
        try:
            with gdal_errors():
                if not hasattr(self._local, "dataset"):
                    self._local.dataset = gdal.OpenEx(self._text, gdal.OF_RASTER)
                return self._local.dataset.GetRasterBand(band).ReadAsArray(
                    window.column, window.row, window.columns, window.rows)
        except GdalError as error:
            path = self._layers[band - 1].placed.layer.path
            raise damaged(self._image, path, error) from error


def _codes(data_type: int, flags: Sequence[QualityFlag]) -> Callable[[np.ndarray], np.ndarray]:
    """Return what makes conditions of the numbers of one layer."""
    dtype = np.dtype(gdal_array.GDALTypeCodeToNumericTypeCode(data_type))
    if dtype.kind not in "ui" or dtype.itemsize > _MOST_IN_TABLE:
        return partial(_told, flags)
    unsigned = np.dtype(f"u{dtype.itemsize}")
    table = _told(flags, np.arange(np.iinfo(unsigned).max + 1).astype(unsigned).view(dtype))
    return lambda numbers: table[numbers.view(unsigned)]


def _told(flags: Sequence[QualityFlag], numbers: np.ndarray) -> np.ndarray:
    found = np.zeros(numbers.shape, np.uint16)
    for flag in flags:
        found[flag.holds(numbers)] |= bit_of(flag.condition)
    return found
