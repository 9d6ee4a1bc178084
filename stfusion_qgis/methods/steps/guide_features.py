"""Features of a guide: what of it pixels are compared by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...errors import InputError
from ...images.guide import Guide
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from .label_codes import codes_of

MOST = 8
"""Features of a guide: of one with more bands, such as an embedding, principal components."""

_CODE = 6  # coordinates of a label
_PIXELS = 200_000  # of the sample that finds the components


@dataclass(frozen=True)
class GuideFeatures:
    """Features of a guide whose variances sum up to 1, and one that tells where it has gaps.

    A pixel without a guide lies as far from one with as two pixels taken at random do from each
    other: it is not similar for want of knowledge, but may still be the best there is.

    guide: of the scene. labels: whether its numbers only name things. mean: of the bands (bands,).
    mixing: (features, bands), of the bands less their mean. turned: whether they are those of the
    place that lies opposite, with the scene turned upside down.
    """

    guide: Guide
    labels: bool
    mean: np.ndarray
    mixing: np.ndarray
    turned: bool = False

    @property
    def count(self) -> int:
        """Return the number of features."""
        return (_CODE if self.labels else len(self.mixing)) + 1

    def at(self, window: Window) -> np.ndarray:
        """Return the features in a window of the fine grid: float32 (features, rows, columns).

        They are summed band by band: a matrix product may round differently in another window.
        """
        if self.turned:
            grid = self.guide.grid
            opposite = window._replace(row=grid.rows - window.row - window.rows,
                                       column=grid.columns - window.column - window.columns)
            return replace(self, turned=False).at(opposite)[:, ::-1, ::-1]
        image = self.guide.labels(window) if self.labels else self.guide.values(window)
        features = np.zeros((self.count, window.rows, window.columns), np.float32)
        if self.labels:
            features[:-1] = codes_of(image.values[0], _CODE)
        else:
            for plane, factors in zip(features, self.mixing):
                for band, mean, factor in zip(image.values, self.mean, factors):
                    plane += (band - mean) * factor
        features[:-1] *= image.valid
        features[-1] = ~image.valid
        return features


def guide_features(scene: Scene, kind: str, progress: Progress) -> GuideFeatures | None:
    """Return the features of the guide of a scene, found from a fixed sample; None if it is even.

    Each band counts in its standard deviations, unless the guide says that its bands are in one
    unit. kind: "file", "values" or "labels", what the numbers of the guide are.

    Raises:
        InputError: no pixel is valid in both the guide and the fine image.
    """
    guide = scene.guide
    if guide is None:
        raise ValueError("the scene has no guide")
    if kind == "labels" or (kind == "file" and guide.has_labels):
        return GuideFeatures(guide, True, np.zeros(1, np.float32), np.zeros((0, 1), np.float32))
    pixels = _sample(scene, guide, progress)
    if not pixels.shape[1]:
        raise shows_nothing(guide, scene)
    deviation = pixels.std(axis=1)
    if not deviation.any():
        progress.warn(tr("The guide {layer} does not count: it has the same value everywhere."
                         ).format(layer=guide.name))
        return None
    mean = pixels.mean(axis=1)
    scale = np.ones(len(mean)) if guide.in_one_unit else 1 / np.where(deviation, deviation, np.inf)
    if len(mean) <= MOST:
        mixing = np.diag(scale)
    else:
        covariance = np.cov((pixels - mean[:, None]) * scale[:, None])
        mixing = np.linalg.eigh(covariance)[1][:, :-MOST - 1:-1].T * scale
    variance = ((mixing @ (pixels - mean[:, None])) ** 2).mean(axis=1).sum()
    return GuideFeatures(guide, False, mean.astype(np.float32),
                         (mixing / np.sqrt(variance)).astype(np.float32))


def shows_nothing(guide: Guide, scene: Scene) -> InputError:
    """Return the error that a guide has no pixels where the fine image of a scene has some."""
    return InputError(tr(
        "The guide {layer} has no pixels where {fine} has some. Check that both show the same "
        "area, and their nodata values and masks.").format(
            layer=guide.name, fine=scene.fine[0].name), guide.name)


def _sample(scene: Scene, guide: Guide, progress: Progress) -> np.ndarray:
    """Return pixels (bands, n) of the guide where fine 1 is valid, float64."""
    parts = []
    for window in scene.sample_windows(scene.fine[:1], progress):
        progress.check()
        image = guide.values(window)
        valid = image.valid & scene.aligned(scene.fine[0], "bilinear").read(window).valid
        parts.append(image.values[:, valid])
    pixels = np.concatenate(parts, axis=1) if parts else np.zeros((guide.bands, 0), np.float32)
    step = max(1, pixels.shape[1] // _PIXELS)
    return pixels[:, ::step].astype(np.float64)
