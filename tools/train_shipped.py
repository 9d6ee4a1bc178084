#!/usr/bin/env python3
"""Trains the networks of resources/networks again, from seeds: `./dev train-shipped`.

    tools/train_shipped.py [NETWORK ...] [--without SET ...] [--folder FOLDER] [--steps N]
                           [--threads N]

They learn from simulated scenes and from the real images of ../shared/data, as they are and with
simulated coarse images. `--without` leaves sets of real images out, to see how a network does
where it has never been: see bench/networks.py.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from bench.real_images import DATA, Series, sets  # noqa: E402 (needs the path)
from stfusion_qgis.images.raster import Raster  # noqa: E402
from stfusion_qgis.networks.contract import read_contract, write_contract  # noqa: E402
from stfusion_qgis.networks.places import Box, degrees_box  # noqa: E402
from stfusion_qgis.progress import Progress  # noqa: E402
from stfusion_qgis.simulation.simulate import simulate  # noqa: E402
from stfusion_qgis.simulation.simulation_parameters import Parameters  # noqa: E402

SHIPPED = REPOSITORY / "resources" / "networks"
WORK = REPOSITORY / ".cache" / "training"

ACCURACY = REPOSITORY / "docs" / "networks-accuracy.md"

LICENCE = "GPL-3.0-or-later"

SENSOR = {"ratio": [3, 32], "psf": [0, 1.2], "shift": [0, 0.12], "noise": [0, 0.06],
          "gain": [0, 0.05], "offset": [0, 0.05]}
"""Coarse sensors that are simulated: see `training.config.Sensor`."""

REAL_SHARE = 0.6
"""Of the samples that are drawn from real scenes, if there are any, however few they are."""

_SIDE, _DATES = 480, 4  # of simulated scenes


@dataclass(frozen=True)
class Recipe:
    """How a network is trained.

    steps: of training. unseen: sets of real images that it never sees, so that its accuracy can be
    measured on them. options: further entries of the training.
    """

    title: str
    steps: int
    column: str
    rival: str
    unseen: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


RECIPES = {
    "residualfusion": Recipe("Residual fusion, general", 4000, "Residual fusion, new place",
                             "Temporal difference"),
    "ganstfm": Recipe("GAN-STFM, general", 1500, "GAN-STFM", "ATPRK", ("gwydir", "salton sea")),
    "srcnn": Recipe("SRCNN, general", 1500, "SRCNN", "Interpolation", ("gwydir", "salton sea")),
}


def landscapes() -> list[Parameters]:
    """Return simulated scenes of many kinds of land: pixels and fields of many sizes, changes."""
    kinds = [
        {"pixel_size": 30, "ratio": 16, "field_size": 400},
        {"pixel_size": 10, "ratio": 30, "field_size": 150},
        {"pixel_size": 30, "ratio": 8, "field_size": 250, "change": "flood", "change_date": 3},
        {"pixel_size": 20, "ratio": 20, "field_size": 600, "change": "harvest"},
        {"pixel_size": 60, "ratio": 5, "field_size": 500},
        {"pixel_size": 30, "ratio": 12, "field_size": 150, "relief": 2},
        {"pixel_size": 10, "ratio": 24, "field_size": 80, "pivots": False},
        {"pixel_size": 10, "ratio": 10, "field_size": 250, "change": "harvest"},
        {"pixel_size": 15, "ratio": 30, "field_size": 300, "relief": 2, "pivots": False},
        {"pixel_size": 30, "ratio": 16, "field_size": 800, "change": "flood"},
    ]
    return [Parameters(width=_SIDE, height=_SIDE, dates=_DATES, day_of_year=80 + 12 * i,
                       interval=24 + 8 * (i % 4), seed=100 + i, psf=0.25 * (i % 5),
                       shift=0.05 * (i % 3), noise=0.001 + 0.001 * (i % 4), **kind)
            for i, kind in enumerate(kinds)]


def all_scenes(without: Collection[str] = ()) -> list[dict]:
    """Return simulated scenes, and the real ones but those of some sets, with their weights."""
    simulated, real = simulated_scenes(), real_scenes(without)
    share = REAL_SHARE if real else 0.0
    return [{**scene, "weight": part / len(scenes)}
            for scenes, part in ((simulated, 1 - share), (real, share)) for scene in scenes]


def simulated_scenes() -> list[dict]:
    """Return each simulated scene twice: with its own coarse images, and with ever new ones."""
    scenes = []
    for number, parameters in enumerate(landscapes()):
        folder = WORK / f"landscape_{number}"
        folder.mkdir(parents=True, exist_ok=True)
        paths = simulate(parameters, str(folder), Progress())
        fine, coarse = paths[:parameters.dates], paths[parameters.dates:]
        scenes += [{"pairs": [{"fine": f, "coarse": c} for f, c in zip(fine, coarse)]},
                   {"pairs": [{"fine": f} for f in fine]}]
    return scenes


def real_scenes(without: Collection[str]) -> list[dict]:
    """Return the real scenes but those of some sets, with real and with simulated coarse images."""
    if not DATA.is_dir():
        print("The real images (../shared/data) are not here: training on simulated ones alone.")
        return []
    scenes = []
    for name, members in sets().items():
        if name not in without:
            scenes += [scene for series in members for scene in _views(series)]
    return scenes


def _views(series: Series) -> list[dict]:
    fine = [str(DATA / fine) for fine, _ in series.pairs]
    views = [{"pairs": [{"fine": path} for path in fine]}]
    if all(coarse for _, coarse in series.pairs):
        views.append({"pairs": [{"fine": path, "coarse": str(DATA / coarse)}
                                for path, (_, coarse) in zip(fine, series.pairs)],
                      **series.options})
    return views


def path_of(name: str, folder: Path, without: Collection[str] = ()) -> Path:
    """Return the file of a network that is trained without some sets."""
    parts = [name, "without", *without] if without else [name]
    return folder / f"{'_'.join(parts).replace(' ', '_')}.onnx"


def train(name: str, folder: Path, without: tuple[str, ...], steps: int | None, threads: int
          ) -> Path:
    """Train a network and return its path."""
    recipe = RECIPES[name]
    unseen = recipe.unseen + without
    output = path_of(name, folder, without)
    folder.mkdir(parents=True, exist_ok=True)
    config = {"scenes": all_scenes(unseen), "architecture": name, "bands": "any",
              "simulate": SENSOR, "steps": steps or recipe.steps, "seed": 1, "threads": threads,
              "keep": "last", "title": recipe.title, "output": str(output), **recipe.options}
    path = WORK / f"{output.stem}.json"
    path.write_text(json.dumps(config, indent=1))
    subprocess.run([sys.executable, "-m", "stfusion_qgis.training", "--config", str(path)],
                   check=True, cwd=REPOSITORY)
    label(output, unseen, {} if without else measured(recipe))
    return output


def measured(recipe: Recipe) -> dict[str, dict[str, float]]:
    """Return the errors of a network and its rival on new places, as the page has them."""
    lines = ACCURACY.read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if recipe.column in _cells(line))
    head = _cells(lines[first])
    own, other = head.index(recipe.column), head.index(recipe.rival)
    rows = map(_cells, takewhile(lambda line: line.startswith("|"), lines[first + 2:]))
    return {row[0]: {"rmse": float(row[own]), f"rmse of {recipe.rival}": float(row[other])}
            for row in rows if row[own]}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def label(path: Path, unseen: tuple[str, ...], errors: dict[str, dict[str, float]]) -> None:
    """Write into a network what it was trained on, its licence, and its errors on new places."""
    contract = read_contract(str(path))
    places = [name for name in sets() if name not in unseen] if DATA.is_dir() else []
    trained_on = f"{len(landscapes())} simulated landscapes with pixels of 10 to 60 m"
    if places:
        trained_on += ("; real images, with real and with simulated coarse ones: "
                       + ", ".join(places))
    numbers = {key: contract.accuracy[key] for key in ("steps", "seed")
               if key in contract.accuracy}
    accuracy = {**numbers, **({"on places that it had not seen": errors} if errors else {})}
    write_contract(str(path), replace(
        contract, licence=LICENCE, training_data=trained_on, dates="", accuracy=accuracy,
        places=_boxes(places)), str(path))


def _boxes(places: list[str]) -> tuple[Box, ...]:
    """Return where sets of real images lie; simulated land lies nowhere."""
    grids = [Raster(str(DATA / series.pairs[0][0])).grid
             for place in places for series in sets()[place]]
    return tuple(dict.fromkeys(box for grid in grids if (box := degrees_box(grid))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help=", ".join(RECIPES))
    parser.add_argument("--without", metavar="SET", nargs="+", default=[],
                        choices=list(sets()) if DATA.is_dir() else [])
    parser.add_argument("--folder", type=Path, default=SHIPPED)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    for name in arguments.networks or RECIPES:
        if name not in RECIPES:
            parser.error(f"there is no network {name}")
        train(name, arguments.folder, tuple(arguments.without), arguments.steps,
              arguments.threads)


if __name__ == "__main__":
    main()
