"""A whole scene through qgis_process: `python -m bench --scene [METHOD ...]`.

The scene is simulated once and kept; the time of the kernels alone is measured on some of
its blocks.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from stfusion_qgis.blocks import LARGEST
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.window import tiles
from stfusion_qgis.methods import all_methods, starfm
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

SIDE = 7500
ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".cache" / "scene"
SAMPLED_BLOCKS = 6


def run(methods: list[str]) -> None:
    """Fuse the scene with each method and print time, memory and the share of the kernels."""
    fine, coarse = _images()
    print(f"\n### {SIDE} x {SIDE} pixels, 6 bands, {os.cpu_count()} threads, "
          "reading and writing included\n")
    print("| Method | Seconds | Peak memory | Seconds of the kernel alone | Ratio |")
    print("|---|---:|---:|---:|---:|")
    for method in methods or ["starfm"]:
        seconds, memory = _through_qgis(method, fine, coarse)
        kernel = _apart(_kernel_seconds, fine, coarse) if method == "starfm" else None
        alone = f"{kernel:.0f} | {seconds / kernel:.2f}" if kernel else "– | –"
        print(f"| {method} | {seconds:.0f} | {memory:.0f} MB | {alone} |", flush=True)


def _apart(function, *arguments):
    """Call a function in a process of its own: children started later inherit the peak of ours."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def _images() -> tuple[list[Path], list[Path]]:
    """Return the paths of two fine and three coarse images; simulate them if they are not there."""
    if not (FOLDER / "complete").exists():
        print(f"Simulating a scene in {FOLDER} (some minutes, once)", file=sys.stderr)
        FOLDER.mkdir(parents=True, exist_ok=True)
        _apart(simulate, Parameters(width=SIDE, height=SIDE, dates=3), str(FOLDER), Progress())
        (FOLDER / "complete").touch()
    return sorted(FOLDER.glob("fine_*.tif")), sorted(FOLDER.glob("coarse_*.tif"))


def _through_qgis(method: str, fine: list[Path], coarse: list[Path]) -> tuple[float, float]:
    """Return the seconds that qgis_process takes, and its peak memory in MB."""
    pairs = max(1, all_methods()[method].pairs[0])
    dates = [0, 2][:pairs]
    output = FOLDER / "prediction.tif"
    inputs = [f"FINE_{k + 1}={fine[i]}" for k, i in enumerate(dates)]
    if all_methods()[method].paired:
        inputs += [f"COARSE_{k + 1}={coarse[i]}" for k, i in enumerate(dates)]
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "tools" / "run_qgis.py"), "process", "run",
         f"stfusion:{method}", "--", *inputs, f"COARSE_PREDICTION={coarse[1]}",
         f"OUTPUT={output}"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)  # nobody else will be told
    if status:
        sys.exit(f"{method} failed")
    output.unlink()
    return seconds, usage.ru_maxrss / 1024


def _kernel_seconds(fine: list[Path], coarse: list[Path]) -> float:
    """Return the seconds that STARFM's window sums alone take for the scene, on all cores."""
    method = all_methods()["starfm"]
    scene = open_scene(Inputs.of([str(fine[0])], [str(coarse[0])], [str(coarse[1])]))
    parameters = method.Parameters()
    state = method.prepare(scene, parameters, Progress())
    windows = tiles(scene.grid.rows, scene.grid.columns, LARGEST)
    sampled = windows[::max(len(windows) // SAMPLED_BLOCKS, 1)][:SAMPLED_BLOCKS]
    blocks = [scene.read(w, method.halo(parameters, scene), "cubic") for w in sampled]
    spent: list[float] = []
    sums = starfm.window_sums_of_dates

    def timed(*arguments, **options):
        start = time.perf_counter()
        result = sums(*arguments, **options)
        spent.append(time.perf_counter() - start)
        return result

    threads = os.cpu_count() or 1
    starfm.window_sums_of_dates = timed
    try:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda block: method.fuse(block, state), [blocks[0], *blocks]))
    finally:
        starfm.window_sums_of_dates = sums
    pixels = sum(w.rows * w.columns for w in sampled)
    return sum(spent[1:]) / pixels * scene.grid.rows * scene.grid.columns / threads
