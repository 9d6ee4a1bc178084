"""The images of a preview together, the limits of their colours, and their error maps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from .... import pictures
from .error_maps import ERROR, ErrorMaps
from .preview_image import FINE, PREDICTION, REFERENCE, PreviewImage, with_role
from .stretches import MapLook, with_histogram_of

_SAMPLE = 160  # rows and columns that are enough for the stretch


class ComparedImages:
    """Images of the same bands, grid and size.

    Limits and error maps are computed once, on the thread that asks first.

    images: as they were given. ratio: coarse pixel size / pixel size of the images, or None.
    on_map: the look of the fine image on the map.
    """

    def __init__(self, images: Sequence[PreviewImage] = (), ratio: float | None = None,
                 on_map: MapLook | None = None):
        self.images, self.ratio, self.on_map = list(images), ratio, on_map or MapLook()
        self._matched: dict[str, np.ndarray] = {}
        self.errors = ErrorMaps(self.images, ratio)

    @cached_property
    def limits(self) -> np.ndarray:
        """Return common limits of all images, as `pictures.stretch` does.

        They do not change with the predictions, so that these can be compared by eye when a
        parameter changes.
        """
        known = [image for image in self.images if image.role != PREDICTION] or self.images
        return _stretched(known)

    @cached_property
    def known(self) -> PreviewImage:
        """Return the image whose histogram others are given: the true one, or the first fine."""
        return [*with_role(self.images, REFERENCE), *with_role(self.images, FINE), *self.images][0]

    @cached_property
    def matched_limits(self) -> np.ndarray:
        """Return limits, as `pictures.stretch` does, of images with matched histograms."""
        return _stretched([self.known])

    def matched(self, key: str) -> np.ndarray:
        """Return the values of an image with the histogram of `known`."""
        image = self.image(key)
        if image is self.known:
            return image.values
        if key not in self._matched:
            self._matched[key] = with_histogram_of(self.known.values, image.values)
        return self._matched[key]

    def image(self, key: str) -> PreviewImage:
        """Return the image of a key; for the key of an error map, its prediction."""
        wanted = key[len(ERROR):] if key.startswith(ERROR) else key
        return next(image for image in self.images if image.key == wanted)


def _stretched(images: Sequence[PreviewImage]) -> np.ndarray:
    _, rows, columns = images[0].values.shape
    step = -(-max(rows, columns) // _SAMPLE)
    return pictures.stretch([image.values[:, ::step, ::step] for image in images])
