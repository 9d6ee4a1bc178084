"""The sources of assessed images: anything that can be read window by window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ..errors import InputError
from ..images.alignment import Aligned
from ..images.area_pixels import AreaPixels
from ..images.image import Image
from ..images.raster import Raster
from ..images.window import Window
from ..translation import tr


class ImageSource(Protocol):
    """An image on the fine grid that is read in windows, from several threads at once.

    bands, rows, columns: its size.
    """

    bands: int
    rows: int
    columns: int

    @property
    def band_names(self) -> Sequence[str]:
        """Return one name a band."""
        ...

    def read(self, window: Window) -> Image:
        """Return the pixels of `window`, which may reach beyond the image: invalid there."""
        ...


class AlignedSource:
    """A raster that is aligned to the fine grid, as an image source.

    area: what is measured, pixels of a grid from which `aligned` has the window; None for all.
    """

    def __init__(self, aligned: Aligned[Raster], area: AreaPixels | None = None):
        self._aligned, self._area = aligned, area
        self.rows, self.columns = aligned.grid.rows, aligned.grid.columns
        self.band_names = aligned.raster.band_names
        self.bands = len(self.band_names)

    def read(self, window: Window) -> Image:
        """Return the pixels of `window`, which may reach beyond the image: invalid there."""
        image = self._aligned.read(window)
        if self._area is not None:
            image.valid &= self._area.inside(window.moved(*self._area.window[:2]))
            image.values[:, ~image.valid] = 0
        return image


class ArraySource:
    """An image that is already in memory.

    values: (bands, rows, columns) in any real type; NaN and infinities are invalid.
    valid: bool (rows, columns), or None if only the values tell.
    """

    def __init__(self, values: np.ndarray, valid: np.ndarray | None = None,
                 band_names: Sequence[str] | None = None):
        finite = np.isfinite(values).all(axis=0)
        self._valid = finite if valid is None else finite & valid
        self._values = np.where(self._valid, values, 0).astype(np.float32)
        self.bands, self.rows, self.columns = values.shape
        self.band_names = list(band_names or (f"Band {i + 1}" for i in range(self.bands)))

    def read(self, window: Window) -> Image:
        """Return the pixels of `window`, which may reach beyond the image: invalid there."""
        image = Image.empty(self.bands, window.rows, window.columns)
        seen = window.overlap(Window(0, 0, self.rows, self.columns))
        here, there = seen.slices_in(window), seen.slices
        image.values[(slice(None), *here)] = self._values[(slice(None), *there)]
        image.valid[here] = self._valid[there]
        return image


def check_same_grid(first: ImageSource, first_name: str,
                    second: ImageSource, second_name: str) -> None:
    """Raise `InputError` unless both images have the same size and number of bands."""
    if first.bands != second.bands:
        raise InputError(tr(
            "{first} has {first_bands} bands, but {second} has {second_bands}. Choose images with "
            "the same bands.").format(first=first_name, first_bands=first.bands,
                                      second=second_name, second_bands=second.bands))
    if (first.rows, first.columns) != (second.rows, second.columns):
        raise InputError(tr(
            "{first} has {first_size} pixels, but {second} has {second_size}. Bring both onto the "
            "same grid.").format(
                first=first_name, first_size=f"{first.columns}x{first.rows}",
                second=second_name, second_size=f"{second.columns}x{second.rows}"))
