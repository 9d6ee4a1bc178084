"""STARFM: the spatial and temporal adaptive reflectance fusion model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..kernels.window_sums import window_sums
from ..parameters import choice, integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.prediction_dates import predict_together
from .steps.similar_window import change_similarity, distance_scale, window_size

# Keeps a weight finite where fine and coarse pixel agree exactly, in deviations of the band.
# Gao's program adds 1 DN of reflectance x 10000, which is about this for common land.
_SMALLEST_DIFFERENCE = 0.0025


class Starfm(Method["Starfm.Parameters", "_State"]):
    """STARFM as Gao et al. 2006 describe it; equation numbers are theirs.

    Where the paper is silent or gives DN:

    - Uncertainties are in standard deviations of the fine band: the paper's 0.002 and 0.005
      of reflectance are 0.05 to 0.2 of these for common land.
    - With one pair, the temporal difference is left out of the weights by default, as in the
      authors' program: it prefers pixels that change least, and so flattens change.
    - The uncertainty is the weighted standard deviation of what the similar pixels predict.

    On the flood of the Gwydir test images it is behind the temporal difference (RMSE 237 and
    203; 222 with similarity in all bands): pixels that were alike before the flood lend each
    other their change, flooded or not. With two pairs it is mostly behind it as well: weights
    by coarse change prefer pixels and dates of little change (see docs/accuracy.md).

    That similar pixels must have changed alike is not in the paper, and off. It is the second
    condition of STNLFFM (Cheng et al. 2017); asked for with 0.3 deviations it betters all real test
    images: Gwydir 237 to 198, Shenzhen 286 to 277, Itoiz with Landsat 8 334 to 319, in September
    246 to 235, in October 269 to 262, in February 291 to 285, the Salton Sea .038 to .035, .047 to
    .037 and .044 to .037. With 0.6 it is half of that.
    """

    id = "starfm"
    title = "STARFM"
    family = Family.WEIGHTING
    summary = mark("Predicts each pixel from the change of similar pixels around it.")
    help = mark(
        "For each fine pixel, STARFM looks in a window for pixels that are spectrally similar in "
        "the fine image of a known date, and adds to them the change that the coarse images show. "
        "Pixels count more where fine and coarse image agree, and where they are near.\n\n"
        "Needs one pair, better two. Good for the season's course on land whose patches are larger "
        "than a coarse pixel. Fields much smaller than a coarse pixel and abrupt change that only "
        "a part of a coarse pixel sees are predicted badly.\n\n"
        "Where change is abrupt or uneven, set the similarity of change to 0.3. Where the coarse "
        "images are noisy and the land has changed little, take 40 classes and weigh by coarse "
        "change always.\n\n"
        "A whole Landsat scene of six bands takes a minute on two fast cores with numba, and about "
        "a quarter of an hour without.")
    reference = Citation(
        "Gao, F., Masek, J., Schwaller, M., Hall, F.", 2006,
        "On the blending of the Landsat and MODIS surface reflectance: predicting daily Landsat "
        "surface reflectance",
        "IEEE Transactions on Geoscience and Remote Sensing 44(8), 2207-2218",
        "10.1109/TGRS.2006.872081")
    pairs = (1, 2)
    gives_uncertainty = True
    seconds = 3.4

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of STARFM."""

        window_size: int = window_size()
        classes: int = integer(
            4, label=mark("Number of classes"), minimum=1, maximum=1000,
            help=mark("How many kinds of land there are. A pixel is similar if it differs by at "
                      "most 2 standard deviations of the band divided by this."))
        similarity: str = choice(
            "band", {"band": mark("In each band by itself"), "all": mark("In all bands at once")},
            label=mark("Similar pixels"),
            help=mark("The paper takes for each band the pixels that are similar in that band. "
                      "Asking for similarity in all bands at once finds fewer and purer pixels."))
        change_similarity: float = change_similarity(0.0)
        fine_uncertainty: float = number(
            0.2, label=mark("Uncertainty of the fine images"), minimum=0.0, maximum=10.0,
            unit=mark("standard deviations"), advanced=True,
            help=mark("Accuracy of the fine reflectance. A similar pixel is used if its fine and "
                      "coarse values differ by less than the centre's, give or take the "
                      "uncertainty."))
        coarse_uncertainty: float = number(
            0.2, label=mark("Uncertainty of the coarse images"), minimum=0.0, maximum=10.0,
            unit=mark("standard deviations"), advanced=True,
            help=mark("Accuracy of the coarse reflectance; as for the fine images, and for the "
                      "change of the coarse images too."))
        distance_scale: float = distance_scale()
        temporal_weight: str = choice(
            "two_pairs", {"two_pairs": mark("With two pairs"), "always": mark("Always"),
                          "never": mark("Never")},
            label=mark("Weight by coarse change"), advanced=True,
            help=mark("Whether pixels whose coarse value changed less count more. The paper does "
                      "so always, the authors' program only with two pairs, where it chooses "
                      "between the dates."))
        log_scale: float = number(
            0.0, label=mark("Logarithmic weights, scale"), minimum=0.0, maximum=1e6, advanced=True,
            help=mark("B in ln(S B + 1): makes weights less sensitive to spectral and temporal "
                      "differences, S being in standard deviations. 0 uses the differences "
                      "themselves."))

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return parameters.window_size // 2

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        statistics = [scene.statistics(raster, progress) for raster in scene.fine]
        radius = parameters.window_size // 2
        y, x = np.mgrid[-radius:radius + 1, -radius:radius + 1]
        distance = 1 + np.hypot(y, x) / parameters.distance_scale  # equation 8
        # Without deviation all pixels of a band are equal, and any unit will do.
        deviations = [np.where(s.deviation > 0, s.deviation, 1).astype(np.float32)
                      for s in statistics]
        return _State(parameters, statistics[0].mean[:, None, None].astype(np.float32), deviations,
                      (1 / distance).astype(np.float32))

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        parameters = state.parameters
        if parameters.similarity == "all" and not parameters.change_similarity:
            return predict_together(block, lambda part: _predict(part, state))
        # Finding the similar pixels of one band again costs no more than keeping them. Lists of
        # them, along which the limits of eight dates were asked for two dates at a time, took 0.73
        # to 0.8 of the kernel's time on small blocks, and 0.9 to 1 on whole ones.
        return predict_together(block, lambda part: _predict(part, state), most=1)


@dataclass(frozen=True)
class _State:
    """The state of a scene.

    means: of the bands of fine 1 (bands, 1, 1). deviations: of the bands of each fine image,
    in the images' unit. weights: 1 / D of each pixel of the window.
    """

    parameters: Starfm.Parameters
    means: np.ndarray
    deviations: list[np.ndarray]
    weights: np.ndarray


@dataclass(frozen=True)
class _Pair:
    """A reference pair as it is compared with the prediction dates.

    change: C_p - C of the first date (bands, rows, columns).
    values: C_p + F - C, less the mean of the scene (dates, bands, rows, columns): the spread of
    values is small beside the mean, and would drown in sums of float32.
    differences: S and T (dates, bands, 2, rows, columns), equations 6 and 7; 0 where invalid.
    """

    fine: Image
    valid: np.ndarray
    change: np.ndarray
    values: np.ndarray
    differences: np.ndarray
    deviation: np.ndarray

    @classmethod
    def of(cls, fine: Image, coarse: Image, coarse_predictions: list[Image],
           deviation: np.ndarray, means: np.ndarray) -> _Pair:
        valid = fine.valid & coarse.valid & coarse_predictions[0].valid
        predicted = np.stack([image.values for image in coarse_predictions])
        spectral = np.abs(fine.values - coarse.values)
        temporal = np.abs(coarse.values - predicted)
        differences = np.stack(np.broadcast_arrays(spectral, temporal), axis=2)
        return cls(fine, valid, predicted[0] - coarse.values,
                   predicted + fine.values - coarse.values - means,
                   np.where(valid, differences, 0), deviation)


def _predict(block: Block, state: _State) -> list[Prediction]:
    """Sum over the window and over the pairs (equation 5), for dates with the same mask."""
    pairs = [_Pair.of(fine, coarse, block.coarse_predictions, deviation, state.means)
             for fine, coarse, deviation in zip(block.fine, block.coarse, state.deviations)]
    largest = np.maximum.reduce([pair.differences for pair in pairs])
    weigh_change = _weighs_change(state.parameters, len(pairs))
    sums = reduce(np.add, [_pair_sums(pair, largest, weigh_change, state, block)
                           for pair in pairs])
    valid = block.core(np.logical_or.reduce([pair.valid for pair in pairs]))
    weight = np.where(valid, sums[:, :, 0], 1)
    mean = sums[:, :, 1] / weight
    predictions = [Prediction(values, valid) for values in mean + state.means]
    if block.uncertainty_wanted:
        uncertainties = np.sqrt(np.maximum(sums[:, :, 2] / weight - mean * mean, 0))
        for prediction, uncertainty in zip(predictions, uncertainties):
            prediction.uncertainty = uncertainty
    return predictions


def _pair_sums(pair: _Pair, largest: np.ndarray, weigh_change: bool, state: _State,
               block: Block) -> np.ndarray:
    """Return the sums of one pair over the similar pixels (dates, bands, 2 or 3, rows, columns).

    These are the sums of W, W v and, for the uncertainty, W v^2, v being the pair's values and
    W = 1 / (S T D) not yet normalised (equation 11).
    """
    parameters = state.parameters
    spectral, temporal = np.moveaxis(pair.differences / pair.deviation[:, None, None, None], 2, 0)
    combined = _cost(spectral, parameters.log_scale)
    if weigh_change:
        combined *= _cost(temporal, parameters.log_scale)
    weight = np.where(pair.valid, 1 / combined, 0)  # equations 9 and 10, without D
    planes = [weight, weight * pair.values]
    if block.uncertainty_wanted:
        planes.append(planes[1] * pair.values)
    similar, thresholds = _similarity(pair, parameters)
    u_fine, u_coarse = parameters.fine_uncertainty, parameters.coarse_uncertainty
    margins = np.stack([pair.deviation * np.hypot(u_fine, u_coarse),
                        pair.deviation * np.hypot(u_coarse, u_coarse)], axis=1)
    sums, _ = window_sums(
        similar, thresholds,
        _groups(np.stack(planes, axis=2)), state.weights, pair.valid,
        limits=_groups(pair.differences), margins=np.tile(margins, (len(weight), 1)),
        limit_centres=_groups(largest),  # of all pairs: equations 12 and 13
        check=block.check)
    return sums.reshape(*weight.shape[:2], *sums.shape[1:])


def _similarity(pair: _Pair, parameters: Starfm.Parameters) -> tuple[np.ndarray, np.ndarray]:
    """Return the planes in which similar pixels are alike, and by how much they may differ.

    Both are for all bands at once, or have a first axis of the bands.
    """
    planes, thresholds = pair.fine.values[:, None], 2 * pair.deviation[:, None] / parameters.classes
    if parameters.change_similarity:
        planes = np.concatenate([planes, pair.change[:, None]], axis=1)
        alike = parameters.change_similarity * pair.deviation[:, None]
        thresholds = np.concatenate([thresholds, alike], axis=1)
    if parameters.similarity == "all":
        return planes.reshape(-1, *planes.shape[2:]), thresholds.ravel()
    return planes, thresholds


def _groups(array: np.ndarray) -> np.ndarray:
    """Return an array (dates, bands, ...) with one axis for both, as window sums take it."""
    return array.reshape(-1, *array.shape[2:])


def _weighs_change(parameters: Starfm.Parameters, pairs: int) -> bool:
    if parameters.temporal_weight == "two_pairs":
        return pairs > 1
    return parameters.temporal_weight == "always"


def _cost(difference: np.ndarray, log_scale: float) -> np.ndarray:
    if log_scale > 0:
        return np.log1p(difference * np.float32(log_scale)) + np.float32(_SMALLEST_DIFFERENCE)
    return difference + np.float32(_SMALLEST_DIFFERENCE)
