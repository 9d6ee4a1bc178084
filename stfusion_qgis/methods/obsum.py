"""OBSUM: the object-based spatial unmixing model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..images.alignment import VALIDITY
from ..images.cells import mostly_seen, warn_of_cut_cells
from ..images.guide import Guide
from ..images.guide_use import OBJECTS
from ..images.image import Block, Image, Prediction
from ..images.raster import Raster
from ..images.scene import Scene
from ..kernels.local_unmixing import local_unmixing
from ..kernels.similar_pixels import inverse_distance_weights, most_similar_means
from ..kernels.thin_plate_spline import ThinPlateSpline
from ..parameters import choice, integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.classification import find_classes
from .steps.given_objects import check_objects, given_objects
from .steps.object_residuals import homogeneous_pixels, object_residuals
from .steps.objects import Objects, describe_objects
from .steps.segmentation import segment


class Obsum(Method["Obsum.Parameters", "_State"]):
    """Guo et al. 2024, in their three steps; equation numbers are theirs.

    The paper unmixes the coarse image of the prediction date and needs no other. The authors'
    program now unmixes the change of the coarse image, and adds it to the fine image, which keeps
    the detail within objects; its residuals are what the coarse image of the prediction date
    differs from the prediction, so that the difference between the sensors is put into it. Our
    default unmixes the change as well, but its residuals are those of the change, so that a
    lasting difference between the sensors is none. RMSE of default, program and paper: Gwydir 208,
    208 and 215 (no sensors differ), Shenzhen 300, 306 and 323, Itoiz with Landsat 8 348, 465 and
    475, Salton Sea .032, .040 and .045.

    Where we differ:

    - Objects come from the basins of the gradient, merged by the rule of multiresolution
      segmentation, mutual best fitting, with the growth of squared deviations as its only cost
      (`steps/segmentation.py`), instead of from eCognition or the Segment Anything Model: the
      objects of these can be given as a guide. As the shape of ours costs nothing, their outlines
      are rougher.
    - The unmixing is drawn a little to the mean of the image, as not all classes are in each
      window (RMSE at Gwydir 208, without 214; at Shenzhen 300 and 299).
    - The window of the object residual index has an odd side, and distances are to the very
      centre of the coarse pixel, so that directions do not matter.
    - Residuals are interpolated by a thin plate spline, not bicubic; similar pixels are those of
      the least squared difference, not the least absolute one; values are not clipped.

    The objects of the whole scene are kept in memory: about 25 bytes a fine pixel while they are
    made, 4 afterwards. Where neighbours are exactly equal, the order of the pixels decides on the
    objects: there a mirrored image may be predicted otherwise, slightly.
    """

    id = "obsum"
    title = "OBSUM"
    family = Family.HYBRID
    summary = mark("Unmixes the change of the objects of the fine image, and compensates residuals "
                   "by object and by pixel.")
    help = mark(
        "Divides the fine image into objects, such as fields, and gives each object one change: "
        "that of its class, which unmixing of the coarse change finds, and what the coarse image "
        "shows beyond that where the object fills the coarse pixels. What is left is shared out "
        "over similar pixels.\n\n"
        "Needs one pair. Good for strong change of whole fields of a few coarse pixels, whose "
        "borders it keeps. Change that divides an object, such as a flood in a meadow, is spread "
        "over it in part; where objects are much smaller than coarse pixels, it falls back to "
        "unmixing.\n\n"
        "A whole Landsat scene of six bands takes two or three minutes on two cores with numba, "
        "and up to 2 GB of memory.")
    reference = Citation(
        "Guo, H., Ye, D., Xu, H., Bruzzone, L.", 2024,
        "OBSUM: An object-based spatial unmixing model for spatiotemporal fusion of remote sensing "
        "images", "Remote Sensing of Environment 304, 114046", "10.1016/j.rse.2024.114046")
    on_cells = True
    takes_guide = True
    guide_help = mark(
        "Objects from elsewhere, such as fields as polygons, a map of land cover, or the segments "
        "that another program has found: one band of labels, or polygons. They count instead of "
        "the objects that are found in the fine image; where there are none, these count.")
    seconds = 10.0

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of OBSUM."""

        unmixed: str = choice(
            "change", {"change": mark("Change of the coarse image"),
                       "change_to_values": mark("Change, residuals of the prediction date"),
                       "values": mark("Coarse image of the prediction date")},
            label=mark("What is unmixed"),
            help=mark("The change keeps the detail of the fine image within objects. Its residuals "
                      "are those of the change, or, as in the authors' program, what the coarse "
                      "image of the prediction date differs from the prediction: then the result "
                      "follows that image, with all in which the sensors differ. Unmixing the "
                      "coarse image of the prediction date alone, as in the paper, makes no use of "
                      "the coarse image of the pair: for the case that this one is poor."))
        object_scale: float = number(
            2.0, label=mark("Scale of the objects"), minimum=0.01, maximum=1000.0,
            help=mark("Size and variety of the objects, as the scale of multiresolution "
                      "segmentation: larger values merge more. Free of the unit of the image."))
        classes: int = integer(
            5, label=mark("Number of classes"), minimum=2, maximum=100,
            help=mark("Classes that are found in the fine image; an object is of the class of most "
                      "of its pixels."))
        unmixing_window: int = integer(
            15, label=mark("Window of the unmixing"), unit=mark("coarse pixels"), minimum=3,
            maximum=101, odd=True,
            help=mark("Side of the window of coarse pixels that are unmixed together. Large "
                      "windows are steadier, small ones more local."))
        residual_pixels: float = number(
            5.0, label=mark("Pixels for the residual of an object"), unit="%", minimum=0.01,
            maximum=100.0,
            help=mark("Share of an object's pixels that tell its residual: those that lie deepest "
                      "in the object and nearest to the centre of a coarse pixel."))
        window_size: int = integer(
            31, label=mark("Window size"), unit=mark("fine pixels"), minimum=3, maximum=301,
            odd=True, help=mark("Side of the window in which similar pixels are looked for."))
        similar_pixels: int = integer(
            30, label=mark("Number of similar pixels"), minimum=1, maximum=1000,
            help=mark("Over how many of the most similar pixels the last residuals are averaged."))
        regularisation: float = number(
            0.1, label=mark("Regularisation"), minimum=1e-6, maximum=1000.0, advanced=True,
            help=mark("How much the values of classes are drawn to the mean of the whole image, "
                      "where the window alone does not determine them."))

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return parameters.window_size // 2

    def interpolation(self, parameters: Parameters) -> str:
        return VALIDITY

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        fine = scene.fine[0]
        labels = _objects(scene, parameters, progress)
        classes = find_classes(scene, [fine], parameters.classes, progress.part(0.5, 0.55))
        objects = describe_objects(scene, fine, labels, classes, progress.part(0.55, 0.65))
        pixels = homogeneous_pixels(scene, labels, parameters.residual_pixels / 100,
                                    progress.part(0.65, 0.85))
        share = objects.share(scene.cells)
        warn_of_cut_cells(share, progress)
        changes, residuals = [], []
        for i, raster in enumerate(scene.coarse_predictions):
            part = progress.part(0.85 + 0.15 * i / len(scene.coarse_predictions), 1)
            target = _target(scene, raster, share, parameters)
            values = _unmix(objects, classes.count, target, share, parameters, part)
            if parameters.unmixed == "change_to_values":
                target = _rest(scene, raster, target.valid, part)
            target = Image(target.values, mostly_seen(share * target.valid))
            spline = _spline(scene, _residual(objects, values, target))
            values += object_residuals(spline, scene.bands, objects, *pixels, part)
            changes.append(values.astype(np.float32).T)
            residuals.append(_spline(scene, _residual(objects, values, target)))
        return _State(parameters, labels, changes, residuals)

    def check_guide(self, guide: Guide) -> None:
        check_objects(guide)

    def guide_weights(self, state: _State) -> dict[str, float]:
        return {OBJECTS: 1.0}

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        fine, window = block.fine[0], block.window
        residuals = [Image(residual.at(window.grow(block.halo)), fine.valid)
                     for residual in state.residuals]
        shared = most_similar_means(fine, residuals, inverse_distance_weights(block.halo),
                                    state.parameters.similar_pixels, check=block.check)
        labels = state.labels[window.slices]
        valid = block.core(fine.valid)
        base: np.ndarray | np.float32 = np.float32(0)
        if state.parameters.unmixed != "values":
            valid = valid & block.core(block.coarse[0].valid)
            base = block.core(fine.values)
        return [Prediction(base + np.where(valid, changes[:, labels], 0) + residual.values,
                           valid & block.core(coarse.valid))
                for changes, residual, coarse in zip(state.changes, shared,
                                                     block.coarse_predictions)]


@dataclass(frozen=True)
class _State:
    """labels: objects. Of each prediction date: changes (bands, objects), and residuals."""

    parameters: Obsum.Parameters
    labels: np.ndarray
    changes: list[np.ndarray]
    residuals: list[ThinPlateSpline]


def _objects(scene: Scene, parameters: Obsum.Parameters, progress: Progress) -> np.ndarray:
    """Return the object of each fine pixel: those of the guide, as far as there is one."""
    def found() -> np.ndarray:
        return segment(scene, scene.fine[0], parameters.object_scale, progress.part(0.1, 0.5))

    return found() if scene.guide is None else given_objects(
        scene, scene.guide, found, progress.part(0, 0.1))


def _target(scene: Scene, raster: Raster, share: np.ndarray, parameters: Obsum.Parameters) -> Image:
    """Return the coarse values for the objects, valid where these cover any part of a cell."""
    after = scene.coarse_cells(raster)
    values = after.values
    valid = after.valid & (share > 0)
    if parameters.unmixed != "values":
        before = scene.coarse_cells(scene.coarse[0])
        values = values - before.values
        valid &= before.valid
    return Image(np.where(valid, values, 0), valid)


def _rest(scene: Scene, raster: Raster, valid: np.ndarray, progress: Progress) -> Image:
    """Return how the coarse values differ from the means of the fine image in their cells."""
    means = scene.fine_cells(scene.fine[0], progress)
    return Image(np.where(valid, scene.coarse_cells(raster).values - means.values, 0), valid)


def _unmix(objects: Objects, classes: int, target: Image, share: np.ndarray,
           parameters: Obsum.Parameters, progress: Progress) -> np.ndarray:
    """Object-level unmixing: return the value of each object (objects, bands).

    share: of each cell that belongs to objects: so much the cell counts.
    """
    bands, rows, columns = target.values.shape
    known, weight = target.values[:, target.valid].astype(np.float64), share[target.valid]
    if not known.size:
        known, weight = np.zeros((bands, 1)), np.ones(1)
    mean = (known * weight).sum(axis=1) / weight.sum()
    low, high = known.min(axis=1), known.max(axis=1)
    fractions = objects.fractions(classes).reshape(classes, rows, columns)
    of_classes = local_unmixing(  # equations 1 and 2
        fractions, target.values, share * target.valid,
        parameters.unmixing_window // 2, np.tile(mean, (classes, 1)),
        regularisation=parameters.regularisation, bounds=(low[None], high[None]),
        check=progress.check)
    values = np.empty((len(objects.classes), bands))
    for k in range(classes):
        members = objects.classes == k
        values[members] = objects.area[members] @ of_classes[k].reshape(bands, -1).T
    return values / objects.size[:, None]  # equation 3


def _residual(objects: Objects, values: np.ndarray, target: Image) -> Image:
    """Return the part of the coarse values that those of the objects leave unexplained."""
    predicted = objects.in_cells(values).reshape(target.values.shape)
    return Image(target.values - predicted, target.valid)


def _spline(scene: Scene, residual: Image) -> ThinPlateSpline:
    """Return the residual of the coarse cells, interpolated to fine pixels."""
    cells = scene.cells
    return ThinPlateSpline(residual.values, residual.valid, cells.ratio, cells.row_offset,
                           cells.column_offset)
