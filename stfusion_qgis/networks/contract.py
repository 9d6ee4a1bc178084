"""What a fusion network promises: its inputs, scaling, tiles and origin.

The contract is a JSON object in the metadata of the ONNX file, under the key "stfusion". It is read
and written without onnx or onnxruntime.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError
from ..translation import tr
from .contract_entries import Entries
from .onnx_file import read_metadata, write_metadata

KEY = "stfusion"
"""Of the metadata of an ONNX file."""

VERSION = 1
"""Of the contract."""

ROLES = ("fine_1", "coarse_1", "coarse_prediction", "fine_2", "coarse_2")
"""The images that a network can get: of two pairs, and of the prediction date."""

GRIDS = ("fine", "coarse")

class Term(NamedTuple):
    """An image by its role, or the difference of two."""

    image: str
    subtracted: str | None = None

    def __str__(self) -> str:
        return f"{self.image} - {self.subtracted}" if self.subtracted else self.image

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read "fine_1" or "coarse_prediction - coarse_1".

        Raises:
            InputError: it is neither.
        """
        roles = [part.strip() for part in text.split("-")]
        unknown = [role for role in roles if role not in ROLES]
        if unknown or len(roles) > 2 or len(set(roles)) < len(roles):
            raise InputError(tr(
                "'{text}' is neither an image ({roles}) nor the difference of two, such as "
                "'coarse_prediction - coarse_1'.").format(
                    text=text.strip(), roles=", ".join(ROLES)))
        return cls(*roles)

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the images that it needs."""
        return tuple(role for role in self if role is not None)


@dataclass(frozen=True)
class Input:
    """A tensor that the network gets: float32 (1, channels, rows, columns).

    name: in the file. images: their bands follow each other along the channels: all bands of the
    first image, then those of the second. grid: "fine", where coarse images are interpolated by the
    cubic spline, or "coarse": coarse images as they are, a pixel a coarse cell.
    """

    name: str
    images: tuple[Term, ...]
    grid: str = "fine"


@dataclass(frozen=True)
class Scaling:
    """How values become those that the network was trained on.

    kind: "scene": each band minus the mean, divided by the standard deviation, of the lead image:
        fine_1 where the network takes it, otherwise coarse_prediction; or "range": linearly from
        one range to another. Differences of images are multiplied only.
    source: the range of the values; None for the 0.1 to 99.9 % quantiles of the lead's band.
    target: the range that the network knows.
    """

    kind: str = "scene"
    source: tuple[float, float] | None = None
    target: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True)
class Output:
    """The tensor with the prediction: float32 (1, bands, rows, columns) of the fine grid.

    added_to: images and differences that are added to it once it has the unit of the images. With
        an image among them the tensor is a difference, too; otherwise an image.
    """

    name: str
    added_to: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Contract:
    """What a network promises.

    title, licence, citation, training_data, dates: texts for people; accuracy: numbers for people.
    architecture: identifier, such as "residualfusion".
    bands: how many each image has, or "any" for a network that sees one band at a time.
    ratio: the least and the largest scale ratio it was made for, or None for any.
    halo: by how many fine pixels its result depends on what lies around a tile.
    tile_multiple: the sides of a tile in fine pixels must be multiples of it.
    tile_statistics: whether it normalises by statistics of the tile, so that the result depends on
        all of the tile.
    uncertainty: name of a second output, the standard deviation in scaled units, or None.
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
    def roles(self) -> tuple[str, ...]:
        """Return the images that it needs, in the order of `ROLES`."""
        needed = {role for term in self.terms for role in term.roles}
        return tuple(role for role in ROLES if role in needed)

    @property
    def lead(self) -> str:
        """Return the image whose statistics scale all others."""
        return "fine_1" if "fine_1" in self.roles else "coarse_prediction"

    @property
    def gives_difference(self) -> bool:
        """Say whether the output is a difference: it is, if an image is added to it."""
        return any(term.subtracted is None for term in self.output.added_to)

    def channels(self, tensor: Input) -> int:
        """Return the number of channels of an input."""
        return len(tensor.images) * (1 if self.bands == "any" else int(self.bands))

    def to_json(self) -> str:
        """Return it as it stands in a file."""
        scaling: dict[str, Any] = {"kind": self.scaling.kind}
        if self.scaling.kind == "range":
            scaling.update({"from": self.scaling.source, "to": self.scaling.target})
        return json.dumps({
            "version": VERSION, "title": self.title, "architecture": self.architecture,
            "inputs": [{"name": tensor.name, "images": [str(term) for term in tensor.images],
                        "grid": tensor.grid} for tensor in self.inputs],
            "bands": self.bands, "scaling": scaling, "ratio": self.ratio, "halo": self.halo,
            "tile_multiple": self.tile_multiple, "tile_statistics": self.tile_statistics,
            "output": {"name": self.output.name,
                       "added_to": [str(term) for term in self.output.added_to]},
            "uncertainty": {"name": self.uncertainty} if self.uncertainty else None,
            "licence": self.licence, "citation": self.citation,
            "training_data": self.training_data, "dates": self.dates, "accuracy": self.accuracy,
        }, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Contract:
        """Read a contract and check it.

        Raises:
            InputError: an entry is missing, unknown or wrong; the message names it.
        """
        try:
            given = json.loads(text)
        except ValueError as error:
            raise InputError(tr("The contract is no JSON ({reason}).").format(reason=error)
                             ) from error
        entries = Entries(given)
        version = entries.integer("version", 1)
        if version > VERSION:
            raise InputError(tr(
                "The contract has version {version}, of which this STFusion knows nothing. Update "
                "the plugin.").format(version=version))
        contract = cls(
            title=entries.text("title"), architecture=entries.text("architecture", ""),
            inputs=tuple(_input(entry) for entry in entries.objects("inputs")),
            bands=_bands(entries), scaling=_scaling(entries.object("scaling")),
            ratio=entries.range("ratio", None, 1.0, True), halo=entries.integer("halo", 0),
            tile_multiple=entries.integer("tile_multiple", 1, default=1),
            tile_statistics=entries.switch("tile_statistics", False),
            output=_output(entries.object("output")), uncertainty=_uncertainty(entries),
            licence=entries.text("licence", ""), citation=entries.text("citation", ""),
            training_data=entries.text("training_data", ""), dates=entries.text("dates", ""),
            accuracy=entries.free("accuracy", {}))
        entries.no_others()
        contract.check()
        return contract

    def check(self) -> None:
        """Raise `InputError` if entries contradict each other; the message names one."""
        names = [tensor.name for tensor in self.inputs]
        if len(set(names)) < len(names):
            raise InputError(tr("Two entries of 'inputs' have the same name."))
        for i, tensor in enumerate(self.inputs):
            fine = [str(term) for term in tensor.images
                    if any(role.startswith("fine") for role in term.roles)]
            if tensor.grid == "coarse" and fine:
                raise InputError(tr("The entry '{entry}' is wrong: {image} is no coarse image, so "
                                    "it cannot come on the coarse grid.").format(
                                        entry=f"inputs[{i}].images", image=fine[0]))
        for role in ("fine_2", "coarse_2"):
            first = role.replace("2", "1")
            if role in self.roles and first not in self.roles:
                raise InputError(tr("The entry '{entry}' is wrong: it has {role} without {first}."
                                    ).format(entry="inputs", role=role, first=first))
        if sum(term.subtracted is None for term in self.output.added_to) > 1:
            raise InputError(tr("The entry '{entry}' is wrong: only one image can be added, all "
                                "else must be differences.").format(entry="output.added_to"))
        if "coarse_prediction" not in self.roles:
            raise InputError(tr("The entry '{entry}' is wrong: no input uses coarse_prediction, so "
                                "the network cannot know of the prediction date.").format(
                                    entry="inputs"))
        if self.uncertainty == self.output.name:
            raise InputError(tr("The entry '{entry}' is wrong: it is the output of the prediction."
                                ).format(entry="uncertainty.name"))


def _input(entries: Entries) -> Input:
    tensor = Input(entries.text("name"), entries.texts("images", Term.parse),
                   entries.one_of("grid", GRIDS, "fine"))
    if not tensor.images:
        raise entries.error("images", tr("it is empty"))
    entries.no_others()
    return tensor


def _bands(entries: Entries) -> int | str:
    return "any" if entries.free("bands", None) == "any" else entries.integer("bands", 1)


def _scaling(entries: Entries) -> Scaling:
    kind = entries.one_of("kind", ("scene", "range"))
    scaling = Scaling(kind)
    if kind == "range":
        scaling = Scaling(kind, entries.range("from", None),
                          entries.range("to", scaling.target) or scaling.target)
    entries.no_others()
    return scaling


def _output(entries: Entries) -> Output:
    output = Output(entries.text("name"), entries.texts("added_to", Term.parse, ()))
    entries.no_others()
    return output


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
