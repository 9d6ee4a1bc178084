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
    """The images that a user has chosen; None where one is still missing.

    fine, coarse: one a reference pair, of equal length. prediction: the coarse image of the
    prediction date. reference: the true fine image of that date.
    """

    fine: tuple[Source | None, ...] = ()
    coarse: tuple[Source | None, ...] = ()
    prediction: Source | None = None
    reference: Source | None = None
    options: Options = Options()

    @property
    def lead(self) -> Source | None:
        """Return the image that gives the prediction its grid and its bands."""
        return self.fine[0] if self.fine and self.fine[0] else self.prediction

    def images_for(self, method: Method) -> tuple[list[Source], list[Source]]:
        """Return the fine and the coarse images of the pairs that a method takes.

        Pairs that are not complete are left out where the method can do without.

        Raises:
            InputError: an image that it needs has not been chosen.
        """
        least, most = method.pairs
        if self.prediction is None:
            raise InputError(tr("Choose the coarse image of the prediction date."))
        fine, coarse = [], []
        for k, (one, other) in enumerate(zip(self.fine[:most], self.coarse[:most]), 1):
            if one and (other or not method.paired):
                fine.append(one)
                coarse += [other] if method.paired else []
            elif k <= least:
                raise InputError(_missing(one, k))
        if len(fine) < least:
            raise InputError(_missing(None, len(fine) + 1))
        return fine, coarse


def _missing(fine: Source | None, pair: int) -> str:
    return (tr("Choose the coarse image of pair {number}.") if fine else
            tr("Choose the fine image of pair {number}.")).format(number=pair)


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
