"""Overlapping patches on a lattice that is fixed to the scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...errors import InputError
from ...images.image import Block
from ...images.sampling import sample_windows
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from ...translation import tr


@dataclass(frozen=True)
class Lattice:
    """The places of the patches of a scene.

    A patch has `size` x `size` pixels, each `spacing` apart: more than 1 cuts patches as if from
    an image of that much coarser a resolution. Neighbouring patches share `overlap` rows or
    columns of pixels; with a spacing there is such a lattice for each of its phases. The lattice
    counts from the first pixel of the scene and goes on beyond its edges, so a pixel lies in the
    same patches in whatever window it is read.
    """

    size: int
    overlap: int
    spacing: int = 1

    def __post_init__(self) -> None:
        if self.overlap >= self.size:
            raise InputError(tr("The overlap of patches is {overlap} pixels, but must be less "
                                "than their size, {size}.").format(
                                    overlap=self.overlap, size=self.size))

    @property
    def reach(self) -> int:
        """Return the distance of the last row of a patch from its first one, in pixels."""
        return (self.size - 1) * self.spacing

    @property
    def length(self) -> int:
        """Return the number of pixels of a patch."""
        return self.size ** 2

    def firsts(self, start: int, count: int) -> np.ndarray:
        """Return the first rows (or columns) of the patches within `count` rows of the scene.

        start: first of these rows, counted in the scene; the result counts from it.
        """
        firsts = np.arange(max(count - self.reach, 0))
        period = (self.size - self.overlap) * self.spacing
        return firsts[(firsts + start) % period < self.spacing]

    def cut(self, plane: np.ndarray, window: Window) -> np.ndarray:
        """Return the patches inside `window`, which `plane` (rows, columns) covers.

        Returns:
            float64 (patches, length), row by row of the lattice.
        """
        rows = self.firsts(window.row, window.rows)
        columns = self.firsts(window.column, window.columns)
        rows, columns = (place.ravel() for place in np.meshgrid(rows, columns, indexing="ij"))
        return self.take(plane, rows, columns).astype(np.float64)

    def take(self, planes: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return the patches that begin at `rows` and `columns`, (..., patches, length)."""
        within = np.arange(self.size) * self.spacing
        down, right = (offset.ravel() for offset in np.meshgrid(within, within, indexing="ij"))
        return planes[..., rows[:, None] + down, columns[:, None] + right]

    def add(self, patches: np.ndarray, window: Window) -> np.ndarray:
        """Return, at each pixel of `window`, the sum of the patches that lie where `cut` cuts.

        patches: (patches, length), or (patches, 1) for the same value all over a patch.

        Returns:
            float64 (rows, columns); the order of the sum does not depend on the window.
        """
        rows = self.firsts(window.row, window.rows)
        columns = self.firsts(window.column, window.columns)
        patches = np.broadcast_to(patches, (len(patches), self.length))
        patches = patches.reshape(len(rows), len(columns), self.length)
        total = np.zeros((window.rows, window.columns))
        for i in range(self.length):
            down, right = divmod(i, self.size)
            place = np.ix_(rows + down * self.spacing, columns + right * self.spacing)
            total[place] += patches[..., i]
        return total


@dataclass(frozen=True)
class PlanePair:
    """Two images whose patches belong together, and where both are valid.

    low, high: (bands, rows, columns). valid: bool (rows, columns).
    """

    low: np.ndarray
    high: np.ndarray
    valid: np.ndarray


def training_patches(scene: Scene, lattice: Lattice, count: int, halo: int, interpolation: str,
                     planes_of: Callable[[Block], PlanePair],
                     progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return patches of two images at the same random places, fully valid in both.

    They come from the scene's fixed sample of windows, from each the same number, and are the
    same whenever they are asked for.

    count: of patches, if the scene has that many.
    halo, interpolation: of the blocks that are read.
    planes_of: makes the two images, without halo, of a block.

    Returns:
        low, high: float32 (bands, patches, length).
    """
    windows = sample_windows(scene.grid.rows, scene.grid.columns)
    parts = []
    for i, window in enumerate(windows):
        progress.report(i / len(windows))
        planes = planes_of(scene.read(window, halo, interpolation, progress.check))
        rows, columns = np.nonzero(_whole(planes.valid, lattice))
        chosen = np.random.default_rng(i).permutation(len(rows))[:-(-count // len(windows))]
        place = rows[chosen], columns[chosen]
        parts.append((lattice.take(planes.low, *place), lattice.take(planes.high, *place)))
    low, high = (np.concatenate(arrays, axis=1, dtype=np.float32) for arrays in zip(*parts))
    return low, high


def _whole(valid: np.ndarray, lattice: Lattice) -> np.ndarray:
    """Return the pixels at which a patch may begin that is valid throughout, as a mask."""
    rows, columns = (max(size - lattice.reach, 0) for size in valid.shape)
    whole = np.ones((rows, columns), bool)
    for i in range(0, lattice.reach + 1, lattice.spacing):
        for j in range(0, lattice.reach + 1, lattice.spacing):
            whole &= valid[i:i + rows, j:j + columns]
    return whole
