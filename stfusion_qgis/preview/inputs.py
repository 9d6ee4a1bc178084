"""What a preview is made of: images, methods, and the part of the ground to show."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from ..errors import InputError
from ..images.grid import Grid
from ..images.scene import Source
from ..methods.method import Method
from ..translation import tr


@dataclass(frozen=True)
class Options:
    """How the images are brought together; see `images.scene.Scene`."""

    band_matching: str = "number"
    scale_coarse: bool = False
    coregister: bool = False
    ratio: float | None = None
    upscaling: int | None = None


@dataclass(frozen=True)
class Inputs:
    """The images that a user has chosen.

    images: role and image of each: "fine_1", "coarse_1", "fine_2", ..., "coarse_prediction" for
    the coarse image of the prediction date, "reference" for the true fine image of that date.
    """

    images: tuple[tuple[str, Source], ...] = ()
    options: Options = Options()

    def get(self, role: str) -> Source | None:
        """Return the image of a role, None where none was chosen."""
        return dict(self.images).get(role)

    @property
    def lead(self) -> Source | None:
        """Return the image that gives the prediction its grid and its bands."""
        return self.get("fine_1") or self.get("coarse_prediction")

    def images_for(self, method: Method, parameters: Any) -> tuple[list[Source], list[Source]]:
        """Return the fine and the coarse images of the reference dates that a method takes.

        Optional pairs that are not complete are left out.

        Raises:
            InputError: an image that it needs has not been chosen.
        """
        references = method.references(parameters)
        for role in (*references.needed, "coarse_prediction"):
            if self.get(role) is None:
                raise InputError(_missing(role))
        taken = [role for role in references.all if all(
            self.get(other) for other in (role, _partner(role))
            if other == role or other in references.all)]
        method.check_references(taken, parameters)
        return ([self.get(role) for role in sorted(taken) if role.startswith("fine")],
                [self.get(role) for role in sorted(taken) if role.startswith("coarse")])


def _partner(role: str) -> str:
    """Return the role of the other image of a pair."""
    kind, _, number = role.partition("_")
    return f"{'coarse' if kind == 'fine' else 'fine'}_{number}"


def _missing(role: str) -> str:
    if role == "coarse_prediction":
        return tr("Choose the coarse image of the prediction date.")
    kind, _, number = role.partition("_")
    return (tr("Choose the fine image of pair {number}.") if kind == "fine" else
            tr("Choose the coarse image of pair {number}.")).format(number=number)


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
