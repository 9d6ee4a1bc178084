"""ESTARFM's sums: ours against a plain C program of the same maths."""

from __future__ import annotations

from functools import partial

import numpy as np

from stfusion_qgis.kernels.backends import BACKENDS, backend, backend_name
from stfusion_qgis.kernels.window_sums import window_sums

from .c_program import argument, compile_c
from .landscape import landscape
from .timing import Contestant, compare, on_threads

RADIUS, BANDS, ROWS, COLUMNS = 25, 6, 256, 384
SIZE = 2 * RADIUS + 1
NUMPY_ROWS, C_ROWS = 64, 16


class Case:
    """One landscape with two dates and a prediction date: with halo, as a block of a scene."""

    def __init__(self):
        fine, coarse = landscape(BANDS, ROWS + 2 * RADIUS, COLUMNS + 2 * RADIUS, dates=3)
        self.fine, self.coarse, self.coarse_prediction = fine[:2], coarse[:2], coarse[2]
        self.means = [np.mean(images, axis=(0, 2, 3))[:, None, None] for images in (coarse, fine)]
        self.thresholds = [(2 * F.std(axis=(1, 2)) / 4).astype(np.float32) for F in self.fine]
        correlation = np.random.default_rng(0).uniform(-0.5, 0.95, fine[0].shape[1:])
        self.reliability = (1 / (1 - correlation)).astype(np.float32)
        self.distance = 1 + np.hypot(*np.mgrid[-RADIUS:RADIUS + 1, -RADIUS:RADIUS + 1]) / RADIUS
        self.c = compile_c("estarfm_reference").estarfm

    def ours(self, first: int, last: int, backend: str) -> np.ndarray:
        """Return the prediction from either date for some rows, planes prepared on the way."""
        rows = slice(first, last + 2 * RADIUS)
        F1, F2, C1, C2, Cp = (image[:, rows] for image in (
            *self.fine, *self.coarse, self.coarse_prediction))
        reliability = self.reliability[rows]
        planes = np.empty((BANDS + 1, 2, *reliability.shape), np.float32)
        planes[:BANDS, 0], planes[:BANDS, 1] = reliability * (Cp - C1), reliability * (Cp - C2)
        planes[BANDS] = reliability
        # Products of what differs little from 0 lose little when their sums are subtracted.
        mean_x, mean_y = self.means
        x1, x2, y1, y2 = C1 - mean_x, C2 - mean_x, F1 - mean_y, F2 - mean_y
        products = np.empty((BANDS + 1, 4, *reliability.shape), np.float32)
        products[:BANDS, 0], products[:BANDS, 1] = x1 + x2, y1 + y2
        products[:BANDS, 2], products[:BANDS, 3] = x1 * x1 + x2 * x2, x1 * y1 + x2 * y2
        products[BANDS] = 1
        weighted, plain = window_sums(
            np.concatenate([F1, F2]), np.concatenate(self.thresholds), planes, 1 / self.distance,
            np.ones(reliability.shape, bool), unweighted=products, backend=backend)
        change = weighted[:BANDS] / weighted[BANDS:]
        sx, sy, sxx, sxy = np.moveaxis(plain[:BANDS].astype(float), 1, 0)
        points = 2 * plain[BANDS, 0]
        slope = (points * sxy - sx * sy) / (points * sxx - sx * sx)
        core = np.s_[:, RADIUS:-RADIUS, RADIUS:-RADIUS]
        return np.stack([F[core] + slope * change[:, k] for k, F in enumerate((F1, F2))])

    def c_program(self, first: int, last: int) -> np.ndarray:
        """Return the C program's prediction from either date for some rows."""
        predicted = [np.empty_like(F) for F in self.fine]
        self.c(*map(argument, (
            *self.fine, *self.coarse, self.coarse_prediction, self.reliability, *self.thresholds,
            float(RADIUS), RADIUS, BANDS, *self.reliability.shape, first + RADIUS, last + RADIUS,
            *predicted)))
        return np.stack(predicted)[:, :, first + RADIUS:last + RADIUS, RADIUS:-RADIUS]

    def check(self, backends: tuple[str, ...]) -> None:
        """Raise AssertionError unless all give the same prediction."""
        expected = self.c_program(0, 2)
        for name in backends:
            tolerance = 1e-4 * np.ptp(self.fine)
            np.testing.assert_allclose(self.ours(0, 2, name), expected, rtol=0, atol=tolerance)


def run(backends: tuple[str, ...] | None = None) -> None:
    """Check and time on one and on two threads."""
    if backends is None:
        backends = BACKENDS if backend() == "numba" else ("numpy",)
    case = Case()
    case.check(backends)
    known = {"numba": (backend_name(), ROWS), "numpy": ("numpy", NUMPY_ROWS)}
    pairs = BANDS * SIZE * SIZE
    for threads in (1, 2):
        contestants = {}
        for name in backends:
            label, rows = known[name]
            contestants[label] = Contestant(partial(
                on_threads, partial(case.ours, backend=name), rows, threads, rows // 2),
                rows * COLUMNS * pairs)
        contestants["C"] = Contestant(
            partial(on_threads, case.c_program, C_ROWS, threads, 2), C_ROWS * COLUMNS * pairs)
        compare(f"ESTARFM, {SIZE} x {SIZE} window, {BANDS} bands, {threads} thread(s)",
                contestants, "pixel, neighbour and band", ["C"])
