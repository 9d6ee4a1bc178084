"""A request for a preview: images, methods, and the part of the ground to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..images.grid import Grid
from ..images.inputs import Inputs
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
    """A request for a preview.

    entries: the predictions, the most wanted first.
    view: the ground to show, as a grid of the screen's pixels in the CRS of the map.
    """

    inputs: Inputs
    entries: tuple[Entry, ...]
    view: Grid
