"""Names, enums and imports of Qt that the plugin uses, compared with those of Qt 6.

QGIS 4 gives the plugin Qt 6 in the place of Qt 5, by the same names of modules, `qgis.PyQt`. Beside
this file lie modules that do so for mypy: they lead to the description of Qt 6 that PyQt6 brings
along (its library is not needed), and let everything else of QGIS pass. What mypy then misses is no
more in Qt 6, or is named otherwise there, such as `Qt.AlignLeft` for `Qt.AlignmentFlag.AlignLeft`.
"""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Sequence

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ("stfusion_qgis.gui", "stfusion_qgis.processing")
MODULES = ("stfusion_qgis.plugin",)

# Values are often declared as these where they are of a class that has more.
_BASES = "QObject|QWidget|QEvent|QLayoutItem"
_MISSED = re.compile(r"\[(attr-defined|name-defined)\]$")
_OF_A_BASE = re.compile(rf'"(type\[)?({_BASES})\]?" has no attribute')


def qt6_faults(modules: Sequence[str] = MODULES, folder: pathlib.Path | None = None) -> list[str]:
    """Return a line for each name that Qt 6 does not have.

    modules: to be looked at, beside the rooms of the package that use QGIS. folder: where modules
    lie that are not of the repository.

    Raises:
        RuntimeError: mypy did not run, or PyQt6 is not installed.
    """
    paths = [str(path) for path in (folder, os.environ.get("MYPYPATH")) if path]
    arguments = [part for package in PACKAGES for part in ("-p", package)]
    arguments += [part for module in modules for part in ("-m", module)]
    cache = os.environ.get("MYPY_CACHE_DIR", ".cache/mypy") + "-qt6"  # other options, other cache
    mypy = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "tools/qt6/mypy.ini", "--cache-dir", cache,
         *arguments],
        cwd=REPOSITORY, env={**os.environ, "MYPYPATH": os.pathsep.join(paths)},
        text=True, capture_output=True)
    if mypy.returncode not in (0, 1) or 'module named "PyQt6' in mypy.stdout:
        raise RuntimeError(mypy.stdout + mypy.stderr)
    return missed_names(mypy.stdout.splitlines())


def missed_names(lines: Sequence[str]) -> list[str]:
    """Return those lines of mypy's output that tell of a name that Qt 6 does not have."""
    return [line for line in lines if _MISSED.search(line) and not _OF_A_BASE.search(line)]


if __name__ == "__main__":
    sys.exit("\n".join(qt6_faults()) or 0)
