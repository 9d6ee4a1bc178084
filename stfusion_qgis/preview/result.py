"""A finished or half-finished preview: images on one grid."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..errors import InputError
from ..images.grid import Grid


@dataclass(frozen=True)
class Preview:
    """The images of a view, as far as they are made.

    grid: of all images: the visible part of the fine grid, or of its reduction.
    factor: fine pixels a side over which images were averaged, 1 for none.
    ratio: side of a coarse pixel in pixels of `grid`, or None where unknown.
    band_names, wavelengths (in nm, or None): of the bands.
    images: float32 (bands, rows, columns), NaN where invalid, by name: "fine_1", ...,
        "coarse_prediction", "reference", and the keys of the entries.
    dates: of these images, where known.
    problems: why an entry was not predicted, by its key; "reference" for the true image.
    blamed: which images are at fault, by name, and why. warnings: what the user should know of
        the images.
    complete: whether all is there that there will be.
    seconds: since the request.
    """

    grid: Grid
    factor: int
    ratio: float | None
    band_names: tuple[str, ...]
    wavelengths: tuple[float | None, ...]
    images: dict[str, np.ndarray] = field(default_factory=dict)
    dates: dict[str, datetime.date | None] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    blamed: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    complete: bool = False
    seconds: float = 0.0


Deliver = Callable[[Preview], None]
"""The function that gets a preview, finished or not."""


class NothingToShow(InputError):
    """The view lies beside the images."""
