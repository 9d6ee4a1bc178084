"""Fusion networks: any ONNX network that says what its inputs are."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from ..errors import InputError
from ..images.image import Block, Prediction
from ..images.role_names import role_name
from ..images.roles import COARSE_PREDICTION, FINE_1, GUIDE, References, Role, roles_of_pairs
from ..images.scene import Scene
from ..networks.contract import Contract, read_contract
from ..networks.contract_inputs import MOST_PAIRS
from ..networks.network_inputs import INTERPOLATION, known_pixels
from ..networks.opening import Options, open_network
from ..networks.run_fields import memory_field, provider_field
from ..networks.runtime import PROVIDERS, is_installed
from ..networks.scene_guide import lacking_guide
from ..networks.shipped import shipped_network, shipped_networks
from ..networks.summary import summary
from ..networks.tiled import TiledNetwork
from ..parameters import choice, file, integer
from ..progress import Progress
from ..translation import mark, tr
from .method import Citation, Family, Method

_NONE = "none"

# Read once, as dialogs, scripts and models need the same choices as long as QGIS runs.
_CHOICES = shipped_networks() or {_NONE: mark("None comes with this version")}


class NetworkFusion(Method["NetworkFusion.Parameters", "TiledNetwork"]):
    """Runs a trained network; all that differs between networks stands in their contract.

    The images are scaled as the contract says, without gaps, and what the network gives is scaled
    back. It runs on the tiles of a fixed grid, each with a halo of its receptive field, so that
    tiles leave no trace; networks that normalise by the tile run on tiles that overlap and are
    blended.
    """

    id = "networkfusion"
    title = mark("Network fusion")
    family = Family.NETWORK
    summary = mark("Runs a trained neural network, a shipped one or one of your own.")
    help = mark(
        "Predicts with a neural network that has learnt from pairs of images how fine images "
        "change. Which images it needs depends on the network: mostly one pair; some take two, "
        "some a fine image of any date without its coarse image, and some the coarse image alone. "
        "The log shows what the network was trained on and how accurate it was there.\n\n"
        "Good where it was trained on land like yours; 'Train network' makes one from your own "
        "images. On land, sensors or scale ratios that it has never seen it can be worse than the "
        "temporal difference: compare both. A network that others made runs here once 'Describe "
        "network' has written into its file what its inputs are. Needs the Python package "
        "onnxruntime. Takes seconds to minutes, with a graphics card less.")
    reference = Citation(
        "Tan, Z., Yue, P., Di, L., Tang, J.", 2018,
        "Deriving high spatiotemporal remote sensing images using deep convolutional network",
        "Remote Sensing 10(7), 1066", "10.3390/rs10071066")
    pairs = (0, MOST_PAIRS)
    parameters_first = True
    gives_uncertainty = True
    takes_guide = True
    guide_help = mark(
        "Only for a network that was trained with a guide ('Train network'): the same guide, or "
        "one made in the same way for another place; where the network expects the features of "
        "fine image 1, those. Other networks leave it alone.")
    seconds = 8.6

    @dataclass(frozen=True)
    class Parameters:
        """The network, and settings of its run."""

        network: str = choice(
            next(iter(_CHOICES)), _CHOICES, label=mark("Network"), changing=True,
            help=mark("A network that comes with the plugin. A file of your own goes first."))
        network_file: str = file(
            "", label=mark("Network of your own"), ending="onnx",
            help=mark("An ONNX file made by 'Train network', or one from elsewhere into which "
                      "'Describe network' has written what its inputs are."))
        provider: str = provider_field()
        tile_size: int = integer(
            0, label=mark("Tile size"), unit=mark("pixels"), minimum=0, maximum=16384,
            advanced=True,
            help=mark("Side of the tiles in which the network runs; 0 chooses it by the memory. "
                      "The result does not depend on it, but for networks that normalise by the "
                      "tile: these are best with large tiles."))
        memory_limit: int = memory_field()

    def references(self, parameters: Parameters | None = None) -> References:
        try:
            contract = None if parameters is None else _contract(parameters)
        except InputError:  # dialogs ask on while a file is being chosen
            contract = None
        if contract is None:
            return References((), (*roles_of_pairs(1, MOST_PAIRS), GUIDE))
        needed = tuple(role for role in contract.needed if role != COARSE_PREDICTION)
        optional = (*contract.optional, *(() if FINE_1 in needed else (FINE_1,)))
        if not contract.guide_channels:
            return References(needed, optional)
        if contract.guide.needed:
            return References((*needed, GUIDE), optional)
        return References(needed, (*optional, GUIDE))

    def check_references(self, given: Collection[Role], parameters: Parameters) -> None:
        contract = _contract(parameters)
        for role in contract.needed:
            if role not in (*given, COARSE_PREDICTION):
                raise InputError(tr("{network} needs the {image}, which is missing.").format(
                    network=contract.title, image=role_name(role)))
        if contract.guide_channels and contract.guide.needed and GUIDE not in given:
            raise InputError(lacking_guide(contract))

    def name(self, parameters: Parameters) -> str:
        try:
            return _contract(parameters).title
        except InputError:
            return super().name(parameters)

    def hindrance(self) -> str:
        return "" if is_installed() else tr("Needs the Python package onnxruntime.")

    def offers_uncertainty(self, parameters: Parameters) -> bool:
        return _contract(parameters).uncertainty is not None

    def interpolation(self, parameters: Parameters) -> str:
        return INTERPOLATION

    def needs_fine(self, parameters: Parameters) -> bool:
        return any(role.is_fine for role in _contract(parameters).roles)

    def needs_ratio(self, parameters: Parameters) -> bool:
        return any(tensor.grid == "coarse" for tensor in _contract(parameters).inputs)

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> TiledNetwork:
        path = network_path(parameters)
        contract = _contract(parameters)
        progress.info(contract.title)
        for line in summary(contract):
            progress.info(line)
        options = Options(parameters.provider, parameters.tile_size,
                          parameters.memory_limit * 2**20)
        return open_network(path, scene, options, progress)

    def backend(self, state: TiledNetwork) -> str:
        return tr(PROVIDERS[state.session.runs_on])

    def notes(self, state: TiledNetwork) -> dict[str, str]:
        notes = {"STFUSION_NETWORK": state.contract.to_json(),
                 "STFUSION_NETWORK_FILE": os.path.basename(state.session.path),
                 "STFUSION_NETWORK_SHA256": state.session.fingerprint(),
                 "STFUSION_PROVIDER": state.session.runs_on}
        if state.contract.citation:
            notes["STFUSION_REFERENCE"] = state.contract.citation
        return notes

    def fuse(self, block: Block, state: TiledNetwork) -> list[Prediction]:
        values, deviations = state.read(block.window, block.check)
        predictions = []
        for date in range(len(block.coarse_predictions)):
            valid = known_pixels(state.contract, block.has, partial(_valid, block, date))
            predictions.append(Prediction(
                values[date], block.core(valid) & np.isfinite(values[date]).all(axis=0),
                None if deviations is None else deviations[date]))
        return predictions


def _valid(block: Block, date: int, role: Role) -> np.ndarray:
    return block.image(role, date).valid


def network_path(parameters: NetworkFusion.Parameters) -> str:
    """Return the file of the network that parameters choose.

    Raises:
        InputError: they choose none.
    """
    if parameters.network_file:
        return parameters.network_file
    if parameters.network == _NONE:
        raise InputError(tr("No network comes with this version of the plugin. Give the file of a "
                            "network of your own, or make one with 'Train network'."))
    return str(shipped_network(parameters.network))


def _contract(parameters: NetworkFusion.Parameters) -> Contract:
    path = network_path(parameters)
    changed = os.stat(path).st_mtime_ns if os.path.exists(path) else 0
    return _read(path, changed)


@lru_cache(maxsize=16)
def _read(path: str, changed: int) -> Contract:
    return read_contract(path)
