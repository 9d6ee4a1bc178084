"""The images of a scene as a network gets them: without gaps, scaled, in the order it wants."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

import numpy as np

from ..images.raster import Raster
from ..images.roles import Role, pairs_of
from ..images.scene import Scene
from ..images.window import Window
from .contract import Contract, Input, Term
from .contract_inputs import GUIDE_FEATURES, NOISE, STATE
from .noise_field import noise_in
from .scaling import Scale
from .scene_guide import SceneGuide

INTERPOLATION = "cubic"
"""Of coarse images on the fine grid."""

# No pixel of a prediction depends on one that lies further than the halo to a side. So the pixel
# that fills a gap that matters is not further than the diagonal of the halo from it.
_DIAGONAL = math.sqrt(2)


class NetworkInputs:
    """Makes the inputs of a network from a scene, for one prediction date at a time.

    Pixels that are invalid or beyond the scene get the value of the nearest valid one.
    """

    def __init__(self, scene: Scene, contract: Contract, scales: list[Scale],
                 guide: SceneGuide | None = None):
        """scales: one a prediction date. guide: None for zeros, if the network takes one."""
        self._scene, self._contract, self._scales = scene, contract, scales
        self._guide = guide
        self._margin = math.ceil(_DIAGONAL * contract.halo) + 1
        self._cells: dict[Raster, np.ndarray] = {}
        self._lock = threading.Lock()

    def read(self, window: Window, used: Window) -> TileInputs:
        """Return the inputs of a tile.

        window: of the fine grid, what the network gets. used: the part of it that counts.
        """
        return TileInputs(self, window, used)

    def has(self, role: Role) -> bool:
        """Say whether the scene has an image; some networks do without."""
        return role.pair is None or role in self._scene.references

    def raster(self, role: Role, date: int) -> Raster:
        """Return an image of the scene by its role."""
        return self._scene.raster(role, date)

    def fine_grid(self, raster: Raster, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Return an image on the fine grid without gaps, and where it is valid."""
        aligned = self._scene.aligned(raster, INTERPOLATION)
        image = aligned.read(window)
        if image.valid.all():
            return image.values, image.valid
        wide = window.grow(self._margin)
        place = window.slices_in(wide)
        return aligned.read(wide).filled()[(slice(None), *place)], image.valid

    def coarse_grid(self, raster: Raster, window: Window) -> np.ndarray:
        """Return the cells of a window, which begins and ends between cells.

        Beyond the last cells these are repeated.
        """
        with self._lock:
            if raster not in self._cells:
                self._cells[raster] = self._scene.coarse_cells(raster).filled()
            values = self._cells[raster]
        cells = self._scene.cells
        rows, columns = ((first + offset) // cells.ratio + np.arange(size // cells.ratio)
                         for first, offset, size in (
                             (window.row, cells.row_offset, window.rows),
                             (window.column, cells.column_offset, window.columns)))
        return values[:, rows.clip(0, cells.rows - 1)[:, None], columns.clip(0, cells.columns - 1)]

    def guide(self, window: Window) -> np.ndarray:
        """Return the features of the guide: float32 (channels, rows, columns)."""
        if self._guide is None:
            return np.zeros((self._contract.guide_channels, window.rows, window.columns),
                            np.float32)
        return self._guide.read(window)

    @property
    def contract(self) -> Contract:
        """Return the contract of the network."""
        return self._contract

    def scale(self, date: int) -> Scale:
        """Return the scale of a prediction date."""
        return self._scales[date]


class TileInputs:
    """The inputs of one tile, for all prediction dates; images are read once."""

    def __init__(self, inputs: NetworkInputs, window: Window, used: Window):
        self._inputs, self._window, self._used = inputs, window, used
        self._images: dict[Raster, tuple[np.ndarray, np.ndarray]] = {}
        self._guide: np.ndarray | None = None

    def tensors(self, date: int, band: int | None) -> dict[str, np.ndarray]:
        """Return the tensors by their names: float32 (1, channels, rows, columns).

        band: that the network shall see, or None for all.
        """
        found = {}
        for number, tensor in enumerate(self._inputs.contract.inputs):
            if tensor.images:
                found[tensor.name] = self._tensor(tensor, date, band)
            elif tensor.kind in (NOISE, STATE):
                found[tensor.name] = self._random(tensor, number, band)
            elif tensor.kind == GUIDE_FEATURES:
                found[tensor.name] = self._features()
        return found

    def _features(self) -> np.ndarray:
        if self._guide is None:
            self._guide = self._inputs.guide(self._window)[None]
        return self._guide

    def _random(self, tensor: Input, number: int, band: int | None) -> np.ndarray:
        """Return noise, the same for all dates; number: of the input, which has its own."""
        contract = self._inputs.contract
        return noise_in(self._window, contract.channels(tensor), contract.seed, number,
                        0 if band is None else band)[None]

    def _tensor(self, tensor: Input, date: int, band: int | None) -> np.ndarray:
        bands = slice(None) if band is None else slice(band, band + 1)
        scale = self._inputs.scale(date)
        scale = scale if band is None else scale.band(band)
        parts = [self._scaled(term, tensor.grid, date, bands, scale) for term in tensor.images]
        return np.concatenate(parts).astype(np.float32)[None]

    def _scaled(self, term: Term, grid: str, date: int, bands: slice, scale: Scale) -> np.ndarray:
        if not all(self._inputs.has(role) for role in term.roles):
            return np.zeros((len(scale.centre), self._window.rows, self._window.columns),
                            np.float32)
        if term.mask:
            valid = self._fine(self._inputs.raster(term.image, date))[1]
            return np.repeat(valid[None].astype(np.float32), len(scale.centre), axis=0)
        values = [self._read(role, grid, date)[bands] for role in term.roles]
        if term.subtracted is None:
            return scale.image(values[0])
        return scale.difference(values[0] - values[1])

    def added(self, date: int, band: int | None) -> np.ndarray:
        """Return the values added to the output in the used part, in the unit of the images."""
        bands = slice(None) if band is None else slice(band, band + 1)
        place = (bands, *self._used.slices_in(self._window))
        total = np.zeros((1, 1, 1), np.float32)
        for term in self._inputs.contract.output.added_to:
            first, *second = (self._read(role, "fine", date)[place] for role in term.roles)
            total = total + (first - second[0] if second else first)
        return total

    def valid(self, date: int) -> np.ndarray:
        """Return the pixels of the used part that are known: bool (rows, columns)."""
        place = self._used.slices_in(self._window)
        return known_pixels(self._inputs.contract, self._inputs.has, lambda role: self._fine(
            self._inputs.raster(role, date))[1][place])

    def _read(self, role: Role, grid: str, date: int) -> np.ndarray:
        raster = self._inputs.raster(role, date)
        if grid == "coarse":
            return self._inputs.coarse_grid(raster, self._window)
        return self._fine(raster)[0]

    def _fine(self, raster: Raster) -> tuple[np.ndarray, np.ndarray]:
        if raster not in self._images:
            self._images[raster] = self._inputs.fine_grid(raster, self._window)
        return self._images[raster]


def known_pixels(contract: Contract, has: Callable[[Role], bool],
                 valid: Callable[[Role], np.ndarray]) -> np.ndarray:
    """Return the pixels of which a network knows enough to predict them: bool (rows, columns).

    All images must be valid there. Of those whose masks the network gets, those of one pair must
    be, and that of the prediction date.

    has: says whether there is an image. valid: returns its valid pixels.
    """
    masked = {role for role in contract.masked if role.pair is not None}
    masked |= {role.partner for role in masked}
    pairs = [[role for role in contract.roles if role.pair == pair and role in masked]
             for pair in pairs_of(masked)]
    needed = [valid(role) for role in contract.roles if role not in masked and has(role)]
    known = [np.logical_and.reduce([valid(role) for role in pair])
             for pair in pairs if pair and all(map(has, pair))]
    return np.logical_and.reduce([*needed, *([np.logical_or.reduce(known)] if known else [])])
