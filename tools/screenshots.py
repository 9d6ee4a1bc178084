#!/usr/bin/env python3
"""Takes pictures of the dock in the real QGIS desktop, and measures how quick it is.

All go to .cache/screenshots, and those of a light theme that the documentation shows to
docs/images, a simulated season too, which is taken in Chinese as well. The others: a dark theme, a
screen of 150 %, windows of 900 and of 720 pixels' height, Chinese.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from PIL import Image  # noqa: E402

from tools import desktop  # noqa: E402
from tools.run_qgis import CACHE, environment_of_the_repository  # noqa: E402
from tools.season_downloads import make_downloads  # noqa: E402
from tools.season_images import make_season  # noqa: E402

DOCUMENTATION = REPOSITORY / "docs"
IMAGES = REPOSITORY.parent / "shared" / "data" / "shenzhen"

KINDS = {
    "usual": {},
    "season": {"script": "show_season.py"},
    "season-chinese": {"script": "show_season.py", "language": "zh_CN"},
    "downloads": {"script": "show_downloads.py", "make": make_downloads},
    "downloads-chinese": {"script": "show_downloads.py", "make": make_downloads,
                          "language": "zh_CN"},
    "dark": {"theme": "Night Mapping"},
    "large": {"variables": {"QT_SCALE_FACTOR": "1.5"}, "screen": "2250x1425x24"},
    "low": {"variables": {"STFUSION_WINDOW": "1440x900"}},
    "small": {"variables": {"STFUSION_WINDOW": "1280x720"}, "screen": "1280x720x24"},
    "chinese": {"language": "zh_CN"},
    "small-chinese": {"language": "zh_CN", "variables": {"STFUSION_WINDOW": "1280x720"},
                      "screen": "1280x720x24"},
}


DOCUMENTED = {"usual": "images", "season": "images", "downloads": "images",
              "chinese": "images/zh_CN", "season-chinese": "images/zh_CN",
              "downloads-chinese": "images/zh_CN"}
"""Kinds whose pictures the documentation shows, and their folders in docs."""

SMALL = 150_000
"""Bytes of a picture that a page of the documentation shows."""


def main() -> int:
    """Take the pictures of the kinds that are asked for."""
    parser = argparse.ArgumentParser(prog="./dev screenshots", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"{', '.join(KINDS)} [all]")
    parser.add_argument("--images", type=pathlib.Path, default=IMAGES,
                        help="folder of the images to load: a pair, a coarse image and perhaps the "
                             "true one")
    given = parser.parse_args()
    failed = 0
    for kind in given.kinds or KINDS:
        found = take(kind, given.images)
        print(kind, json.dumps(found, indent=1))
        failed += "error" in found
    return min(failed, 1)


def take(kind: str, images: pathlib.Path, theme: str = "", language: str = "en",
         variables: dict | None = None, screen: str = desktop.SCREEN) -> dict:
    """Run the desktop once, and return what was measured."""
    folder = CACHE / "screenshots" / kind
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = {"theme": theme, "language": language, "variables": variables or {},
                "screen": screen, **KINDS.get(kind, {})}
    if settings["language"] != "en":
        subprocess.run(["lrelease", "-silent", REPOSITORY / "i18n" / f"{settings['language']}.ts"],
                       check=True)
    with tempfile.TemporaryDirectory() as profile:
        environment = environment_of_the_repository(pathlib.Path(profile))
        if "script" in settings:
            images = pathlib.Path(profile) / "season"
            images.mkdir()
            settings.get("make", make_season)(images)
        if settings["theme"]:
            choose_theme(pathlib.Path(profile), settings["theme"])
        result = desktop.run(
            REPOSITORY / "tools" / settings.get("script", "show_dock.py"),
            {**environment, **settings["variables"], "STFUSION_SCREENSHOTS": str(folder),
             "STFUSION_IMAGES": str(images),
             "PYTHONPATH": f"{environment['PYTHONPATH']}:{REPOSITORY}"},
            language=settings["language"], screen=settings["screen"], seconds=300)
    found = folder / "found.json"
    if not found.exists():
        return {"error": result.stderr}
    if kind in DOCUMENTED:
        target = DOCUMENTATION / DOCUMENTED[kind]
        target.mkdir(parents=True, exist_ok=True)
        named = "".join(page.read_text(encoding="utf-8") for page in (
            *REPOSITORY.glob("README*.md"), *DOCUMENTATION.rglob("*.md")))
        for picture in folder.glob("*.png"):
            if f"{DOCUMENTED[kind]}/{picture.name})" in named:
                write_small(picture, target / picture.name)
    return json.loads(found.read_text(encoding="utf-8"))


def write_small(picture: pathlib.Path, target: pathlib.Path) -> None:
    """Write a picture with as many colours as keep it small, those that suit it best."""
    with Image.open(picture) as image:
        for colours in (256, 64):
            image.convert("RGB").quantize(
                colours, Image.Quantize.MAXCOVERAGE, kmeans=2).save(target, optimize=True)
            if target.stat().st_size < SMALL:
                break


def choose_theme(profile: pathlib.Path, theme: str) -> None:
    """Let QGIS start in a theme."""
    ini = profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    text = ini.read_text(encoding="utf-8") if ini.exists() else ""
    ini.parent.mkdir(parents=True, exist_ok=True)
    ini.write_text(f"{text}\n[UI]\nUITheme={theme}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
