"""UBDF: unmixing-based data fusion, the multisensor multiresolution technique."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from ..images.guide_use import CLASSES
from ..images.image import Block, Prediction
from ..images.scene import Scene
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.class_values import class_values_at
from .steps.classification import Classes
from .steps.guide_parameters import guide_kind, guide_weight
from .steps.guided_classes import chosen_classes
from .steps.unmixing import unmix_in_windows


class Ubdf(Method["Ubdf.Parameters", "_State"]):
    """Zhukov et al. 1999, in their four steps.

    Where we differ: the abundances are those of the coarse cell itself, not weighted with the
    sensor's point spread, which is seldom known; the classes' values are interpolated between
    the cells' centres, so that no edges of cells show; the values to which regularisation draws
    those of a window are found from the whole image by regularised unmixing, too. The window is
    3 coarse pixels by default, which was more accurate than larger ones on all test images.

    Every pixel gets its class's value: all detail within a class is gone, and change that
    divides a class, such as the flood of the Gwydir test images, is smeared over it (RMSE 272
    there, the temporal difference 203; land-cover change at Shenzhen: 313 and 305). It needs no
    coarse image of the fine one's date, though.
    """

    id = "ubdf"
    title = "UBDF"
    family = Family.UNMIXING
    summary = mark("Gives each class of the fine image the value that unmixing of the coarse image "
                   "finds for it nearby.")
    help = mark(
        "Finds classes in a fine image, and how much of each class every coarse pixel contains; "
        "then takes the coarse image of the prediction date apart into the values of the classes, "
        "in a window around each coarse pixel.\n\n"
        "Needs a fine image of any date on which the land had the same patches, and no coarse "
        "image of that date. Good for thematic work with few, large and uniform classes, and where "
        "fine and coarse sensor have different bands. Detail within a class is lost. Takes "
        "seconds.")
    reference = Citation(
        "Zhukov, B., Oertel, D., Lanzl, F., Reinhäckel, G.", 1999,
        "Unmixing-based multisensor multiresolution image fusion",
        "IEEE Transactions on Geoscience and Remote Sensing 37(3), 1212-1226",
        "10.1109/36.763276")
    paired = False
    on_cells = True
    takes_guide = True
    seconds = 2.3

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of UBDF."""

        classes: int = integer(
            10, label=mark("Number of classes"), minimum=2, maximum=100,
            help=mark("Classes that are found in the fine image. More classes keep more detail, "
                      "but the values of each are found less surely."))
        window_size: int = integer(
            3, label=mark("Window size"), unit=mark("coarse pixels"), minimum=3, maximum=101,
            odd=True, help=mark("Side of the window of coarse pixels that are unmixed together. "
                                "Larger windows tell the classes apart more surely, smaller ones "
                                "keep the differences from place to place."))
        regularisation: float = number(
            0.1, label=mark("Regularisation"), minimum=1e-6, maximum=1000.0, advanced=True,
            help=mark("How much the values of classes are drawn to those of the whole image, where "
                      "the window alone does not determine them, and these to the image's mean."))
        guide_weight: float | None = guide_weight()
        guide_kind: str = guide_kind()

    def interpolation(self, parameters: Parameters) -> str:
        return "nearest"

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        fine = scene.fine[:1]
        coarse = [scene.coarse_cells(raster) for raster in scene.coarse_predictions]
        unmix = partial(unmix_in_windows, window_size=parameters.window_size,
                        regularisation=parameters.regularisation, progress=progress)
        found = chosen_classes(scene, fine, parameters, unmix, coarse,
                               progress.part(0, 0.6))  # steps 1 and 2
        values = [unmix(found.fractions, found.share, cells) for cells in coarse]  # step 3
        return _State(scene, found.classes, values)

    def guide_weights(self, state: _State) -> dict[str, float]:
        return {CLASSES: state.classes.weight}

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        labels = state.classes.label(block.fine, block.window)
        return [Prediction(class_values_at(values, labels, state.scene.cells, block.window),
                           (labels >= 0) & coarse.valid)  # step 4
                for values, coarse in zip(state.values, block.coarse_predictions)]


@dataclass(frozen=True)
class _State:
    """scene; classes of the fine image; values (classes, bands, cells) of each prediction date."""

    scene: Scene
    classes: Classes
    values: list[np.ndarray]
