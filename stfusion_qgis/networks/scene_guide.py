"""The guide of a scene as a network gets it."""

from __future__ import annotations

import numpy as np

from ..errors import InputError
from ..images.guide import Guide
from ..images.guide_components import GuideComponents, guide_pixels
from ..images.scene import Scene
from ..images.window import Window
from ..progress import Progress
from ..translation import tr
from .contract import Contract


class SceneGuide:
    """Features of the guide of a scene, window by window."""

    def __init__(self, guide: Guide, components: GuideComponents):
        self._guide, self._components = guide, components

    def read(self, window: Window) -> np.ndarray:
        """Return the features in a window of the fine grid: float32 (features, rows, columns).

        They are 0 in gaps, which is their mean; beyond the scene they are those of its edge.
        """
        whole = self._guide.grid.whole()
        inside = window.overlap(whole)
        features = self._components.of(self._guide.values(inside))
        if inside == window:
            return features
        before = inside.row - window.row, inside.column - window.column
        behind = (window.rows - inside.rows - before[0],
                  window.columns - inside.columns - before[1])
        return np.pad(features, [(0, 0), *zip(before, behind)], "edge")


def scene_guide(contract: Contract, scene: Scene, name: str,
                progress: Progress) -> SceneGuide | None:
    """Return the guide that a network gets, None if there is none, or it takes none.

    name: of the file.

    Raises:
        InputError: it needs a guide, or the guide is not like that of its training.
        Cancelled: through `progress`.
    """
    channels = contract.guide_channels
    if not channels:
        return None
    guide, wanted = scene.guide, contract.guide.bands(channels)
    if guide is None:
        if contract.guide.needed:
            raise InputError(lacking_guide(contract))
        progress.warn(tr("{file} was trained with a guide, and runs without one: it gets zeros "
                         "instead.").format(file=name))
        return None
    if guide.has_labels:
        raise InputError(tr("The guide {layer} holds labels, but {file} takes values, such as "
                            "images or their features.").format(layer=guide.name, file=name),
                         guide.name)
    if guide.bands != wanted:
        raise InputError(tr("{file} takes a guide of {wanted} bands, as that of its training, but "
                            "{layer} has {count}.").format(
                                file=name, wanted=wanted, layer=guide.name, count=guide.bands),
                         guide.name)
    if contract.guide.mixing:
        return SceneGuide(guide, contract.guide.components())
    pixels = guide_pixels(scene, guide, progress)
    deviation = pixels.std(axis=1)
    factors = 1 / np.where(deviation, deviation, np.inf)
    return SceneGuide(guide, GuideComponents(pixels.mean(axis=1).astype(np.float32),
                                             np.diag(factors).astype(np.float32)))


def lacking_guide(contract: Contract) -> str:
    """Return the message that a network needs a guide, and which."""
    bands = contract.guide.bands(contract.guide_channels)
    if contract.guide.dated:
        return tr("{network} needs a guide: give as 'Guide' the features of fine image 1, {bands} "
                  "bands, made as for its training.").format(network=contract.title, bands=bands)
    return tr("{network} needs a guide: give as 'Guide' that of its training, or one of the same "
              "{bands} bands for another place.").format(network=contract.title, bands=bands)
