"""How cost grows with pixels, window, bands, dates and ratio: `python -m bench --growth [METHODS]`.

Each is varied by itself, and the processor's time, which hardly depends on what else runs, drawn
over it on axes of logarithms: a slope of 1 is proportional, of 0 independent.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.method import Method
from stfusion_qgis.parameters import FINE_PIXELS, descriptions
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

THREADS = 2
VARIED = {"side": (256, 512, 1024), "window": (0.5, 1, 2), "bands": (2, 4, 6), "dates": (1, 4, 16),
          "ratio": (8, 16, 32)}
_SMALL = 192


@dataclass(frozen=True)
class Case:
    """A case: side in pixels, window as a multiple of the default, bands, dates and ratio."""

    side: int = 512
    window: float = 1
    bands: int = 4
    dates: int = 1
    ratio: int = 16


def run(methods: Sequence[str]) -> None:
    """Print for each method the slope of its cost over each of what is varied."""
    print(f"\n### How cost grows, load of the machine {os.getloadavg()[0]:.1f} on "
          f"{os.cpu_count()} cores\n")
    print("| Method | Seconds | Pixels | Window's side | Bands | Dates | Ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for method in shipped_methods().values():
            if methods and method.id not in methods:
                continue
            try:
                slopes = [_slope(method, Path(folder), name) for name in VARIED]
                base = _seconds(method, Path(folder), Case())
            except InputError as error:
                print(f"| {method.id} | {error} |", flush=True)
                continue
            print(f"| {method.id} | {base:.2f} | " + " | ".join(
                "–" if slope is None else f"{slope:.2f}" for slope in slopes) + " |", flush=True)


def _slope(method: Method, folder: Path, name: str) -> float | None:
    """Return the slope, over pixels instead of the side; None without a window of fine pixels."""
    window = descriptions(method.Parameters).get("window_size")
    if name == "window" and (window is None or window.unit != FINE_PIXELS):
        return None
    seconds = [_seconds(method, folder, case) for case in _cases(name)]
    power = 2 if name == "side" else 1
    return float(np.polyfit(power * np.log(VARIED[name]), np.log(seconds), 1)[0])


def _cases(name: str) -> Iterator[Case]:
    for value in VARIED[name]:
        yield dataclasses.replace(Case(), **{name: value})


_known: dict[tuple[str, Case], float] = {}


def _seconds(method: Method, folder: Path, case: Case) -> float:
    """Return the processor's seconds of a case, once a small one has compiled all that it needs."""
    if (method.id, case) not in _known:
        small = dataclasses.replace(case, side=_SMALL)
        for each in (small, case):
            _known[method.id, each] = _predict(method, _simulated(folder, each), each)
    return _known[method.id, case]


def _predict(method: Method, folder: Path, case: Case) -> float:
    """Return the processor's seconds of a case on a simulated scene."""
    fine, coarse = ([str(path) for path in sorted(folder.glob(f"{kind}_*.tif"))]
                    for kind in ("fine", "coarse"))
    pairs = [0, -1] if method.pairs[0] > 1 else [0]
    parameters = method.Parameters()
    if case.window != 1:
        size = int(parameters.window_size * case.window) // 2 * 2 + 1
        parameters = dataclasses.replace(parameters, window_size=size)
    start = time.process_time()
    scene = open_scene(Inputs.of([fine[k] for k in pairs],
                                 [coarse[k] for k in pairs] if method.paired else [],
                                 coarse[1:1 + case.dates]))
    with tempfile.TemporaryDirectory() as results:
        engine.run(method, scene, parameters,
                   [os.path.join(results, f"{date}.tif") for date in range(case.dates)],
                   settings=engine.Settings(threads=THREADS))
    return time.process_time() - start


def _simulated(folder: Path, case: Case) -> Path:
    """Return the folder of a simulated scene, which is kept for all methods."""
    place = folder / f"{case.side}_{case.bands}_{case.ratio}_{case.dates}"
    if not place.exists():
        place.mkdir()
        simulate(Parameters(width=case.side, height=case.side, dates=case.dates + 2,
                            bands=case.bands, ratio=case.ratio), str(place), Progress())
    return place
