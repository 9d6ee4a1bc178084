"""Kernels on the processor and on every device of OpenCL: `python -m bench --gpu`.

Both have the inputs of one block of a scene. The processor computes strips of it on all cores, the
device the whole of it, with all that goes over to it and back. Results must be the same to 1e-5 of
their deviation.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from stfusion_qgis.images.image import Image
from stfusion_qgis.kernels import backends
from stfusion_qgis.kernels.moving_regression import moving_regression
from stfusion_qgis.kernels.similar_pixels import inverse_distance_weights, most_similar_means
from stfusion_qgis.kernels.window_sums import window_sums

from .landscape import landscape

RADIUS, BANDS, SIDE, STRIP = 25, 6, 768, 64
SLOW_SIDE = 192  # of the block where OpenCL runs on the processor
SCENE = 7500 * 7500
SAME = 1e-5
ROUNDS = 3


class Case(NamedTuple):
    """A kernel with images.

    compute: makes arrays (..., rows, columns) of the first row, the one after the last, and the
    name of a backend.
    """

    name: str
    compute: Callable[[int, int, str], tuple[np.ndarray, ...]]


def run() -> None:
    """Measure all kernels on all devices, and print a table; exit with 1 if results differ."""
    try:
        from stfusion_qgis.kernels.cards.card import all_cards
        cards = all_cards()
    except ImportError:
        print("pyopencl is not installed: pip install pyopencl")
        return
    if not cards:
        print("OpenCL finds no device: install the driver of the graphics card.")
    differing = []
    for card in cards:
        print(f"\n### {card.identity}\n")
        if card.is_processor:
            print("No graphics card: the same kernels on the processor, which show that they are "
                  "right, not how quick a card is.\n")
        differing += _compare(card)
    if differing:
        sys.exit(f"Not the same: {', '.join(differing)}")


def _compare(card: Any) -> list[str]:
    """Print the table of a device, and return which kernels differ on it."""
    side = SLOW_SIDE if card.is_processor else SIDE
    cores, differing = os.cpu_count() or 1, []
    print(f"{BANDS} bands, windows of {2 * RADIUS + 1} x {2 * RADIUS + 1}, {side} x {side} pixels; "
          f"processor: {backends.backend_name()}, {cores} cores\n")
    print("| Kernel | Processor, s | OpenCL, s | Times as fast | A scene of 7500 x 7500, s | "
          "Largest difference (deviations) |")
    print("|---|---:|---:|---:|---:|---:|")
    for case in _cases(side):
        processor, expected = _seconds(lambda case=case: _in_strips(case, side, cores))
        device, found = _seconds(lambda case=case: case.compute(0, side, "opencl"))
        difference = max(_difference(*pair) for pair in zip(found, expected))
        if not difference <= SAME:
            differing.append(f"{case.name} on {card.name}")
        print(f"| {case.name} | {processor:.3f} | {device:.3f} | {processor / device:.2f} | "
              f"{device * SCENE / side ** 2:.1f} | {difference:.0e} |", flush=True)
    return differing


def _cases(side: int) -> list[Case]:
    edge = side + 2 * RADIUS
    fine, coarse = landscape(BANDS, edge, edge, dates=2)
    valid = np.ones((edge, edge), bool)
    F, C, Cp = fine[0], coarse[0], coarse[1]
    S, T = np.abs(F - C), np.abs(C - Cp)
    planes = np.stack([(Cp + F - C) / ((S + 1) * (T + 1)), 1 / ((S + 1) * (T + 1))], axis=1)
    limits = np.stack([S, T], axis=1)
    thresholds = (F.std(axis=(1, 2)) / 2).astype(np.float32)
    weights = 1 / (1 + np.hypot(*np.mgrid[-RADIUS:RADIUS + 1, -RADIUS:RADIUS + 1]) / RADIUS)

    def starfm(first: int, last: int, backend: str, own: bool) -> tuple[np.ndarray, ...]:
        rows = np.s_[..., first:last + 2 * RADIUS, :]
        similar, alike = (F[:, None], thresholds[:, None]) if own else (F, thresholds)
        sums, _ = window_sums(similar[rows], alike, planes[rows], weights, valid[rows],
                              limits=limits[rows], margins=np.full((BANDS, 2), 20.0),
                              backend=backend)
        return (sums[:, 0] / sums[:, 1],)

    def most_similar(first: int, last: int, backend: str) -> tuple[np.ndarray, ...]:
        rows = np.s_[..., first:last + 2 * RADIUS, :]
        [means] = most_similar_means(
            Image(F[rows], valid[rows]), [Image((fine[1] - F)[rows], valid[rows])],
            inverse_distance_weights(RADIUS), 20, backend=backend)
        return (means.values,)

    def regression(first: int, last: int, backend: str) -> tuple[np.ndarray, ...]:
        rows = np.s_[..., first:last + 2 * RADIUS, :]
        name = "opencl" if backend == "opencl" else "numpy"
        inner = np.s_[..., RADIUS:-RADIUS, :]
        line = moving_regression(C[rows], Cp[rows], valid[rows], RADIUS, backend=name)
        return line.slope[inner], line.intercept[inner]

    return [
        Case("window sums, similar in each band (STARFM)",
             lambda first, last, backend: starfm(first, last, backend, True)),
        Case("window sums, similar in all bands (STARFM)",
             lambda first, last, backend: starfm(first, last, backend, False)),
        Case("20 most similar pixels (FSDAF)", most_similar),
        Case("moving regression (Fit-FC)", regression)]


def _in_strips(case: Case, side: int, cores: int) -> tuple[np.ndarray, ...]:
    """Return what the processor computes, strip by strip on all cores."""
    def strip(first: int) -> tuple[np.ndarray, ...]:
        return case.compute(first, min(first + STRIP, side), backends.backend())
    with ThreadPoolExecutor(cores) as pool:
        parts = list(pool.map(strip, range(0, side, STRIP)))
    return tuple(np.concatenate(arrays, axis=-2) for arrays in zip(*parts))


def _seconds(compute: Callable[[], Any]) -> tuple[float, Any]:
    """Return the median of some times, and the result; the first call compiles."""
    result, times = compute(), []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        compute()
        times.append(time.perf_counter() - started)
    return statistics.median(times), result


def _difference(found: np.ndarray, expected: np.ndarray) -> float:
    deviation = expected.std(axis=(-2, -1), keepdims=True)
    return float(np.max(np.abs(found - expected) / deviation))
