"""The images of a preview together: what can be shown of them, and between which limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .... import pictures
from .error_maps import Errors
from .preview_image import PREDICTION, PreviewImage

ERROR = "error:"
"""Begins the keys of error maps; the key of the prediction follows."""

_SAMPLE = 160  # rows and columns that are enough for the stretch


class Preview:
    """Images of the same bands, grid and size.

    What is computed of them is computed once, on the thread that asks first.

    images: as they were given. ratio: coarse pixel size / pixel size of the images, or None.
    """

    def __init__(self, images: Sequence[PreviewImage] = (), ratio: float | None = None):
        self.images, self.ratio = list(images), ratio
        self.errors = Errors(self.images, ratio)

    @cached_property
    def limits(self) -> np.ndarray:
        """Return common limits of all images, as `pictures.stretch` does.

        They do not change with the predictions, so that these can be compared by eye when a
        parameter changes.
        """
        known = [image for image in self.images if image.role != PREDICTION] or self.images
        _, rows, columns = self.images[0].values.shape
        step = -(-max(rows, columns) // _SAMPLE)
        return pictures.stretch([image.values[:, ::step, ::step] for image in known])

    def image(self, key: str) -> PreviewImage:
        """Return the image with a key, or that to which an error map belongs."""
        wanted = key[len(ERROR):] if key.startswith(ERROR) else key
        return next(image for image in self.images if image.key == wanted)


@dataclass(frozen=True)
class Look:
    """How everything looks that is shown at a time, on both sides alike.

    bands: indices of the bands of images, three or one. error_band: index of the band whose
    error is seen, or None for all bands together.
    """

    preview: Preview
    bands: tuple[int, ...]
    error_band: int | None

    def values(self, key: str) -> np.ndarray:
        """Return what is to be drawn for a key: float32 (bands, rows, columns)."""
        image = self.preview.image(key)
        if key.startswith(ERROR):
            return self.preview.errors.plane(image.key, self.error_band)
        return image.values

    def ramp(self) -> tuple[float, float, tuple]:
        """Return least and greatest value and the colour ramp of error maps."""
        limit = self.preview.errors.limit(self.error_band)
        if self.error_band is None:
            return 0.0, limit, pictures.SEQUENTIAL
        return -limit, limit, pictures.DIVERGING
