"""What a fusion has to beat: the fine images alone, unchanged or interpolated in time.

They are methods like the others, so that they are run, masked and measured alike; the toolbox does
not offer them.
"""

from __future__ import annotations

from ..images.image import Block, Prediction
from ..images.scene import Scene
from ..methods.method import Citation, Family, Method, NoParameters
from ..progress import Progress
from ..translation import mark

_REFERENCE = Citation(
    "Emelyanova, I. V., McVicar, T. R., Van Niel, T. G., Li, L. T., van Dijk, A. I. J. M.", 2013,
    "Assessing the accuracy of blending Landsat-MODIS surface reflectances in two landscapes with "
    "contrasting spatial and temporal dynamics: a framework for algorithm selection",
    "Remote Sensing of Environment 133, 193-209", "10.1016/j.rse.2013.02.007")


class Unchanged(Method[NoParameters, None]):
    """F_p = F_1: nothing has changed since the nearest fine image."""

    id = "unchanged"
    title = mark("No fusion: nearest fine image")
    family = Family.BASELINE
    summary = mark("The nearest fine image, unchanged.")
    help = summary
    reference = _REFERENCE
    paired = False
    Parameters = NoParameters

    def prepare(self, scene: Scene, parameters: NoParameters, progress: Progress) -> None:
        return None

    def fuse(self, block: Block, state: None) -> list[Prediction]:
        fine = block.fine[0]
        return [Prediction(fine.values, fine.valid) for _ in block.coarse_predictions]


class LinearInTime(Method[NoParameters, "list[float]"]):
    """F_p = w F_1 + (1 - w) F_2, w by the time between the dates (the LIM of Emelyanova 2013).

    Beyond both dates the nearer one counts alone, and so does the only one that is valid.
    """

    id = "linearintime"
    title = mark("No fusion: interpolated in time")
    family = Family.BASELINE
    summary = mark("The fine images on both sides, interpolated in time.")
    help = summary
    reference = _REFERENCE
    pairs = (2, 2)
    paired = False
    Parameters = NoParameters

    def prepare(self, scene: Scene, parameters: NoParameters, progress: Progress) -> list[float]:
        """Return the weight of fine image 1 for each prediction date."""
        first, second = (_day(raster.date) for raster in scene.fine)
        return [_weight(first, second, _day(raster.date)) for raster in scene.coarse_predictions]

    def fuse(self, block: Block, state: list[float]) -> list[Prediction]:
        first, second = block.fine
        both = first.valid & second.valid
        predictions = []
        for weight in state:
            values = weight * first.values + (1 - weight) * second.values
            values[:, ~both & first.valid] = first.values[:, ~both & first.valid]
            values[:, ~both & second.valid] = second.values[:, ~both & second.valid]
            predictions.append(Prediction(values, first.valid | second.valid))
        return predictions


def _day(date: object) -> int:
    day = getattr(date, "toordinal", None)
    if day is None:
        raise ValueError("an image of a benchmark without a date")
    return int(day())


def _weight(first: int, second: int, target: int) -> float:
    """Return how much the first of two days counts at a target."""
    if first == second:
        return 1.0
    return min(max((second - target) / (second - first), 0.0), 1.0)
