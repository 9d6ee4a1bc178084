"""What a date costs where several are predicted together: `python -m bench --dates [METHOD ...]`.

Counts of dates are timed in turns, and what is told is by how much less of the processor a date
takes than one alone: the processor's time, unlike that on the clock, hardly depends on what else
runs.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.method import Method
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

COUNTS = 1, 4, 16
SIDE, BANDS, THREADS, ROUNDS = 512, 4, 2, 3


def run(methods: Sequence[str]) -> None:
    """Print the seconds of a date for each method and count of dates, with the defaults."""
    print(f"\n### What a date costs, {SIDE} x {SIDE} pixels of {BANDS} bands, load of the "
          f"machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print(f"| Method | {' | '.join(f'{count} date(s), seconds each' for count in COUNTS)} | "
          f"{' | '.join(f'{count} dates' for count in COUNTS[1:])} |")
    print("|---|" + "---:|" * (2 * len(COUNTS) - 1), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        simulate(Parameters(width=SIDE, height=SIDE, dates=COUNTS[-1] + 2, bands=BANDS), folder,
                 Progress())
        for method in shipped_methods().values():
            if methods and method.id not in methods:
                continue
            try:
                seconds = _seconds(method, Path(folder))
            except InputError as error:
                print(f"| {method.id} | {error} |", flush=True)
                continue
            shares = [statistics.median(many / one for many, one in zip(each, seconds[0]))
                      for each in seconds[1:]]
            print(f"| {method.id} | "
                  + " | ".join(f"{statistics.median(each):.2f}" for each in seconds) + " | "
                  + " | ".join(f"{share:.0%}" for share in shares) + " |", flush=True)


def _seconds(method: Method, folder: Path) -> list[list[float]]:
    """Return the seconds of a date, by the counts of dates and the rounds."""
    predict(method, folder, [1])  # compiles and loads
    seconds: list[list[float]] = [[] for _ in COUNTS]
    for number in range(ROUNDS):
        for count, each in zip(COUNTS, seconds):
            step = COUNTS[-1] // count  # dates from all over the season
            first = (number * 5) % step
            dates = range(1 + first, 1 + COUNTS[-1], step)
            each.append(predict(method, folder, dates) / count)
    return seconds


def predict(method: Method, folder: Path, dates: Sequence[int]) -> float:
    """Return the processor's seconds for some dates of a simulated scene, by the outer pairs."""
    fine, coarse = ([str(path) for path in sorted(folder.glob(f"{kind}_*.tif"))]
                    for kind in ("fine", "coarse"))
    pairs = [0, -1] if method.pairs[0] > 1 else [0]
    start = time.process_time()
    scene = open_scene(Inputs.of([fine[k] for k in pairs],
                                 [coarse[k] for k in pairs] if method.paired else [],
                                 [coarse[date] for date in dates]))
    with tempfile.TemporaryDirectory() as results:
        engine.run(method, scene, method.Parameters(),
                   [os.path.join(results, f"{date}.tif") for date in dates],
                   settings=engine.Settings(threads=THREADS))
    return time.process_time() - start
