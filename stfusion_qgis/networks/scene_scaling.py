"""The scaling of a scene's images for a network, which may have been made for other numbers."""

from __future__ import annotations

import numpy as np

from ..images.raster import Raster
from ..images.roles import FINE_1
from ..images.scene import Scene
from ..progress import Progress
from ..translation import tr
from .contract import Contract, Scaling
from .scaling import Scale

# Share of a network's range that the largest values of a scene have: dark water 0.002, snow 1.6.
_LEAST_OF_RANGE, _MOST_OF_RANGE = 0.002, 2.0


def scene_scales(contract: Contract, scene: Scene, name: str, progress: Progress) -> list[Scale]:
    """Return the scale of each prediction date."""
    leads = scene.fine[:1] if contract.lead == FINE_1 else scene.coarse_predictions
    scales = [_scale(contract.scaling, raster, _pixels(contract, scene, raster, progress), name,
                     progress) for raster in leads]
    return scales * len(scene.coarse_predictions) if contract.lead == FINE_1 else scales


def _pixels(contract: Contract, scene: Scene, lead: Raster, progress: Progress) -> np.ndarray:
    """Return the pixels that scale the images: of the lead, or of all fine images, (bands, n).

    Where pairs may be missing they are of all, so that the order of the pairs does not matter.
    """
    leads = scene.fine if contract.optional else [lead]
    return np.concatenate([scene.sample([raster], progress=progress)[0] for raster in leads],
                          axis=1)


def _scale(scaling: Scaling, raster: Raster, pixels: np.ndarray, name: str,
           progress: Progress) -> Scale:
    """Return the scale of an image, whose file may hold other numbers than its values.

    A network that was made for a range of numbers gets these where they fit it better.
    """
    calibration = raster.calibration.of(raster.selection)
    if scaling.source is None or not pixels.shape[1] or _in_range(scaling.source, pixels):
        return Scale.of(scaling, pixels)
    if not _in_range(scaling.source, calibration.numbers(pixels)):
        low, high = np.quantile(pixels, [0.02, 0.98])
        progress.warn(tr(
            "{file} was made for values from {least:g} to {most:g}, but those of {layer} are from "
            "{low:.3g} to {high:.3g}: check that they are in the same units.").format(
                file=name, least=scaling.source[0], most=scaling.source[1], layer=raster.name,
                low=low, high=high))
        return Scale.of(scaling, pixels)
    return Scale.of(scaling, pixels, calibration)


def _in_range(source: tuple[float, float], values: np.ndarray) -> bool:
    """Say whether values can be of the units in which a range is given."""
    size, most = float(np.quantile(np.abs(values), 0.98)), max(map(abs, source))
    return _LEAST_OF_RANGE * most <= size <= _MOST_OF_RANGE * most
