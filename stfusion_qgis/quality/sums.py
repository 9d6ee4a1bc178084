"""Sums that are gathered block by block: the common ground of all metrics.

A metric is computed in two steps: sums over the pixels of each block, which are added
up, and a formula over the total. One block that holds the whole image is the plain,
unblocked computation; there is no second code for it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

S = TypeVar("S", bound="Sums")


CONSTANT = {"constant": True}
"""Metadata of a dataclass field that is the same in all blocks and therefore not added."""


@dataclass
class Sums:
    """Base class: a dataclass whose fields are NumPy arrays, `Sums`, or None, and add up."""

    def add(self: S, other: S) -> S:
        """Add the sums of another block to these, and return these."""
        for field in dataclasses.fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if mine is None or field.metadata.get("constant"):
                continue
            if isinstance(mine, Sums):
                mine.add(theirs)
            else:
                mine += theirs
        return self


def centred(plane: np.ndarray, valid: np.ndarray, centre: float) -> np.ndarray:
    """Return plane - centre as float64, and 0 where not valid."""
    difference = np.subtract(plane, centre, dtype=np.float64)
    return np.where(valid, difference, 0.0)


def quotient(numerator, denominator) -> np.ndarray:
    """Return numerator / denominator as float64, NaN where the denominator is zero."""
    numerator, denominator = np.broadcast_arrays(
        np.asarray(numerator, np.float64), np.asarray(denominator, np.float64))
    return np.divide(numerator, denominator, out=np.full(numerator.shape, np.nan),
                     where=denominator != 0)
