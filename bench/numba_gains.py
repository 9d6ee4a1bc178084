"""How many times as fast methods are with numba as with NumPy alone: `python -m bench --gains`.

Whole runs are timed, reading and writing included, on one thread, in a process for each backend.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import cast

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

SIDE = 640  # fine pixels
ROUNDS = 2
_CHILD = "from bench.numba_gains import seconds; import sys, json; " \
    "print(json.dumps(seconds(*sys.argv[1:])))"


def run(methods: list[str]) -> None:
    """Time methods with both backends and print a table, whose last column is the gain."""
    with tempfile.TemporaryDirectory() as folder:
        simulate(Parameters(width=SIDE, height=SIDE, dates=3), folder, Progress())
        print("| Method | Seconds with NumPy | Seconds with numba | Gain |\n|---|---:|---:|---:|")
        for method in methods or [name for name in shipped_methods() if name != "networkfusion"]:
            numpy, numba = (_apart(backend, method, folder) for backend in ("numpy", "numba"))
            print(f"| {method} | {numpy:.2f} | {numba:.2f} | {numpy / numba:.1f} |", flush=True)


def _apart(backend: str, method: str, folder: str) -> float:
    child = subprocess.run([sys.executable, "-c", _CHILD, method, folder], check=True,
                           env={**os.environ, "STFUSION_BACKEND": backend}, stdout=subprocess.PIPE)
    return cast(float, json.loads(child.stdout))


def seconds(method_id: str, folder: str) -> float:
    """Return the least seconds of some runs of a method, after one in which it is compiled."""
    method = shipped_methods()[method_id]
    pairs = max(1, method.pairs[0])
    fine, coarse = (sorted(map(str, Path(folder).glob(f"{kind}_*.tif")))
                    for kind in ("fine", "coarse"))
    dates = [0, 2][:pairs]
    inputs = Inputs.of([fine[i] for i in dates],
                       [coarse[i] for i in dates] if method.paired else [], [coarse[1]])
    spent = []
    for _ in range(1 + ROUNDS):
        started = time.perf_counter()
        engine.run(method, open_scene(inputs), method.Parameters(),
                   [str(Path(folder, "prediction.tif"))], settings=engine.Settings(threads=1))
        spent.append(time.perf_counter() - started)
    return min(spent[1:])
