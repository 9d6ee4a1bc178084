"""The images of a preview together, the limits of their colours, and their error maps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from .... import pictures
from .error_maps import ERROR, ErrorMaps
from .preview_image import PREDICTION, PreviewImage

_SAMPLE = 160  # rows and columns that are enough for the stretch


class ComparedImages:
    """Images of the same bands, grid and size.

    Limits and error maps are computed once, on the thread that asks first.

    images: as they were given. ratio: coarse pixel size / pixel size of the images, or None.
    """

    def __init__(self, images: Sequence[PreviewImage] = (), ratio: float | None = None):
        self.images, self.ratio = list(images), ratio
        self.errors = ErrorMaps(self.images, ratio)

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
        """Return the image of a key; for the key of an error map, its prediction."""
        wanted = key[len(ERROR):] if key.startswith(ERROR) else key
        return next(image for image in self.images if image.key == wanted)
