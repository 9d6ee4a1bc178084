"""Opening a network for a scene: provider, scaling, and tiles that fit into the memory."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..errors import InputError
from ..images.image_options import PUBLISHED
from ..images.scene import Scene
from ..images.sensor_difference import is_asked_for, with_lasting_difference
from ..progress import Progress
from ..translation import tr
from .contract import Contract, read_contract
from .inspection.activations import least_memory
from .network_inputs import NetworkInputs
from .prediction_steps import predicted
from .provider_choice import FOR_NETWORK, opened_where_it_runs, usable_memory
from .runtime import PROVIDERS
from .scene_guide import scene_guide
from .scene_scaling import scene_scales
from .session import ProviderFailed, Session, TooLittleMemory
from .signature import check_signature
from .tiled import TiledNetwork
from .tiles import Axis, TileGrid, common_step

SIDES = (512, 256, 128, 64)
"""Of tiles, in fine pixels: the first that fits into the memory is taken."""

_SMALL_SCENE = 8 * 512 * 512  # pixels up to which smaller tiles show more progress
_SMALL_HALO = 32  # and up to which they cost little


@dataclass(frozen=True)
class Options:
    """The settings of a network's run.

    provider: one of `runtime.PROVIDERS`. tile: side of a tile in fine pixels, 0 to choose it.
    memory: bytes that network and tiles may take.
    """

    provider: str = "auto"
    tile: int = 0
    memory: int = 2 * 2**30


def open_network(path: str | Path, scene: Scene, options: Options,
                 progress: Progress) -> TiledNetwork:
    """Return a network that can run on any part of a scene.

    Raises:
        InputError: the network cannot be used, does not suit the scene, or needs too much memory.
        Cancelled: through `progress`.
    """
    contract = read_contract(path)
    name = os.path.basename(path)
    check_scene(contract, scene, name, progress)
    guide = scene_guide(contract, scene, name, progress)
    memory = usable_memory(options.memory)

    def open_on(provider: str) -> tuple[Session, TileGrid]:
        session = Session(path, provider, scene.threads, int(memory * FOR_NETWORK), progress.check)
        check_signature(session, contract, name)
        return session, _fitting_tiles(session, contract, scene, options.tile, memory, progress)

    session, tiles = opened_where_it_runs(name, options.provider, open_on, progress)
    _report(session, tiles, progress)
    seen = in_terms_of(contract, scene, name, progress)
    inputs = NetworkInputs(seen, contract, scene_scales(contract, seen, name, progress), guide)
    return TiledNetwork(session, inputs, tiles, seen.bands, len(seen.coarse_predictions),
                        int(memory * (1 - FOR_NETWORK)), progress)


def in_terms_of(contract: Contract, scene: Scene, name: str, progress: Progress) -> Scene:
    """Return the scene with the coarse images of pairs as the network was trained on them."""
    if contract.sensor_difference == PUBLISHED or is_asked_for(scene.options):
        return scene
    if scene.ratio is None or round(scene.ratio) < 2:
        progress.warn(tr("{file} expects the 'Difference between the sensors' to be estimated, for "
                         "which the scale ratio is missing. Give it.").format(file=name))
        return scene
    options = replace(scene.options, sensor_difference=contract.sensor_difference)
    return with_lasting_difference(replace(scene, options=options), progress)


def check_scene(contract: Contract, scene: Scene, name: str, progress: Progress) -> None:
    """Raise `InputError` if the images do not suit a network; warn if it was made for others."""
    if contract.bands not in ("any", scene.bands):
        raise InputError(tr(
            "{file} takes images of {wanted} bands, but {layer} has {count}. Choose images with "
            "these bands, or another network.").format(
                file=name, wanted=contract.bands, layer=scene.lead.name, count=scene.bands))
    on_cells = any(tensor.grid == "coarse" for tensor in contract.inputs)
    ratio = scene.cells.ratio if on_cells else scene.ratio
    if contract.ratio is None or ratio is None:
        return
    least, most = contract.ratio
    if on_cells and not least <= ratio <= most:
        raise InputError(tr(
            "{file} was made for a scale ratio of {least:g} to {most:g}, but that of these images "
            "is {ratio:g}.").format(file=name, least=least, most=most, ratio=ratio))
    if not 0.95 * least <= ratio <= 1.05 * most:
        progress.warn(tr(
            "{file} was made for scale ratios of {least:g} to {most:g}, but that of these images "
            "is {ratio:.3g}: compare its prediction with that of another method.").format(
                file=name, least=least, most=most, ratio=ratio))


def _fitting_tiles(session: Session, contract: Contract, scene: Scene, side: int, memory: int,
                   progress: Progress) -> TileGrid:
    """Return the grid of the largest tiles with which the network runs in the memory it has.

    Each size is tried on noise, in the size that the network will get.
    """
    sides = (side,) if side else _sides(contract, scene)
    for number, side in enumerate(sides):
        progress.check()
        tiles = _tiles(contract, scene, side)
        rows, columns = tiles.full_size
        try:
            shapes = _shapes(contract, scene, rows, columns)
            _check_memory(session, shapes, rows * columns, scene.bands, memory)
            predicted(session, contract, _noise(shapes), rows, columns, progress.check)
            return tiles
        except TooLittleMemory as error:
            if number == len(sides) - 1:
                kind = InputError if session.provider == "cpu" else ProviderFailed
                raise kind(tr("{reason} A tile of {rows} x {columns} pixels did not fit.").format(
                    reason=error, rows=rows, columns=columns)) from None
    raise AssertionError("there is at least one size")


def _sides(contract: Contract, scene: Scene) -> tuple[int, ...]:
    small = scene.grid.rows * scene.grid.columns <= _SMALL_SCENE
    if small and contract.halo <= _SMALL_HALO and not contract.tile_statistics:
        return SIDES[1:]
    return SIDES


def _tiles(contract: Contract, scene: Scene, side: int) -> TileGrid:
    row_offset = column_offset = 0
    step = contract.tile_multiple
    if any(tensor.grid == "coarse" for tensor in contract.inputs):
        cells = scene.cells
        row_offset, column_offset = cells.row_offset, cells.column_offset
        step = common_step(step, cells.ratio)
    return TileGrid(*(
        Axis.of(size, offset, step, side, contract.halo, contract.tile_statistics)
        for size, offset in ((scene.grid.rows, row_offset), (scene.grid.columns, column_offset))))


def _shapes(contract: Contract, scene: Scene, rows: int, columns: int
            ) -> dict[str, tuple[int, int, int, int]]:
    """Return the shapes of the inputs of a tile."""
    divisors = {tensor.name: scene.cells.ratio if tensor.grid == "coarse" else 1
                for tensor in contract.inputs}
    return {tensor.name: (1, contract.channels(tensor), rows // divisors[tensor.name],
                          columns // divisors[tensor.name]) for tensor in contract.inputs}


def _check_memory(session: Session, shapes: dict[str, tuple[int, int, int, int]], pixels: int,
                  bands: int, memory: int) -> None:
    """Raise `TooLittleMemory` if images or operations need more than there is; none is made yet.

    shapes: of the inputs. pixels, bands: of the output.
    """
    images = 4 * (sum(map(math.prod, shapes.values())) + bands * pixels)
    if images > memory:
        raise TooLittleMemory(tr("Its images alone take {needed:.1f} GB.").format(
            needed=images / 1e9))
    needed, operator = least_memory(session.network, shapes)
    if needed > memory * FOR_NETWORK:
        raise TooLittleMemory(tr(
            "{file} needs {needed:.1f} GB for its operation {operator}, which is more than it may "
            "take. Give it more by 'Memory limit', or use a smaller network.").format(
                file=os.path.basename(session.path), needed=needed / 1e9, operator=operator))


def _noise(shapes: dict[str, tuple[int, int, int, int]]) -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    return {name: random.standard_normal(shape, np.float32) for name, shape in shapes.items()}


def _report(session: Session, tiles: TileGrid, progress: Progress) -> None:
    progress.info(tr("{file} runs on {provider}, in {rows} x {columns} tiles of {height} x "
                     "{width} pixels").format(
                         file=os.path.basename(session.path),
                         provider=tr(PROVIDERS[session.provider]), rows=tiles.rows.count,
                         columns=tiles.columns.count, height=tiles.rows.tile,
                         width=tiles.columns.tile))
