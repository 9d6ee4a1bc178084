"""FSDAF: flexible spatiotemporal data fusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..images.alignment import VALIDITY
from ..images.cells import Cells
from ..images.guide_use import CLASSES, SIMILARITY
from ..images.image import Block, Image, Prediction
from ..images.raster import Raster
from ..images.scene import Scene
from ..images.window import Window
from ..kernels.filling import fill_gaps
from ..kernels.similar_pixels import inverse_distance_weights, most_similar_means
from ..kernels.thin_plate_spline import ThinPlateSpline
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.class_changes import class_changes
from .steps.classification import Classes
from .steps.coarse_change import coarse_change
from .steps.guide_parameters import guide_kind, guide_weight
from .steps.guided_classes import FoundClasses, chosen_classes
from .steps.guided_similarity import chosen_similarity
from .steps.homogeneity import homogeneity_index
from .steps.patch_means import patch_means_switch
from .steps.residuals import distribute_residual, whole_cells
from .steps.similarity import Similarity, similarity_margin
from .steps.similarity_features import similarity_features

F = TypeVar("F", bound="Fsdaf.Parameters")


class FsdafFusion(Method[F, "FsdafState"]):
    """The part that FSDAF and FSDAF 2.0 share: fine pixels, once the changes are known."""

    family = Family.HYBRID
    on_cells = True
    takes_guide = True

    def halo(self, parameters: F, scene: Scene) -> int:
        # Residuals are shared out over whole cells, and homogeneity is seen around each pixel.
        ratio = scene.cells.ratio
        margin = max(ratio - 1 + ratio // 2, similarity_margin(parameters.surroundings))
        return parameters.window_size // 2 + margin

    def interpolation(self, parameters: F) -> str:
        return VALIDITY

    def guide_weights(self, state: FsdafState) -> dict[str, float]:
        return {SIMILARITY: state.similarity.weight, CLASSES: state.classes.weight}

    def fuse(self, block: Block, state: FsdafState) -> list[Prediction]:
        cells, classes, parameters = state.scene.cells, state.classes, state.parameters
        radius = parameters.window_size // 2
        seen, averaged = block.window.grow(block.halo), block.window.grow(radius)
        whole = whole_cells(averaged, cells)
        labels = classes.label(block.fine, seen)
        homogeneity = homogeneity_index(labels, classes.count, cells.ratio // 2)
        place = whole.slices_in(seen)
        land = _Land(_part(block.fine[0], whole, seen).values, labels[place], homogeneity[place])
        changes = []
        for date, coarse in zip(state.dates, block.coarse_predictions):
            block.check()
            valid = (block.fine[0].valid & block.coarse[0].valid & coarse.valid)[place]
            changes.append(_part(_change(land, date, valid, cells, whole), averaged, whole))
        similarity = state.similarity
        around = averaged.grow(similarity.margin)
        similar = similarity_features(similarity, _part(block.fine[0], around, seen),
                                      classes.scale, averaged, parameters.distance_scale)
        means = most_similar_means(similar, changes, inverse_distance_weights(radius),
                                   parameters.similar_pixels, check=block.check)  # step 6
        core = block.window.slices_in(averaged)
        return [Prediction(block.core(block.fine[0].values) + mean.values,
                           mean.valid & change.valid[core])
                for mean, change in zip(means, changes)]


class Fsdaf(FsdafFusion["Fsdaf.Parameters"]):
    """FSDAF as Zhu et al. 2016 describe it, in their six steps.

    Where we differ, or the paper is silent:

    - Classes come from k-means with a given number, not from ISODATA with bounds for it.
    - The changes of the classes are found for the whole scene. The authors' program cuts large
      scenes into parts and finds them for each, which shows at the parts' borders.
    - Two coarse pixels that contain equally much of a class are both taken, or neither.
    - The residual of a cell is computed from the abundances of the classes, which is the same as
      averaging the fine pixels of the temporal prediction.
    - Of pixels that are similar to within noise, the nearest are taken (see `distance_scale`).
      The paper orders by spectral difference alone. With that, the mean RMSE on the Gwydir test
      images is 207 instead of 199 (the authors' program: 201), and on Shenzhen 274 instead of 270.
    - Similar pixels may be of any class; the program takes those of the pixel's own class alone,
      and so sees the borders of classes that k-means has drawn across evenly varying land. With
      that, RMSE is 0 to 1.2 % larger on all nine real test images (Gwydir 201.6, Shenzhen 271.0).
    - Spectral differences are in standard deviations of the bands, not relative to the pixel's
      value, and squared; this matters little.
    - Values are not clipped, as nothing is known of their range.
    """

    id = "fsdaf"
    title = "FSDAF"
    summary = mark("Adds the change of each pixel's class, and shares out what that leaves "
                   "unexplained with the help of a spline.")
    help = mark(
        "Finds classes in the fine image and, by unmixing, how each of them changed. What the "
        "coarse image shows beyond that is shared out among the pixels of each coarse pixel: on "
        "uniform land after a spline through the coarse image of the prediction date, elsewhere "
        "evenly. The changes are then averaged over similar pixels around each one.\n\n"
        "Needs one pair. A good first choice: follows the season as well as abrupt changes that "
        "are larger than a coarse pixel, such as floods. Edges of new patches are blurred, and "
        "classes that change differently from place to place are averaged.\n\n"
        "A whole Landsat scene of six bands takes a few minutes on two cores with numba.")
    reference = Citation(
        "Zhu, X., Helmer, E. H., Gao, F., Liu, D., Chen, J., Lefsky, M. A.", 2016,
        "A flexible spatiotemporal method for fusing satellite images with different resolutions",
        "Remote Sensing of Environment 172, 165-177", "10.1016/j.rse.2015.11.016")
    seconds = 11.1

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of FSDAF."""

        classes: int = integer(
            4, label=mark("Number of classes"), minimum=1, maximum=100,
            help=mark("Classes that are found in the fine image. More classes tell more kinds of "
                      "change apart, but each is found less surely."))
        window_size: int = integer(
            41, label=mark("Window size"), unit=mark("fine pixels"), minimum=3, maximum=301,
            odd=True, help=mark("Side of the window in which similar pixels are looked for. Should "
                                "span about two coarse pixels."))
        similar_pixels: int = integer(
            20, label=mark("Number of similar pixels"), minimum=1, maximum=1000,
            help=mark("How many of the most similar pixels are averaged. More of them smooth "
                      "more."))
        surroundings: bool = patch_means_switch()
        pure_pixels: int = integer(
            100, label=mark("Number of pure coarse pixels"), minimum=1, maximum=1000000,
            advanced=True,
            help=mark("How many coarse pixels tell of the change of each class: those in which it "
                      "is most abundant."))
        discarded: float = number(
            0.1, label=mark("Extreme changes left out"), minimum=0.0, maximum=0.45, advanced=True,
            help=mark("Fraction of the pure coarse pixels of each class that is left out for "
                      "having changed most, and again for having changed least: there the land "
                      "cover may be another."))
        distance_scale: float = number(
            64.0, label=mark("Distance that counts as a standard deviation"), minimum=1.0,
            maximum=1e6, unit=mark("fine pixels"), advanced=True,
            help=mark("A pixel at this distance is as dissimilar as one that differs by a standard "
                      "deviation of the image, so that of pixels that look alike the nearest are "
                      "taken. A huge value compares spectra alone, as the paper does."))
        guide_weight: float | None = guide_weight()
        guide_kind: str = guide_kind()

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> FsdafState:
        differences = coarse_changes(scene)
        found = changing_classes(scene, parameters, differences, progress.part(0, 0.7))
        fractions, share = found.fractions, found.share
        similarity = similarity_in_deviations(scene, parameters, found.classes.scale, differences,
                                              progress.part(0.7, 0.8))
        dates: list[KnownChange] = []
        for raster, change in zip(scene.coarse_predictions, differences):
            progress.report(0.8 + 0.2 * len(dates) / len(scene.coarse_predictions))
            changes = class_changes(fractions, share, change, parameters.pure_pixels,
                                    parameters.discarded)
            dates.append(KnownChange(changes, unexplained(change, fractions, changes),
                              spatial_prediction(scene, raster), np.zeros(share.shape, bool)))
        return FsdafState(scene, parameters, found.classes, similarity, dates)


@dataclass(frozen=True)
class KnownChange:
    """The change up to one prediction date, as far as it is known for the whole scene.

    changes: of the classes (bands, classes). residual: what they leave unexplained (bands, cell
    rows, cell columns). spatial: the spatial prediction. replaced: cells whose land cover is
    another than in fine 1, so that its homogeneity says nothing: bool (cell rows, cell columns).
    """

    changes: np.ndarray
    residual: np.ndarray
    spatial: ThinPlateSpline
    replaced: np.ndarray


@dataclass(frozen=True)
class FsdafState:
    """The state of a scene; dates: one a prediction date."""

    scene: Scene
    parameters: Fsdaf.Parameters
    classes: Classes
    similarity: Similarity
    dates: list[KnownChange]


def coarse_changes(scene: Scene) -> list[Image]:
    """Return the change of the coarse cells since the pair, one image a prediction date."""
    return [coarse_change(scene, scene.coarse[0], raster) for raster in scene.coarse_predictions]


def changing_classes(scene: Scene, parameters: Fsdaf.Parameters, differences: list[Image],
                     progress: Progress) -> FoundClasses:
    """Return the classes (step 1), and their abundances; differences: as of `coarse_changes`."""
    def unmix(fractions: np.ndarray, weights: np.ndarray, change: Image) -> np.ndarray:
        return class_changes(fractions, weights, change, parameters.pure_pixels,
                             parameters.discarded).T[:, :, None, None]

    return chosen_classes(scene, scene.fine, parameters, unmix, differences, progress)


def similarity_in_deviations(scene: Scene, parameters: Fsdaf.Parameters, scale: np.ndarray,
                             differences: list[Image], progress: Progress) -> Similarity:
    """Return what makes pixels similar in step 6; scale: of the bands, 1 / standard deviation."""
    def features(similarity: Similarity, window: Window) -> Image:
        fine = scene.aligned(scene.fine[0], "bilinear").read(window.grow(similarity.margin))
        return similarity_features(similarity, fine, scale, window, parameters.distance_scale)

    return chosen_similarity(scene, parameters, scene.bands, features, differences, progress)


def unexplained(change: Image, fractions: np.ndarray, changes: np.ndarray) -> np.ndarray:
    """Return the residual: the change of each cell less that of its classes (step 3).

    fractions: of the classes (classes, rows, columns). changes: of these (bands, classes).

    Returns:
        float32 (bands, rows, columns); filled from around where the change is unknown.
    """
    residual = change.values - np.einsum("bk,krc->brc", changes, fractions)
    return fill_gaps(residual, change.valid).astype(np.float32)


def spatial_prediction(scene: Scene, raster: Raster) -> ThinPlateSpline:
    """Return the spline through the coarse image of the prediction date (step 4)."""
    cells, coarse = scene.cells, scene.coarse_cells(raster)
    return ThinPlateSpline(coarse.values, coarse.valid, cells.ratio, cells.row_offset,
                           cells.column_offset)


@dataclass(frozen=True)
class _Land:
    """Fine 1 in a window: values (bands, rows, columns); labels and homogeneity of its pixels."""

    values: np.ndarray
    labels: np.ndarray
    homogeneity: np.ndarray


def _change(land: _Land, date: KnownChange, valid: np.ndarray, cells: Cells,
            window: Window) -> Image:
    """Return the change of each pixel of `window`: its class's, and its share in the residual."""
    temporal = date.changes[:, land.labels]  # step 2
    error = date.spatial.at(window) - (land.values + temporal)
    homogeneity = np.where(cells.spread(date.replaced, window), np.float32(1),
                           land.homogeneity)
    share = distribute_residual(cells.spread(date.residual, window), error, homogeneity, valid,
                                cells.ratio)  # step 5
    return Image(np.where(valid, temporal + share, np.float32(0)), valid)


def _part(image: Image, window: Window, outer: Window) -> Image:
    """Return the pixels of `window` of an image of the window `outer`."""
    place = window.slices_in(outer)
    return Image(image.values[(slice(None), *place)], image.valid[place])
