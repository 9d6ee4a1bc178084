"""Features of a guide: what of it pixels are compared by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...images.guide import Guide
from ...images.guide_components import GuideComponents, components_of, guide_pixels
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from .label_codes import codes_of

_CODE = 6  # coordinates of a label


@dataclass(frozen=True)
class GuideFeatures:
    """Features of a guide whose variances sum up to 1, and one that tells where it has gaps.

    A pixel without a guide lies as far from one with as two pixels taken at random do from each
    other: it is not similar for want of knowledge, but may still be the best there is.

    guide: of the scene. components: of its bands, None where its numbers only name things. turned:
    whether they are those of the place that lies opposite, with the scene turned upside down.
    """

    guide: Guide
    components: GuideComponents | None
    turned: bool = False

    @property
    def count(self) -> int:
        """Return the number of features."""
        return (len(self.components.mixing) if self.components else _CODE) + 1

    def at(self, window: Window) -> np.ndarray:
        """Return the features in a window of the fine grid: float32 (features, rows, columns)."""
        if self.turned:
            grid = self.guide.grid
            opposite = window._replace(row=grid.rows - window.row - window.rows,
                                       column=grid.columns - window.column - window.columns)
            return replace(self, turned=False).at(opposite)[:, ::-1, ::-1]
        image = self.guide.values(window) if self.components else self.guide.labels(window)
        features = np.zeros((self.count, window.rows, window.columns), np.float32)
        if self.components is None:
            features[:-1] = codes_of(image.values[0], _CODE)
            features[:-1] *= image.valid
        else:
            features[:-1] = self.components.of(image)
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
        return GuideFeatures(guide, None)
    pixels = guide_pixels(scene, guide, progress)
    found = components_of(pixels, guide.in_one_unit)
    if found is None:
        progress.warn(tr("The guide {layer} does not count: it has the same value everywhere."
                         ).format(layer=guide.name))
        return None
    mean, mixing = found
    variance = ((mixing @ (pixels - mean[:, None])) ** 2).mean(axis=1).sum()
    return GuideFeatures(guide, GuideComponents(
        mean.astype(np.float32), (mixing / np.sqrt(variance)).astype(np.float32)))
