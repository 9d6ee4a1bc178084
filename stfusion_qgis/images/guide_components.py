"""What of a guide counts: its bands, or the principal components of many, from a fixed sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .guide import Guide
from .image import Image
from .raster import Raster
from .scene import Scene

MOST_FEATURES = 8
"""Features of a guide: of one with more bands, such as an embedding, principal components."""

_PIXELS = 200_000  # of the sample that finds the components


@dataclass(frozen=True)
class GuideComponents:
    """Linear combinations of the bands of a guide.

    mean: of the bands, float32 (bands,). mixing: float32 (features, bands), of the bands less their
    mean.
    """

    mean: np.ndarray
    mixing: np.ndarray

    def of(self, image: Image) -> np.ndarray:
        """Return the features of a guide: float32 (features, rows, columns), 0 in its gaps.

        They are summed band by band: a matrix product may round differently in another window.
        """
        features = np.zeros((len(self.mixing), *image.valid.shape), np.float32)
        for plane, factors in zip(features, self.mixing):
            for band, mean, factor in zip(image.values, self.mean, factors):
                plane += (band - mean) * factor
        features *= image.valid
        return features


def components_of(pixels: np.ndarray, in_one_unit: bool) -> tuple[np.ndarray, np.ndarray] | None:
    """Return mean (bands,) and mixing (features, bands) of pixels (bands, n), both float64.

    Each band counts in its standard deviations, unless all are in one unit. None for a guide that
    has the same value everywhere.
    """
    deviation = pixels.std(axis=1)
    if not deviation.any():
        return None
    mean = pixels.mean(axis=1)
    scale = np.ones(len(mean)) if in_one_unit else 1 / np.where(deviation, deviation, np.inf)
    if len(mean) <= MOST_FEATURES:
        return mean, np.diag(scale)
    covariance = np.cov((pixels - mean[:, None]) * scale[:, None])
    return mean, np.linalg.eigh(covariance)[1][:, :-MOST_FEATURES - 1:-1].T * scale


def guide_pixels(scene: Scene, guide: Guide, progress: Progress) -> np.ndarray:
    """Return a fixed sample of a guide where fine image 1, or else a coarse one, is valid.

    Float64 (bands, n).

    Raises:
        InputError: there is no such pixel.
        Cancelled: through `progress`.
    """
    parts, lead = [], scene.lead
    for window in scene.sample_windows([lead], progress):
        progress.check()
        image = guide.values(window)
        valid = image.valid & scene.aligned(lead, "bilinear").read(window).valid
        parts.append(image.values[:, valid])
    pixels = np.concatenate(parts, axis=1) if parts else np.zeros((guide.bands, 0), np.float32)
    if not pixels.shape[1]:
        raise shows_nothing(guide, lead)
    step = max(1, pixels.shape[1] // _PIXELS)
    return pixels[:, ::step].astype(np.float64)


def shows_nothing(guide: Guide, image: Raster) -> InputError:
    """Return the error that a guide has no pixels where an image of its scene has some."""
    return InputError(tr(
        "The guide {layer} has no pixels where {fine} has some. Check that both show the same "
        "area, and their nodata values and masks.").format(
            layer=guide.name, fine=image.name), guide.name)
