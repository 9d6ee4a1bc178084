"""Installs a package: into a folder beside the others, where it is tried before it takes its place.

Whatever goes wrong, the version that was there before stays.
"""

from __future__ import annotations

import os
import pathlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Callable

from ..errors import InputError
from ..processes.candidates import search_path_variables
from ..progress import Progress
from ..translation import tr
from . import checksums, folders
from .catalogue import Package, Variant
from .pins import Environment
from .pip_settings import PipSettings
from .trying import Check, arguments

RunPython = Callable[[Sequence[str], Callable[[str], None], Progress, Mapping[str, str]], int]
"""Runs Python in a process of its own: arguments, a function for its lines, progress, variables."""

_ROOT = pathlib.Path(__file__).resolve().parents[2]
_UNPACKED = 3.0  # size of a package on the disk over that of its download

# What pip writes about a file whose checksum is another one.
_OTHER_FILE = ("DO NOT MATCH THE HASHES", "Expected sha256", "Got        ")


@dataclass(frozen=True)
class Installation:
    """The installation of a package, which is yet to be run.

    check: tries the package when it was downloaded. libraries: folder of the optional packages.
    run_python: see `RunPython`.
    options: of pip, besides those that are always given. variables: of its environment, besides
    those of this process. checksums: folder of the lists of checksums.
    """

    package: Package
    variant: Variant
    check: Check
    libraries: pathlib.Path
    run_python: RunPython
    options: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    checksums: pathlib.Path = checksums.FOLDER

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
        settings = PipSettings.read(self.run_python, progress, self.variables)
        show_line(settings.described())
        if not self.variant.index:
            self._pip(requirements, new, settings, show_line, progress)
            return
        # An index of the user is asked as well: it may be the only one that can be reached.
        option = "--extra-index-url" if settings.names_places else "--index-url"
        self._pip([first], new, settings, show_line, progress, [option, self.variant.index])
        progress.report(0.5, tr("Downloading what it needs"))
        self._pip(others, new, settings, show_line, progress)

    def _pip(self, wanted: Sequence[str], new: pathlib.Path, settings: PipSettings,
             show_line: Callable[[str], None], progress: Progress,
             index: Sequence[str] = ()) -> None:
        reasons = ["?"]
        others: list[str] = []

        def listen(line: str) -> None:
            show_line(line)
            if "No module named pip" in line:
                raise InputError(no_pip())
            if any(text in line for text in _OTHER_FILE):
                others.append(line)
            if line.startswith("ERROR"):
                reasons.append(line.partition(":")[2].strip(" ."))

        # A folder of its own: pip leaves out what is in a folder that is there already.
        target = folders.working_folder(self.libraries)
        listed = folders.working_folder(self.libraries) / "requirements.txt"
        # No dependencies: pip would bring a second NumPy.
        command = ["-m", "pip", "install", "--no-deps", "--only-binary=:all:", "--no-user",
                   "--disable-pip-version-check", "--no-input", "--no-color",
                   "--progress-bar=off", "--no-compile", "--target", str(target), *self.options,
                   *index, "--require-hashes", "--requirement", str(listed)]
        variables = {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0",
                     "PIP_ROOT_USER_ACTION": "ignore", **self.variables}
        try:
            listed.write_text(checksums.with_checksums(wanted, self.checksums), encoding="utf-8")
            if self.run_python(command, listen, progress, variables) != 0:
                raise InputError(self._other_file(settings) if others else tr(
                    "pip could not install it: {reason}. Is this computer connected to the "
                    "internet? The log tells more.").format(reason=reasons[-1]))
            _merge(target, new)
        finally:
            shutil.rmtree(target, ignore_errors=True)
            shutil.rmtree(listed.parent, ignore_errors=True)

    def _other_file(self, settings: PipSettings) -> str:
        """Return the message that an index serves a file with another checksum."""
        return tr(
            "{package} was not installed: pip was given another file than the one that was tried "
            "with this version of STFusion (its checksum differs; the log tells which). {places} "
            "A mirror that builds packages itself cannot be used for this; otherwise somebody has "
            "changed the file.").format(package=self.package.id, places=settings.described())

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
