"""Images of a place at several dates, by what they are."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..images.source import Source

FINE, COARSE, PREDICTION = "fine", "coarse", "prediction"
"""Kinds of images of a profile."""


@dataclass(frozen=True)
class ProfiledImage:
    """An image of a profile.

    kind: one of those above. title: of the series that it belongs to, such as a method.
    uncertainty: image of the standard deviation of a prediction, None if there is none.
    """

    source: Source
    kind: str
    title: str
    date: datetime.date
    uncertainty: Source | None = None

    @property
    def is_fine(self) -> bool:
        """Say whether it has fine pixels: an image, or a prediction of one."""
        return self.kind != COARSE
