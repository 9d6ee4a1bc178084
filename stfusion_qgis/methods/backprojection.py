"""Iterative back-projection: an image that, seen by the coarse sensor, is the coarse image."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
from scipy.ndimage import correlate1d, gaussian_filter1d

from ..images.alignment import VALIDITY
from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..kernels.filling import fill_gaps
from ..kernels.phase_filter import PhaseFilter, mirrored, separable
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.cell_splines import REACH, point_coefficients, point_weights

_DEVIATIONS_OF_WIDTH = 2 * np.sqrt(2 * np.log(2))  # full width at half maximum of a Gaussian


class BackProjection(Method["BackProjection.Parameters", "list[_State]"]):
    """Iterative back-projection as Irani & Peleg 1991 describe it, of a single image.

    From a first guess f_0 the image is improved by what it fails to explain of the coarse image
    g: f_{n+1} = f_n + U (g - D f_n), their iteration with one image. D is the coarse sensor: blur
    by its point spread function, then the mean of each coarse pixel. U projects coarse values
    back onto fine pixels.

    - f_0 is the cubic spline through the coarse pixels.
    - The point spread function is a Gaussian. The paper leaves the kernel of U open as long as
      the iteration converges; here U is the transpose of D, scaled so that a constant stays one.
      It then converges for any width: the factors by which the parts of a residual shrink lie
      between 0 and 1.
    - As f_n = f_0 + U (r_0 + ... + r_{n-1}) with r_{n+1} = r_n - D U r_n, and D U is a small
      filter of coarse pixels, all iterations run on the coarse grid, and one projection of the
      sum of the residuals r gives the fine image. This changes nothing but the effort.
    - Gaps have no residual; for the first guess they are filled smoothly. Beyond its border the
      image is mirrored.
    """

    id = "backprojection"
    title = mark("Iterative back-projection")
    family = Family.SUPER_RESOLUTION
    summary = mark("Undoes the blur of the coarse sensor as far as one image allows.")
    help = mark(
        "Starts from an interpolated image, looks at it as the coarse sensor would, and adds what "
        "is missing, again and again. In the end the result, blurred and averaged, is the coarse "
        "image.\n\n"
        "Needs the coarse image alone, and how many pixels to make of each; or a fine image whose "
        "grid the result shall have. Sharpens what is larger than a coarse pixel; finer detail "
        "cannot come back. A point spread function that is too wide, many iterations, and noise "
        "give ripples beside edges. Takes seconds.")
    reference = Citation(
        "Irani, M., Peleg, S.", 1991, "Improving resolution by image registration",
        "CVGIP: Graphical Models and Image Processing 53(3), 231-239",
        "10.1016/1049-9652(91)90045-L")
    pairs = (0, 1)
    paired = False
    on_cells = True
    seconds = 3.5

    @dataclass(frozen=True)
    class Parameters:
        """Parameters of iterative back-projection."""

        psf_width: float = number(
            0.5, label=mark("Width of the point spread function"), unit=mark("coarse pixels"),
            minimum=0.0, maximum=3.0,
            help=mark("Full width at half maximum of the Gaussian by which the coarse sensor "
                      "blurs, besides averaging over its pixel. 0 for an image that was averaged "
                      "from a fine one; about 0.5 to 1 for a real sensor."))
        iterations: int = integer(
            10, label=mark("Iterations"), minimum=1, maximum=10000,
            help=mark("More come closer to the coarse image, and sharpen noise, too."))

    def interpolation(self, parameters: Parameters) -> str:
        return VALIDITY

    def needs_fine(self, parameters: Parameters) -> bool:
        return False  # it gives the grid alone

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> list[_State]:
        cells, dates = scene.cells, len(scene.coarse_predictions)
        sensor = _Sensor(cells.ratio, parameters.psf_width)
        spline, projection = separable(point_weights(cells.ratio)), separable(sensor.projection)
        states = []
        for i, raster in enumerate(scene.coarse_predictions):
            coefficients, residuals = _back_project(
                scene.coarse_cells(raster), sensor, parameters.iterations,
                progress.part(i / dates, (i + 1) / dates))
            states.append(_State(*(
                PhaseFilter(mirrored(planes, reach), weights, cells.row_offset,
                            cells.column_offset)
                for planes, reach, weights in ((coefficients, REACH, spline),
                                               (residuals, sensor.reach, projection)))))
        return states

    def fuse(self, block: Block, state: list[_State]) -> list[Prediction]:
        return [Prediction(date.first_guess.at(block.window) + date.correction.at(block.window),
                           image.valid)
                for date, image in zip(state, block.coarse_predictions)]


class _State(NamedTuple):
    """The first guess and its correction by back-projection."""

    first_guess: PhaseFilter
    correction: PhaseFilter


class _Sensor:
    """The coarse sensor, along one axis of the image.

    response: (2 reach + 1, ratio), the weights of the fine pixels of the cells from `reach` cells
    before to as many behind in the value of a cell (D). projection: (ratio, 2 reach + 1), the
    weights of these cells in the fine pixels of a cell (U).
    """

    def __init__(self, ratio: int, width: float):
        deviation = width / _DEVIATIONS_OF_WIDTH * ratio
        self.reach = int(np.ceil(4 * deviation / ratio))
        response = np.zeros((2 * self.reach + 1) * ratio)
        response[self.reach * ratio:(self.reach + 1) * ratio] = 1 / ratio
        if deviation:
            response = gaussian_filter1d(response, deviation, mode="constant", truncate=4)
        self.response = response.reshape(-1, ratio)
        self.projection = ratio * self.response[::-1].T

    def sees(self, weights: np.ndarray) -> np.ndarray:
        """Return the filter of cells that equals a phase filter followed by the sensor.

        weights: (ratio, n) of the phase filter.
        """
        return reduce(np.add, [np.convolve(response, weight)
                               for response, weight in zip(self.response.T, weights)])


def _back_project(coarse: Image, sensor: _Sensor, iterations: int,
                  progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the coefficients of the first guess and the sum of all residuals."""
    ratio = len(sensor.projection)
    coefficients = point_coefficients(fill_gaps(coarse.values, coarse.valid))
    seen = _filtered(coefficients, sensor.sees(point_weights(ratio)))
    change = sensor.sees(sensor.projection)
    residual = np.where(coarse.valid, coarse.values - seen, 0)
    total = np.zeros_like(residual)
    for n in range(iterations):
        progress.report(n / iterations)
        total += residual
        residual -= np.where(coarse.valid, _filtered(residual, change), 0)
    return coefficients, total


def _filtered(planes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    for axis in (1, 2):
        planes = correlate1d(planes, weights, axis, mode="reflect")
    return planes
