"""What a preview is made of: images, methods, and the part of the ground to show."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from ..images.grid import Grid
from ..images.inputs import Inputs
from ..images.source import Source
from ..methods.method import Method


@dataclass(frozen=True)
class Entry:
    """A method with its parameters, as one of several predictions.

    key: name of the prediction among the others.
    """

    key: str
    method: Method
    parameters: Any


@dataclass(frozen=True)
class Request:
    """What to preview.

    entries: the predictions, the most wanted first.
    view: the ground to show, as a grid of the screen's pixels in the CRS of the map.
    """

    inputs: Inputs
    entries: tuple[Entry, ...] = ()
    view: Grid | None = field(default=None)


def version_of(source: Source | None) -> tuple:
    """Return the source with the times at which its files were changed: equal if all is equal."""
    if source is None:
        return (None,)
    return (source, *(_changed(path) for path in (source.path, source.mask)))


def _changed(path: str | None) -> int:
    try:
        return os.stat(path).st_mtime_ns if path else 0
    except OSError:  # it is no plain file
        return 0
