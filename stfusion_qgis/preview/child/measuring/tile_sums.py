"""The sums over one tile, of all predictions on the same pixels, from which metrics follow."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ....images.image import Image
from ....images.window import Window
from ....quality.measurements import Measurements
from ....quality.metrics.block_sums import CORE, Setting
from ....quality.metrics.coarse_consistency import CellSums, CoarseCellSums
from ....quality.metrics.metric import Need

_PLOTTED = 2048
"""Pixels of a tile that are plotted at most."""


@dataclass(frozen=True)
class TileSums:
    """The sums over a tile.

    pixels: of the tile, valid or not. sums, cells: by the keys of the predictions.
    plotted: some pixels, float32 (bands, n), by the keys and "reference".
    seconds: that it took a thread to predict and measure it.
    """

    pixels: int
    sums: dict[str, Measurements]
    cells: dict[str, CellSums]
    plotted: dict[str, np.ndarray]
    seconds: float


def sums_of_tile(tile: Window, predicted: Mapping[str, Image], others: Mapping[Need, Image],
                 setting: Setting, cells: CoarseCellSums | None, started: float) -> TileSums:
    """Return the sums over the pixels of a tile that all predictions and the reference have.

    tile: in the grid of the cells. predicted: by key, in the tile with a halo around it.
    others: likewise, by need. cells: of the coarse pixels, where these are compared with.
    started: when its work began, of `time.perf_counter`.
    """
    images = [*predicted.values(),
              *(image for need, image in others.items() if need is Need.REFERENCE)]
    valid = np.logical_and.reduce([image.valid for image in images])
    common = {key: Image(np.where(valid, image.values, np.float32(0)), valid)
              for key, image in predicted.items()}
    sums = {key: Measurements.of_block(image, others, setting) for key, image in common.items()}
    in_cells = {} if cells is None else {
        key: cells.sums_of(tile, Image(image.values[(slice(None), *CORE)], image.valid[CORE]))
        for key, image in common.items()}
    return TileSums(tile.rows * tile.columns, sums, in_cells, _plotted(common, others, valid),
                    time.perf_counter() - started)


def _plotted(common: Mapping[str, Image], others: Mapping[Need, Image],
             valid: np.ndarray) -> dict[str, np.ndarray]:
    if Need.REFERENCE not in others:
        return {}
    found = np.flatnonzero(valid[CORE])
    chosen = found[::max(1, -(-len(found) // _PLOTTED))]

    def pixels(image: Image) -> np.ndarray:
        core = image.values[(slice(None), *CORE)]
        return core.reshape(len(core), -1)[:, chosen]

    return {Need.REFERENCE.value: pixels(others[Need.REFERENCE]),
            **{key: pixels(image) for key, image in common.items()}}
