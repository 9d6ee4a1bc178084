"""Fit-FC: regression model fitting, spatial filtering and residual compensation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from ..images.alignment import VALIDITY
from ..images.guide_use import SIMILARITY
from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..kernels.moving_regression import moving_regression
from ..kernels.similar_pixels import inverse_distance_weights, most_similar_means
from ..kernels.thin_plate_spline import ThinPlateSpline
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.coarse_change import coarse_change
from .steps.guide_parameters import guide_kind, guide_weight
from .steps.guided_similarity import chosen_similarity, fine_features, variance_of_bands
from .steps.patch_means import patch_means_switch
from .steps.similarity import Similarity, similarity_margin


class FitFc(Method["FitFc.Parameters", "_State"]):
    """Wang & Atkinson 2018, in their three steps; equation numbers are theirs.

    Where we differ: the residuals are interpolated by a thin plate spline instead of bicubic
    convolution, which differ little. The regression's window at the edge of the image, or
    beside gaps, has the coarse pixels that are there; where C_1 hardly varies in it, the slope
    goes to 1 (`steadiness`), as if the change were a shift. The regression's window is 7 coarse
    pixels by default (5 in the paper), which was more accurate on all test images; 20 similar
    pixels are those of the authors' program. As published, the whole prediction is filtered: even
    where the coarse image has not changed, the result is fine 1 averaged over similar pixels, and
    not fine 1 itself.
    """

    id = "fitfc"
    title = "Fit-FC"
    family = Family.HYBRID
    summary = mark("Transfers the local linear relation of two coarse images to the fine image.")
    help = mark(
        "Fits a line between the coarse images of both dates in a window around each coarse pixel "
        "and applies it to the fine image; then removes the edges of coarse pixels by averaging "
        "over similar pixels, and adds what the lines did not explain.\n\n"
        "Needs one pair. Good for strong changes of the season between the dates and for noisy "
        "coarse images, and one of the fastest methods of its accuracy. Small patches are "
        "smoothed, and abrupt change of a part of a coarse pixel is spread over all of it.\n\n"
        "A whole Landsat scene of six bands takes a minute or two on two cores with numba.")
    reference = Citation(
        "Wang, Q., Atkinson, P. M.", 2018, "Spatio-temporal fusion for daily Sentinel-2 images",
        "Remote Sensing of Environment 204, 31-42", "10.1016/j.rse.2017.10.046")
    on_cells = True
    takes_guide = True
    seconds = 6.0

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of Fit-FC."""

        regression_window: int = integer(
            7, label=mark("Window of the regression"), unit=mark("coarse pixels"), minimum=3,
            maximum=101, odd=True,
            help=mark("Side of the window of coarse pixels to which a line is fitted. Larger "
                      "windows are steadier, smaller ones more local."))
        window_size: int = integer(
            31, label=mark("Window size"), unit=mark("fine pixels"), minimum=3, maximum=301,
            odd=True, help=mark("Side of the window in which similar pixels are looked for. Should "
                                "span one or two coarse pixels."))
        similar_pixels: int = integer(
            20, label=mark("Number of similar pixels"), minimum=1, maximum=1000,
            help=mark("How many of the most similar pixels are averaged. More of them smooth "
                      "more."))
        surroundings: bool = patch_means_switch()
        steadiness: float = number(
            0.01, label=mark("Steadiness of the regression"), minimum=0.0, maximum=100.0,
            unit=mark("share of the variance"), advanced=True,
            help=mark("Draws the slope of the regression to 1 where the coarse image varies less "
                      "than this share of its variance in the whole scene, such as on water, "
                      "where noise would decide. 0 fits as published."))
        guide_weight: float | None = guide_weight()
        guide_kind: str = guide_kind()

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return parameters.window_size // 2 + similarity_margin(parameters.surroundings)

    def interpolation(self, parameters: Parameters) -> str:
        return VALIDITY

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        changes = [coarse_change(scene, scene.coarse[0], raster)
                   for raster in scene.coarse_predictions]
        similarity = chosen_similarity(
            scene, parameters, variance_of_bands(scene), partial(fine_features, scene), changes,
            progress.part(0, 0.5))
        progress = progress.part(0.5, 1)
        before = scene.coarse_cells(scene.coarse[0])
        fits = []
        for i, raster in enumerate(scene.coarse_predictions):
            progress.report(i / len(scene.coarse_predictions))
            after = scene.coarse_cells(raster)
            fits.append(_fit(scene, before, after, parameters, progress))
        return _State(scene, parameters, similarity, fits)

    def guide_weights(self, state: _State) -> dict[str, float]:
        return {SIMILARITY: state.similarity.weight}

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        radius = state.radius
        similar = state.similarity.features(block.fine[0], block.window.grow(radius))
        block = block.narrowed(radius)
        fine = block.fine[0]
        fitted = []
        for fit, coarse in zip(state.fits, block.coarse_predictions):
            window, cells = block.window.grow(block.halo), state.scene.cells
            values = cells.spread(fit.slope, window) * fine.values
            values += cells.spread(fit.intercept, window)  # equation 3
            values += fit.residual.at(window)  # equation 7
            valid = fine.valid & block.coarse[0].valid & coarse.valid
            values[:, ~valid] = 0
            fitted.append(Image(values, valid))
        # Equations 5 and 8 average both terms over the same pixels: so their sum may be, at once.
        filtered = most_similar_means(similar, fitted, inverse_distance_weights(radius),
                                      state.parameters.similar_pixels, check=block.check)
        return [Prediction(mean.values, mean.valid & block.core(own.valid))
                for mean, own in zip(filtered, fitted)]


@dataclass(frozen=True)
class _Fit:
    """slope and intercept of each coarse cell (bands, rows, columns); interpolated residual."""

    slope: np.ndarray
    intercept: np.ndarray
    residual: ThinPlateSpline


@dataclass(frozen=True)
class _State:
    scene: Scene
    parameters: FitFc.Parameters
    similarity: Similarity
    fits: list[_Fit]

    @property
    def radius(self) -> int:
        """Return the radius of the window of similar pixels."""
        return self.parameters.window_size // 2


def _fit(scene: Scene, before: Image, after: Image, parameters: FitFc.Parameters,
         progress: Progress) -> _Fit:
    valid = before.valid & after.valid
    variance = before.values[:, before.valid].var(axis=1, dtype=np.float64)
    line = moving_regression(before.values, after.values, valid, parameters.regression_window // 2,
                             ridge=parameters.steadiness * variance,
                             check=progress.check)  # equation 2
    residual = after.values - (line.slope * before.values + line.intercept)  # equation 6
    cells = scene.cells
    return _Fit(line.slope, line.intercept, ThinPlateSpline(
        residual, valid, cells.ratio, cells.row_offset, cells.column_offset))
