"""From where pip takes packages: as the user has configured it, in files or variables."""

from __future__ import annotations

import ast
import re
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Callable

from ..progress import Progress
from ..translation import tr

USUAL_INDEX = "https://pypi.org/simple"

_SETTING = re.compile(r"(?P<section>global|install|:env:)\.(?P<name>[\w-]+)=(?P<value>.+)")
_SECTIONS = ("global", "install", ":env:")  # the later ones count more


@dataclass(frozen=True)
class PipSettings:
    """The places that pip is configured to take packages from, without credentials.

    index: address of the package index, "" for the usual one. others: more indexes, and folders
    or pages with files. no_index: whether only the latter are used.
    """

    index: str = ""
    others: tuple[str, ...] = ()
    no_index: bool = False

    @classmethod
    def read(cls, run_python: Callable[..., int], progress: Progress | None = None,
             variables: Mapping[str, str] | None = None) -> PipSettings:
        """Return what pip says of itself: it reads variables (PIP_INDEX_URL) and several files.

        run_python: as `Installation` has it. variables: of the environment of pip.

        Raises:
            InputError: there is no Python program.
            Cancelled: through `progress`.
        """
        lines: list[str] = []
        run_python(["-m", "pip", "config", "list", "--disable-pip-version-check"], lines.append,
                   progress or Progress(), dict(variables or {}))
        return cls.parse(lines)

    @classmethod
    def parse(cls, lines: Sequence[str]) -> PipSettings:
        """Return the settings in the output of "pip config list"."""
        found: dict[str, dict[str, str]] = {section: {} for section in _SECTIONS}
        for line in lines:
            setting = _SETTING.fullmatch(line.strip())
            if setting is not None:
                found[setting["section"]][setting["name"]] = _unquoted(setting["value"])
        counts = {name: value for section in _SECTIONS for name, value in found[section].items()}
        others = [*counts.get("extra-index-url", "").split(),
                  *counts.get("find-links", "").split()]
        return cls(masked(counts.get("index-url", "")), tuple(map(masked, others)),
                   counts.get("no-index", "").lower() in ("1", "true", "yes", "on"))

    @property
    def names_places(self) -> bool:
        """Return whether the user has configured a place."""
        return bool(self.index or self.others or self.no_index)

    def described(self) -> str:
        """Return a sentence that says from where pip takes packages."""
        places = [*([] if self.no_index else [self.index or USUAL_INDEX]), *self.others]
        if not self.names_places:
            return tr("pip takes packages from {places}.").format(places=places[0])
        return tr("As it is configured on this computer, pip takes packages from {places}."
                  ).format(places=", ".join(places) or "?")


def masked(address: str) -> str:
    """Return an address without the credentials that it may hold."""
    try:
        parts = urllib.parse.urlsplit(address)
    except ValueError:
        return "?"
    if not parts.scheme or not parts.netloc:
        return address
    _, at, host = parts.netloc.rpartition("@")
    query = "****" if parts.query else ""
    return urllib.parse.urlunsplit((parts.scheme, f"****{at}{host}" if at else host, parts.path,
                                    query, ""))


def _unquoted(value: str) -> str:
    """Return a value that pip has written as Python would write it."""
    try:
        return str(ast.literal_eval(value))
    except (ValueError, SyntaxError):
        return value
