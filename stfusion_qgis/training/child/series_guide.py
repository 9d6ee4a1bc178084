"""The guides of a scene in a training, and what of them a network gets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import InputError
from ...images.checks import check_overlap
from ...images.guide import Guide
from ...images.guide_components import components_of, guide_pixels
from ...images.longitudes import near
from ...images.scene import Scene
from ...images.scene_opening import open_source
from ...images.source import Source
from ...images.window import Window
from ...networks.contract_guide import MOST_BANDS, ContractGuide
from ...progress import Progress
from ...translation import tr
from ..config import SceneFiles

_LEAST = 0.01  # deviation of a component, in that of the largest: less is noise


@dataclass(frozen=True)
class SeriesGuide:
    """The guides of a scene on its fine grid: one for all dates, or one a date, in their order.

    known: the features of them that a network gets, as its contract has it.
    """

    guides: list[Guide]
    known: ContractGuide

    @property
    def channels(self) -> int:
        """Return the number of features."""
        return len(self.known.mixing)

    @property
    def planes(self) -> int:
        """Return how many planes all features of all dates are."""
        return len(self.guides) * self.channels

    def read(self, window: Window) -> np.ndarray:
        """Return the features in a window: float32 (guides, features, rows, columns)."""
        components = self.known.components()
        return np.stack([components.of(guide.values(window)) for guide in self.guides])


def open_series_guide(files: SceneFiles, scene: Scene, known: ContractGuide | None,
                      progress: Progress) -> SeriesGuide | None:
    """Return the guides of a scene, None if it has none.

    known: the features of the scenes before, or of the network to start from; None to find them.

    Raises:
        InputError: a guide cannot be used, or has other bands than those before.
        Cancelled: through `progress`.
    """
    sources = guide_sources(files, scene)
    if not sources:
        return None
    guides = [_opened(source, scene, progress) for source in sources]
    bands = {guide.bands for guide in guides}
    wanted = len(known.mean) if known else guides[0].bands
    if bands != {wanted}:
        other = next(guide for guide in guides if guide.bands != wanted)
        raise InputError(tr("The guide {layer} has {count} bands, but must have {wanted}, as the "
                            "others or as the guide of the network to start from.").format(
                                layer=other.name, count=other.bands, wanted=wanted))
    dated = files.guide is None
    if known is None:
        known = _found(scene, guides, dated, progress)
    elif known.dated != dated:
        raise InputError(tr("The network to start from was trained with a guide for each date, or "
                            "the other way round. Give the guide as then."))
    return SeriesGuide(guides, known)


def guide_sources(files: SceneFiles, scene: Scene) -> list[Source]:
    """Return the guide for all dates of a scene, or one a date in their order; [] for none."""
    whole = files.guide_source()
    if whole is not None:
        return [whole]
    by_path = {pair.fine_source().path: pair.guide_source() for pair in files.pairs}
    found = [by_path[raster.source] for raster in scene.fine]
    return [source for source in found if source is not None]


def _opened(source: Source, scene: Scene, progress: Progress) -> Guide:
    layer = near(open_source(source, progress), scene.grid)
    check_overlap(scene.grid, [layer], scene.lead.name)
    guide = Guide(layer, scene.grid)
    if guide.has_labels or guide.bands > MOST_BANDS:
        text = tr("The guide {layer} holds labels, but a network takes values, such as images or "
                  "their features.") if guide.has_labels else tr(
                      "The guide {layer} has more than {count} bands. Give fewer.")
        raise InputError(text.format(layer=guide.name, count=MOST_BANDS))
    progress.info(tr("{layer}: a guide of {count} bands").format(layer=guide.name,
                                                                 count=guide.bands))
    return guide


def _found(scene: Scene, guides: list[Guide], dated: bool, progress: Progress) -> ContractGuide:
    """Return the features of guides: their bands, or the components of many, in deviations."""
    pixels = np.concatenate([guide_pixels(scene, guide, progress) for guide in guides], axis=1)
    found = components_of(pixels, all(guide.in_one_unit for guide in guides))
    if found is None:
        raise InputError(tr("The guide {layer} has the same value everywhere.").format(
            layer=guides[0].name))
    mean, mixing = found
    deviation = (mixing @ (pixels - mean[:, None])).std(axis=1)
    kept = deviation > _LEAST * deviation.max()
    mixing = (mixing[kept] / deviation[kept, None]).astype(np.float32)
    return ContractGuide(True, dated, tuple(mean.astype(np.float32).tolist()),
                         tuple(map(tuple, mixing.tolist())))
