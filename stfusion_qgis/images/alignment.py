"""Bringing a raster onto the grid of another one, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

import numpy as np
from osgeo import gdal
from scipy.ndimage import spline_filter

from ..caches import Latest
from .gdal_tools import gdal_errors, memory_dataset
from .grid import Grid
from .image import Image
from .resampling import SEPARABLE, resampled
from .window import Window

TILE = 256
"""Side of a tile in pixels, of the source where these are smaller: see `Aligned`."""

CACHE_BYTES = 96 * 2**20
"""Memory for the latest tiles of a raster."""

VALIDITY = "validity"
"""Instead of an interpolation, where nobody reads the values."""

_RESAMPLING = {"nearest": gdal.GRA_NearestNeighbour, "bilinear": gdal.GRA_Bilinear,
               "cubic": gdal.GRA_CubicSpline, "lanczos": gdal.GRA_Lanczos,
               "average": gdal.GRA_Average}

# A kernel reaches two or three source pixels, and the gaps it meets are filled from pixels that lie
# a little further away. The coefficients of a cubic spline depend on pixels at any distance, with a
# factor of -0.27 a pixel: beyond this margin it is below the resolution of float32.
_MARGIN = 16

# Source pixels by which GDAL may approximate a reprojection inside of a tile.
_REPROJECTION_ERROR = 0.01


class OnGrid(Protocol):
    """An image on a grid of its own: a raster, or one in memory."""

    @property
    def grid(self) -> Grid:
        """Return the grid of the pixels."""

    @property
    def selection(self) -> Sequence[int]:
        """Return the indices of the bands that `read` gives."""

    def read(self, window: Window) -> Image:
        """Return the pixels of a window of the grid."""


R = TypeVar("R", bound=OnGrid)


class Aligned(Generic[R]):
    """A raster on another grid.

    interpolation: "nearest", "bilinear", "cubic" (the cubic spline through the pixels),
    "lanczos" (of three lobes), or "average" of the area; VALIDITY alone, with values of 0.

    Fixed tiles of the target grid are warped, whatever window is asked for, and the latest
    are kept: so a pixel has the same value, to the last bit, in every window it is read in.
    A target pixel is valid where its centre lies in a valid source pixel (average: where
    any source pixel in it is valid); gaps beside it do not reach into its value.
    """

    def __init__(self, raster: R, grid: Grid, interpolation: str, rasters: int = 1):
        """Align `raster`, one of a number of `rasters` that share the memory for tiles."""
        self.raster, self.grid, self.interpolation = raster, grid, interpolation
        self._direct = grid.same_lattice(raster.grid)
        self._tile_side = max(1, round(TILE / max(1.0, grid.pixel_side_in(raster.grid) or 1.0)))
        self._tiles: Latest[tuple[int, int], Image] = Latest(
            CACHE_BYTES * min(1.0, 3 / rasters), _bytes_of)

    def read(self, window: Window) -> Image:
        """Return the pixels of `window` of the grid, which may reach beyond it: invalid there."""
        if self._direct:
            return self._read_directly(window)
        image = Image.empty(len(self.raster.selection), window.rows, window.columns)
        size = self._tile_side
        first_row, last_row = window.row // size, (window.row + window.rows - 1) // size
        first_column = window.column // size
        last_column = (window.column + window.columns - 1) // size
        for i in range(first_row, last_row + 1):
            for j in range(first_column, last_column + 1):
                tile = self._tile(i, j)
                if tile is None:
                    continue
                here = Window(i * size, j * size, *tile.valid.shape)
                shared = here.overlap(window)
                place, part = shared.slices_in(window), shared.slices_in(here)
                if self.interpolation != VALIDITY:
                    image.values[(slice(None), *place)] = tile.values[(slice(None), *part)]
                image.valid[place] = tile.valid[part]
        return image

    def _read_directly(self, window: Window) -> Image:
        place = self.raster.grid.window_of(self.grid.subgrid(window))
        image = self.raster.read(place)
        inside = np.zeros(image.valid.shape, bool)
        inside[window.overlap(self.grid.whole()).slices_in(window)] = True
        image.valid &= inside
        image.values[:, ~image.valid] = 0
        return image

    def _tile(self, i: int, j: int) -> Image | None:
        size = self._tile_side
        if not (0 <= i * size < self.grid.rows and 0 <= j * size < self.grid.columns):
            return None
        window = Window(i * size, j * size, min(size, self.grid.rows - i * size),
                        min(size, self.grid.columns - j * size))
        return self._tiles.get_or_make((i, j), lambda: self._warp(self.grid.subgrid(window)))

    def _warp(self, target: Grid) -> Image:
        bands = len(self.raster.selection)
        window = self._source_window(target)
        if window is None:
            return Image.empty(bands, target.rows, target.columns)
        source = self.raster.read(window)
        if not source.valid.any():
            return Image.empty(bands, target.rows, target.columns)
        grid = self.raster.grid.subgrid(window)
        if self.interpolation == VALIDITY:
            return Image(np.zeros((bands, target.rows, target.columns), np.float32),
                         _resampled_validity(source, grid, target))
        if self.interpolation == "average":
            values = _gdal_warp(source.masked(), grid, target, "average")
            valid = np.isfinite(values).all(axis=0)
        else:
            filled = source.filled()
            if self.interpolation == "cubic":
                filled = _spline_coefficients(filled)
            values = _resample(filled, grid, target, self.interpolation)
            valid = _resampled_validity(source, grid, target)
            valid &= np.isfinite(values).all(axis=0)
        values[:, ~valid] = 0
        return Image(values, valid)

    def _source_window(self, target: Grid) -> Window | None:
        footprint = target.footprint_in(self.raster.grid)
        if footprint is None:
            return None
        top, left, bottom, right = footprint
        first, end = -_MARGIN, self.raster.grid.rows + _MARGIN
        if self.raster.grid.is_geographic:  # nothing lies beyond the poles
            rows = self.raster.grid.rows_between_poles()
            first, end = max(first, rows[0]), min(end, rows[1])
        row = max(int(np.floor(top)) - _MARGIN, first)
        column = max(int(np.floor(left)) - _MARGIN, -_MARGIN)
        last_row = min(int(np.ceil(bottom)) + _MARGIN, end)
        last_column = min(int(np.ceil(right)), self.raster.grid.columns) + _MARGIN
        if last_row <= row or last_column <= column:
            return None
        return Window(row, column, last_row - row, last_column - column)


def _bytes_of(tile: Image) -> int:
    return tile.values.nbytes + tile.valid.nbytes


def _spline_coefficients(values: np.ndarray) -> np.ndarray:
    """Return the weights of the cubic B-splines whose sum passes through `values`.

    GDAL's "cubic spline" sums B-splines weighted by the pixels, which blurs; weighted by these
    coefficients they interpolate (Unser 1999, https://doi.org/10.1109/79.799930).
    """
    return np.stack([spline_filter(band, 3, np.float32, mode="nearest") for band in values])


def _resampled_validity(source: Image, grid: Grid, target: Grid) -> np.ndarray:
    """Return where the centres of the target's pixels lie in valid ones, bool (rows, columns)."""
    return _resample(source.valid[None].astype(np.float32), grid, target, "nearest")[0] > 0


def _resample(values: np.ndarray, grid: Grid, target: Grid, interpolation: str) -> np.ndarray:
    if interpolation in SEPARABLE and grid.same_crs(target):
        return resampled(values, grid, target, interpolation)
    return _gdal_warp(values, grid, target, interpolation)


def _gdal_warp(values: np.ndarray, grid: Grid, target: Grid, interpolation: str) -> np.ndarray:
    nan = float("nan")
    result = np.full((len(values), target.rows, target.columns), nan, np.float32)
    with gdal_errors(outside_is_fine=True):
        source = memory_dataset(values, grid.geo_transform, grid.wkt)
        place = memory_dataset(result, target.geo_transform, target.wkt)
        if interpolation == "average":
            for band in range(len(values)):
                source.GetRasterBand(band + 1).SetNoDataValue(nan)
                place.GetRasterBand(band + 1).SetNoDataValue(nan)
        gdal.Warp(place, source, resampleAlg=_RESAMPLING[interpolation],
                  errorThreshold=0 if grid.same_crs(target) else _REPROJECTION_ERROR)
        return place.ReadAsArray().reshape(result.shape)
