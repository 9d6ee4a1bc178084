"""The contract of an encoder: its bands, their scaling, its tiles, and how its features lie.

As that of a fusion network it is a JSON object in the metadata of the ONNX file, under a key of its
own, "stfusion_encoder".
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from ...errors import InputError
from ...translation import tr
from ..contract_entries import entries_of
from ..entered_lists import common_name
from ..onnx_file import read_metadata, write_metadata

ENCODER_KEY = "stfusion_encoder"
"""Of the metadata of an ONNX file."""

_VERSION = 1
_LEAST_DEVIATION = 1e-9
_MOST_TITLE, _MOST_LETTERS = 200, 100_000
_MOST_SIDE, _MOST_FEATURES = 2048, 65_536

LAYOUTS = ("maps", "tokens")
"""How features lie: (1, features, rows, columns), or (1, tokens, features), row by row."""

SCALINGS = ("reflectance", "image")
"""What mean and deviation are of: reflectance from 0 to 1, or each image itself, by its own."""


@dataclass(frozen=True)
class EncoderContract:
    """The contract of an encoder.

    input, output: names of its only input, float32 (1, bands, rows, columns), and of the output
        with the features.
    bands: common names, in the order of the input's channels; the image's bands are found by
        their names and wavelengths.
    mean, deviation: of each band; the network gets (value - mean) / deviation. scaling: see
        `SCALINGS`; with "image" they are those of each image, and these do not count.
    side: of what it gets, in pixels. fixed: whether it takes no other side.
    stride: pixels a side for which there is one vector of features. features: their number.
    layout: see `LAYOUTS`. prefix: tokens that stand before those of the image.
    title, licence, citation, training_data: texts for people.
    """

    title: str
    input: str
    output: str
    bands: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    side: int
    stride: int
    features: int
    layout: str = "maps"
    prefix: int = 0
    scaling: str = "reflectance"
    licence: str = ""
    citation: str = ""
    training_data: str = ""

    @property
    def cells(self) -> int:
        """Return the number of feature vectors along a side of a tile."""
        return self.side // self.stride

    def to_json(self) -> str:
        """Return it as it stands in a file."""
        return json.dumps({"version": _VERSION, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> EncoderContract:
        """Read a contract and check it.

        Raises:
            InputError: an entry is missing, unknown or wrong; the message names it.
        """
        entries = entries_of(text, _VERSION, _MOST_LETTERS)
        bands = entries.texts("bands", common_name)
        contract = cls(
            title=entries.text("title", most=_MOST_TITLE), input=entries.text("input"),
            output=entries.text("output"), bands=bands,
            mean=entries.numbers("mean", len(bands)),
            deviation=entries.numbers("deviation", len(bands), least=_LEAST_DEVIATION),
            side=entries.integer("side", 8, most=_MOST_SIDE),
            stride=entries.integer("stride", 1, most=_MOST_SIDE),
            features=entries.integer("features", 1, most=_MOST_FEATURES),
            layout=entries.one_of("layout", LAYOUTS, LAYOUTS[0]),
            prefix=entries.integer("prefix", 0, 0),
            scaling=entries.one_of("scaling", SCALINGS, SCALINGS[0]),
            licence=entries.text("licence", ""), citation=entries.text("citation", ""),
            training_data=entries.text("training_data", ""))
        entries.no_others()
        if not bands:
            raise entries.error("bands", tr("it must name at least one band"))
        if contract.side % contract.stride:
            raise entries.error("stride", tr("the side of a tile must be a multiple of it"))
        return contract


def read_encoder(path: str | Path) -> EncoderContract:
    """Return the contract of an ONNX file.

    Raises:
        InputError: the file is no complete ONNX network, has no such contract or one that breaks
            it; the message names the file and the entry.
    """
    name, text = os.path.basename(path), read_metadata(path).get(ENCODER_KEY)
    if text is None:
        raise InputError(tr(
            "{file} does not say what its bands and features are. Run 'Describe encoder' on it "
            "first, and use the file that it writes.").format(file=name))
    try:
        return EncoderContract.from_json(text)
    except InputError as error:
        raise InputError(tr("{file} breaks the contract of an encoder. {reason}").format(
            file=name, reason=error)) from None


def write_encoder(source: str | Path, contract: EncoderContract, target: str | Path) -> None:
    """Copy an ONNX file with its contract replaced; `target` may be `source`.

    Raises:
        InputError: the source is no complete ONNX network, an entry of the contract is wrong, or
            the target cannot be written.
    """
    text = contract.to_json()
    EncoderContract.from_json(text)
    write_metadata(source, ENCODER_KEY, text, target)
