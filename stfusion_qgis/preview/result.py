"""A finished or half-finished preview: images on one grid."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..errors import InputError
from ..images.grid import Grid
from ..remedies import Remedy


@dataclass(frozen=True)
class Preview:
    """The images of a view that are made so far.

    grid: of all images: the visible part of the fine grid, or of its reduction.
    factor: fine pixels a side over which images were averaged, 1 for none.
    ratio: side of a coarse pixel in pixels of `grid`, or None where unknown.
    band_names, wavelengths (in nm, or None): of the bands.
    images: float32 (bands, rows, columns), NaN where invalid, by name: "fine_1", ...,
        "coarse_prediction", "reference", and the keys of the entries.
    dates: of these images, where known.
    problems: reasons why entries were not predicted, by key; "reference" for the true image.
    blamed: the problems of images, by the name of the image. warnings: on the images, for the
        user. remedies: of such problems and warnings, by their texts.
    complete: whether this is the last delivery of the request.
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
    remedies: dict[str, Remedy] = field(default_factory=dict)
    complete: bool = False
    seconds: float = 0.0


Deliver = Callable[[Preview], None]
"""The function that gets a preview, finished or not."""


class NothingToShow(InputError):
    """The view lies beside the images."""
