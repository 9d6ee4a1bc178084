"""The programs that may be this Python: inside QGIS `sys.executable` is often QGIS."""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Collection, Iterator, Sequence

IDENTITY = "import json, sys, numpy; print(json.dumps([sys.version, numpy.__version__]))"
"""The program for a candidate to run: it prints `identity` as JSON if it is this Python."""


def identity() -> list[str]:
    """Return the build of this Python and the version of its NumPy."""
    import numpy

    return [sys.version, numpy.__version__]


def candidates() -> Iterator[str]:
    """Yield the existing programs that may be this Python, the likeliest first.

    The PATH is not searched: its folders may be anybody's, and to ask a program who it is means to
    run it.
    """
    names = [name.format(*sys.version_info) for name in ("python{}.{}", "python{}", "python")]
    folders = [pathlib.Path(prefix, *inside)
               for prefix in (sys.exec_prefix, sys.base_exec_prefix)
               for inside in ((), ("bin",), ("Scripts",))]
    own = [program for program in (sys.executable, getattr(sys, "_base_executable", None))
           if program and _is_running(program)]
    for program in own:  # in the bundle of macOS they lie in bin beside QGIS
        here = pathlib.Path(program).parent
        folders += [here, here / "bin"]
    ending = ".exe" if os.name == "nt" else ""
    places = [str(folder / (name + ending)) for folder in folders for name in names]
    places += [place for place in own if _is_python(place)]
    for place in dict.fromkeys(places):
        if os.path.isfile(place):
            yield place


def _is_running(program: str) -> bool:
    """Say whether a program is the one that runs, as far as the system tells.

    An embedded Python takes the first python3 of the PATH for its own, but knows its prefix.
    """
    try:
        return not os.path.exists("/proc/self/exe") or os.path.samefile(program, "/proc/self/exe")
    except OSError:
        return False


def _is_python(program: str) -> bool:
    return pathlib.Path(program).name.lower().startswith("python")


def search_path_variables(more: Sequence[str] = (),
                          without: Collection[str] = ()) -> dict[str, str]:
    """Return the variables with which a child finds the same packages as this process.

    more: folders to search after all others. without: folders of this process to leave out.
    """
    places = [place for place in sys.path
              if os.path.isabs(place) and os.path.isdir(place) and place not in without]
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys([*places, *more]))}
