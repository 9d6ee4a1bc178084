"""Means over the most similar pixels: ours against a plain C++ program with `nth_element`."""

from __future__ import annotations

import numpy as np

from stfusion_qgis.images.image import Image
from stfusion_qgis.kernels.backends import BACKENDS, backend, backend_name
from stfusion_qgis.kernels.similar_pixels import inverse_distance_weights, most_similar_means

from .c_program import argument, compile_c
from .landscape import landscape
from .timing import Contestant, compare, on_threads

RADIUS, COUNT, BANDS, ROWS, COLUMNS = 25, 20, 6, 128, 384
SIZE = 2 * RADIUS + 1
NUMPY_ROWS, CPP_ROWS = 4, 16


class Case:
    """The change of one date, averaged over the pixels most similar in another: with halo."""

    def __init__(self):
        (self.fine, later), _ = landscape(BANDS, ROWS + 2 * RADIUS, COLUMNS + 2 * RADIUS, dates=2)
        self.change = later - self.fine
        self.weights = inverse_distance_weights(RADIUS)
        self.cpp = compile_c("similar_pixels_reference").most_similar_means

    def ours(self, first: int, last: int, backend: str) -> np.ndarray:
        """Return the means for some rows."""
        rows = slice(first, last + 2 * RADIUS)
        fine, change = self.fine[:, rows], self.change[:, rows]
        valid = np.ones(fine.shape[1:], bool)
        [means] = most_similar_means(Image(fine, valid), [Image(change, valid)], self.weights,
                                     COUNT, backend=backend)
        return means.values

    def cpp_program(self, first: int, last: int) -> np.ndarray:
        """Return the C++ program's means for some rows."""
        means = np.empty_like(self.fine)
        self.cpp(*map(argument, (
            self.fine, self.change, RADIUS + 0.5, RADIUS, COUNT, *self.fine.shape,
            first + RADIUS, last + RADIUS, means)))
        return means[:, first + RADIUS:last + RADIUS, RADIUS:-RADIUS]

    def check(self, backends: tuple[str, ...]) -> None:
        """Raise AssertionError unless all give the same means."""
        expected = self.cpp_program(0, 2)
        for name in backends:
            np.testing.assert_allclose(self.ours(0, 2, name), expected, rtol=1e-4, atol=1e-2)

    def contestants(self, threads: int, backends: tuple[str, ...]) -> dict[str, Contestant]:
        pairs = COLUMNS * SIZE * SIZE * BANDS
        result = {}
        if "numba" in backends:
            result[backend_name()] = Contestant(lambda: on_threads(
                lambda first, last: self.ours(first, last, "numba"),
                ROWS, threads, ROWS // threads),
                ROWS * pairs)
        if "numpy" in backends:
            result["numpy"] = Contestant(lambda: on_threads(
                lambda first, last: self.ours(first, last, "numpy"), NUMPY_ROWS, threads, 2),
                NUMPY_ROWS * pairs)
        result["C++"] = Contestant(
            lambda: on_threads(self.cpp_program, CPP_ROWS, threads, 4), CPP_ROWS * pairs)
        return result


def run(backends: tuple[str, ...] | None = None) -> None:
    """Check and time on one and on two threads."""
    if backends is None:
        backends = BACKENDS if backend() == "numba" else ("numpy",)
    case = Case()
    case.check(backends)
    for threads in (1, 2):
        compare(f"{COUNT} most similar pixels, {SIZE} x {SIZE} window, {BANDS} bands, "
                f"{threads} thread(s)", case.contestants(threads, backends),
                "pixel, neighbour and band", ["C++"])
