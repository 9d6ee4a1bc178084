"""The mask of a prepared image: 1 where a pixel may be used, in a GeoTIFF of a single bit."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from osgeo import gdal
from scipy.ndimage import distance_transform_edt

from ...errors import InputError
from ...images.area_pixels import AreaPixels
from ...images.byte_writer import ByteWriter
from ...images.gdal_tools import GdalError, gdal_errors
from ...images.window import Window, tiles
from ...progress import Progress
from ...threads import Relay, in_flight, make_pool
from ...translation import tr
from ..pixel_conditions import PixelCondition
from .told_conditions import ToldConditions, bit_of, bits_of

_SIDE = 1024  # of a block, in pixels: that of the tiles of Sentinel-2
_FILL = bit_of(PixelCondition.FILL)


@dataclass
class PixelCounts:
    """How many pixels are wanted, clear, and of each condition; a pixel may be of several."""

    wanted: int = 0
    clear: int = 0
    conditions: dict[PixelCondition, int] = field(default_factory=dict)

    def add(self, wanted: np.ndarray, clear: np.ndarray, told: np.ndarray) -> None:
        """Count the pixels of a block; told: conditions as bits."""
        self.wanted += int(wanted.sum())
        self.clear += int(clear.sum())
        numbers = np.bincount(told[wanted], minlength=1)
        for condition in PixelCondition:
            has = (np.arange(len(numbers)) & bit_of(condition)) != 0
            self.conditions[condition] = self.conditions.get(condition, 0) + int(
                numbers[has].sum())

    @property
    def clear_share(self) -> float:
        """Return the share of clear pixels, 0 to 1 of those wanted."""
        return self.clear / self.wanted if self.wanted else 0.0

    def shares(self) -> dict[PixelCondition, float]:
        """Return the share of each condition that any pixel has, 0 to 1 of those wanted."""
        return {condition: count / self.wanted for condition, count in self.conditions.items()
                if count}


class ClearMask:
    """Which pixels of a prepared image may be used, computed block by block.

    A pixel is left out where one of the image's tiles tells a condition that is left out, at most
    `dilation` pixels beside such a one, where a band holds nothing, and outside of the area.
    """

    def __init__(self, image: str, pixels: AreaPixels, told: Sequence[ToldConditions],
                 left_out: Sequence[PixelCondition], dilation: int, name: str):
        """Take the virtual raster of the bands, and what quality layers tell of its pixels.

        image: path of the virtual raster, whose bands have nodata values. pixels: those that are
        wanted, the window of which is its grid. name: of the image, for messages.
        """
        self._image, self._pixels, self._told, self._name = image, pixels, told, name
        self._left_out, self._dilation = bits_of(left_out) & ~_FILL, dilation
        self._local = threading.local()

    def write(self, writer: ByteWriter, threads: int, progress: Progress) -> PixelCounts:
        """Write all blocks, and return what was counted.

        Raises:
            InputError: a layer cannot be read, or the mask cannot be written.
            Cancelled: through `progress`.
        """
        counts, grid = PixelCounts(), writer.grid
        windows = tiles(grid.rows, grid.columns, _SIDE)
        pool = make_pool(threads)
        try:
            for done, (window, clear, told) in enumerate(in_flight(
                    pool, self._block, windows, threads + 1, Relay(progress), ordered=True), 1):
                writer.write_numbers(window, clear)
                counts.add(self._wanted(window), clear, told)
                progress.report(done / len(windows), tr("Making the mask"))
        finally:
            pool.shutdown(wait=True)
        return counts

    def _block(self, window: Window) -> tuple[Window, np.ndarray, np.ndarray]:
        """Return a window, which of its pixels are clear, and their conditions."""
        near = window.grow(self._dilation).overlap(self._pixels.grid.whole())
        told = self._read_conditions(near)
        out = (told & self._left_out) != 0
        if self._dilation and out.any():
            out = distance_transform_edt(~out) <= self._dilation
        here = window.slices_in(near)
        told = told[here]
        if not (told & _FILL).all():  # else it is all fill, and the bands need not be read
            told[~self._recorded(window)] |= _FILL
        clear = ~out[here] & ((told & _FILL) == 0) & self._wanted(window)
        return window, clear, told

    def _read_conditions(self, window: Window) -> np.ndarray:
        """Return what the tiles tell, as bits; where tiles overlap, what any of them tells."""
        found = np.zeros((window.rows, window.columns), np.uint16)
        filled = np.ones(found.shape, bool)
        for tile in self._told:
            told = tile.read(window)
            nothing = (told & _FILL) != 0
            filled &= nothing
            found |= np.where(nothing, 0, told)
        found[filled] = _FILL
        return found

    def _wanted(self, window: Window) -> np.ndarray:
        part = self._pixels.window
        return self._pixels.inside(window.moved(part.row, part.column))

    def _recorded(self, window: Window) -> np.ndarray:
        """Return where all bands hold something."""
        try:
            with gdal_errors():
                if not hasattr(self._local, "dataset"):
                    self._local.dataset = gdal.OpenEx(self._image, gdal.OF_RASTER)
                dataset = self._local.dataset
                bands = [dataset.GetRasterBand(i + 1) for i in range(dataset.RasterCount)]
                found = np.ones((window.rows, window.columns), bool)
                for band in bands:
                    numbers = band.ReadAsArray(window.column, window.row, window.columns,
                                               window.rows)
                    nodata = band.GetNoDataValue()
                    found &= np.isfinite(numbers) if nodata != nodata else numbers != nodata
                return found
        except GdalError as error:
            raise InputError(tr(
                "{image} cannot be read ({reason}). The download may be incomplete: download it "
                "again.").format(image=self._name, reason=error), self._name) from error
