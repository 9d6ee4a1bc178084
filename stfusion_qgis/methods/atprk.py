"""ATPRK: area-to-point regression kriging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..errors import InputError
from ..images.alignment import VALIDITY
from ..images.cells import CellMeans, mostly_seen
from ..images.guide import Guide
from ..images.guide_use import BANDS
from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..kernels.filling import fill_gaps
from ..kernels.phase_filter import PhaseFilter, mirrored
from ..parameters import choice, integer
from ..progress import Progress
from ..translation import mark, tr
from .method import Citation, Family, Method
from .steps.area_to_point_kriging import kriging_weights
from .steps.variogram import MODELS, deconvoluted_range, point_variogram

# With fewer cells for each covariate a regression on several explains noise.
_CELLS_PER_COVARIATE = 10


class Atprk(Method["Atprk.Parameters", "list[_State]"]):
    """ATPRK as Wang, Shi, Atkinson & Zhao 2015 describe it, guided by the fine image.

    The coarse image is regressed on the guide averaged to coarse cells, Z_V = a + sum_k b_k F_k
    + R_V; the regression with the fine guide gives the trend of the fine pixels, and
    area-to-point kriging brings the residuals R_V to fine pixels. The mean of the fine pixels
    of a cell is the cell's coarse value.

    - The covariates are the bands of the fine image of another date: all of them, as the paper
      does with more than one covariate, or the same band alone. There are no coarse images of its
      date in the regression. The bands of a guide, which may be others, of the same date, are
      covariates, too; with a guide alone it sharpens bands by finer ones, as in the paper.
    - Without both it is area-to-point kriging of the coarse image itself.
    - The paper fits a model to the residuals' variogram and then searches sill and range of the
      points' variogram around it. Here the points' variogram is compared with that of the
      residuals directly; without a nugget the sill has no influence.
    - A cell averages its fine pixels alike. Gaps of the residuals are filled smoothly, and
      beyond the border they are mirrored, so that all cells have the same kriging weights. Cells
      that a gap of a covariate or the edge of the scene cuts keep their mean only about.
    """

    id = "atprk"
    title = "ATPRK"
    family = Family.SUPER_RESOLUTION
    summary = mark("Regression on a fine image of another date, and kriging of what it leaves.")
    help = mark(
        "Finds how the coarse image depends on the bands of a fine image of another date, applies "
        "this to the fine pixels, and adds what it does not explain, brought to fine pixels by "
        "area-to-point kriging. Averaged over coarse pixels, the result is the coarse image.\n\n"
        "Needs the coarse image and a fine one of a similar date; no coarse image of that date. "
        "Without a fine image it interpolates by kriging, and needs to know how many pixels to "
        "make of each coarse one.\n\n"
        "With a guide it sharpens bands by finer ones of the same date, whichever bands these are: "
        "Landsat 8 by its panchromatic band, the 20 m bands of Sentinel-2 by those of 10 m, "
        "Gaofen-1 WFV by PMS, hyperspectral images by multispectral ones. Give the coarse bands as "
        "the image to predict, the finer ones as the guide, and no fine image.\n\n"
        "Good where one relation holds in the whole image, such as "
        "between bands of the same day or dates of one season. Where fields change differently "
        "the old pattern shows through. Takes seconds.")
    reference = Citation(
        "Wang, Q., Shi, W., Atkinson, P. M., Zhao, Y.", 2015,
        "Downscaling MODIS images with area-to-point regression kriging",
        "Remote Sensing of Environment 166, 191-204", "10.1016/j.rse.2015.06.003")
    pairs = (0, 1)
    paired = False
    on_cells = True
    takes_guide = True
    guide_help = mark(
        "An image of small pixels whose bands explain those of the coarse image, best of the same "
        "date: a panchromatic band, or the finer bands of the sensor. Any bands, in any unit; "
        "without a fine image it gives the output its grid. Nothing is predicted in its gaps.")
    seconds = 2.6

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of ATPRK."""

        covariates: str = choice(
            "all", {"all": mark("All bands of the fine image"),
                    "same": mark("The same band of the fine image")},
            label=mark("Regress each band on"),
            help=mark("All bands explain more where land changed. With fewer than ten coarse "
                      "pixels a band, only the same band is used."))
        neighbourhood: int = integer(
            5, label=mark("Kriging neighbourhood"), unit=mark("coarse pixels"), minimum=3,
            maximum=11, odd=True, advanced=True,
            help=mark("Side of the square of coarse pixels from which a fine one is kriged."))
        variogram: str = choice(
            "exponential", MODELS, label=mark("Variogram model"), advanced=True,
            help=mark("How the difference of two points grows with their distance."))
        lags: int = integer(
            10, label=mark("Lags of the variogram"), unit=mark("coarse pixels"), minimum=2,
            maximum=50, advanced=True,
            help=mark("Up to which distance the variogram of the residuals is fitted."))

    def interpolation(self, parameters: Parameters) -> str:
        return VALIDITY

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> list[_State]:
        if scene.guide is not None:
            self.check_guide(scene.guide)
        covariates = _covariates_of(scene, progress.part(0, 0.5))
        states = []
        for i, raster in enumerate(scene.coarse_predictions):
            progress.report(0.5 + 0.5 * i / len(scene.coarse_predictions))
            residuals, trend = scene.coarse_cells(raster), None
            if covariates is not None:
                trend = _regression(residuals, covariates, len(scene.fine) * scene.bands,
                                    parameters.covariates)
                left = _residuals(residuals, trend, covariates)
                if scene.guide is not None:
                    progress.info(tr("{layer} is explained band by band to {shares}").format(
                        layer=raster.name, shares=_explained(residuals, left)))
                residuals = left
            states.append(_State(trend, _kriging(residuals, scene, parameters, progress),
                                 scene.guide))
        return states

    def check_guide(self, guide: Guide) -> None:
        if guide.has_labels:
            raise InputError(tr(
                "The guide {layer} holds labels, and ATPRK needs values, such as those of a finer "
                "band.").format(layer=guide.name), guide.name)

    def guide_weights(self, state: list[_State]) -> dict[str, float]:
        return {BANDS: 1.0}

    def fuse(self, block: Block, state: list[_State]) -> list[Prediction]:
        predictions = []
        for date, coarse in zip(state, block.coarse_predictions):
            values, valid = date.residuals.at(block.window), coarse.valid
            if date.trend is not None:
                images = [*block.fine, *([] if date.guide is None else
                                         [date.guide.values(block.window)])]
                values += date.trend.at(np.concatenate([image.values for image in images]))
                valid = np.logical_and.reduce([valid, *(image.valid for image in images)])
            predictions.append(Prediction(values, valid))
        return predictions


class _Trend(NamedTuple):
    """A linear regression of coarse bands on covariates.

    intercepts: (bands,). slopes: (bands, covariates).
    """

    intercepts: np.ndarray
    slopes: np.ndarray

    def at(self, covariates: np.ndarray) -> np.ndarray:
        """Return the trend where the covariates (number, rows, columns) have these values.

        Summed band by band: a matrix product may round differently with another block size.
        """
        result = np.empty((len(self.slopes), *covariates.shape[1:]), np.float32)
        for band, intercept, slopes in zip(result, self.intercepts, self.slopes):
            band[:] = intercept
            for slope, covariate in zip(slopes, covariates):
                if slope:
                    band += np.float32(slope) * covariate
        return result


class _State(NamedTuple):
    """The trend, None without covariates, the kriged residuals of it, and the guide."""

    trend: _Trend | None
    residuals: PhaseFilter
    guide: Guide | None


def _covariates_of(scene: Scene, progress: Progress) -> CellMeans | None:
    """Return the bands of the fine image, then of the guide, as means of the cells."""
    found = [scene.fine_cells(raster, progress.part(0, 0.5)) for raster in scene.fine]
    if scene.guide is not None:
        found.append(scene.guide_cells(scene.guide, progress.part(0.5, 1)))
    return CellMeans(np.concatenate([one.values for one in found]),
                     np.minimum.reduce([one.share for one in found])) if found else None


def _regression(coarse: Image, guide: CellMeans, own: int, covariates: str) -> _Trend:
    """Regress each coarse band on the covariates; those that others determine get small slopes.

    A cell counts as much as the part of it that the covariates cover. own: how many of the
    covariates, the first, are the same bands as those of the coarse image, of another date.
    """
    valid = coarse.valid & (guide.share > 0)
    bands, number = len(coarse.values), len(guide.values)
    slopes = np.zeros((bands, number))
    if not valid.any():
        return _Trend(np.zeros(bands), slopes)
    y, x = coarse.values[:, valid].astype(np.float64), guide.values[:, valid].astype(np.float64)
    weight = guide.share[valid].astype(np.float64)
    total, root = weight.sum(), np.sqrt(weight)
    means_y, means_x = ((values * weight).sum(axis=1) / total for values in (y, x))
    scale = np.sqrt(((x - means_x[:, None]) ** 2 * weight).sum(axis=1) / total)
    scale[scale == 0] = 1
    standardised = (x - means_x[:, None]) / scale[:, None]
    enough = int(total // _CELLS_PER_COVARIATE)
    for band in range(bands):
        used = _used(band, own, number, covariates, enough)
        if enough < len(used) and not own:
            best = np.abs((standardised * weight) @ (y[band] - means_y[band])).argmax()
            used = [int(best)]
        solution = np.linalg.lstsq((standardised[used] * root).T,
                                   (y[band] - means_y[band]) * root, rcond=1e-3)[0]
        slopes[band, used] = solution / scale[used]
    return _Trend(means_y - slopes @ means_x, slopes)


def _used(band: int, own: int, number: int, covariates: str, enough: int) -> list[int]:
    """Return the covariates of a band; enough: how many there may be for the number of cells."""
    same = [band] if own else []
    beside = list(range(own, number))
    wanted = [*range(own), *beside] if covariates == "all" else [*same, *beside]
    return wanted if len(wanted) <= enough or not own else same


def _residuals(coarse: Image, trend: _Trend, guide: CellMeans) -> Image:
    valid = coarse.valid & mostly_seen(guide.share * coarse.valid)
    return Image(np.where(valid, coarse.values - trend.at(guide.values), 0), valid)


def _explained(coarse: Image, residuals: Image) -> str:
    """Return the share of the variance of each band that the trend explains, for people."""
    shares = []
    for values, left in zip(coarse.values, residuals.values):
        total = values[residuals.valid].var(dtype=np.float64) if residuals.valid.any() else 0.0
        rest = left[residuals.valid].var(dtype=np.float64) if total else 0.0
        shares.append(f"{max(1 - rest / total, 0.0) if total else 0.0:.0%}")
    return ", ".join(shares)


def _kriging(residuals: Image, scene: Scene, parameters: Atprk.Parameters,
             progress: Progress) -> PhaseFilter:
    cells, model = scene.cells, parameters.variogram
    weights = []
    for band in residuals.values:
        progress.check()
        range_ = deconvoluted_range(band, residuals.valid, model, parameters.lags)
        weights.append(kriging_weights(point_variogram(model, range_), cells.ratio,
                                       parameters.neighbourhood))
    filled = mirrored(fill_gaps(residuals.values, residuals.valid), parameters.neighbourhood // 2)
    return PhaseFilter(filled, np.stack(weights), cells.row_offset, cells.column_offset)
