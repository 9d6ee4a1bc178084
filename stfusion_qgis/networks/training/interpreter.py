"""The Python that networks are trained with: it needs torch, which QGIS itself never loads."""

from __future__ import annotations

import json
import os
import subprocess  # nosec B404
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...translation import tr

PACKAGES = {"numpy": "numpy", "scipy": "scipy", "osgeo.gdal": "gdal", "torch": "torch",
            "onnx": "onnx", "onnxscript": "onnxscript", "onnxruntime": "onnxruntime"}
"""What training imports, and what it is called in a package index."""

APART: Mapping[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)} if os.name == "nt"
    else {"start_new_session": True})
"""Options of a program: no window on Windows, elsewhere a process group of its own."""

_ROOT = Path(__file__).resolve().parents[3]

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
print("\\nFOUND" + json.dumps({"python": sys.version.split()[0], "packages": found}))
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python to train with.

    path: of the program. own: whether it is the one that QGIS itself runs on.
    libraries: folder of optional packages for the Python of QGIS.
    """

    path: str
    own: bool = True
    libraries: str = ""
    language: str = ""

    @classmethod
    def find(cls, given: str = "", libraries: str = "", language: str = "") -> Interpreter:
        """Return the Python that the user gives, or else the one that QGIS runs on.

        libraries: folder of optional packages of the Python of QGIS, such as torch.
        language: of messages, such as "zh_CN".

        Raises:
            InputError: there is none.
        """
        if given:
            if not os.path.isfile(given):
                raise InputError(tr("There is no program {path}. Give the file python or "
                                    "python.exe.").format(path=given))
            return cls(os.path.abspath(given), False, language=language)
        for path in _candidates():
            if path.is_file():
                return cls(str(path), True, libraries, language)
        raise InputError(tr(
            "The Python of QGIS was not found as a program of its own. Give a Python that has "
            "PyTorch (advanced parameter 'Python')."))

    def environment(self) -> dict[str, str]:
        """Return the environment variables for a program of this plugin in this Python."""
        removed = _UNWANTED if self.own else _UNWANTED + _OF_QGIS
        variables = {name: value for name, value in os.environ.items() if name not in removed}
        folders = [str(_ROOT)]
        if self.own:
            # The libraries come last, as in QGIS: what QGIS brings along goes first.
            folders += [os.environ.get("PYTHONPATH", ""), self.libraries]
        variables.update({
            "PYTHONPATH": os.pathsep.join(filter(None, folders)), "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1"})
        if self.language:
            variables["STFUSION_LANGUAGE"] = self.language
        return variables

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
            # A list of arguments, which no shell reads.
            done = subprocess.run(  # nosec B603
                [self.path, "-c", _PROBE, *PACKAGES], env=self.environment(),
                timeout=_PROBE_SECONDS, capture_output=True, text=True, encoding="utf-8",
                errors="replace", stdin=subprocess.DEVNULL, **APART)
            line = next(line for line in done.stdout.splitlines() if line.startswith("FOUND"))
            return json.loads(line[len("FOUND"):])["packages"]
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


def _candidates(system: str = os.name, platform: str = sys.platform) -> list[Path]:
    """Return where the Python that runs this may lie as a program, the likeliest first.

    Inside of QGIS `sys.executable` is QGIS itself, or the first python3 on the PATH, which may be
    quite another one; the prefix is right.
    """
    prefix, here = Path(sys.prefix), Path(sys.executable or sys.prefix).parent
    version = "python{}.{}".format(*sys.version_info)
    if system == "nt":
        return [prefix / "python.exe", prefix / "python3.exe", prefix / "Scripts" / "python.exe",
                here / "python3.exe", here / "python.exe"]
    programs = [prefix / "bin" / version, prefix / "bin" / "python3"]
    if platform == "darwin":  # beside the application, in folders that differ by version
        programs += [here / "bin" / version, here / "bin" / "python3", here / version,
                     here / "python3", here / "python"]
    if Path(sys.executable or "").name.startswith("python"):
        programs.append(Path(sys.executable))
    return programs
