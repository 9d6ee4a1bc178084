"""The contract of an architecture: how its networks are made, described and trained."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from torch import nn

from ....images.image_options import ESTIMATED, PUBLISHED
from ....images.roles import Role
from ....networks.contract import Contract, Input, Output, Term
from ....networks.contract_guide import ContractGuide
from ....networks.contract_inputs import GUIDE_FEATURES
from ...architecture_catalogue import CATALOGUE, ArchitectureDescription
from .objective import RegressionObjective
from .receptive_field import receptive_field


class Architecture(ABC):
    """An architecture of a fusion network, as its paper describes it.

    Networks get one tensor "x", float32 (n, channels, rows, columns): all bands of the first of
    `images`, then those of the second, and so on, scaled as the contract says. They return the
    prediction, (n, bands, rows, columns), or what is to be added to the sum of `added_to`.

    id: as in the catalogue. images: roles and differences, see `contract.Term`.
    tile_multiple: rows and columns must be multiples of it.
    tile_statistics: whether layers normalise by statistics of the tile.
    corrects_coarse: whether coarse images of pairs come without what of their difference from the
    fine ones does not last.
    crop: side of the squares it is trained on, in pixels. batch: their number in a step.
    guide_weights: names of the weights that a network with a guide has besides, which start so that
    it does as one without.
    """

    id: str
    images: tuple[str, ...]
    added_to: tuple[str, ...] = ()
    tile_multiple: int = 1
    tile_statistics: bool = False
    corrects_coarse: bool = False
    guide_weights: tuple[str, ...] = ()
    crop: int = 128
    batch: int = 8

    @property
    def description(self) -> ArchitectureDescription:
        """Return the entry of the catalogue."""
        return CATALOGUE[self.id]

    @abstractmethod
    def network(self, bands: int) -> nn.Module:
        """Return a network with weights drawn from torch's generator, for `bands` bands."""

    def guided_network(self, bands: int, channels: int) -> nn.Module:
        """Return a network with a guide of so many channels, its `guide_channels`.

        It takes them behind the images, or as a second tensor.

        Raises:
            ValueError: it takes none, as `ArchitectureDescription.takes_guide` says.
        """
        raise ValueError(f"{self.id} takes no guide")

    def objective(self, network: nn.Module, bands: int) -> RegressionObjective:
        """Return the objective that a network is trained by."""
        return RegressionObjective(network)

    def halo(self, network: nn.Module, bands: int) -> int:
        """Return the number of pixels around a tile that its prediction depends on.

        It is a multiple of `tile_multiple`, so that tiles keep their phase.
        """
        channels = bands * len(self.images) + int(getattr(network, "guide_channels", 0))
        reach = receptive_field(network, channels, self.tile_multiple)
        return -(-reach // self.tile_multiple) * self.tile_multiple

    def contract(self, network: nn.Module, bands: int | str, guide: ContractGuide | None = None
                 ) -> Contract:
        """Return the contract of a network; texts on its training are still to be filled in.

        bands: "any" for a network of one band that is run band by band. guide: None without one.
        """
        number = 1 if bands == "any" else int(bands)
        contract = Contract(
            title=self.description.title,
            inputs=(Input("x", tuple(Term.parse(text) for text in self.images)),),
            output=Output("prediction", tuple(Term.parse(text) for text in self.added_to)))
        if guide is not None:
            tensor = Input("guide", kind=GUIDE_FEATURES, guide=len(guide.mixing))
            contract = replace(contract, inputs=(*contract.inputs, tensor), guide=guide)
        return replace(
            contract, architecture=self.id, bands=bands, halo=self.halo(network, number),
            tile_multiple=self.tile_multiple, tile_statistics=self.tile_statistics,
            citation=str(self.description.citation), optional=self._optional(contract),
            sensor_difference=ESTIMATED if self.corrects_coarse else PUBLISHED)

    def _optional(self, contract: Contract) -> tuple[Role, ...]:
        """Return the images that may be missing: of the pairs behind those that it needs."""
        least = self.description.least_references
        return tuple(role for role in contract.roles if (role.pair or 0) > least)
