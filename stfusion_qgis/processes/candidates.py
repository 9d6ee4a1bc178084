"""The programs that may be this Python: inside QGIS `sys.executable` is often QGIS."""

from __future__ import annotations

import os
import pathlib
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence

IDENTITY = "import json, sys, numpy; print(json.dumps([sys.version, numpy.__version__]))"
"""The program for a candidate to run: it prints `identity` as JSON if it is this Python."""


def identity() -> list[str]:
    """Return the build of this Python and the version of its NumPy."""
    import numpy

    return [sys.version, numpy.__version__]


def candidates() -> Iterator[str]:
    """Yield the existing programs that may be this Python, the likeliest first."""
    names = [name.format(*sys.version_info) for name in ("python{}.{}", "python{}", "python")]
    folders = [pathlib.Path(prefix, *inside)
               for prefix in (sys.exec_prefix, sys.base_exec_prefix)
               for inside in ((), ("bin",), ("Scripts",))]
    if sys.executable:  # in the bundle of macOS they lie in bin beside QGIS
        here = pathlib.Path(sys.executable).parent
        folders += [here, here / "bin"]
    own = [sys.executable, getattr(sys, "_base_executable", None) or ""]
    ending = ".exe" if os.name == "nt" else ""
    # An embedded Python takes the first python3 of the PATH for its own, but knows its prefix.
    places = [str(folder / (name + ending)) for folder in folders for name in names]
    places += [place for place in own if _is_python(place)]
    # Windows looks into the current folder first, which may be anybody's: such a path is relative.
    places += [place for name in names if os.path.isabs(place := shutil.which(name) or "")]
    for place in dict.fromkeys(places):
        if os.path.isfile(place):
            yield place


def _is_python(program: str) -> bool:
    return pathlib.Path(program).name.lower().startswith("python")


def search_path_variables(more: Sequence[str] = (),
                          without: Collection[str] = ()) -> dict[str, str]:
    """Return the variables with which a child finds the same packages as this process.

    more: folders to search after all others. without: folders of this process to leave out.
    """
    places = [place for place in sys.path if os.path.isdir(place) and place not in without]
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys([*places, *more]))}
