"""The Python program that runs beside this process: the one of QGIS, or one of the user's own."""

from __future__ import annotations

import json
import os
import subprocess  # nosec B404
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..errors import InputError
from ..translation import tr
from .candidates import IDENTITY, candidates, identity, search_path_variables
from .child import output_of

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
    """A Python program.

    path: of the program. own: whether it is the Python of QGIS.
    language: of the messages of its children, such as "zh_CN".
    """

    path: str
    own: bool = True
    language: str = ""

    @classmethod
    def find(cls, given: str = "", language: str = "") -> Interpreter:
        """Return the Python at the path `given`, or that of QGIS if none is given.

        Raises:
            InputError: there is none.
        """
        if not given:
            return cls(_own_python(), True, language)
        if not os.path.isfile(given):
            raise InputError(tr("There is no program {path}. Give the file python or "
                                "python.exe.").format(path=given))
        return cls(os.path.abspath(given), False, language)

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

    def versions(self, packages: Iterable[str]) -> dict[str, str | None]:
        """Return the version of each package that can be imported, None of those that are missing.

        packages: names of modules.

        Raises:
            InputError: it is no Python, or a package is broken.
        """
        found = self._probe(list(packages))
        for name, version in found.items():
            if isinstance(version, list):
                raise InputError(tr(
                    "The package {package} in {python} is broken ({reason}). Install it again."
                ).format(package=name, python=self.path, reason=version[0]))
        return found

    def _probe(self, packages: list[str]) -> dict:
        command = [self.path, "-c", _PROBE, *packages]
        try:
            done = output_of(command, self.environment(), _PROBE_SECONDS)
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


@cache
def _own_python() -> str:
    """Return the program of this Python: of the same build, with the same NumPy.

    Candidates have to be started to be known, so it is looked for once.

    Raises:
        InputError: there is none.
    """
    for path in candidates():
        if _is_this(Interpreter(path)):
            return path
    raise InputError(tr(
        "The Python of QGIS was not found as a program of its own: Python {version}, with the "
        "NumPy of QGIS, in {place} for example. Install Python {version} and start QGIS "
        "again.").format(
            version="{}.{}".format(*sys.version_info), place=sys.exec_prefix))


def _is_this(interpreter: Interpreter) -> bool:
    try:
        done = output_of([interpreter.path, "-c", IDENTITY], interpreter.environment(),
                         _PROBE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout.strip() == json.dumps(identity())


def forget_own_python() -> None:
    """Look for the Python of QGIS anew when it is asked for next."""
    _own_python.cache_clear()
