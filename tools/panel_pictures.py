#!/usr/bin/env python3
"""Takes the pictures of the layers panel and of the options for the documentation.

tools/panel_pictures.py     writes docs/images/panel.png and settings.png
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate
from tools import desktop
from tools.run_qgis import CACHE, REPOSITORY, environment

SCRIPT = REPOSITORY / "tools" / "show_panel.py"
PICTURES = ("panel.png", "settings.png")


def make_images(folder: pathlib.Path) -> None:
    """Write simulated images and predictions, in the order in which they are to be listed."""
    inputs = folder / "inputs"
    shutil.rmtree(folder, ignore_errors=True)
    inputs.mkdir(parents=True)
    paths = simulate(Parameters(width=640, height=560, dates=2, bands=4, clouds=0), str(inputs),
                     Progress(), 7)
    fine = sorted(path for path in paths if "fine_" in path)
    coarse = sorted(path for path in paths if "coarse_" in path)
    scene = open_scene(Inputs.of([Source(fine[0])], [Source(coarse[0])], [Source(coarse[1])]))
    when = scene.coarse_predictions[0].date
    layers = []
    for name in ("fitfc", "starfm", "fsdaf"):
        method = all_methods()[name]
        layers.append(str(folder / f"{method.title} {when}.tif"))
        engine.run(method, scene, method.Parameters(), layers[-1:])
    layers.append(str(shutil.copy(fine[1], folder / f"{when} true image.tif")))
    (folder / "layers.json").write_text(json.dumps(layers))


def main() -> int:
    """Take the pictures; 1 if something went wrong."""
    folder = CACHE / "panel_pictures"
    make_images(folder)
    # As a user begins: without optional packages, and whatever pip is told on this computer.
    variables = {name: value for name, value in environment(
        CACHE / "profiles" / "pictures", CACHE / "plugins").items() if not name.startswith("PIP_")}
    done = desktop.run(SCRIPT, {**variables, "PIP_CONFIG_FILE": os.devnull,
                                "STFUSION_FOLDER": str(folder)})
    report = folder / "found.json"
    found = json.loads(report.read_text()) if report.exists() else {"error": done.stderr}
    print(json.dumps(found, indent=1))
    if "error" in found:
        return 1
    for picture in PICTURES:
        shutil.copy(folder / picture, REPOSITORY / "docs" / "images" / picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
