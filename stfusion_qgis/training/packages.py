"""The packages that training needs, and the messages on missing ones."""

from __future__ import annotations

from ..errors import InputError
from ..processes.interpreter import Interpreter
from ..translation import tr

PACKAGES = {"numpy": "numpy", "scipy": "scipy", "osgeo.gdal": "gdal", "torch": "torch",
            "onnx": "onnx", "onnxruntime": "onnxruntime"}
"""The modules that training imports, and their names in a package index."""


def check_packages(interpreter: Interpreter) -> dict[str, str]:
    """Return the versions of the packages that training imports.

    Raises:
        InputError: it is no Python, or a package is missing or broken.
    """
    found = interpreter.versions(PACKAGES)
    missing = [PACKAGES[name] for name, version in found.items() if version is None]
    if missing:
        raise InputError(_how_to_install(interpreter, missing))
    return {name: str(version) for name, version in found.items()}


def _how_to_install(interpreter: Interpreter, missing: list[str]) -> str:
    names = ", ".join(missing)
    if interpreter.own:
        return tr(
            "Training needs these Python packages, which QGIS lacks: {packages}. Install them "
            "in QGIS under Settings > Options > STFusion, or give a Python of your own that "
            "has them (advanced parameter 'Python').").format(packages=names)
    command = f'"{interpreter.path}" -m pip install {" ".join(missing)}'
    return tr("Training needs these Python packages, which {python} lacks: {packages}. Install "
              "them, for example with: {command}").format(
                  python=interpreter.path, packages=names, command=command)
