"""Sums over the pixels of a block, which are added up: the base of all metrics.

A metric is computed in two steps: sums over the pixels of each block, which are added
up, and a formula over the total. One block that holds the whole image is the plain,
unblocked computation; there is no second code for it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from ...images.image import Image
from ...images.sampling import Statistics

S = TypeVar("S", bound="BlockSums")

HALO = 5
"""Pixels that a pair of images needs around a block: half of the widest window, that of SSIM."""

CORE = (slice(HALO, -HALO), slice(HALO, -HALO))
"""Rows and columns of the block in an image that has the halo around it."""

CONSTANT = {"constant": True}
"""Metadata of a dataclass field that is the same in all blocks and therefore not added."""


@dataclass(frozen=True)
class Setting:
    """The values that are the same for all blocks of an assessment.

    statistics: of the reference, or of the image that stands in for it.
    data_range: (bands,), greatest minus least value that the data can take, for PSNR and SSIM.
    texture_tolerance: (bands,), see `texture.TextureSums`.
    ratio: coarse pixel size / fine pixel size, NaN if unknown.
    """

    statistics: Statistics
    data_range: np.ndarray
    texture_tolerance: np.ndarray
    ratio: float


@dataclass(frozen=True)
class ImagePair:
    """The prediction x and the image y that it is compared with, in one block with `HALO`.

    x, y: float32 (bands, rows, columns); valid: bool (rows, columns), where both are.
    """

    x: np.ndarray
    y: np.ndarray
    valid: np.ndarray
    setting: Setting

    @classmethod
    def of(cls, prediction: Image, other: Image, setting: Setting) -> ImagePair:
        """Return the pair of two images that have `HALO` pixels more on each side than a block."""
        return cls(prediction.values, other.values, prediction.valid & other.valid, setting)

    @property
    def core(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return x, y and valid without the halo."""
        return self.x[(slice(None), *CORE)], self.y[(slice(None), *CORE)], self.valid[CORE]


@dataclass
class BlockSums:
    """Base class: a dataclass whose fields are NumPy arrays or `BlockSums`, and add up."""

    @classmethod
    def of(cls: type[S], pair: ImagePair) -> S:
        """Return the sums over the pixels of one block."""
        raise NotImplementedError

    def add(self: S, other: S) -> S:
        """Add the sums of another block to these, and return these."""
        for field in dataclasses.fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if field.metadata.get("constant"):
                continue
            if isinstance(mine, BlockSums):
                mine.add(theirs)
            else:
                mine += theirs
        return self


def centred(plane: np.ndarray, valid: np.ndarray, centre: float) -> np.ndarray:
    """Return plane - centre as float64, and 0 where not valid."""
    difference = np.subtract(plane, centre, dtype=np.float64)
    return np.where(valid, difference, 0.0)


def quotient(numerator: ArrayLike, denominator: ArrayLike) -> np.ndarray:
    """Return numerator / denominator as float64, NaN where the denominator is zero."""
    numerator, denominator = np.broadcast_arrays(
        np.asarray(numerator, np.float64), np.asarray(denominator, np.float64))
    return np.divide(numerator, denominator, out=np.full(numerator.shape, np.nan),
                     where=denominator != 0)
