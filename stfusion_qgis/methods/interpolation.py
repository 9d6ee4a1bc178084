"""Interpolation: the fine image from the coarse one alone."""

from __future__ import annotations

from dataclasses import dataclass

from ..images.image import Block, Prediction
from ..images.scene import Scene
from ..kernels.filling import fill_gaps
from ..kernels.phase_filter import PhaseFilter, mirrored, separable
from ..parameters import choice
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.cell_splines import REACH, mean_coefficients, mean_weights
from .temporaldifference import INTERPOLATIONS


class Interpolation(Method["Interpolation.Parameters", "list[PhaseFilter] | None"]):
    """The usual interpolations, and the cubic spline that keeps the mean of each coarse pixel.

    The usual ones take a coarse pixel for a sample at its centre, but a sensor measures the mean
    over its area. The area-true spline has that mean (a two-dimensional histospline, Schoenberg
    1973), and so have the fine pixels, each the mean of the spline over its area. It takes
    coarse cells of whole fine pixels: coarse pixels of another grid are averaged to these first.

    Gaps of the coarse image stay gaps; for the pixels beside them they are filled smoothly.
    """

    id = "interpolation"
    title = mark("Interpolation")
    family = Family.SUPER_RESOLUTION
    summary = mark("Makes coarse pixels fine without any other image.")
    help = mark(
        "Divides the pixels of the coarse image into finer ones. No detail is added: what a coarse "
        "pixel mixes stays mixed. It is what a fusion has to beat, and a way to bring a coarse "
        "image onto a fine grid.\n\n"
        "Needs the coarse image alone, and how many pixels to make of each; or a fine image whose "
        "grid the result shall have. The area-true spline keeps the mean of every coarse pixel and "
        "is mostly the most accurate; it and Lanczos can overshoot beside sharp edges. Takes "
        "seconds.")
    reference = Citation(
        "Unser, M.", 1999, "Splines: a perfect fit for signal and image processing",
        "IEEE Signal Processing Magazine 16(6), 22-38", "10.1109/79.799930")
    pairs = (0, 1)
    paired = False
    seconds = 1.4

    @dataclass(frozen=True)
    class Parameters:
        """Options of the interpolation."""

        interpolation: str = choice(
            "area", {**INTERPOLATIONS, "lanczos": mark("Lanczos"),
                     "area": mark("Area-true cubic spline")},
            label=mark("Interpolation"),
            help=mark("Nearest neighbour shows the coarse pixels; bilinear is without overshoot; "
                      "cubic spline and Lanczos are smooth and sharper; the area-true spline is "
                      "smooth and keeps the mean of each coarse pixel."))

    def interpolation(self, parameters: Parameters) -> str:
        is_area_true = parameters.interpolation == "area"  # then only the gaps are read
        return "nearest" if is_area_true else parameters.interpolation

    def needs_fine(self, parameters: Parameters) -> bool:
        return False  # it gives the grid alone

    def needs_ratio(self, parameters: Parameters) -> bool:
        return parameters.interpolation == "area"

    def prepare(self, scene: Scene, parameters: Parameters,
                progress: Progress) -> list[PhaseFilter] | None:
        """Return the area-true spline of each prediction date, or None for the usual ones."""
        if parameters.interpolation != "area":
            return None
        cells = scene.cells
        weights = separable(mean_weights(cells.ratio))
        splines = []
        for i, raster in enumerate(scene.coarse_predictions):
            progress.report(i / len(scene.coarse_predictions))
            coarse = scene.coarse_cells(raster)
            coefficients = mean_coefficients(fill_gaps(coarse.values, coarse.valid))
            splines.append(PhaseFilter(mirrored(coefficients, REACH), weights, cells.row_offset,
                                       cells.column_offset))
        return splines

    def fuse(self, block: Block, state: list[PhaseFilter] | None) -> list[Prediction]:
        if state is None:
            return [Prediction(image.values, image.valid) for image in block.coarse_predictions]
        return [Prediction(spline.at(block.window), image.valid)
                for spline, image in zip(state, block.coarse_predictions)]
