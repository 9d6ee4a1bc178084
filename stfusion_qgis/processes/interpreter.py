"""The Python that networks are trained with: it needs torch, which QGIS itself never loads."""

from __future__ import annotations

import json
import os
import subprocess  # nosec B404
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..translation import tr
from .candidates import IDENTITY, candidates, identity, search_path_variables

PACKAGES = {"numpy": "numpy", "scipy": "scipy", "osgeo.gdal": "gdal", "torch": "torch",
            "onnx": "onnx", "onnxruntime": "onnxruntime"}
"""What training imports, and what it is called in a package index."""

APART: Mapping[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)} if os.name == "nt"
    else {"start_new_session": True})
"""Options of a program: no window on Windows, elsewhere a process group of its own."""

_ROOT = Path(__file__).resolve().parents[2]

# Set by QGIS or by whoever started it; they would lead another Python to the libraries of QGIS.
_OF_QGIS = ("PYTHONHOME", "PYTHONPATH", "GDAL_DATA", "GDAL_DRIVER_PATH", "PROJ_LIB", "PROJ_DATA")
_UNWANTED = ("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONDEVMODE")

_PROBE_SECONDS = 180.0  # a first import of torch from a slow disk
_PROBE = """
import importlib, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = getattr(importlib.import_module(name), "__version__", "?")
    except Exception as error:
        missing = isinstance(error, ModuleNotFoundError) and (error.name or "?") in (
            name, name.partition(".")[0])
        found[name] = None if missing else [f"{type(error).__name__}: {error}"]
print("\\nFOUND" + json.dumps(found))
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python to train with.

    path: of the program. own: whether it is the one that QGIS itself runs on.
    language: of what it tells people, such as "zh_CN".
    """

    path: str
    own: bool = True
    language: str = ""

    @classmethod
    def find(cls, given: str = "", language: str = "") -> Interpreter:
        """Return the Python that the user gives, or else the one that QGIS runs on.

        Raises:
            InputError: there is none.
        """
        if given:
            if not os.path.isfile(given):
                raise InputError(tr("There is no program {path}. Give the file python or "
                                    "python.exe.").format(path=given))
            return cls(os.path.abspath(given), False, language)
        for path in candidates():
            found = cls(path, True, language)
            if found._is_this():
                return found
        raise InputError(tr(
            "The Python of QGIS was not found as a program of its own. Give a Python that has "
            "PyTorch (advanced parameter 'Python')."))

    def environment(self) -> dict[str, str]:
        """Return the environment variables for a program of this plugin in this Python."""
        removed = _UNWANTED if self.own else _UNWANTED + _OF_QGIS
        variables = {name: value for name, value in os.environ.items() if name not in removed}
        places = search_path_variables()["PYTHONPATH"] if self.own else ""
        variables.update({
            "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), places])),
            "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1"})
        if self.language:
            variables["STFUSION_LANGUAGE"] = self.language
        return variables

    def _is_this(self) -> bool:
        """Say whether it is the Python that runs this, with the same NumPy."""
        try:
            return self._run(IDENTITY).stdout.strip() == json.dumps(identity())
        except (OSError, subprocess.TimeoutExpired):
            return False

    def check(self) -> dict[str, str]:
        """Return the versions of the packages that training imports.

        Raises:
            InputError: it is no Python, or a package is missing or broken.
        """
        found = self._probe()
        missing = [name for name, version in found.items() if version is None]
        if missing:
            raise InputError(self._how_to_install(missing))
        for name, version in found.items():
            if isinstance(version, list):
                raise InputError(tr(
                    "The package {package} in {python} is broken ({reason}). Install it again."
                ).format(package=name, python=self.path, reason=version[0]))
        return {name: str(version) for name, version in found.items()}

    def _probe(self) -> dict[str, Any]:
        try:
            done = self._run(_PROBE, *PACKAGES)
            line = next(line for line in done.stdout.splitlines() if line.startswith("FOUND"))
            return json.loads(line[len("FOUND"):])
        except subprocess.TimeoutExpired as error:
            raise InputError(tr("{python} did not answer within {seconds:.0f} seconds.").format(
                python=self.path, seconds=_PROBE_SECONDS)) from error
        except StopIteration as error:
            said = done.stderr.strip().splitlines()[-1:] or [str(done.returncode)]
            raise InputError(tr("{python} does not work as Python ({reason}).").format(
                python=self.path, reason=said[0])) from error
        except OSError as error:
            raise InputError(tr("{python} cannot be started ({reason}).").format(
                python=self.path, reason=error.strerror or error)) from error

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        # A list of arguments, which no shell reads.
        return subprocess.run(  # nosec B603
            [self.path, "-c", program, *arguments], env=self.environment(),
            timeout=_PROBE_SECONDS, capture_output=True, text=True, encoding="utf-8",
            errors="replace", stdin=subprocess.DEVNULL, **APART)

    def _how_to_install(self, missing: list[str]) -> str:
        names = ", ".join(PACKAGES[name] for name in missing)
        if self.own:
            return tr(
                "Training needs these Python packages, which QGIS lacks: {packages}. Install them "
                "in QGIS under Settings > Options > STFusion, or give a Python of your own that "
                "has them (advanced parameter 'Python').").format(packages=names)
        command = f'"{self.path}" -m pip install {" ".join(PACKAGES[name] for name in missing)}'
        return tr("Training needs these Python packages, which {python} lacks: {packages}. Install "
                  "them, for example with: {command}").format(
                      python=self.path, packages=names, command=command)
