"""An image as an encoder gets it: its bands, enlarged if wanted, scaled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...images.alignment import Aligned
from ...images.calibration import Calibration
from ...images.image import Image
from ...images.raster import Raster
from ...images.sampling import sample_of
from ...images.window import Window
from ...progress import Progress
from .encoder_contract import EncoderContract


class EncoderImage:
    """The bands of an image that an encoder gets, in values or reflectance, in smaller pixels.

    raster: the image. grid: of the pixels that the encoder sees.
    """

    def __init__(self, raster: Raster, bands: Sequence[int], calibration: Calibration,
                 enlarged: int, contract: EncoderContract, progress: Progress):
        """bands: indices of those that the encoder gets; one may come several times.

        calibration: of all bands, to what the contract scales. enlarged: pixels a side that are
        made of one.
        """
        different = list(dict.fromkeys(bands))
        self._places = [different.index(band) for band in bands]
        self.raster, self.grid = raster, raster.grid
        self._read = raster.calibrated(calibration).with_bands(different)
        self._source: Raster | Aligned = self._read
        if enlarged > 1:
            self.grid = replace(
                raster.grid, pixel_width=raster.grid.pixel_width / enlarged,
                pixel_height=raster.grid.pixel_height / enlarged,
                rows=raster.grid.rows * enlarged, columns=raster.grid.columns * enlarged)
            self._source = Aligned(self._read, self.grid, "bilinear")
        mean, deviation = np.array(contract.mean), np.array(contract.deviation)
        if contract.scaling == "image":
            pixels = sample_of([self._read], raster.grid.rows, raster.grid.columns, len(different),
                               progress).of_images()[0][self._places]
            mean, deviation = (f(pixels.astype(np.float64), axis=1) if pixels.shape[1]
                               else np.zeros(len(bands)) for f in (np.mean, np.std))
            deviation = np.where(deviation > 0, deviation, 1)
        shape = len(bands), 1, 1
        self._mean = mean.astype(np.float32).reshape(shape)
        self._deviation = deviation.astype(np.float32).reshape(shape)

    def read(self, window: Window) -> Image:
        """Return the channels in a window of the grid, which may reach beyond it: invalid there."""
        image = self._source.read(window)
        return Image(image.values[self._places], image.valid)

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Return channels (channels, rows, columns) as the encoder wants them."""
        return (values - self._mean) / self._deviation
