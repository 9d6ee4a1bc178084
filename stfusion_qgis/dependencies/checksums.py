"""Checksums of the files of packages: pip installs only files that are among them.

They stand in `resources/checksums`, one text file a package in the form of `sha256sum`, and are
collected by `./dev checksums`.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Sequence

from ..errors import InputError
from ..translation import tr

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "resources" / "checksums"

_NAME = re.compile(r"[\w.-]+")


def package_name(requirement: str) -> str:
    """Return the name in a requirement, as package indexes write it."""
    return re.sub(r"[-_.]+", "-", _NAME.findall(requirement)[0]).lower()


def pinned_version(requirement: str) -> str:
    """Return the version in a requirement such as "numba==0.61.2"."""
    return requirement.partition("==")[2]


def wheels(requirement: str, folder: pathlib.Path = FOLDER) -> dict[str, str]:
    """Return the SHA-256 of each file of a package in a version, by the names of the files.

    folder: of the lists of checksums.
    """
    path = folder / f"{package_name(requirement)}.txt"
    if not path.exists():
        return {}
    listed = [line.split(None, 1) for line in path.read_text(encoding="utf-8").splitlines()
              if line.strip() and not line.startswith("#")]
    version = pinned_version(requirement)
    return {name.strip(): checksum for checksum, name in listed if name.split("-")[1] == version}


def with_checksums(requirements: Sequence[str], folder: pathlib.Path = FOLDER) -> str:
    """Return the text of a file of requirements, each with the checksums of its files.

    folder: of the lists of checksums.

    Raises:
        InputError: of one no checksum is known.
    """
    lines = []
    for requirement in requirements:
        known = wheels(requirement, folder)
        if not known:
            raise InputError(tr(
                "{package} is not installed: STFusion knows no checksum of its files, and cannot "
                "tell whether they are the right ones.").format(package=requirement))
        lines.append(" \\\n    ".join([requirement, *(
            f"--hash=sha256:{checksum}" for checksum in sorted(known.values()))]))
    return "\n".join(lines) + "\n"
