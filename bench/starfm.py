"""STARFM's weighting: ours against a plain C program and against naive NumPy."""

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
SPECTRAL_MARGIN, TEMPORAL_MARGIN = 20.0, 20.0
NUMPY_ROWS, C_ROWS, NAIVE_PIXELS = 64, 16, 48


class Case:
    """One way to tell similar pixels, on one landscape: with halo, as a block of a scene."""

    def __init__(self, all_bands: bool):
        fine, coarse = landscape(BANDS, ROWS + 2 * RADIUS, COLUMNS + 2 * RADIUS, dates=2)
        self.all_bands = all_bands
        self.fine, self.coarse, self.coarse_prediction = fine[0], coarse[0], coarse[1]
        self.thresholds = (2 * self.fine.std(axis=(1, 2)) / 4).astype(np.float32)
        self.distance = 1 + np.hypot(*np.mgrid[-RADIUS:RADIUS + 1, -RADIUS:RADIUS + 1]) / RADIUS
        self.c = compile_c("starfm_reference").starfm

    def ours(self, first: int, last: int, backend: str) -> np.ndarray:
        """Return the prediction for some rows, planes prepared on the way."""
        rows = slice(first, last + 2 * RADIUS)
        F, C, Cp = (image[:, rows] for image in (self.fine, self.coarse, self.coarse_prediction))
        S, T = np.abs(F - C), np.abs(C - Cp)
        reliability = 1 / ((S + 1) * (T + 1))
        planes = np.stack([reliability * (Cp + F - C), reliability], axis=1)
        similar, thresholds = F, self.thresholds
        if not self.all_bands:
            similar, thresholds = F[:, None], thresholds[:, None]
        sums, _ = window_sums(
            similar, thresholds, planes, 1 / self.distance, np.ones(F.shape[1:], bool),
            limits=np.stack([S, T], axis=1),
            margins=np.full((BANDS, 2), (SPECTRAL_MARGIN, TEMPORAL_MARGIN)), backend=backend)
        return sums[:, 0] / sums[:, 1]

    def c_program(self, first: int, last: int) -> np.ndarray:
        """Return the C program's prediction for some rows."""
        predicted = np.empty_like(self.fine)
        self.c(*map(argument, (
            self.fine, self.coarse, self.coarse_prediction, self.thresholds, SPECTRAL_MARGIN,
            TEMPORAL_MARGIN, float(RADIUS), int(self.all_bands), RADIUS, BANDS,
            *self.fine.shape[1:], first + RADIUS, last + RADIUS, predicted)))
        return predicted[:, first + RADIUS:last + RADIUS, RADIUS:-RADIUS]

    def naive(self, pixels: int) -> np.ndarray:
        """Return the prediction for pixels of the first row, window by window with NumPy."""
        predicted = np.empty((BANDS, 1, pixels), np.float32)
        for x in range(pixels):
            window = np.s_[:SIZE, x:x + SIZE]
            for band in range(BANDS):
                F, C, Cp = (image[band][window]
                            for image in (self.fine, self.coarse, self.coarse_prediction))
                if self.all_bands:
                    centre = self.fine[:, RADIUS, x + RADIUS, None, None]
                    similar = np.all(np.abs(self.fine[:, :SIZE, x:x + SIZE] - centre)
                                     <= self.thresholds[:, None, None], axis=0)
                else:
                    similar = np.abs(F - F[RADIUS, RADIUS]) <= self.thresholds[band]
                S, T = np.abs(F - C), np.abs(C - Cp)
                spectral_limit = S[RADIUS, RADIUS] + SPECTRAL_MARGIN
                temporal_limit = T[RADIUS, RADIUS] + TEMPORAL_MARGIN
                kept = similar & (spectral_limit > S) & (temporal_limit > T)
                kept[RADIUS, RADIUS] = True
                weights = kept / ((S + 1) * (T + 1) * self.distance)
                predicted[band, 0, x] = np.sum(weights * (Cp + F - C)) / np.sum(weights)
        return predicted

    def check(self, backends: tuple[str, ...]) -> None:
        """Raise AssertionError unless all give the same prediction."""
        expected = self.c_program(0, 2)
        for name in backends:
            np.testing.assert_allclose(self.ours(0, 2, name), expected, rtol=1e-4)
        np.testing.assert_allclose(self.naive(20), expected[:, :1, :20], rtol=1e-4)

    def contestants(self, threads: int, backends: tuple[str, ...]) -> dict[str, Contestant]:
        pairs = BANDS * SIZE * SIZE

        def ours(name: str, rows: int) -> Contestant:
            return Contestant(partial(
                on_threads, partial(self.ours, backend=name), rows, threads, rows // 2),
                rows * COLUMNS * pairs)

        known = {"numba": (backend_name(), ROWS), "numpy": ("numpy", NUMPY_ROWS)}
        chosen = {name: known[name] for name in backends}
        others = {"C": Contestant(partial(on_threads, self.c_program, C_ROWS, threads, 2),
                                  C_ROWS * COLUMNS * pairs)}
        if threads == 1:
            others["naive NumPy"] = Contestant(
                partial(self.naive, NAIVE_PIXELS), NAIVE_PIXELS * pairs)
        return {**{label: ours(name, rows) for name, (label, rows) in chosen.items()}, **others}


def run(backends: tuple[str, ...] | None = None) -> None:
    """Check and time both ways to tell similar pixels, on one and on two threads."""
    if backends is None:
        backends = BACKENDS if backend() == "numba" else ("numpy",)
    for all_bands in (False, True):
        case = Case(all_bands)
        case.check(backends)
        for threads in (1, 2):
            contestants = case.contestants(threads, backends)
            against = [name for name in ("C", "naive NumPy") if name in contestants]
            compare(f"STARFM, {SIZE} x {SIZE} window, {BANDS} bands, similar in "
                    f"{'all bands' if all_bands else 'each band'}, {threads} thread(s)",
                    contestants, "pixel, neighbour and band", against)
