"""Installs a package: into a folder beside the others, where it is tried before it takes its place.

Whatever goes wrong, the version that was there before stays.
"""

from __future__ import annotations

import importlib.metadata
import os
import pathlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Callable

from ..errors import InputError
from ..processes.candidates import search_path_variables
from ..progress import Progress
from ..translation import tr
from . import folders
from .catalogue import Package, Variant
from .pins import Environment
from .trying import Check, arguments

RunPython = Callable[[Sequence[str], Callable[[str], None], Progress, Mapping[str, str]], int]
"""Runs Python in a process of its own: arguments, a function for its lines, progress, variables."""

_ROOT = pathlib.Path(__file__).resolve().parents[2]
_UNPACKED = 3.0  # size of a package on the disk over that of its download

# Packages that QGIS has, or that are installed on their own.
_NEVER = frozenset({"numpy", "scipy", "gdal", "pyqt5", "pyqt6", "setuptools"})

_PACKAGE = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""(?:\band\s+)?\bextra\s*==\s*["']([^"']+)["']""")


@dataclass(frozen=True)
class Installation:
    """The installation of a package, which is yet to be run.

    check: tries the package when it was downloaded. libraries: folder of the optional packages.
    run_python: see `RunPython`.
    options: of pip, besides those that are always given. variables: of its environment, besides
    those of this process.
    """

    package: Package
    variant: Variant
    check: Check
    libraries: pathlib.Path
    run_python: RunPython
    options: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, show_line: Callable[[str], None], progress: Progress) -> pathlib.Path:
        """Install it and return its folder; other variants and versions of it are removed.

        show_line: called with each line of the log.

        Raises:
            InputError: it cannot be installed, or does not work; what was there stays.
            Cancelled: through `progress`; what was there stays.
        """
        pins = self.variant.pinned(Environment.here())
        if pins is None:
            raise InputError(tr(
                "There is no version of {package} that is known to fit Python {python} and the "
                "NumPy of this QGIS.").format(package=self.package.id, python="{}.{}".format(
                    *Environment.here().python)))
        self._make_folder()
        before = folders_of(self.package, self.libraries)
        new = folders.working_folder(self.libraries)
        try:
            self._download(pins.requirements, new, show_line, progress)
            progress.report(0.8, tr("Trying it"))
            self._try(new, show_line, progress)
            return self._put_in_place(new, pins.version, before)
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def _make_folder(self) -> None:
        needed = _UNPACKED * self.variant.megabytes * 2**20
        try:
            self.libraries.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.libraries).free
        except OSError as error:
            raise InputError(tr("{path} cannot be written ({reason}). Choose another place."
                                ).format(path=self.libraries, reason=error.strerror)) from error
        if free < needed:
            raise InputError(tr(
                "{package} needs about {needed:.1f} GB on the disk of {path}, where {free:.1f} GB "
                "are free.").format(package=self.package.id, needed=needed / 2**30,
                                    path=self.libraries, free=free / 2**30))

    def _download(self, requirements: Sequence[str], new: pathlib.Path,
                  show_line: Callable[[str], None], progress: Progress) -> None:
        first, *others = requirements
        progress.report(0.0, tr("Downloading {package}").format(package=first))
        if not self.variant.index and not self.variant.with_requirements:
            self._pip(requirements, new, show_line, progress)
            return
        index = ["--index-url", self.variant.index] if self.variant.index else []
        self._pip([*index, first], new, show_line, progress)
        progress.report(0.5, tr("Downloading what it needs"))
        wanted, missing = [first], others
        while missing:
            self._pip(missing, new, show_line, progress)
            wanted += missing
            missing = self._wanted_besides(new, wanted) if self.variant.with_requirements else []

    def _wanted_besides(self, new: pathlib.Path, chosen: Sequence[str]) -> list[str]:
        """Return the requirements of the installed packages that are neither chosen nor in QGIS.

        pip itself looks at conditions, such as that of the system.
        """
        known = _NEVER | {_name(requirement) for requirement in chosen}
        wanted = {}
        for package in importlib.metadata.distributions(path=[str(new)]):
            own = _name(package.metadata["Name"]) == _name(chosen[0])
            for text in package.requires or ():
                extra = _EXTRA.search(text)
                if extra and not (own and extra[1] in self.variant.extras):
                    continue
                if _name(text) not in known and _is_driver(text):
                    wanted[_name(text)] = _EXTRA.sub("", text).rstrip("; ")
        return list(wanted.values())

    def _pip(self, wanted: Sequence[str], new: pathlib.Path,
             show_line: Callable[[str], None], progress: Progress) -> None:
        reasons = ["?"]

        def listen(line: str) -> None:
            show_line(line)
            if "No module named pip" in line:
                raise InputError(no_pip())
            if line.startswith("ERROR"):
                reasons.append(line.partition(":")[2].strip(" ."))

        # A folder of its own: pip leaves out what is in a folder that is there already.
        target = folders.working_folder(self.libraries)
        # No dependencies: pip would bring a second NumPy.
        command = ["-m", "pip", "install", "--no-deps", "--only-binary=:all:", "--no-user",
                   "--disable-pip-version-check", "--no-input", "--no-color",
                   "--progress-bar=off", "--no-compile", "--target", str(target), *self.options]
        variables = {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0",
                     "PIP_ROOT_USER_ACTION": "ignore", **self.variables}
        try:
            if self.run_python([*command, *wanted], listen, progress, variables) != 0:
                raise InputError(tr(
                    "pip could not install it: {reason}. Is this computer connected to the "
                    "internet? The log tells more.").format(reason=reasons[-1]))
            _merge(target, new)
        finally:
            shutil.rmtree(target, ignore_errors=True)

    def _try(self, new: pathlib.Path, show_line: Callable[[str], None],
             progress: Progress) -> None:
        """Check it in a child, together with what QGIS has."""
        lines: list[str] = []

        def listen(line: str) -> None:
            lines.append(line)
            show_line(line)

        # In the order in which it will be found, with others that were just installed, but without
        # what it replaces.
        replaced = set(map(str, folders_of(self.package, self.libraries)))
        others = [place for place in folders.search_path(self.libraries) if place not in replaced]
        variables = search_path_variables([str(new), *others, str(_ROOT)],
                                          without={*replaced, *others})
        status = self.run_python(arguments(self.check), listen, progress, variables)
        if status != 0:
            raise InputError(tr(
                "{package} was downloaded, but does not work in this QGIS ({reason}). Nothing was "
                "changed.").format(package=self.package.id,
                                   reason=(lines or [str(status)])[-1][:300].rstrip(".")))

    def _put_in_place(self, new: pathlib.Path, version: str,
                      before: Sequence[pathlib.Path]) -> pathlib.Path:
        place = folders.package_folder(self.libraries, self.variant.id, version)
        aside = None
        try:
            if place.exists():
                aside = folders.working_folder(self.libraries) / place.name
                place.rename(aside)
            new.rename(place)
        except OSError as error:
            if aside is not None and aside.exists():
                aside.rename(place)
            raise InputError(tr("{path} cannot be written ({reason}). Choose another place."
                                ).format(path=place, reason=error.strerror)) from error
        finally:
            if aside is not None:
                folders.remove(aside.parent)
        for folder in before:
            if folder != place:
                folders.remove(folder)
        return place


def folders_of(package: Package, libraries: pathlib.Path) -> list[pathlib.Path]:
    """Return the folders of all variants and versions of a package."""
    names = {*package.distributions, *(variant.id for variant in package.variants)}
    return [folder for name in sorted(names)
            for folder in folders.installed_folders(libraries, name)]


def no_pip() -> str:
    """Return the message that says how to install pip."""
    if os.name == "nt":
        return tr("The Python of QGIS has no pip. Run the OSGeo4W setup and install the package "
                  "python3-pip, then start QGIS again.")
    if Environment.here().system == "Darwin":
        return tr("The Python of QGIS has no pip. Install QGIS anew from qgis.org, whose Python "
                  "has it.")
    return tr("Python has no pip. Install it with the package manager of your system, such as "
              "'sudo apt install python3-pip' or 'sudo dnf install python3-pip'.")


def _merge(source: pathlib.Path, target: pathlib.Path) -> None:
    """Move the contents of a folder into another one, folders of the same name into each other."""
    for entry in source.iterdir():
        place = target / entry.name
        if entry.is_dir() and place.is_dir():
            _merge(entry, place)
        else:
            os.replace(entry, place)


def _is_driver(requirement: str) -> bool:
    return _name(requirement).startswith(("nvidia-", "cuda-", "triton"))


def _name(requirement: str) -> str:
    """Return the name in a requirement, as package indexes write it."""
    return re.sub(r"[-_.]+", "-", _PACKAGE.findall(requirement)[0]).lower()
