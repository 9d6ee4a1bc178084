"""How long each method takes for a megapixel of four bands: `python -m bench --speed [METHOD ...]`.

The figures stand in the methods' descriptions (`Method.seconds`), which lists sort into classes of
speed: what counts is their order of magnitude.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.method import Method
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

BANDS = 4
SIDES = 200, 1000
"""Of the scene by which all is compiled and loaded, and of the one whose time counts."""

THREADS = 2


def run(methods: list[str]) -> None:
    """Print the seconds of each method, with its defaults, reading and writing included."""
    print(f"\n### A megapixel of {BANDS} bands on {THREADS} of {os.cpu_count()} cores\n")
    print("| Method | Seconds | In its description |")
    print("|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for side in SIDES:
            place = Path(folder, str(side))
            place.mkdir()
            simulate(Parameters(width=side, height=side, dates=3, bands=BANDS), str(place),
                     Progress())
        for method in shipped_methods().values():
            if methods and method.id not in methods:
                continue
            try:
                seconds = [_seconds(method, Path(folder, str(side))) for side in SIDES][-1]
            except InputError as error:
                print(f"| {method.id} | {error} | |", flush=True)
                continue
            print(f"| {method.id} | {seconds:.1f} | {method.seconds or '–'} |", flush=True)


def _seconds(method: Method, folder: Path) -> float:
    fine, coarse = ([str(path) for path in sorted(folder.glob(f"{kind}_*.tif"))]
                    for kind in ("fine", "coarse"))
    pairs = slice(0, None, 2) if method.pairs[0] > 1 else slice(0, 1)
    start = time.perf_counter()
    scene = open_scene(Inputs.of(fine[pairs], coarse[pairs] if method.paired else [], [coarse[1]]))
    engine.run(method, scene, method.Parameters(), [str(folder / "predicted.tif")],
               settings=engine.Settings(threads=THREADS))
    return time.perf_counter() - start
