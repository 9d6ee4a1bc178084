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

SIDE, METHOD, TILES = 1536, "starfm", (256, 512)
SCENE, SCENES, DATES = 7500, 40, 46  # of a country and a year


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
                # Each worker compiles, or loads what is compiled.
                make_tiles(_plan(inputs, folder, "first", 512), executor, Progress())
                for tile in TILES:
                    costs.append(_cost(inputs, folder, tile, executor, workers))
                    one = costs[-1]
                    print(f"| {tile} | {one.tiles} | {workers or 'a thread'} | {one.opening:.2f} | "
                          f"{one.client:.2f} | {one.working:.2f} | {one.computing:.2f} | "
                          f"{one.clock:.1f} |", flush=True)
        tiles = Path(folder, f"t{TILES[-1]}_2_tiles").glob("*.tif")
        written = sum(path.stat().st_size for path in tiles)
        plan = _plan(inputs, folder, "last", 512)
        begun = time.process_time()
        plan.prepare(Progress())
        preparing = time.process_time() - begun
    tell(costs, preparing, side * side, read, written)


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


def tell(costs: list[Cost], preparing: float, pixels: int, read: int, written: int) -> None:
    """Fit the model, and print it and what follows of it.

    preparing: seconds of a processor. read, written: bytes of the images of the scene.
    """
    mega = pixels / 1e6
    rows = np.array([[mega, one.tiles, one.workers] for one in costs])  # halos cost by the tile
    pixel, tile, process = np.linalg.lstsq(
        rows, np.array([one.computing for one in costs]), rcond=None)[0]
    compressing = np.mean([one.working - one.computing - preparing
                           for one in costs if not one.workers]) / mega
    clients = [one for one in costs if one.workers]
    idling = np.mean([(one.working - one.computing - preparing - compressing * mega)
                      / (one.workers * one.clock) for one in clients])
    waiting = np.mean([one.client / one.clock for one in clients])
    handing, _ = np.polyfit([one.tiles for one in clients], [one.client for one in clients], 1)
    opening = np.median([one.opening for one in costs])
    print(f"\nSeconds of a processor: a megapixel {pixel:.2f}, and {compressing:.2f} to compress; "
          f"a tile {tile:.3f}; a process {process:.2f} once, and {idling:.1%} of the time; "
          f"preparing {preparing:.2f}. The client: opening {opening:.2f}, handing out a tile "
          f"{handing:.4f}; in all {waiting:.1%} of the time.")
    print(f"Bytes a pixel: {read / pixels:.1f} read, {written / pixels:.1f} written.\n")
    tiles, scene = (-(-SCENE // 1024)) ** 2, SCENE ** 2 / 1e6
    work, count = scene * (pixel + compressing) + tiles * tile, SCENES * DATES
    client = opening + tiles * handing
    print(f"A scene of {SCENE} x {SCENE} pixels: {work:.0f} s of workers, {client:.1f} s of the "
          f"client, {preparing:.1f} s of preparing; {count} of them: "
          f"{count * (work + client + preparing) / 3600:.0f} hours of a processor.")
    print("| Workers | Hours, a scene at a time | Hours, four at a time | MB/s then |\n"
          "|---:|---:|---:|---:|")
    for workers in (1, 2, 8, 32, 64, 128, 256, 512):
        rounds = -(-tiles // workers)  # the last of them leaves workers idle
        alone = opening + preparing + max(tiles * handing, rounds * work / tiles)
        # The client does one thing at a time; tiles of four scenes fill what one leaves idle.
        together = max(client, -(-4 * tiles // workers) * work / tiles / 4, alone / 4)
        rate = SCENE ** 2 * (read + written) / pixels / together / 1e6
        print(f"| {workers} | {count * alone / 3600:.1f} | {count * together / 3600:.1f} | "
              f"{rate:.0f} |")
