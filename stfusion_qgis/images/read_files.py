"""The files that an image is read from, and whether they stay as they are."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from osgeo import gdal

from .gdal_tools import GdalError, gdal_errors, open_raster

_MOST = 10_000  # files that are looked at for an image
_SIDECARS = (".aux.xml", ".ovr")  # programs that only show an image write them
_PREFIX = re.compile(r"/vsi[a-z0-9_]+/|[,:\"'{=?&;]")


class _State(NamedTuple):
    device: int
    number: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: str) -> _State | None:
        try:
            state = os.stat(path)
        except (OSError, ValueError):
            return None
        return cls(state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)


@dataclass(frozen=True)
class ReadFiles:
    """The plain files on disk behind what GDAL has opened, each with its state at that time.

    Those inside of archives, of virtual rasters and behind prefixes of GDAL are found too.
    """

    states: Mapping[str, _State] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str, dataset: gdal.Dataset) -> ReadFiles:
        """Return the files of an image that is open."""
        states: dict[str, _State] = {}
        waiting = [(source, dataset)]
        while waiting and len(states) < _MOST:
            text, opened = waiting.pop()
            for path in _plain_files([text, *_listed(opened)]):
                if path in states or (state := _State.of(path)) is None:
                    continue
                states[path] = state
                if path != text and _is_virtual(path):
                    with contextlib.suppress(GdalError):
                        waiting.append((path, open_raster(path)))
        return cls(states)

    def changed(self) -> str | None:
        """Return the path of a file that has changed since, or gone; None if all are the same."""
        for path, state in self.states.items():
            if not path.endswith(_SIDECARS) and _State.of(path) != state:
                return path
        return None


class Holders:
    """The names of layers by the files that they are read from, however many there are."""

    def __init__(self, layers: Iterable[tuple[ReadFiles, str]]):
        self._by_place: dict[tuple[int, int], str] = {}
        self._by_path: dict[str, str] = {}
        for files, name in layers:
            for path, state in files.states.items():
                self._by_path.setdefault(_normal(path), name)
                if state.number:
                    self._by_place.setdefault(state[:2], name)

    def of(self, path: str) -> str | None:
        """Return the layer with a file that a path leads to, as it is or by another name."""
        if (there := _State.of(path)) is None:
            return None
        return self._by_place.get(there[:2]) or self._by_path.get(_normal(path))


def _listed(dataset: gdal.Dataset) -> list[str]:
    try:
        with gdal_errors():
            return (dataset.GetFileList() or [])[:_MOST]
    except GdalError:
        return []


def _plain_files(texts: Iterable[str]) -> Iterable[str]:
    """Return the plain files that what GDAL opens speaks of."""
    for text in texts:
        if os.path.isfile(text):
            yield text
            continue
        if len(text) > 4096:
            continue
        for begin in {0, *(match.end() for match in _PREFIX.finditer(text))}:
            yield from _prefixes_that_are_files(text[begin:])


def _prefixes_that_are_files(text: str) -> list[str]:
    """Return the beginnings of a text, up to a separator, that are files."""
    ends = {len(text), *(match.start() for match in re.finditer(r"[/\\\"'}:,|?&]", text))}
    return [text[:end] for end in ends if end and os.path.isfile(text[:end])]


def _is_virtual(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return b"<VRTDataset" in file.read(2048)
    except OSError:
        return False


def _normal(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
