"""Networks on the CPU and on graphics cards: `python -m bench --gpu [NETWORK ...]`.

Every network fuses the same simulated scene on all that works on this machine; the results must be
the same to 1e-4 of their deviation.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.roles import COARSE_PREDICTION
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks.runtime import PROVIDERS, onnxruntime, working_providers
from stfusion_qgis.networks.shipped import shipped_network, shipped_networks
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

SIDE = 1536
TILE = 512
SAME = 1e-4
METHOD = NetworkFusion()


class Measured(NamedTuple):
    """A fusion: seconds, values (bands, rows, columns), and on what it really ran."""

    seconds: float
    values: np.ndarray
    provider: str


def run(networks: list[str]) -> None:
    """Measure networks, files or shipped ones, and print a table; exit with 1 if results differ.

    networks: paths; empty for the shipped ones.
    """
    paths = [Path(path) for path in networks] or [shipped_network(n) for n in shipped_networks()]
    if not paths:
        sys.exit("No network comes with this version. Give the file of one: --gpu NETWORK.onnx")
    print(f"onnxruntime {onnxruntime().__version__}")
    working = working_providers()
    for provider, reason in working.items():
        print(f"{PROVIDERS[provider]}: {reason or 'works'}")
    faster = [provider for provider, reason in working.items() if provider != "cpu" and not reason]
    if not faster:
        print("\nNothing but the CPU works on this machine, so there is nothing to compare.")
        return
    with tempfile.TemporaryDirectory() as folder:
        images = simulate(Parameters(width=SIDE, height=SIDE, dates=3), folder, Progress())
        differing = _compare(paths, faster, images, Path(folder))
    if differing:
        sys.exit(f"Not the same: {', '.join(differing)}")


def _compare(paths: list[Path], providers: list[str], images: list[str],
             folder: Path) -> list[str]:
    """Print the table and return which networks differ on which provider."""
    differing = []
    print(f"\n### {SIDE} x {SIDE} pixels, tiles of {TILE}\n")
    print("| Network | Runs on | Seconds | Times as fast as the CPU | Largest difference "
          "(deviations) |")
    print("|---|---|---:|---:|---:|")
    for path in paths:
        reference = _fuse(path, "cpu", images, folder)
        deviation = np.nanstd(reference.values, axis=(1, 2))[:, None, None]
        print(f"| {path.stem} | {PROVIDERS['cpu']} | {reference.seconds:.1f} | 1 | 0 |", flush=True)
        for provider in providers:
            found = _fuse(path, provider, images, folder)
            difference = np.nanmax(np.abs(found.values - reference.values) / deviation)
            if found.provider != provider:
                print(f"| {path.stem} | {PROVIDERS[provider]}: left to the CPU | – | – | – |")
                continue
            if not difference <= SAME:
                differing.append(f"{path.stem} on {PROVIDERS[provider]}")
            print(f"| {path.stem} | {PROVIDERS[provider]} | {found.seconds:.1f} "
                  f"| {reference.seconds / found.seconds:.1f} | {difference:.1e} |", flush=True)
    return differing


def _fuse(path: Path, provider: str, images: list[str], folder: Path) -> Measured:
    """Fuse the scene; what is prepared once, and the first run, do not count."""
    parameters = METHOD.Parameters(network_file=str(path), provider=provider, tile_size=TILE)
    taken = METHOD.references(parameters).all
    sources = {f"{kind}_{k + 1}": Source(images[3 * (kind == "coarse") + date])
               for kind in ("fine", "coarse") for k, date in enumerate((0, 2))}
    images_taken = [(role, sources[role]) for role in taken]
    scene = open_scene(Inputs((*images_taken, (COARSE_PREDICTION, Source(images[4])))))
    output = folder / "prediction.tif"
    progress = Progress().collecting()
    try:
        state = METHOD.prepare(scene, parameters, progress)
        start = time.perf_counter()
        state.read(scene.grid.whole(), lambda: None)
        seconds = time.perf_counter() - start
        engine.run(METHOD, scene, parameters, [str(output)],
                   settings=engine.Settings(float_output=True))
    except InputError as error:
        sys.exit(f"{path}: {error}")
    for warning in progress.warnings:
        print(f"Warning: {warning}", file=sys.stderr)
    raster = Raster(str(output))
    return Measured(seconds, raster.read(raster.grid.whole()).masked(), state.session.runs_on)
