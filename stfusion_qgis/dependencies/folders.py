"""The folders of the packages that users install: one for each in their QGIS profile.

A folder each, named by package and version, so that installing and removing is renaming one
folder, and never touches a file that a running program holds open. Packages that somebody put
into the parent folder by hand are found too.
"""

from __future__ import annotations

import contextlib
import importlib
import pathlib
import shutil
import sys
import tempfile
import time

# Written into a folder whose package was removed while a program still had it open.
_REMOVED = "removed"

_WORKING = ".working-"
_ABANDONED_SECONDS = 24 * 3600


def libraries_folder(profile: str | pathlib.Path) -> pathlib.Path:
    """Return the folder of the packages for this version of Python in a QGIS profile."""
    return pathlib.Path(profile, "python", "stfusion_deps", "py{}.{}".format(*sys.version_info))


def package_folder(libraries: pathlib.Path, package: str, version: str) -> pathlib.Path:
    """Return the folder of a package of a version, whether it is there or not.

    The name is none that Python could import: otherwise the folder itself would be a package.
    """
    return libraries / f"{package}-{version}"


def installed_folders(libraries: pathlib.Path, package: str = "*") -> list[pathlib.Path]:
    """Return the folders of the installed packages, or of all versions of one."""
    return sorted(folder for folder in libraries.glob(f"{package}-[0-9]*")
                  if folder.is_dir() and not folder.name.startswith(".")
                  and not folder.name.endswith(".dist-info")
                  and not (folder / _REMOVED).exists())


def search_path(libraries: pathlib.Path) -> list[str]:
    """Return the folders to append to `sys.path`, or to PYTHONPATH of another process."""
    return [*map(str, installed_folders(libraries)), str(libraries)]


def working_folder(libraries: pathlib.Path) -> pathlib.Path:
    """Make a folder beside the packages, in which no package is looked for."""
    return pathlib.Path(tempfile.mkdtemp(prefix=_WORKING, dir=libraries))


def activate(libraries: pathlib.Path) -> None:
    """Let Python find the packages: behind all that QGIS brings along, which goes first."""
    deactivate(libraries)
    sys.path.extend(search_path(libraries))
    importlib.invalidate_caches()


def deactivate(libraries: pathlib.Path) -> None:
    """Take the packages from Python's path; what has been imported stays."""
    ours = {str(libraries), *map(str, libraries.glob("*"))}
    sys.path[:] = [place for place in sys.path if place not in ours]


def remove(folder: pathlib.Path) -> bool:
    """Remove a package; return whether its files are gone already.

    If a program has them open, they go when `clean_up` is called at the next start.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        with contextlib.suppress(OSError):
            (folder / _REMOVED).touch()
    return not folder.exists()


def clean_up(libraries: pathlib.Path) -> None:
    """Delete the remains of removals; to be called before anything is imported from there."""
    for marker in libraries.glob(f"*/{_REMOVED}"):
        remove(marker.parent)
    for folder in libraries.glob(f"{_WORKING}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _ABANDONED_SECONDS:
                remove(folder)
