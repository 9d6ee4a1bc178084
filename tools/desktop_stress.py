#!/usr/bin/env python3
"""Lets the real QGIS desktop do random things with the plugin, and says what went wrong.

tools/desktop_stress.py [ACTIONS] [SEED]     a thousand by default
"""

from __future__ import annotations

import json
import pathlib
import sys
import tempfile
from dataclasses import dataclass
from statistics import mean

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate
from tools import desktop
from tools.run_qgis import environment_of_the_repository

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "tests" / "desktop" / "random_actions.py"


MOST_GROWTH = 50
"""MiB: what malloc does not give back comes and goes by half of it."""


@dataclass(frozen=True)
class Result:
    """What happened.

    actions: how many were done. errors: what went wrong, with the actions before it.
    memory: MiB of the process at rest, in the course of the run.
    """

    actions: int
    errors: list[str]
    memory: list[int]

    @property
    def growth(self) -> float:
        """Return by how many MiB the process grew from the second quarter to the last."""
        quarter = -(-len(self.memory) // 4)
        return round(mean(self.memory[-quarter:]) - mean(self.memory[quarter:2 * quarter]), 1)


def make_images(folder: pathlib.Path) -> None:
    """Write small images of three dates, and two predictions of the second one."""
    fine, coarse = {}, {}
    for path in simulate(Parameters(width=320, height=280, dates=3, bands=4, clouds=0),
                         str(folder), Progress(), 1):
        path = pathlib.Path(path)
        kind = fine if path.name.startswith("fine") else coarse
        number = len(kind) + 1
        kind[number] = path.rename(folder / f"{path.name.partition('_')[0]}_{number}.tif")
    scene = open_scene(Inputs.of([str(fine[1])], [str(coarse[1])], [str(coarse[2])]))
    for name, output in (("fitfc", "predicted"), ("temporaldifference", "predicted_2")):
        method = all_methods()[name]
        engine.run(method, scene, method.Parameters(), [str(folder / f"{output}.tif")])


def run(actions: int, seed: int, folder: pathlib.Path) -> Result:
    """Do random actions in the desktop; folder: where images and the profile go."""
    images = folder / "images"
    images.mkdir()
    make_images(images)
    variables = environment_of_the_repository(folder / "profile")
    done = desktop.run(SCRIPT, {**variables, "STFUSION_FOLDER": str(images),
                                "STFUSION_ACTIONS": str(actions), "STFUSION_SEED": str(seed)},
                       seconds=600 + 2 * actions)
    report = images / "found.json"
    if done.returncode != 0 or not report.exists():
        return Result(0, [f"QGIS ended with {done.returncode}:\n{done.stderr[-3000:]}"], [0])
    found = json.loads(report.read_text())
    errors = [f"after {', '.join(error['after'])}:\n{error['error']}" for error in found["errors"]]
    return Result(found["count"], errors, found["memory"])


def main(arguments: list[str]) -> int:
    """Run it and print what happened; 1 if anything went wrong."""
    defaults = ["1000", "1"]
    actions, seed = map(int, [*arguments, *defaults[len(arguments):]])
    with tempfile.TemporaryDirectory() as folder:
        result = run(actions, seed, pathlib.Path(folder))
    for error in result.errors:
        print(error, end="\n\n")
    print(f"{result.actions} actions, {len(result.errors)} errors; memory at rest "
          f"{result.memory} MiB, growth {result.growth} MiB")
    return bool(result.errors) or result.growth > MOST_GROWTH


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
