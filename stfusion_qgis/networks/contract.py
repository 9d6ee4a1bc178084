"""The contract of a fusion network: its inputs, scaling, tiles and origin.

The contract is a JSON object in the metadata of the ONNX file, under the key "stfusion". It is read
and written without onnx or onnxruntime.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..images.image_options import ESTIMATED, PUBLISHED
from ..images.roles import COARSE_PREDICTION, FINE_1, Role
from ..translation import tr
from .contract_check import check_guide, check_together
from .contract_entries import MOST_ENTRIES, Entries, entries_of
from .contract_guide import ContractGuide
from .contract_inputs import GRIDS, GUIDE_FEATURES, ROLES, Input, Term
from .contract_parts import Output, Scaling
from .onnx_file import read_metadata, write_metadata
from .places import Box

__all__ = ["GRIDS", "KEY", "ROLES", "VERSION", "Contract", "Input", "Output", "Scaling", "Term",
           "read_contract", "write_contract"]

KEY = "stfusion"
"""Of the metadata of an ONNX file."""

VERSION = 1
"""Of the contract."""

MOST_TITLE, MOST_RATIO, MOST_LETTERS, MOST_STEPS = 200, 1000, 200_000, 1000
"""Letters of a title, the largest scale ratio, letters of all of a contract, and steps."""


@dataclass(frozen=True)
class Contract:
    """The contract of a network.

    title, licence, citation, training_data, dates: texts for people; accuracy: numbers for people.
    architecture: identifier, such as "residualfusion".
    bands: how many each image has, or "any" for a network that sees one band at a time.
    ratio: the least and the largest scale ratio it was made for, or None for any.
    halo: by how many fine pixels its result depends on what lies around a tile.
    tile_multiple: the sides of a tile in fine pixels must be multiples of it.
    tile_statistics: whether it normalises by statistics of the tile, so that the result depends on
        all of the tile.
    uncertainty: name of a second output, the standard deviation in scaled units, or None.
    optional: images that may be missing: all that is made of them is 0 then.
    sensor_difference: "published", or "estimated" for coarse images of pairs without what of their
        difference from the fine ones does not last; see `images.sensor_difference`.
    places: boxes (west, south, east, north) in degrees that hold all that it was trained on; None
        where that is unknown.
    steps: how often it runs for a prediction, each time on what it gave before. seed: of its noise.
    guide: what it gets of a guide, if it has an input for one.
    """

    title: str
    inputs: tuple[Input, ...]
    output: Output
    architecture: str = ""
    bands: int | str = "any"
    scaling: Scaling = field(default_factory=Scaling)
    ratio: tuple[float, float] | None = None
    halo: int = 0
    tile_multiple: int = 1
    tile_statistics: bool = False
    uncertainty: str | None = None
    optional: tuple[Role, ...] = ()
    sensor_difference: str = PUBLISHED
    steps: int = 1
    seed: int = 1
    guide: ContractGuide = field(default_factory=ContractGuide)
    places: tuple[Box, ...] | None = None
    licence: str = ""
    citation: str = ""
    training_data: str = ""
    dates: str = ""
    accuracy: dict[str, Any] = field(default_factory=dict)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return all images and differences that inputs and output are made of."""
        return (*(term for tensor in self.inputs for term in tensor.images), *self.output.added_to)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the images that it needs, in the order of `ROLES`."""
        needed = {role for term in self.terms for role in term.roles}
        return tuple(role for role in ROLES if role in needed)

    @property
    def needed(self) -> tuple[Role, ...]:
        """Return the images without which it does not run, in the order of `ROLES`."""
        return tuple(role for role in self.roles if role not in self.optional)

    @property
    def masked(self) -> frozenset[Role]:
        """Return the images whose gaps it knows of, so that it predicts in them as well."""
        return frozenset(term.image for term in self.terms if term.mask)

    @property
    def lead(self) -> Role:
        """Return the image whose statistics scale all others."""
        return FINE_1 if FINE_1 in self.roles else COARSE_PREDICTION

    @property
    def guide_channels(self) -> int:
        """Return the channels of its input for a guide, 0 if it takes none."""
        return sum(tensor.guide for tensor in self.inputs if tensor.kind == GUIDE_FEATURES)

    @property
    def gives_difference(self) -> bool:
        """Say whether the output is a difference: it is, if an image is added to it."""
        return any(term.is_image for term in self.output.added_to)

    def channels(self, tensor: Input) -> int:
        """Return the number of channels of an input."""
        return tensor.channels(1 if self.bands == "any" else int(self.bands))

    def to_json(self) -> str:
        """Return it as it stands in a file."""
        scaling: dict[str, Any] = {"kind": self.scaling.kind}
        if self.scaling.kind == "range":
            scaling.update({"from": self.scaling.source, "to": self.scaling.target})
        return json.dumps({
            "version": VERSION, "title": self.title, "architecture": self.architecture,
            "inputs": [tensor.as_dict() for tensor in self.inputs],
            "bands": self.bands, "scaling": scaling, "ratio": self.ratio, "halo": self.halo,
            "tile_multiple": self.tile_multiple, "tile_statistics": self.tile_statistics,
            "output": {"name": self.output.name,
                       "added_to": [str(term) for term in self.output.added_to]},
            "uncertainty": {"name": self.uncertainty} if self.uncertainty else None,
            **self._unusual(),
            "licence": self.licence, "citation": self.citation,
            "training_data": self.training_data, "dates": self.dates, "accuracy": self.accuracy,
        }, ensure_ascii=False)

    def _unusual(self) -> dict[str, Any]:
        """Return the entries that few networks need, so that older versions read all others."""
        entries: dict[str, Any] = {}
        if self.optional:
            entries["optional"] = list(self.optional)
        if self.guide != ContractGuide():
            entries["guide"] = self.guide.as_dict()
        if self.places is not None:
            entries["places"] = [list(box) for box in self.places]
        for name, usual in (("sensor_difference", PUBLISHED), ("steps", 1), ("seed", 1)):
            if getattr(self, name) != usual:
                entries[name] = getattr(self, name)
        return entries

    @classmethod
    def from_json(cls, text: str) -> Contract:
        """Read a contract and check it.

        Raises:
            InputError: an entry is missing, unknown or wrong; the message names it.
        """
        entries = entries_of(text, VERSION, MOST_LETTERS)
        contract = cls(
            title=entries.text("title", most=MOST_TITLE),
            architecture=entries.text("architecture", ""),
            inputs=tuple(Input.read(entry) for entry in entries.objects("inputs")),
            bands=_bands(entries), scaling=Scaling.read(entries.object("scaling")),
            ratio=entries.range("ratio", None, 1.0, True, MOST_RATIO),
            halo=entries.integer("halo", 0),
            tile_multiple=entries.integer("tile_multiple", 1, default=1),
            tile_statistics=entries.switch("tile_statistics", False),
            output=Output.read(entries.object("output")), uncertainty=_uncertainty(entries),
            optional=entries.texts("optional", _role, ()),
            sensor_difference=entries.one_of(
                "sensor_difference", (PUBLISHED, ESTIMATED), PUBLISHED),
            steps=entries.integer("steps", 1, default=1, most=MOST_STEPS),
            seed=entries.integer("seed", 0, default=1, most=2**31 - 1),
            guide=_guide(entries), places=_places(entries), licence=entries.text("licence", ""),
            citation=entries.text("citation", ""),
            training_data=entries.text("training_data", ""), dates=entries.text("dates", ""),
            accuracy=entries.facts("accuracy"))
        entries.no_others()
        check_together(contract.inputs, contract.output, contract.optional, contract.steps,
                       contract.uncertainty)
        check_guide(contract.inputs, contract.guide)
        return contract


def _role(text: str) -> Role:
    term = Term.parse(text)
    if term != Term(term.image):
        raise InputError(tr("'{text}' is no image.").format(text=text))
    return term.image


def _bands(entries: Entries) -> int | str:
    return "any" if entries.free("bands", None) == "any" else entries.integer("bands", 1)


def _places(entries: Entries) -> tuple[Box, ...] | None:
    given = entries.free("places", None)
    if given is None:
        return None
    if not isinstance(given, list) or len(given) > MOST_ENTRIES:
        raise entries.error("places", tr("it must be a list of boxes"))
    boxes = [Entries({"box": box}, "places").numbers("box", 4) for box in given]
    return tuple((west, south, east, north) for west, south, east, north in boxes)


def _guide(entries: Entries) -> ContractGuide:
    given = entries.free("guide", None)
    return ContractGuide() if given is None else ContractGuide.read(entries.object("guide"))


def _uncertainty(entries: Entries) -> str | None:
    if entries.free("uncertainty", None) is None:
        return None
    inner = entries.object("uncertainty")
    name = inner.text("name")
    inner.no_others()
    return name


def read_contract(path: str | Path) -> Contract:
    """Return the contract of an ONNX file.

    Raises:
        InputError: the file is no complete ONNX network, has no contract or one that breaks it;
            the message names the file and the entry.
    """
    name = os.path.basename(path)
    text = read_metadata(path).get(KEY)
    if text is None:
        raise InputError(tr(
            "{file} does not say what its inputs are. Run 'Describe network' on it first, and use "
            "the file that it writes.").format(file=name))
    try:
        return Contract.from_json(text)
    except InputError as error:
        raise InputError(tr("{file} breaks the contract of a fusion network. {reason}").format(
            file=name, reason=error)) from None


def write_contract(source: str | Path, contract: Contract, target: str | Path) -> None:
    """Copy an ONNX file with its contract replaced; `target` may be `source`.

    All else is copied as it is. `target` appears when it is complete.

    Raises:
        InputError: the source is no complete ONNX network, an entry of the contract is wrong, or
            the target cannot be written.
    """
    text = contract.to_json()
    Contract.from_json(text)
    write_metadata(source, KEY, text, target)
