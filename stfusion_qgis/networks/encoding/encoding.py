"""Running an encoder over an image, tile by tile."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from ...errors import InputError
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from ..provider_choice import FOR_NETWORK, opened_where_it_runs, usable_memory
from ..session import Session
from ..tile_mosaic import Check, Place, Tile, TileMosaic
from ..tiles import Axis, TileGrid
from .encoder_contract import EncoderContract
from .encoder_image import EncoderImage

_ROWS_KEPT = 4  # of tiles
_HALO, _OVERLAP = 1 / 8, 1 / 8  # of a tile's side: what does not count, and what is blended


class EncodingNetwork:
    """An encoder at work on an image: one vector of features for each cell of `stride` pixels.

    Its tiles overlap, as encoders know least at the edge of what they see, and are blended.

    rows, columns: of cells.
    """

    def __init__(self, session: Session, contract: EncoderContract, image: EncoderImage,
                 cache_bytes: int):
        """cache_bytes: the most that tiles may take."""
        self.session, self.contract, self.image = session, contract, image
        self.rows, self.columns = (-(-size // contract.stride)
                                   for size in (image.grid.rows, image.grid.columns))
        self.tiles = TileGrid(*(Axis.of_overlapping(size, contract.cells, _HALO, _OVERLAP)
                                for size in (self.rows, self.columns)))
        row = 4 * contract.features * contract.cells ** 2 * self.tiles.columns.count
        self._mosaic = TileMosaic(self.tiles, min(cache_bytes, _ROWS_KEPT * row))

    def features(self, window: Window, check: Check) -> np.ndarray:
        """Return the features in a window of cells: float32 (features, rows, columns).

        They are 0 where the image holds no data far and wide. check: raises `Cancelled`.

        Raises:
            InputError: the network fails, or the image cannot be read.
        """
        return self._mosaic.read(window, (self.contract.features,), self._make, check).values

    def known(self, window: Window) -> np.ndarray:
        """Return which cells of a window are valid in half of their pixels at least."""
        side = self.contract.stride
        valid = self.image.read(_pixels(window, side)).valid
        shape = window.rows, side, window.columns, side
        return valid.reshape(shape).mean(axis=(1, 3)) >= 0.5

    def _make(self, place: Place, check: Check) -> Tile:
        seen, used = self.tiles.seen(place), self.tiles.used(place)
        pixels = _pixels(seen, self.contract.stride).overlap(self.image.grid.whole())
        image = self.image.read(pixels)
        if not image.valid.any():
            return Tile(np.zeros((self.contract.features, used.rows, used.columns), np.float32))
        values = self.image.scaled(image.filled())
        beyond = [(0, self.contract.side - size) for size in values.shape[1:]]
        found = features_of(self.session, self.contract,
                            np.pad(values, [(0, 0), *beyond], "symmetric")[None], check)
        return Tile(found[(slice(None), *used.slices_in(seen))])


def features_of(session: Session, contract: EncoderContract, values: np.ndarray, check: Check
                ) -> np.ndarray:
    """Return the features of a tile: float32 (features, rows, columns), of cells.

    values: float32 (1, bands, side, side), as the network wants them. check: raises `Cancelled`.

    Raises:
        InputError: the network fails, or gives another size or no numbers.
    """
    name, cells = os.path.basename(session.path), contract.cells
    result = session.run({contract.input: np.ascontiguousarray(values, np.float32)},
                         [contract.output], check)[0]
    wanted: tuple[int, ...] = (1, contract.features, cells, cells)
    if contract.layout == "tokens":
        wanted = (1, contract.prefix + cells ** 2, contract.features)
    if result.shape != wanted:
        raise InputError(tr(
            "The output '{tensor}' of {file} has the shape {found}, but its contract says "
            "{wanted}. Describe it again with 'Describe encoder'.").format(
                tensor=contract.output, file=name, found=_sides(result.shape),
                wanted=_sides(wanted)))
    if not np.isfinite(result).all():
        raise InputError(tr("{file} gives values that are no numbers. Check the scaling in its "
                            "contract, and the network itself.").format(file=name))
    if contract.layout == "tokens":
        result = result[:, contract.prefix:].transpose(0, 2, 1).reshape(
            1, contract.features, cells, cells)
    return np.asarray(result[0], np.float32)


def open_encoder(path: str | Path, contract: EncoderContract, image: EncoderImage, provider: str,
                 threads: int, memory: int, progress: Progress) -> EncodingNetwork:
    """Return an encoder that can run on an image.

    provider: one of `runtime.PROVIDERS`. memory: bytes that network and tiles may take.

    Raises:
        InputError: the network cannot be used, or needs too much memory.
        Cancelled: through `progress`.
    """
    memory = usable_memory(memory)

    def open_on(tried: str) -> tuple[Session, EncodingNetwork]:
        session = Session(path, tried, threads, int(memory * FOR_NETWORK), progress.check)
        features_of(session, contract, noise_of(contract), progress.check)
        return session, EncodingNetwork(session, contract, image,
                                        int(memory * (1 - FOR_NETWORK)))

    return opened_where_it_runs(os.path.basename(path), provider, open_on, progress)[1]


def noise_of(contract: EncoderContract) -> np.ndarray:
    """Return a tile of noise, as scaled images have it: float32 (1, bands, side, side)."""
    random = np.random.default_rng(0)
    return random.standard_normal((1, len(contract.bands), contract.side, contract.side),
                                  np.float32)


def _pixels(cells: Window, side: int) -> Window:
    return Window(cells.row * side, cells.column * side, cells.rows * side, cells.columns * side)


def _sides(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))
