"""Overlapping patches on a lattice that is fixed to the scene."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ...images.image import Window


@dataclass(frozen=True)
class Lattice:
    """Where patches lie.

    A patch has `size` x `size` pixels, each `spacing` apart: more than 1 takes the patch from
    the image at that much coarser a resolution. Neighbouring patches share `overlap` rows or
    columns of pixels; with a spacing, there is such a lattice for each of its phases. The
    lattice counts from the first pixel of the scene and goes on beyond its edges, so a pixel
    lies in the same patches in whatever window it is read.
    """

    size: int
    overlap: int
    spacing: int = 1

    @property
    def reach(self) -> int:
        """Return how many pixels away the farthest pixel of a patch of a pixel may lie."""
        return (self.size - 1) * self.spacing

    def places(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Return the first row and column, counted from the window's, of the patches inside it."""
        return (self._firsts(window.row, window.rows), self._firsts(window.column, window.columns))

    def _firsts(self, start: int, count: int) -> np.ndarray:
        firsts = np.arange(max(count - self.reach, 0))
        period = (self.size - self.overlap) * self.spacing
        return firsts[(firsts + start) % period < self.spacing]

    def cut(self, plane: np.ndarray, window: Window) -> np.ndarray:
        """Return the patches of a plane (rows, columns) that covers `window`.

        Returns:
            float64 (patches, size * size), row by row of the lattice.
        """
        side = self.reach + 1
        if min(plane.shape) < side:
            return np.zeros((0, self.size ** 2))
        rows, columns = self.places(window)
        views = sliding_window_view(plane, (side, side))[:, :, ::self.spacing, ::self.spacing]
        patches = views[rows[:, None], columns].astype(np.float64)
        return patches.reshape(-1, self.size ** 2)

    def add(self, patches: np.ndarray, window: Window) -> np.ndarray:
        """Return the sum, at each pixel of `window`, of the patches that `cut` gives.

        patches: (patches, size * size), or (patches, 1) for the same value in a whole patch.

        Returns:
            float64 (rows, columns); the order of summation does not depend on the window.
        """
        rows, columns = self.places(window)
        patches = patches.reshape(len(rows), len(columns), -1)
        patches = np.broadcast_to(patches, (len(rows), len(columns), self.size ** 2))
        total = np.zeros((window.rows, window.columns))
        for i in range(self.size):
            for j in range(self.size):
                place = np.ix_(rows + i * self.spacing, columns + j * self.spacing)
                total[place] += patches[:, :, i * self.size + j]
        return total
