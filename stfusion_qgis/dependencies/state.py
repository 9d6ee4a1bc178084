"""The state of a package, found without importing it."""

from __future__ import annotations

import importlib.metadata
import pathlib
import sys
from dataclasses import dataclass

from .catalogue import Package
from .folders import installed_folders


@dataclass(frozen=True)
class State:
    """The state of a package.

    version: None if it is not installed. distribution: the name under which it is.
    folder: the one into which the plugin has installed it, None if somebody else has.
    loaded: the version that this process has imported already, None if none.
    """

    version: str | None = None
    distribution: str = ""
    folder: pathlib.Path | None = None
    loaded: str | None = None

    @property
    def needs_restart(self) -> bool:
        """Return whether another version is in use than the one that is installed."""
        return self.loaded is not None and self.loaded.partition("+")[0] != (
            self.version or "").partition("+")[0]


def state_of(package: Package, libraries: pathlib.Path) -> State:
    """Return the state of a package as `import` would find it in this process."""
    module = sys.modules.get(package.id)
    loaded = getattr(module, "__version__", None)
    for place in sys.path:
        for name in package.distributions:
            version = _version_in(place, name)
            if version is not None:
                return State(version, name, _ours(pathlib.Path(place), libraries), loaded)
    return State(loaded=loaded)


def _version_in(place: str, name: str) -> str | None:
    found = importlib.metadata.distributions(name=name, path=[place])
    return next((distribution.version for distribution in found), None)


def _ours(place: pathlib.Path, libraries: pathlib.Path) -> pathlib.Path | None:
    return place if place in installed_folders(libraries) else None
