"""Values of coarse cells in memory, which are read like a raster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .grid import Grid
from .image import Image
from .window import Window


@dataclass(frozen=True, eq=False)
class CellField:
    """Values of coarse cells, on the grid that these make."""

    grid: Grid
    image: Image

    @property
    def selection(self) -> Sequence[int]:
        """Return the indices of the bands."""
        return range(len(self.image.values))

    def read(self, window: Window) -> Image:
        """Return the cells of a window, which may reach beyond the field: invalid there."""
        image = Image.empty(len(self.image.values), window.rows, window.columns)
        seen = window.overlap(self.grid.whole())
        if not seen.is_empty:
            place, part = seen.slices_in(window), seen.slices
            image.values[(slice(None), *place)] = self.image.values[(slice(None), *part)]
            image.valid[place] = self.image.valid[part]
        return image
