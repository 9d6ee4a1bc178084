"""The plan of a prediction in tiles: what is predicted, and where each tile lies."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..images.inputs import Inputs
from ..images.scene import Scene
from ..images.window import Window, tiles
from ..methods import all_methods
from ..methods.method import Method
from .identity import identity_of

SIDE = 2048
"""Side of a tile in fine pixels: some seconds to minutes of work, and a file of some megabytes."""


class PlannedTile(NamedTuple):
    """A tile of the wanted pixels. name: by its place. window: in the fine grid."""

    name: str
    window: Window


@dataclass(frozen=True)
class TilePlan:
    """The plan of a prediction in tiles.

    method_id, parameters, scene: what is computed. outputs: virtual rasters to write, one a
    prediction date; the tiles of pred.vrt lie in the folder pred_tiles beside it. uncertainties:
    likewise, or empty. side: of a tile. memory: bytes that a task may take, 0 for any.
    float_output: whether float32 is written instead of the fine image's data type.
    identity: text that differs where any pixel might.
    """

    method_id: str
    parameters: Any
    scene: Scene
    outputs: tuple[str, ...]
    uncertainties: tuple[str, ...] = ()
    side: int = SIDE
    memory: int = 0
    float_output: bool = False
    identity: str = ""

    @classmethod
    def of(cls, method: Method, parameters: Any, inputs: Inputs, scene: Scene,
           outputs: Sequence[str], uncertainties: Sequence[str] = (), **settings: Any) -> TilePlan:
        """Return the plan for a scene that was opened from `inputs`."""
        return cls(method.id, parameters, scene, tuple(map(os.path.abspath, outputs)),
                   tuple(map(os.path.abspath, uncertainties)),
                   identity=identity_of(method, parameters, inputs, scene), **settings)

    @property
    def method(self) -> Method:
        """Return the method, as this process knows it."""
        return all_methods()[self.method_id]

    @property
    def tiles(self) -> list[PlannedTile]:
        """Return the tiles that cover the wanted pixels, row by row."""
        wanted = self.scene.wanted.window
        return [PlannedTile(f"r{window.row // self.side:04}_c{window.column // self.side:04}",
                     window.moved(wanted.row, wanted.column))
                for window in tiles(wanted.rows, wanted.columns, self.side)]

    @property
    def folders(self) -> list[str]:
        """Return the folders of the tiles: of each date, then of the uncertainties."""
        return [f"{os.path.splitext(path)[0]}_tiles"
                for path in (*self.outputs, *self.uncertainties)]

    def files(self, tile: PlannedTile) -> list[str]:
        """Return the files of a tile, one in each of the folders."""
        return [os.path.join(folder, f"{tile.name}.tif") for folder in self.folders]
