"""The honest baseline: the fine image plus the interpolated change of the coarse one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..parameters import choice
from ..progress import Progress
from ..translation import mark, tr
from .method import Citation, Family, Method
from .steps.pair_weights import combine, weigh_by_change

INTERPOLATIONS = {
    "nearest": mark("Nearest neighbour"),
    "bilinear": mark("Bilinear"),
    "cubic": mark("Cubic spline"),
}


class TemporalDifference(Method["TemporalDifference.Parameters", "list[float] | None"]):
    """F_p = F_1 + (C_p - C_1), the coarse images being interpolated to the fine grid.

    With two pairs, F_p = w_1 (F_1 + C_p - C_1) + w_2 (F_2 + C_p - C_2), w_1 + w_2 = 1. The
    weights follow the time between the dates, w_1 = |t_2 - t_p| / (|t_1 - t_p| + |t_2 - t_p|),
    or likewise the coarse change, |C_k - C_p| averaged over the bands at each pixel. Where only
    one pair is valid it counts alone.
    """

    id = "temporaldifference"
    title = mark("Temporal difference")
    family = Family.BASELINE
    summary = mark("Adds the interpolated change of the coarse image to the fine image.")
    help = mark(
        "The simplest fusion, and the one that every other method should beat: the change of the "
        "coarse image between both dates, interpolated to fine pixels, is added to the fine "
        "image.\n\n"
        "Needs one or two pairs. Good where land changes alike within coarse pixels, such as in "
        "the season's course over large fields. Small fields that change differently from their "
        "neighbours get the neighbours' change, and edges of change are blurred. Takes seconds.")
    reference = Citation(
        "Gao, F., Masek, J., Schwaller, M., Hall, F.", 2006,
        "On the blending of the Landsat and MODIS surface reflectance: predicting daily Landsat "
        "surface reflectance (equation 2)",
        "IEEE Transactions on Geoscience and Remote Sensing 44(8), 2207-2218",
        "10.1109/TGRS.2006.872081")
    pairs = (1, 2)
    seconds = 2.0

    @dataclass(frozen=True)
    class Parameters:
        """Options of the temporal difference."""

        interpolation: str = choice(
            "cubic", INTERPOLATIONS, label=mark("Interpolation of the coarse images"),
            help=mark("How coarse pixels become fine ones. A cubic spline is smooth and mostly the "
                      "most accurate; nearest neighbour shows the coarse pixels."))
        pair_weights: str = choice(
            "change", {"time": mark("By time"), "change": mark("By coarse change")},
            label=mark("Weights of two pairs"), advanced=True,
            help=mark("Which of two pairs counts more: the one nearer in time, or at each pixel "
                      "the one whose coarse image differs less from that of the prediction date."))

    def interpolation(self, parameters: Parameters) -> str:
        return parameters.interpolation

    def prepare(self, scene: Scene, parameters: Parameters,
                progress: Progress) -> list[float] | None:
        """Return the weight of pair 1 for each prediction date, or None to use the change."""
        if len(scene.fine) < 2 or parameters.pair_weights == "change":
            return None
        return [_weight_by_time(scene, i) for i in range(len(scene.coarse_predictions))]

    def fuse(self, block: Block, state: list[float] | None) -> list[Prediction]:
        predictions = []
        for i, coarse_prediction in enumerate(block.coarse_predictions):
            single = [_predict(fine, coarse, coarse_prediction)
                      for fine, coarse in zip(block.fine, block.coarse)]
            if len(single) == 1:
                predictions.append(single[0])
                continue
            weight: np.ndarray | np.float32
            if state is None:
                change_1, change_2 = (coarse.values - coarse_prediction.values
                                      for coarse in block.coarse)
                weight = weigh_by_change(change_1, change_2)
            else:
                weight = np.float32(state[i])
            predictions.append(combine(single[0], single[1], weight))
        return predictions


def _predict(fine: Image, coarse: Image, coarse_prediction: Image) -> Prediction:
    values = fine.values + (coarse_prediction.values - coarse.values)
    return Prediction(values, fine.valid & coarse.valid & coarse_prediction.valid)


def _weight_by_time(scene: Scene, prediction: int) -> float:
    target = scene.coarse_predictions[prediction]
    days = []
    for raster, other in (*zip(scene.fine, scene.coarse), (target, target)):
        date = raster.date or other.date
        if date is None:
            raise InputError(tr(
                "The date of {layer} is unknown. Give it, write it into the file's name as "
                "YYYY-MM-DD, or weight the pairs by the coarse change.").format(layer=raster.name))
        days.append(date.toordinal())
    days_1, days_2 = (abs(day - days[2]) for day in days[:2])
    return days_2 / (days_1 + days_2) if days_1 + days_2 else 0.5
