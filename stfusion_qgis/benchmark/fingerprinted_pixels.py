"""Digests of pixels: whether two runs have used, measured and predicted the very same."""

from __future__ import annotations

import hashlib

import numpy as np

from ..images.alignment import Aligned
from ..images.image import Image
from ..images.raster import Raster
from ..images.scene import Scene
from ..images.window import tiles
from ..progress import Progress
from .benchmark_record import RecordedImage

_SIDE = 1024
_DIGITS = 16  # of a digest


def digest_of(array: np.ndarray) -> str:
    """Return the digest of an array: of its shape and its bytes, little-endian."""
    array = np.ascontiguousarray(array)
    found = hashlib.sha256(str(array.shape).encode())
    found.update(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
    return found.hexdigest()[:_DIGITS]


def digest_of_image(image: Image) -> str:
    """Return the digest of the values of an image where it is valid."""
    return digest_of(np.where(image.valid, image.values, np.float32(np.nan)))


def recorded_images(scene: Scene, progress: Progress) -> tuple[RecordedImage, ...]:
    """Return the images of a scene with the digests of their values, as they are read.

    Raises:
        InputError: one cannot be read.
        Cancelled: through `progress`.
    """
    return tuple(RecordedImage(role, raster.name, str(raster.date), _digest(raster, progress))
                 for role, rasters in (("fine", scene.fine), ("coarse", scene.coarse))
                 for raster in rasters)


def _digest(raster: Raster, progress: Progress) -> str:
    aligned = Aligned(raster, raster.grid, "nearest")
    found = hashlib.sha256()
    for window in tiles(raster.grid.rows, raster.grid.columns, _SIDE):
        progress.check()
        found.update(digest_of_image(aligned.read(window)).encode())
    return found.hexdigest()[:_DIGITS]
