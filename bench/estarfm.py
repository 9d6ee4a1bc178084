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
        self.mean_x, self.mean_y = (np.mean(images, axis=(0, 2, 3))
                                    for images in (self.coarse, self.fine))
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
        changes = np.empty((2 * BANDS + 1, *reliability.shape), np.float32)
        products = np.empty((4 * BANDS + 1, *reliability.shape), np.float32)
        changes[-1], products[-1] = reliability, 1
        for band in range(BANDS):
            # Products of what differs little from 0 lose little when their sums are subtracted.
            x1, x2 = (C[band] - self.mean_x[band] for C in (C1, C2))
            y1, y2 = (F[band] - self.mean_y[band] for F in (F1, F2))
            products[4 * band:4 * band + 4] = (
                x1 + x2, y1 + y2, x1 * x1 + x2 * x2, x1 * y1 + x2 * y2)
            changes[2 * band:2 * band + 2] = [reliability * (Cp[band] - C[band]) for C in (C1, C2)]
        (changes,), (products,) = window_sums(
            np.concatenate([F1, F2]), np.concatenate(self.thresholds), changes[None],
            1 / self.distance, np.ones(reliability.shape, bool), unweighted=products[None],
            backend=backend)
        predicted = np.empty((2, BANDS, *changes.shape[1:]), np.float32)
        core, points = np.s_[RADIUS:-RADIUS, RADIUS:-RADIUS], 2 * products[-1]
        for band in range(BANDS):
            sx, sy, sxx, sxy = products[4 * band:4 * band + 4].astype(float)
            slope = (points * sxy - sx * sy) / (points * sxx - sx * sx)
            for F, change, out in zip((F1, F2), changes[2 * band:], predicted):
                out[band] = F[band][core] + slope * change / changes[-1]
        return predicted

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
