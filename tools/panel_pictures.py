#!/usr/bin/env python3
"""Takes the pictures of the layers panel and of the options for the documentation.

tools/panel_pictures.py     writes panel.png and settings.png into docs/images and its zh_CN
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
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
from tools.screenshots import write_small

SCRIPT = REPOSITORY / "tools" / "show_panel.py"
PICTURES = ("panel.png", "settings.png")
FOLDERS = {"en": "images", "zh_CN": "images/zh_CN"}
"""The folder in docs of the pictures in each language."""


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


def take(folder: pathlib.Path, language: str) -> dict:
    """Take the pictures of the images in a folder; return what was measured, or the error."""
    report = folder / "found.json"
    report.unlink(missing_ok=True)
    # As a user begins: without optional packages, and whatever pip is told on this computer.
    variables = {name: value for name, value in environment(
        CACHE / "profiles" / "pictures", CACHE / "plugins").items() if not name.startswith("PIP_")}
    done = desktop.run(SCRIPT, {**variables, "PIP_CONFIG_FILE": os.devnull,
                                "STFUSION_FOLDER": str(folder)}, language=language)
    found = json.loads(report.read_text()) if report.exists() else {"error": done.stderr}
    if "error" not in found:
        for picture in PICTURES:
            write_small(folder / picture, REPOSITORY / "docs" / FOLDERS[language] / picture)
    return found


def main() -> int:
    """Take the pictures; 1 if something went wrong."""
    folder = CACHE / "panel_pictures"
    make_images(folder)
    subprocess.run(["lrelease", "-silent", REPOSITORY / "i18n" / "zh_CN.ts"], check=True)
    failed = 0
    for language in FOLDERS:
        found = take(folder, language)
        print(language, json.dumps(found, indent=1))
        failed |= "error" in found
    return failed


if __name__ == "__main__":
    sys.exit(main())
