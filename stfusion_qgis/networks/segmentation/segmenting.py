"""Running a segmentation network over an image, tile by tile."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from scipy.special import expit, softmax

from ...errors import InputError
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from ..provider_choice import FOR_NETWORK, opened_where_it_runs, usable_memory
from ..session import Session
from ..signature import check_tensor
from ..tile_mosaic import Check, Place, Tile, TileMosaic
from ..tiles import Axis, TileGrid
from .reflectance_cells import ReflectanceCells
from .segmentation_contract import SegmentationContract

_ROWS_KEPT = 4  # of tiles: a row of blocks with its margin is made of three
_HALO, _OVERLAP = 1 / 32, 1 / 16  # of a tile's side: what does not count, and what is blended


class SegmentingNetwork:
    """A segmentation network at work on the cells of an image.

    Its tiles overlap, as networks know least at the edge of what they see, and are blended.
    """

    def __init__(self, session: Session, contract: SegmentationContract, cells: ReflectanceCells,
                 cache_bytes: int):
        """cache_bytes: the most that tiles may take."""
        self.session, self.contract, self.cells = session, contract, cells
        self.tiles = TileGrid(*(Axis.of_overlapping(size, contract.tile, _HALO, _OVERLAP)
                                for size in (cells.rows, cells.columns)))
        row = 4 * len(contract.classes) * contract.tile ** 2 * self.tiles.columns.count
        self._mosaic = TileMosaic(self.tiles, min(cache_bytes, _ROWS_KEPT * row))
        shape = len(contract.bands), 1, 1
        self._mean, self._deviation = (np.array(values, np.float32).reshape(shape)
                                       for values in (contract.mean, contract.deviation))

    def probabilities(self, window: Window, check: Check) -> np.ndarray:
        """Return the probability of each class: float32 (classes, rows, columns).

        It is 0 where the image holds no data far and wide.

        window: of cells, inside of the image. check: raises `Cancelled`.

        Raises:
            InputError: the network fails, or the image cannot be read.
        """
        return self._mosaic.read(window, (len(self.contract.classes),), self._make, check).values

    def _make(self, place: Place, check: Check) -> Tile:
        seen, used = self.tiles.seen(place), self.tiles.used(place)
        image = self.cells.read(seen)
        if not image.valid.any():
            return Tile(np.zeros((len(self.contract.classes), used.rows, used.columns), np.float32))
        values = (image.filled() - self._mean) / self._deviation
        beyond = [(0, self.contract.tile - size) for size in values.shape[1:]]
        scores = scores_of(self.session, self.contract,
                           np.pad(values, [(0, 0), *beyond], "symmetric")[None], check)
        return Tile(probabilities_of(scores, self.contract)[(slice(None), *used.slices_in(seen))])


def scores_of(session: Session, contract: SegmentationContract, values: np.ndarray, check: Check
              ) -> np.ndarray:
    """Return the scores of a tile: float32 (channels, rows, columns).

    values: float32 (1, bands, rows, columns), as the network wants them. check: raises `Cancelled`.

    Raises:
        InputError: the network fails, or gives another size or no numbers.
    """
    name = os.path.basename(session.path)
    result = session.run({contract.input: np.ascontiguousarray(values, np.float32)},
                         [contract.output], check)[0]
    wanted = [(1, channels, *values.shape[2:]) for channels in contract.channels]
    if result.shape not in wanted:
        raise InputError(tr(
            "The output '{tensor}' of {file} is {found} (images, classes, rows, columns), but "
            "should be {wanted}. Describe it again with 'Describe segmentation network'.").format(
                tensor=contract.output, file=name, found=_sides(result.shape),
                wanted=_sides(wanted[0])))
    if not np.isfinite(result).all():
        raise InputError(tr("{file} gives values that are no numbers. Check the scaling in its "
                            "contract, and the network itself.").format(file=name))
    return result[0]


def open_segmentation(path: str | Path, contract: SegmentationContract, cells: ReflectanceCells,
                      provider: str, threads: int, memory: int,
                      progress: Progress) -> SegmentingNetwork:
    """Return a network that can run on the cells of an image.

    provider: one of `runtime.PROVIDERS`. memory: bytes that network and tiles may take.

    Raises:
        InputError: the network cannot be used, or needs too much memory.
        Cancelled: through `progress`.
    """
    memory = usable_memory(memory)

    def open_on(tried: str) -> tuple[Session, SegmentingNetwork]:
        session = Session(path, tried, threads, int(memory * FOR_NETWORK), progress.check)
        check_segmentation(session, contract)
        network = SegmentingNetwork(session, contract, cells, int(memory * (1 - FOR_NETWORK)))
        scores_of(session, contract, noise_for(contract), progress.check)
        return session, network

    return opened_where_it_runs(os.path.basename(path), provider, open_on, progress)[1]


def check_segmentation(session: Session, contract: SegmentationContract) -> None:
    """Raise `InputError` if inputs and outputs of a network are not those of its contract."""
    name = os.path.basename(session.path)
    for wanted, tensors, channels in (
            (contract.input, session.inputs, (len(contract.bands),)),
            (contract.output, session.outputs, contract.channels)):
        found = {tensor.name: tensor for tensor in tensors}
        if wanted not in found or (tensors is session.inputs and len(found) > 1):
            raise InputError(tr(
                "{file} has {names}, but its contract names '{tensor}'. A segmentation network has "
                "one input. Describe it again with 'Describe segmentation network'.").format(
                    file=name, names=", ".join(found), tensor=wanted))
        check_tensor(found[wanted], channels, name, contract.tile)


def probabilities_of(scores: np.ndarray, contract: SegmentationContract) -> np.ndarray:
    """Return the probability of each class, float32 (classes, rows, columns), of a tile's scores.

    scores: (channels, rows, columns).
    """
    logits = contract.scores == "logits"
    if len(scores) < len(contract.classes):  # that of the second of two classes
        second = expit(scores) if logits else scores
        return np.concatenate([1 - second, second]).astype(np.float32)
    return np.asarray(softmax(scores, axis=0) if logits else scores, np.float32)


def noise_for(contract: SegmentationContract) -> np.ndarray:
    """Return a tile of noise, as scaled images have it: float32 (1, bands, rows, columns)."""
    random = np.random.default_rng(0)
    return random.standard_normal((1, len(contract.bands), contract.tile, contract.tile),
                                  np.float32)


def _sides(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))
