"""What a prediction in tiles costs, and what that makes of a country and a year.

`python -m bench --scale` predicts a simulated scene in tiles, on one thread and on clusters of one
and two processes, and counts seconds of processors, which other work on the machine changes little;
seconds on the clock are printed beside the load of the machine. The model is fitted to them.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

from stfusion_qgis.executors.cluster import Cluster
from stfusion_qgis.executors.executor import Executor
from stfusion_qgis.executors.on_dask import OnDask
from stfusion_qgis.executors.on_threads import OnThreads
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate
from stfusion_qgis.tiled.fusion_tiles import FusionTiles
from stfusion_qgis.tiled.tile_making import make_tiles

SIDE, METHOD, TILES = 2048, "starfm", (512, 1024)
SCENE, SCENES, DATES = 7500, 40, 46  # of a country and a year
_BLOCK = 512


class Cost(NamedTuple):
    """What a run took, in seconds of processors: opening, the client, the workers, tiles alone.

    tiles: how many. workers: processes besides the client, 0 for a thread of it. clock: seconds.
    """

    tile: int
    tiles: int
    workers: int
    opening: float
    client: float
    working: float
    computing: float
    clock: float


def run(side: int = SIDE) -> None:
    """Print the costs, the model, and what it says of a country and a year."""
    method = all_methods()[METHOD]
    with tempfile.TemporaryDirectory() as folder:
        simulate(Parameters(width=side, height=side, dates=2), folder, Progress())
        fine, coarse = (sorted(map(str, Path(folder).glob(f"{kind}_*.tif")))
                        for kind in ("fine", "coarse"))
        inputs = Inputs.of(fine[:1], coarse[:1], coarse[1:2])
        read = sum(map(os.path.getsize, (fine[0], coarse[0], coarse[1])))
        print(f"\n### {side} x {side} pixels, 6 bands, {method.title}, load of the machine "
              f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
        print("| Side of a tile | Tiles | Workers | Opening | Client | Workers' processors | "
              "of these tiles | Clock |\n|---:|---:|---|---:|---:|---:|---:|---:|", flush=True)
        costs = []
        for workers in (0, 1, 2):
            with OnDask(Cluster(workers=workers)) if workers else OnThreads(1) as executor:
                make_tiles(_plan(inputs, folder, "first", 2048), executor, Progress())  # compiles
                for tile in TILES:
                    costs.append(_cost(inputs, folder, tile, executor, workers))
                    one = costs[-1]
                    print(f"| {tile} | {one.tiles} | {workers or 'a thread'} | {one.opening:.2f} | "
                          f"{one.client:.2f} | {one.working:.2f} | {one.computing:.2f} | "
                          f"{one.clock:.1f} |", flush=True)
        written = sum(path.stat().st_size for path in Path(folder).glob("t1024_2_tiles/*.tif"))
    halo = method.halo(method.Parameters(), None)  # type: ignore[arg-type]
    _tell(costs, side * side, halo, read, written)


def _plan(inputs: Inputs, folder: str, name: str, tile: int) -> FusionTiles:
    method = all_methods()[METHOD]
    return FusionTiles.of(method, method.Parameters(), inputs, open_scene(inputs),
                          [os.path.join(folder, f"{name}.vrt")], side=tile)


def _cost(inputs: Inputs, folder: str, tile: int, executor: Executor, workers: int) -> Cost:
    before, children = time.process_time(), _of_children()
    plan = _plan(inputs, folder, f"t{tile}_{workers}", tile)
    opening = time.process_time() - before
    started, begun = time.monotonic(), time.process_time()
    done = make_tiles(plan, executor, Progress())
    clock, client = time.monotonic() - started, time.process_time() - begun
    working = _of_children() - children if workers else client
    return Cost(tile, done.made, workers, opening, client if workers else 0.0, working,
                done.computing, clock)


def _of_children() -> float:
    """Return the seconds that processors have worked for the processes below this one."""
    return sum(sum(child.cpu_times()[:2])
               for child in psutil.Process().children(recursive=True))


def _tell(costs: list[Cost], pixels: int, halo: int, read: int, written: int) -> None:
    """Fit the model, and print it and what follows of it."""
    widened = pixels * (1 + 2 * halo / _BLOCK) ** 2 / 1e6
    rows = np.array([[widened, one.tiles] for one in costs])
    pixel, tile = np.linalg.lstsq(rows, np.array([one.computing for one in costs]), rcond=None)[0]
    besides = np.mean([one.working - one.computing for one in costs if one.workers])
    clients = [one for one in costs if one.workers]
    client = np.polyfit([one.tiles for one in clients], [one.client for one in clients], 1)
    opening = np.median([one.opening for one in costs])
    print(f"\nA megapixel with its halo: {pixel:.2f} s. A tile: {tile:.3f} s. Preparing, and what "
          f"workers do besides: {besides:.2f} s. The client: {client[1]:.2f} s, and for each tile "
          f"{client[0]:.4f} s. Opening a scene: {opening:.2f} s.")
    print(f"Read: {read / pixels:.1f} bytes a pixel; written: {written / pixels:.1f}.\n")
    tiles = -(-SCENE // 1024) ** 2
    work = SCENE ** 2 / 1e6 * (1 + 2 * halo / _BLOCK) ** 2 * pixel + tiles * tile
    predictions = SCENES * DATES
    serial = opening + besides + client[1] + tiles * client[0]
    print(f"A scene of {SCENE} x {SCENE} pixels: {work:.0f} s of a processor, {serial:.1f} s of "
          "the client and of preparing, which others wait for.")
    print("| Workers | Hours | Processors busy | MB/s read and written |\n|---:|---:|---:|---:|")
    for workers in (1, 2, 8, 32, 64, 128, 256):
        seconds = serial + max(work / min(workers, tiles), work / tiles)
        whole = predictions * seconds
        rate = predictions * SCENE ** 2 * (read + written) / pixels / whole / 1e6
        print(f"| {workers} | {whole / 3600:.1f} | {work / seconds / workers:.0%} | {rate:.0f} |")
