"""STNLFFM: the spatial and temporal nonlocal filter-based fusion model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..kernels.window_sums.of_dates import FEWEST_DATES, window_sums_of_dates
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.nonlocal_filter import (
    SimilarOfDates,
    equal_weights,
    nonlocal_filter,
    patch_means,
    without_margin,
)
from .steps.pair_weights import combine, weigh_by_window_change
from .steps.prediction_dates import predict_in_strips, predict_together
from .steps.similar_window import change_similarity, window_size

_DATES_AT_ONCE = 16  # a vector of the widest registers
_MOST_ROWS = 2048  # of all dates at a time: memory that is larger is slower to get


class Stnlffm(Method["Stnlffm.Parameters", "_State"]):
    """Cheng et al. 2017.

    The fine image of the prediction date is F_p = a F_k + b at each pixel, a and b being those of
    the line from C_k to C_p through the similar pixels; the prediction averages F_p over the
    similar pixels i of each pixel c, with weights exp(-|C_k(i) - C_p(c)| / h^2), the coarse values
    being those of patches, and then over the pairs, with weights by the inverse of the window's
    coarse change.

    Where the paper gives reflectances we take standard deviations of the fine band. Similar pixels
    must have changed alike, too (the paper's second condition): by default their coarse changes
    differ by at most half a deviation. RMSE without and with it at Gwydir, whose flood divides
    fields, 222.0 and 196.1, Shenzhen 279.8 and 278.2, Itoiz (Landsat 8) 318.1 and 302.4, in October
    202.9 and 198.4, at the Salton Sea .0287 and .0275, .0366 and .0328, .0341 and .0299; at 0.15
    deviations too few pixels are left (Shenzhen 295.1). Two things are simpler here:

    - Pixels are similar that differ by at most d in each band; in the paper by d 2^F, which
      allows bright pixels a little more, but depends on the unit.
    - The distance of two patches is that of their weighted means. Coarse values hardly vary
      within a patch, so this is the mean of the distances of their pixels but where the
      difference changes its sign. With patches of one pixel, the default, it is the same.

    As the prediction averages similar pixels, a scene that has not changed comes back smoothed
    within the similarity d.
    """

    id = "stnlffm"
    title = "STNLFFM"
    family = Family.WEIGHTING
    summary = mark("Averages the linearly transformed values of similar pixels by a nonlocal "
                   "filter.")
    help = mark(
        "Finds in a window the pixels that are similar in the fine image of a known date, fits a "
        "line between the coarse images of both dates over them, and applies it to the fine "
        "image. The results are averaged over the similar pixels: those count most whose coarse "
        "value was what the pixel's coarse value is now.\n\n"
        "Needs one pair, better two. Good where vegetation changes strongly with the season, and "
        "for noisy fine images. Small details are smoothed, and abrupt change of a part of a "
        "coarse pixel is predicted badly.\n\n"
        "A whole Landsat scene of six bands takes some minutes on two cores with numba.")
    reference = Citation(
        "Cheng, Q., Liu, H., Shen, H., Wu, P., Zhang, L.", 2017,
        "A spatial and temporal nonlocal filter-based data fusion method",
        "IEEE Transactions on Geoscience and Remote Sensing 55(8), 4476-4488",
        "10.1109/TGRS.2017.2692802")
    pairs = (1, 2)
    seconds = 9.3

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of STNLFFM."""

        window_size: int = window_size()
        similarity: float = number(
            0.25, label=mark("Similarity"), unit=mark("standard deviations"), minimum=0.0,
            maximum=10.0,
            help=mark("A pixel is similar if it differs in each band by at most this. The paper's "
                      "0.01 of reflectance is about a quarter of the deviation of common land."))
        change_similarity: float = change_similarity(0.5)
        filter_strength: float = number(
            0.5, label=mark("Strength of the filter"), unit=mark("standard deviations"),
            minimum=0.05, maximum=100.0,
            help=mark("h² in the weight exp(-difference / h²): a similar pixel whose coarse value "
                      "differs by this from the pixel's counts a third. Large values smooth "
                      "more."))
        patch_size: int = integer(
            1, label=mark("Patch size"), unit=mark("fine pixels"), minimum=1, maximum=31,
            odd=True, advanced=True,
            help=mark("Side of the patches whose coarse values the filter compares."))
        regularisation: float = number(
            1.0, label=mark("Regularisation of the line"), minimum=0.0, maximum=1e6,
            advanced=True,
            help=mark("Draws the slope of the line towards 1 where the coarse values of the "
                      "similar pixels differ little: as much as this many pixels would that lie "
                      "one standard deviation away on a line of slope 1."))

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return 2 * (parameters.window_size // 2) + parameters.patch_size // 2

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        statistics = [scene.statistics(raster, progress) for raster in scene.fine]
        # Without deviation all pixels of a band are equal, and any unit will do.
        units = [np.where(s.deviation > 0, s.deviation, 1).astype(np.float32)[:, None, None]
                 for s in statistics]
        mean = statistics[0].mean.astype(np.float32)[:, None, None]
        return _State(parameters, parameters.window_size // 2, mean, units)

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        def predict(part: Block) -> list[Prediction]:
            rows = max(_MOST_ROWS // len(part.coarse_predictions), 1)
            known = [_Transformed() for _ in part.fine]
            return predict_in_strips(part, rows, lambda strip: _predict(strip, state, known))

        return predict_together(
            block, predict, most=_DATES_AT_ONCE,
            fewest=FEWEST_DATES if state.parameters.change_similarity else 1)


@dataclass(frozen=True)
class _State:
    """radius: of the window. mean: of the bands of fine 1; units: deviations of those of each fine
    image; (bands, 1, 1), in the image's unit.
    """

    parameters: Stnlffm.Parameters
    radius: int
    mean: np.ndarray
    units: list[np.ndarray]


class _Transformed:
    """Transformed values of strips one below the other: each needs rows that the last one had."""

    def __init__(self) -> None:
        self._last: np.ndarray | None = None

    def known_rows(self, margin: int) -> int:
        """Return how many rows of the next strip, with its margin, are known."""
        return 0 if self._last is None else 2 * margin

    def following(self, values: np.ndarray, margin: int) -> np.ndarray:
        """Return the values (..., rows, columns) of the next strip, of those of its new rows."""
        if self._last is not None:
            values = np.concatenate([self._last, values], axis=-2)
        self._last = values[..., values.shape[-2] - 2 * margin:, :].copy()
        return values


def _predict(block: Block, state: _State, known: Sequence[_Transformed]) -> list[Prediction]:
    """Predict dates with the same mask: they share the similar pixels.

    known: what is known of the strips above, for each pair.
    """
    single = [_predict_from_pair(fine, coarse, unit, state, block, transformed)
              for fine, coarse, unit, transformed in zip(
                  block.fine, block.coarse, state.units, known)]
    if len(single) == 1:
        return single[0]
    return [combine(first, second, _pair_weight(block, coarse_prediction, state))
            for first, second, coarse_prediction in zip(*single, block.coarse_predictions)]


def _pair_weight(block: Block, coarse_prediction: Image, state: _State) -> np.ndarray:
    """Return the weight of pair 1 (bands, rows, columns)."""
    known = np.logical_and.reduce([image.valid for image in (*block.coarse, coarse_prediction)])
    margin = block.halo - state.radius
    first, second = (without_margin(coarse.values - coarse_prediction.values, margin)
                     for coarse in block.coarse)
    return weigh_by_window_change(first, second, without_margin(known, margin), state.radius)


def _predict_from_pair(fine: Image, coarse: Image, unit: np.ndarray, state: _State,
                       block: Block, known: _Transformed) -> list[Prediction]:
    """Transform the fine image and filter it; all values in deviations from the mean.

    `after` and what comes of it has a second axis more, of the prediction dates.
    """
    parameters, radius = state.parameters, state.radius
    valid = pair_valid = fine.valid & coarse.valid & block.coarse_predictions[0].valid
    f, before = ((image.values - state.mean) / unit for image in (fine, coarse))
    after = np.stack([(image.values - state.mean) / unit for image in block.coarse_predictions],
                     axis=1)
    patch = parameters.patch_size // 2
    strength = np.float32(parameters.filter_strength)
    before_patch = patch_means(before, valid, patch) / strength
    after_patch = np.stack([patch_means(values, valid, patch) / strength
                            for values in after.swapaxes(0, 1)], axis=1)
    f, before, after, valid, before_patch, after_patch = (
        without_margin(values, patch)
        for values in (f, before, after, valid, before_patch, after_patch))
    alike = _similarity(f, before, after, parameters)
    new = np.s_[..., known.known_rows(radius):, :]
    transformed = known.following(_transform(
        f[new], before[new], after[new], valid[new], alike.at(new), state, block), radius)
    del after
    before_patch, after_patch, valid = (
        without_margin(values, radius) for values in (before_patch, after_patch, valid))
    filtered = nonlocal_filter(transformed, before_patch, after_patch, valid,
                               alike.without_margin(radius), radius, block.check)
    return [Prediction(values * unit + state.mean, block.core(pair_valid))
            for values in filtered.swapaxes(0, 1)]


def _similarity(f: np.ndarray, before: np.ndarray, after: np.ndarray,
                parameters: Stnlffm.Parameters) -> SimilarOfDates:
    """Return by what similar pixels are found: the fine image, and the change of each date."""
    similarity = np.full(len(f), parameters.similarity, np.float32)
    if not parameters.change_similarity:
        return SimilarOfDates(f, similarity, after[:0], similarity[:0])
    return SimilarOfDates(f, similarity, after - before[:, None],
                          np.full(len(f), parameters.change_similarity, np.float32))


def _transform(f: np.ndarray, before: np.ndarray, after: np.ndarray, valid: np.ndarray,
               alike: SimilarOfDates, state: _State, block: Block) -> np.ndarray:
    """Return a F_k + b, the line being that from C_k to C_p over the similar pixels.

    The result (bands, dates, rows, columns) is smaller by the window's radius on each side.
    """
    bands, dates = after.shape[:2]
    planes = np.empty((1, 2 * bands, *after.shape[1:]), np.float32)
    planes[0, :bands] = after
    np.multiply(before[:, None], after, out=planes[0, bands:])
    ones = np.ones((1, *valid.shape), np.float32)
    _, (sums,) = window_sums_of_dates(
        *alike, equal_weights(state.radius), valid,
        common_unweighted=np.concatenate([ones, before, before * before])[None],
        unweighted=planes, check=block.check)
    transformed = np.empty((bands, dates, *sums.shape[2:]), np.float32)
    for band, own in enumerate(without_margin(f, state.radius)):
        for date in range(dates):
            of_band = sums[[0, *range(1 + band, len(sums), bands)], date].astype(np.float64)
            transformed[band, date] = _on_line(own, of_band, state.parameters.regularisation)
    return transformed


def _on_line(values: np.ndarray, sums: np.ndarray, prior: float) -> np.ndarray:
    """Return values (rows, columns) on the lines that sums over the similar pixels give.

    sums: the number of pixels, and of x, x², y and xy (5, rows, columns).
    """
    count, x, xx, y, xy = sums
    n = np.maximum(count, 1)
    mean_x, mean_y = x / n, y / n
    variation = np.maximum(xx - x * mean_x, 0) + prior
    slope = np.divide(xy - mean_x * y + prior, variation, out=np.ones_like(xy),
                      where=variation > 1e-6 * xx)
    return slope * (values - mean_x) + mean_y
