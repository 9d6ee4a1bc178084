"""Values that mark pixels without data although no nodata tag says so."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..progress import Progress
from ..translation import tr
from .raster import Raster
from .scene import Scene

# Of MODIS and VIIRS products, of Landsat and Sentinel-2, and the limits of integers.
KNOWN = frozenset((-32768, -28672, -10000, -9999, -3000, -2000, -999, 255, 32761, 32767, 65533,
                   65535))

_COMPARED = 200_000  # pixels
_FEWEST_VALUES = 10  # of the other pixels: fewer are classes rather than measurements
_SHARE = 0.001
_SHARE_OF_ZERO = 0.01  # some pixels of a real image are 0
_APART = 0.02  # of the range of the others, which values that mean nothing keep from these


class Fill(NamedTuple):
    """A value that many pixels share, apart from all others.

    share: part of the valid pixels that have it.
    """

    band: int
    value: float
    share: float


def find_fill(pixels: np.ndarray) -> Fill | None:
    """Return the value that probably marks pixels without data, if any does.

    It is the least or the greatest of a band, and many pixels have exactly this value. It is
    further from all others than these are from each other, or it is known as a fill value, or 0,
    and still clearly apart from them.

    pixels: valid ones (bands, n), of any unit.
    """
    step = -(-pixels.shape[1] // _COMPARED) or 1
    for band, values in enumerate(pixels[:, ::step]):
        for value in {values.min(), values.max()} if values.size else ():
            equal = values == value
            share, others = float(equal.mean()), values[~equal].astype(np.float64)
            if share < _SHARE or len(np.unique(others[:10_000])) < _FEWEST_VALUES:
                continue
            low, high, least, greatest = np.quantile(others, [0.01, 0.99, 0.0, 1.0])
            gap, reach = max(least - value, value - greatest), high - low
            zero = value == 0 and share >= _SHARE_OF_ZERO
            if gap > reach or (gap > _APART * reach and (zero or float(value) in KNOWN)):
                return Fill(band, float(value), share)
    return None


def warn_of_fill_values(scene: Scene, progress: Progress) -> None:
    """Warn of the values in the images of a scene that are probably none, and say where they are.

    Raises:
        Cancelled: through `progress`.
    """
    for raster in scene.rasters:
        fill = find_fill(scene.sample([raster], progress=progress)[0])
        if fill is not None:
            top, left, bottom, right = _place(scene, raster, fill, progress)
            progress.warn(tr(
                "{share:.1%} of the pixels of {layer} have the value {value:g}, apart from all "
                "others (rows {top} to {bottom}, columns {left} to {right} of the fine image). "
                "They are probably pixels without data, and are taken for measurements: enter "
                "{value:g} as additional no data value in the layer's properties (Transparency), "
                "write it into the file (gdal_edit.py -a_nodata {value:g} FILE), or give a mask."
                ).format(
                    share=fill.share, layer=raster.name, value=fill.value, top=top, bottom=bottom,
                    left=left, right=right))


def _place(scene: Scene, raster: Raster, fill: Fill,
           progress: Progress) -> tuple[int, int, int, int]:
    """Return the first row and column, and the last ones, at which the sample has a value."""
    rows, columns = [], []
    for window in scene.sample_windows([raster], progress):
        progress.check()
        image = scene.aligned(raster, "nearest").read(window)
        y, x = np.nonzero(image.valid & (image.values[fill.band] == fill.value))
        rows += [window.row + y]
        columns += [window.column + x]
    y, x = np.concatenate(rows), np.concatenate(columns)
    return int(y.min()) + 1, int(x.min()) + 1, int(y.max()) + 1, int(x.max()) + 1
