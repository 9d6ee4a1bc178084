#!/usr/bin/env python3
"""Runs QGIS with the plugin of a folder in a profile of its own.

    tools/run_qgis.py process ARGUMENTS...     qgis_process; `run ALGORITHM -` reads JSON from stdin
    tools/run_qgis.py desktop ARGUMENTS...     the QGIS desktop

The user's own QGIS settings and plugins are neither read nor written.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator

NAME = "stfusion_qgis"
REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
CACHE = REPOSITORY / ".cache"

_LEADING = """\
__file__ = {path!r}
with open(__file__, encoding="utf-8") as file:
    exec(compile(file.read(), __file__, "exec"))
"""


def program(name: str) -> str:
    """Return the path of a QGIS program.

    Debian wraps it in a script that adds options which qgis_process does not know;
    the program itself is `NAME.bin`.
    """
    path = shutil.which(f"{name}.bin") or shutil.which(name)
    if path is None:
        sys.exit(f"{name} is not installed: ./dev test installs what is missing")
    return path


def environment(profile: pathlib.Path, plugins: pathlib.Path, libraries: str = "") -> dict:
    """Return the environment in which QGIS uses `profile` and finds the plugins of a folder.

    Args:
        profile: folder of the profile; made when missing.
        plugins: folder that holds the plugin's folder.
        libraries: folder of further Python packages, such as numba.
    """
    variables = {
        **os.environ,
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "QGIS_PLUGINPATH": str(plugins),
        # QGIS itself calls what this warning is about; it would hide the messages that matter.
        "PYTHONWARNINGS": "ignore:setapi() is deprecated:DeprecationWarning",
    }
    variables.pop("QGIS_OPTIONS_PATH", None)
    if libraries:
        variables["PYTHONPATH"] = os.pathsep.join(
            filter(None, [libraries, os.environ.get("PYTHONPATH")]))
    with _one_at_a_time(profile):
        enabled = profile / f"{NAME}.enabled"
        if not enabled.exists():
            subprocess.run(
                [program("qgis_process"), "plugins", "enable", NAME], check=True,
                env={**variables, "QT_QPA_PLATFORM": "offscreen"}, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL)
            enabled.touch()
    return variables


def environment_of_the_repository(profile: pathlib.Path) -> dict:
    """Return the environment in which QGIS uses the plugin of this repository and a profile."""
    plugins = CACHE / "plugins"
    with _one_at_a_time(plugins):
        _lead_to_the_repository(plugins / NAME)
    return environment(profile, plugins, sysconfig.get_path("purelib"))


@contextlib.contextmanager
def _one_at_a_time(folder: pathlib.Path) -> Iterator[None]:
    """Make a folder that is missing, and hold it: other processes wait before they prepare it."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
        yield


def _lead_to_the_repository(plugin: pathlib.Path) -> None:
    """Make a plugin whose files are those of the repository, under their own paths.

    Kernels are kept by their paths: below a link to the repository they would be compiled anew.
    """
    if plugin.is_symlink():  # of earlier versions
        plugin.unlink()
    plugin.mkdir(parents=True, exist_ok=True)
    leading, text = plugin / "__init__.py", _LEADING.format(path=str(REPOSITORY / "__init__.py"))
    if not leading.exists() or leading.read_text() != text:  # a QGIS beside this may read it
        leading.write_text(text)
    for name in ("metadata.txt", "LICENSE", "resources", "i18n"):
        if not (plugin / name).exists():
            (plugin / name).symlink_to(REPOSITORY / name)


def arguments_from_json(text: str) -> list[str]:
    """Return the arguments of qgis_process for inputs in JSON, which it reads since 3.24 only.

    `text` is what newer versions take on stdin: {"inputs": {...}, "ellipsoid": ...,
    "project_path": ...}.
    """
    given = json.loads(text)
    arguments = ["--json"]
    for key in ("ellipsoid", "project_path"):
        if given.get(key):
            arguments.append(f"--{key.upper()}={given[key]}")
    arguments.append("--")
    for name, value in given["inputs"].items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                arguments.append(f"{name}={str(item).lower() if isinstance(item, bool) else item}")
    return arguments


def main(arguments: list[str]) -> None:
    """Become QGIS; its exit code is this program's."""
    mode, *arguments = arguments
    # A profile each: the desktop enables plugins that qgis_process would complain about.
    profile = CACHE / "profiles" / mode
    variables = environment_of_the_repository(profile)
    if mode == "desktop":
        command = [program("qgis"), "--noversioncheck", "--nologo",
                   "--profiles-path", str(profile), *arguments]
    else:
        if arguments[-1:] == ["-"]:
            arguments[-1:] = arguments_from_json(sys.stdin.read())
        variables["QT_QPA_PLATFORM"] = "offscreen"
        command = [program("qgis_process"), *arguments]
    os.execve(command[0], command, variables)


if __name__ == "__main__":
    main(sys.argv[1:])
