"""STARFM: the spatial and temporal adaptive reflectance fusion model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from ..images.image import Block, Prediction
from ..images.scene import Scene
from ..kernels.window_sums.of_dates import window_sums_of_dates
from ..parameters import choice, integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.prediction_dates import predict_in_strips, predict_together
from .steps.similar_window import change_similarity, distance_scale, window_size

# Keeps a weight finite where fine and coarse pixel agree exactly, in deviations of the band.
# Gao's program adds 1 DN of reflectance x 10000, which is about this for common land.
_SMALLEST_DIFFERENCE = 0.0025

# As many as a vector of the widest registers has lanes.
_DATES_AT_ONCE = 16
_MOST_ROWS = 2048  # of all dates at a time: memory that is larger is slower to get


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
        def predict(part: Block) -> list[Prediction]:
            rows = max(_MOST_ROWS // len(part.coarse_predictions), 1)
            return predict_in_strips(part, rows, lambda strip: _predict(strip, state))

        return predict_together(block, predict, most=_DATES_AT_ONCE)


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

    @property
    def in_all_bands(self) -> bool:
        """Return whether pixels must be similar in all bands at once."""
        return self.parameters.similarity == "all"


@dataclass(frozen=True)
class _Pair:
    """Some bands of a reference pair as it is compared with the prediction dates.

    fine, spectral: F and S, equation 6 (bands, rows, columns). change: C_p - C, temporal: T,
    equation 7 (bands, dates, rows, columns). S and T are 0 where invalid.
    values: C_p + F - C, less the mean of the scene (bands, dates, rows, columns): the spread of
    values is small beside the mean, and would drown in sums of float32.
    deviation: of the bands (bands,).
    """

    valid: np.ndarray
    fine: np.ndarray
    spectral: np.ndarray
    change: np.ndarray
    temporal: np.ndarray
    values: np.ndarray
    deviation: np.ndarray

    @classmethod
    def of(cls, number: int, bands: slice, block: Block, state: _State) -> _Pair:
        fine, coarse = block.fine[number], block.coarse[number]
        valid = fine.valid & coarse.valid & block.coarse_predictions[0].valid
        f, c = fine.values[bands], coarse.values[bands]
        values = np.stack([image.values[bands] for image in block.coarse_predictions], axis=1)
        change = values - c[:, None]
        values += (f - c - state.means[bands])[:, None]
        spectral, temporal = np.abs(f - c), np.abs(change)
        for difference in (spectral, temporal):
            difference[..., ~valid] = 0
        return cls(valid, f, spectral, change, temporal, values, state.deviations[number][bands])


def _predict(block: Block, state: _State) -> list[Prediction]:
    """Predict dates with the same mask, with all bands at once or one after the other."""
    bands = len(state.means)
    known = [fine.valid & coarse.valid & block.coarse_predictions[0].valid
             for fine, coarse in zip(block.fine, block.coarse)]
    valid = block.core(np.logical_or.reduce(known))
    values, uncertainties = np.empty((2, len(block.coarse_predictions), bands, *valid.shape),
                                     np.float32)
    for some in [slice(bands)] if state.in_all_bands else map(_only, range(bands)):
        sums = _sums(some, block, state).swapaxes(0, 2)
        weight = np.where(valid, sums[:, 0], 1)
        mean = sums[:, 1] / weight
        np.add(mean, state.means[some], out=values[:, some])
        if block.uncertainty_wanted:
            np.sqrt(np.maximum(sums[:, 2] / weight - mean * mean, 0), out=uncertainties[:, some])
    return [Prediction(*each) for each in zip(values, [valid] * len(values), (
        uncertainties if block.uncertainty_wanted else [None] * len(values)))]


def _only(band: int) -> slice:
    return slice(band, band + 1)


def _sums(bands: slice, block: Block, state: _State) -> np.ndarray:
    """Sum over the window and over the pairs (equation 5): see `_pair_sums`."""
    pairs = [_Pair.of(number, bands, block, state) for number in range(len(block.fine))]
    largest_spectral = reduce(np.maximum, [pair.spectral for pair in pairs])
    largest_temporal = reduce(np.maximum, [pair.temporal for pair in pairs])
    return reduce(np.add, [_pair_sums(pair, largest_spectral, largest_temporal,
                                      _weighs_change(state.parameters, len(pairs)), state, block)
                           for pair in pairs])


def _pair_sums(pair: _Pair, largest_spectral: np.ndarray, largest_temporal: np.ndarray,
               weigh_change: bool, state: _State, block: Block) -> np.ndarray:
    """Return the sums of one pair over the similar pixels (bands, 2 or 3, dates, rows, columns).

    These are the sums of W, W v and, for the uncertainty, W v^2, v being the pair's values and
    W = 1 / (S T D) not yet normalised (equation 11).

    largest_spectral, largest_temporal: those of all pairs.
    """
    parameters, deviation = state.parameters, pair.deviation[:, None, None]
    cost = _cost(pair.spectral / deviation, parameters.log_scale)[:, None]
    if weigh_change:
        cost = cost * _cost(pair.temporal / deviation[:, None], parameters.log_scale)
    weight = 1 / cost  # equations 9 and 10, without D
    weight[..., ~pair.valid] = 0
    planes = np.empty((len(weight), weigh_change + 1 + block.uncertainty_wanted,
                       *pair.values.shape[1:]), np.float32)
    if weigh_change:
        planes[:, 0] = weight
    np.multiply(weight, pair.values, out=planes[:, int(weigh_change)])
    if block.uncertainty_wanted:
        np.multiply(planes[:, -2], pair.values, out=planes[:, -1])
    u_fine, u_coarse = parameters.fine_uncertainty, parameters.coarse_uncertainty
    spectral_bound = largest_spectral + deviation * np.hypot(u_fine, u_coarse)  # equation 12
    temporal_bound = largest_temporal + (deviation * np.hypot(u_coarse, u_coarse))[:, None]  # 13
    sums, _ = window_sums_of_dates(
        *_similarity(pair, state), state.weights, pair.valid,
        common=None if weigh_change else weight, planes=planes,
        common_limits=pair.spectral[:, None], common_bounds=spectral_bound[:, None],
        own_limits=pair.temporal[:, None], bounds=temporal_bound[:, None], check=block.check)
    return sums


def _similarity(pair: _Pair, state: _State
                ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return in what pixels must be alike, and by how much they may differ.

    First for all dates (bands, rows, columns), then the change of each (bands, dates, rows,
    columns), if it counts; all bands at once, or with a first axis of the bands.
    """
    parameters = state.parameters
    alike = [pair.fine, 2 * pair.deviation / parameters.classes, pair.change,
             parameters.change_similarity * pair.deviation]
    if not parameters.change_similarity:
        alike[2:] = [pair.change[:0], pair.deviation[:0]]
    if not state.in_all_bands:
        alike = [planes.reshape(len(pair.fine), -1, *planes.shape[1:]) for planes in alike]
    fine, threshold, change, change_threshold = alike
    return fine, threshold, change, change_threshold


def _weighs_change(parameters: Starfm.Parameters, pairs: int) -> bool:
    if parameters.temporal_weight == "two_pairs":
        return pairs > 1
    return parameters.temporal_weight == "always"


def _cost(difference: np.ndarray, log_scale: float) -> np.ndarray:
    if log_scale > 0:
        return np.log1p(difference * np.float32(log_scale)) + np.float32(_SMALLEST_DIFFERENCE)
    return difference + np.float32(_SMALLEST_DIFFERENCE)
