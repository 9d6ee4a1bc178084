"""Blend: the scene says whom to trust."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from ..images.alignment import VALIDITY
from ..images.fine_shift import MOST_PIXELS
from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..parameters import FINE_PIXELS, choice, integer
from ..progress import Progress
from ..translation import mark, tr
from .method import Citation, Family, Method
from .steps.blending.beliefs import beliefs
from .steps.blending.date_model import Blended, learn_date
from .steps.blending.date_registration import (
    OnePair,
    Registration,
    SeveralPairs,
    coregistration,
)
from .steps.blending.detail_shrinkage import BORDER
from .steps.blending.finishing import Finished
from .steps.blending.land import Land, MovedLand, SceneLand
from .steps.blending.member_weights import weights_from_other_dates, weights_one_scale_up
from .steps.blending.moved_image import (
    Shift,
    farthest_reach,
    moved_cells,
    moved_images,
    moving_reach,
)
from .steps.blending.pair_observations import PairObservations, observe_pairs
from .steps.blending.uncertainty import REACH

_LASTING = {"automatic": None, "lasts": 1.0, "passes": 0.0}


@dataclass(frozen=True)
class Reference:
    """The pairs, as all prediction dates share them.

    pixels: sample of the stacked fine images (bands, n). registered: finds how dates lie on the
    pairs, None where too little is known for that.
    """

    land: Land
    pairs: PairObservations
    pixels: np.ndarray
    registered: OnePair | SeveralPairs | None
    threads: int

    def lies_on(self, after: Image) -> Registration:
        """Return how the date of a coarse image lies on the pairs."""
        if self.registered is None:
            return Registration.none(len(self.pairs.coarse))
        return self.registered.of(after)

    def moved(self, lies: Registration, progress: Progress) -> tuple[Land, PairObservations]:
        """Return land and pairs where the land of a prediction date lies."""
        coarse = [moved_cells(*one) for one in zip(self.pairs.coarse, lies.coarse)]
        if not any(map(any, lies.fine)):
            return self.land, replace(self.pairs, coarse=coarse)
        land = MovedLand(self.land, lies.fine)
        return land, observe_pairs(land, coarse, self.pixels, progress, threads=self.threads)


@dataclass(frozen=True)
class FinishedDate:
    """The prediction of a date, and how far the fine images are moved for it, in fine pixels."""

    finished: Finished
    shifts: tuple[Shift, ...]


class Blend(Method["Blend.Parameters", "list[FinishedDate]"]):
    """Our own method: it asks the scene how far to trust each source.

    1. The coarse sensor sees the land through an operator A, a square blurred and shifted, which
       is estimated from the pair (`observation`).
       Images of other dates may lie elsewhere, and are moved where the land of the prediction
       date lies (`date_registration`).
    2. The sensors disagree at date 1: C_1 - A F_1. What of that returns at the prediction date is
       told by a regression of C_p - A F_1 on it, and by other pairs (`sensor_disagreement`). That
       leaves the change of the land and the noise in it.
    3. The fine change is a Gaussian process over place and spectrum, seen through A with that
       noise; its variances are those of the highest likelihood (`change_process`).
    4. Members of other kinds: difference, local and global regression (`members`).
    5. Their weights follow the noise, and what predicts known images best: C_p one scale up, or
       the fine image of each pair from another one (`member_weights`).
    6. Detail is shrunk, most of all the finest (`detail_shrinkage`), and as far as there is no
       noise, the coarse sensor sees C_p in the result (`finishing`).

    Several pairs become their mixture whose coarse image is nearest to C_p (`virtual_pair`). All
    that is learnt is learnt at the scale of coarse cells; docs/blend.md has the formulas.
    """

    id = "blend"
    title = mark("Blend")
    family = Family.HYBRID
    summary = mark("Finds out from the scene how far to trust each image, and blends predictions "
                   "of several kinds accordingly.")
    help = mark(
        "Finds out how the coarse sensor sees the land, what both sensors disagree about and how "
        "much of that is there at the prediction date, too. Then predicts the change of each pixel "
        "from place and spectrum by a Gaussian process, blends it with predictions of other "
        "kinds, by weights that predict known images best, and keeps to the coarse image as far "
        "as that can be trusted. The log says in words what it found.\n\n"
        "Needs one pair; with several it knows more of the sensors and of the land's course. A "
        "good first choice for any kind of change: on our test images it is nearly always the "
        "best method or close to it. Detail that no image shows is smooth, and land cover that "
        "changes within a coarse pixel is blurred.\n\n"
        "A whole Landsat scene of six bands takes about two minutes on two cores with numba, and "
        "three or four without.")
    reference = Citation(
        "STFusion", 2026, "Blend: the scene says whom to trust", "Documentation of STFusion",
        address="https://github.com/stfusion/stfusion_qgis/blob/main/docs/blend.md")
    pairs = (1, 5)
    gives_uncertainty = True
    on_cells = True
    seconds = 3.3

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of Blend."""

        lasting_difference: str = choice(
            "automatic", {"automatic": mark("Find out from the images"),
                          "lasts": mark("Lasts"), "passes": mark("Does not last")},
            label=mark("What the sensors disagree about"),
            help=mark("Whether what the coarse image shows otherwise than the fine one at the "
                      "date of a pair, it shows at the prediction date, too: it does where sensors "
                      "see the same land differently, it does not where haze or the angle of view "
                      "made the difference."))
        smoothing: int = integer(
            12, label=mark("Smoothing"), unit=FINE_PIXELS, minimum=0, maximum=30,
            help=mark("Up to which distance the predictions of pixels that look alike in the fine "
                      "images are averaged."))

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return max(parameters.smoothing + BORDER, REACH) + moving_reach((MOST_PIXELS, MOST_PIXELS))

    def interpolation(self, parameters: Parameters) -> str:
        return VALIDITY

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress
                ) -> list[FinishedDate]:
        scene = scene.as_observed()  # what of the difference lasts is found out here
        land = SceneLand(scene)
        coarse = [land.coarse(raster) for raster in scene.coarse]
        pixels = np.concatenate(scene.sample(scene.fine, progress=progress))
        if not pixels.shape[1]:
            raise InputError(tr("No pixel is valid in all of {layers}. Check their nodata values "
                                "and masks, or choose other dates.").format(layers=", ".join(
                                    raster.name for raster in scene.fine)), scene.fine[-1].name)
        pairs = observe_pairs(land, coarse, pixels, progress.part(0, 0.25), threads=scene.threads)
        reference = Reference(land, pairs, pixels, coregistration(
            land, pairs, progress.part(0.25, 0.3)), scene.threads)
        count, found = len(scene.coarse_predictions), []
        for i, raster in enumerate(scene.coarse_predictions):
            step = progress.part(0.3 + 0.7 * i / count, 0.3 + 0.7 * (i + 1) / count)
            found.append(_learn(reference, land.coarse(raster), raster.name, parameters, step))
        return found

    def fuse(self, block: Block, state: list[FinishedDate]) -> list[Prediction]:
        predictions = []
        for date, coarse in zip(state, block.coarse_predictions):
            block.check()
            finished = date.finished
            image = finished.at(block.window, _around(block, finished.margin, date.shifts))
            deviation = None
            if block.uncertainty_wanted:
                deviation = finished.uncertainty.at(block.window,
                                                    _around(block, REACH, date.shifts))
            predictions.append(Prediction(image.values, image.valid & block.core(coarse.valid),
                                          deviation))
        return predictions


def _around(block: Block, margin: int, shifts: tuple[Shift, ...]) -> list[Image]:
    """Return the fine images, moved, with `margin` pixels around the block's window."""
    wide = block.window.grow(margin + farthest_reach(shifts))
    inside = wide.slices_in(block.window.grow(block.halo))
    return moved_images([Image(image.values[(slice(None), *inside)], image.valid[inside])
                         for image in block.fine], shifts)


def _learn(reference: Reference, after: Image, name: str, parameters: Blend.Parameters,
           progress: Progress) -> FinishedDate:
    """Return what is learnt about the date of a coarse image of some name, and say it."""
    lies = reference.lies_on(after)
    land, pairs = reference.moved(lies, progress.part(0, 0.2))
    after = moved_cells(after, lies.after)
    radius = parameters.smoothing
    model = learn_date(pairs, after, progress.part(0.2, 0.5),
                       _LASTING[parameters.lasting_difference], reference.threads)
    step = progress.part(0.5, 0.75)
    if len(pairs.coarse) == 1:
        weights = weights_one_scale_up(model, after, radius, step)
    else:
        weights = weights_from_other_dates(land, pairs, model.noise, radius, step)
    finished = Finished(model, Blended(model, weights, radius), land, progress.part(0.75, 1),
                        reference.threads)
    for text in beliefs(name, model, weights, lies):
        progress.info(text)
    return FinishedDate(finished, lies.fine)
