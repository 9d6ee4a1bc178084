#!/usr/bin/env python3
"""Draws what every method predicts for one simulated scene: docs/images/methods/*.png, and
their table in docs/choosing-a-method.md and its translation.

Called by `./dev pictures`. Methods that need two pairs get the date after the prediction too.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from stfusion_qgis import engine, pictures  # noqa: E402
from stfusion_qgis.images.inputs import Inputs  # noqa: E402
from stfusion_qgis.images.raster import Raster  # noqa: E402
from stfusion_qgis.images.scene import Scene  # noqa: E402
from stfusion_qgis.images.scene_opening import open_scene  # noqa: E402
from stfusion_qgis.images.source import Source  # noqa: E402
from stfusion_qgis.images.window import Window  # noqa: E402
from stfusion_qgis.methods import shipped_methods  # noqa: E402
from stfusion_qgis.methods.method import Family, Method  # noqa: E402
from stfusion_qgis.networks.shipped import shipped_networks  # noqa: E402
from stfusion_qgis.progress import Progress  # noqa: E402
from stfusion_qgis.simulation import Parameters, simulate  # noqa: E402

FOLDER = ROOT / "docs" / "images" / "methods"
PAGES = tuple(sorted((ROOT / "docs").glob("choosing-a-method*.md")))
PLACE = re.compile(r"(?<=<!-- pictures -->\n).*?(?=<!-- end of pictures -->)", re.DOTALL)
COLUMNS = 3
SIDE = 480
PART = Window(140, 120, 200, 200)
BANDS = (3, 2, 1)  # near infrared, red, green
MAGNIFIED = 2


def main() -> None:
    """Simulate the scene, fuse it with every method and draw a part of each result."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = simulate(Parameters(width=SIDE, height=SIDE, dates=3), folder, Progress())
        fine, coarse = paths[:3], paths[3:]
        scene = _scene(fine, coarse, [0])
        nearest = scene.aligned(scene.coarse_predictions[0], "nearest").read(PART).values
        images = {"fine_1": _part(fine[0]), "coarse": nearest, "true": _part(fine[1])}
        for method in _methods():
            print(method.id, flush=True)
            images[method.id] = _predicted(method, fine, coarse, folder)
    limits = pictures.stretch([images["fine_1"], images["true"]])
    for name, image in images.items():
        picture = pictures.rgb(image, limits, BANDS)
        picture = picture.repeat(MAGNIFIED, axis=0).repeat(MAGNIFIED, axis=1)
        (FOLDER / f"{name}.png").write_bytes(pictures.png_bytes(picture))
    for page in PAGES:
        page.write_text(PLACE.sub(lambda _: _tables(), page.read_text(encoding="utf-8")),
                        encoding="utf-8")


def _methods() -> list[Method]:
    """Return all methods that can predict here: a network must come with the plugin for it."""
    return [method for method in shipped_methods().values()
            if method.family is not Family.NETWORK or shipped_networks()]


def _tables() -> str:
    """Return the pictures of all methods in Markdown, some a row."""
    methods = _methods()
    text = ""
    for start in range(0, len(methods), COLUMNS):
        row = methods[start:start + COLUMNS]
        text += "\n| " + " | ".join(method.title for method in row) + " |\n"
        text += "| " + " | ".join(["---"] * len(row)) + " |\n"
        text += "| " + " | ".join(f"![{method.title}](images/methods/{method.id}.png)"
                                  for method in row) + " |\n"
    return text


def _scene(fine: list[str], coarse: list[str], pairs: list[int], paired: bool = True) -> Scene:
    return open_scene(Inputs.of([Source(fine[i]) for i in pairs],
                 [Source(coarse[i]) for i in pairs] if paired else [], [Source(coarse[1])]))


def _predicted(method: Method, fine: list[str], coarse: list[str], folder: str) -> np.ndarray:
    pairs = [0, 2] if method.pairs[0] == 2 else [0]
    output = str(Path(folder) / f"{method.id}.tif")
    engine.run(method, _scene(fine, coarse, pairs, method.paired), method.Parameters(), [output])
    return _part(output)


def _part(path: str) -> np.ndarray:
    return Raster(path).read(PART).masked()


if __name__ == "__main__":
    main()
