"""The plan of what is made in tiles: the outputs, where tiles lie, what computes their blocks."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..images.area_pixels import AreaPixels
from ..images.polygon_labels import PolygonLabels
from ..images.raster import Raster
from ..images.window import Window, tiles
from ..images.writer import Writer
from ..progress import Progress

SIDE = 2048
"""Side of a tile in fine pixels: some seconds to minutes of work, and a file of some megabytes."""

Images = Sequence[tuple[np.ndarray, np.ndarray]]
"""Values (bands, rows, columns) and valid pixels (rows, columns), one of each output."""


class PlannedTile(NamedTuple):
    """A tile of some outputs.

    name: by its place. window: in the fine grid. outputs: numbers of those that it is a part of.
    """

    name: str
    window: Window
    outputs: tuple[int, ...]


@dataclass(frozen=True)
class TilePlan(ABC):
    """The plan of what is made in tiles; it travels to whoever computes them.

    outputs: virtual rasters to write; the tiles of pred.vrt lie in the folder pred_tiles beside it.
    areas: the pixels of the fine grid that each shows. identities: of each, a text that differs
    where any pixel might. side: of a tile.
    """

    outputs: tuple[str, ...]
    areas: tuple[AreaPixels, ...]
    identities: tuple[str, ...]
    side: int

    @abstractmethod
    def check(self) -> None:
        """Raise `InputError` if it cannot be carried out."""

    @abstractmethod
    def prepare(self, progress: Progress) -> Any:
        """Return what all tiles share: called once, wherever tiles are computed."""

    @abstractmethod
    def title(self, shared: Any) -> str:
        """Return what computes, for the log."""

    @abstractmethod
    def report(self, shared: Any) -> Any:
        """Return what the one who has asked for the tiles wants to know of the preparation."""

    @property
    @abstractmethod
    def read(self) -> list[Raster | PolygonLabels]:
        """Return the images that are read, whose files must not change meanwhile."""

    @abstractmethod
    def writers(self, shared: Any, tile: PlannedTile) -> list[Writer]:
        """Return writers of the outputs of a tile, into memory."""

    @abstractmethod
    def blocks(self, shared: Any, tile: PlannedTile, progress: Progress,
               ) -> Iterator[tuple[Window, Images]]:
        """Yield the blocks of a tile: the window within it, and the images of its outputs."""

    def together(self, outputs: Sequence[int]) -> list[tuple[int, ...]]:
        """Return which of some outputs of a tile are computed by one task."""
        return [tuple(outputs)]

    @property
    def tiles(self) -> list[PlannedTile]:
        """Return the tiles that cover the outputs: of one area after another, row by row."""
        shown: dict[AreaPixels, list[int]] = {}
        for number, area in enumerate(self.areas):
            shown.setdefault(area, []).append(number)
        return [PlannedTile(f"r{window.row // self.side:04}_c{window.column // self.side:04}",
                            window.moved(area.window.row, area.window.column), tuple(numbers))
                for area, numbers in shown.items()
                for window in tiles(area.window.rows, area.window.columns, self.side)]

    @property
    def folders(self) -> list[str]:
        """Return the folder of the tiles of each output."""
        return [f"{os.path.splitext(path)[0]}_tiles" for path in self.outputs]

    def file(self, tile: PlannedTile, output: int) -> str:
        """Return the file of a tile of an output."""
        return f"{os.path.splitext(self.outputs[output])[0]}_tiles/{tile.name}.tif"

    def label(self, tile: PlannedTile) -> str:
        """Return how messages name a tile: with its area, where there are several with a name."""
        area = self.areas[tile.outputs[0]].area.name
        return f"{area} {tile.name}" if area and len(set(self.areas)) > 1 else tile.name
