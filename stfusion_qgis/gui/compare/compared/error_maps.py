"""Error maps: predictions minus the reference, or minus the coarse image, pixel by pixel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from ....images.cells import Cells
from ....images.repeated import find_cells, means_in_cells
from ....images.roles import COARSE_PREDICTION
from ....images.window import Window
from ....translation import tr
from .preview_image import COARSE, PREDICTION, REFERENCE, PreviewImage, with_role

ERROR = "error:"
"""The start of the keys of error maps; the key of the prediction follows."""

_SIDE = 240  # rows and columns that are enough to find the limit of a colour scale


class ErrorMaps:
    """The errors of the predictions of a preview, each computed when it is asked for.

    against: the reference; without one the coarse image of the prediction date; or None.
    coarse_scale: whether means of coarse pixels are compared, as without a reference.
    """

    def __init__(self, images: Sequence[PreviewImage], ratio: float | None):
        self._predictions = {image.key: image for image in with_role(images, PREDICTION)}
        self._ratio = ratio
        self.against, self.coarse_scale = _known(images, ratio)
        self._planes: dict[tuple[str, int | None], np.ndarray] = {}
        self._limits: dict[int | None, float] = {}

    def title(self, prediction: PreviewImage) -> str:
        """Return the title of the error map of a prediction."""
        if self.coarse_scale:
            return tr("{method} minus coarse image").format(method=prediction.title)
        return tr("Error of {method}").format(method=prediction.title)

    def plane(self, key: str, band: int | None) -> np.ndarray:
        """Return the error of a prediction: float32 (1, rows, columns), NaN where unknown.

        band: prediction minus what it is compared with; None: the root mean square of that
        over all bands.
        """
        if (key, band) not in self._planes:
            self._planes[key, band] = self._plane(self._predictions[key].values, band)[np.newaxis]
        return self._planes[key, band]

    def limit(self, band: int | None) -> float:
        """Return the end of the colour scale of all predictions: 98 % of the errors are below."""
        if band not in self._limits:
            planes = [self.plane(key, band)[0] for key in self._predictions]
            step = -(-max(planes[0].shape) // _SIDE)
            sizes = np.abs([plane[::step, ::step] for plane in planes])
            sizes = sizes[np.isfinite(sizes)]
            self._limits[band] = float(np.percentile(sizes, 98)) or 1.0 if sizes.size else 1.0
        return self._limits[band]

    @cached_property
    def _known_values(self) -> np.ndarray:
        if self.against is None:
            raise ValueError("there is nothing to compare with")
        return self.against.values

    @cached_property
    def _cells(self) -> Cells:
        return find_cells(self._known_values, self._ratio or 1.0)

    @cached_property
    def _truth(self) -> np.ndarray:
        return self._at_scale(self._known_values)

    def _at_scale(self, values: np.ndarray) -> np.ndarray:
        """Return values (bands, rows, columns), or their means in coarse pixels, to be compared."""
        return means_in_cells(values, self._cells).masked() if self.coarse_scale else values

    def _plane(self, values: np.ndarray, band: int | None) -> np.ndarray:
        bands = slice(None) if band is None else slice(band, band + 1)
        difference = self._at_scale(values)[bands] - self._truth[bands]
        plane = difference[0] if band is not None else np.sqrt(
            np.einsum("brc,brc->rc", difference, difference) / len(difference))
        if self.coarse_scale:
            plane = self._cells.spread(plane, Window(0, 0, *values.shape[1:]))
            plane = np.where(np.isfinite(values[0]), plane, np.float32(np.nan))
        return plane


def _known(images: Sequence[PreviewImage], ratio: float | None
           ) -> tuple[PreviewImage | None, bool]:
    """Return the image that predictions are compared with, and whether it is the coarse one."""
    reference = with_role(images, REFERENCE)
    if reference:
        return reference[0], False
    coarse = coarse_prediction(images)
    if coarse is None or ratio is None or round(ratio) < 2:
        return None, False
    return coarse, True


def coarse_prediction(images: Sequence[PreviewImage]) -> PreviewImage | None:
    """Return the coarse image of the prediction date, None if there is none."""
    return next((image for image in with_role(images, COARSE)
                 if image.key == COARSE_PREDICTION), None)
