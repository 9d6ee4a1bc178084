"""The contract of a segmentation network: its bands, their scaling, its classes and its tiles.

As that of a fusion network it is a JSON object in the metadata of the ONNX file, under a key of its
own, "stfusion_segmentation".
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...translation import tr
from ..contract_entries import Entries, entries_of
from ..entered_lists import common_name
from ..onnx_file import read_metadata, write_metadata
from .conditions import condition

SEGMENTATION_KEY = "stfusion_segmentation"
"""Of the metadata of an ONNX file."""

_VERSION = 1
_LEAST_DEVIATION = 1e-9
_MOST_TITLE, _MOST_LETTERS = 200, 100_000

LEVELS = ("surface", "toa", "any")
"""Which reflectance a network was trained on: of the surface, or of the top of the atmosphere."""

SCORES = ("logits", "probabilities")
"""What a network gives for each class."""


@dataclass(frozen=True)
class SegmentationContract:
    """The contract of a segmentation network.

    input, output: names of its only input and of the output with the scores: float32
        (1, channels, rows, columns).
    bands: common names, in the order of the input's channels.
    mean, deviation: of each band; the network gets (reflectance - mean) / deviation.
    classes: condition of each channel of the output; of two classes only the second may be there.
    scores: one of `SCORES`. tile: side of what it gets, in pixels. level: one of `LEVELS`.
    pixel: size in metres of the pixels that it was made for, None for any.
    title, licence, citation, training_data: texts for people.
    """

    title: str
    input: str
    output: str
    bands: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    classes: tuple[str, ...]
    scores: str = "logits"
    tile: int = 256
    level: str = "any"
    pixel: float | None = None
    licence: str = ""
    citation: str = ""
    training_data: str = ""

    @property
    def channels(self) -> tuple[int, ...]:
        """Return the numbers of channels that the output may have."""
        return (len(self.classes), 1) if len(self.classes) == 2 else (len(self.classes),)

    def to_json(self) -> str:
        """Return it as it stands in a file."""
        return json.dumps({"version": _VERSION, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> SegmentationContract:
        """Read a contract and check it.

        Raises:
            InputError: an entry is missing, unknown or wrong; the message names it.
        """
        entries = entries_of(text, _VERSION, _MOST_LETTERS)
        bands = entries.texts("bands", common_name)
        contract = cls(
            title=entries.text("title", most=_MOST_TITLE),
            input=entries.text("input"), output=entries.text("output"), bands=bands,
            mean=entries.numbers("mean", len(bands)),
            deviation=entries.numbers("deviation", len(bands), least=_LEAST_DEVIATION),
            classes=entries.texts("classes", condition),
            scores=entries.one_of("scores", SCORES, SCORES[0]),
            tile=entries.integer("tile", 16, 256), level=entries.one_of("level", LEVELS, "any"),
            pixel=_pixel(entries), licence=entries.text("licence", ""),
            citation=entries.text("citation", ""),
            training_data=entries.text("training_data", ""))
        entries.no_others()
        contract.check()
        return contract

    def check(self) -> None:
        """Raise `InputError` if entries contradict each other; the message names one."""
        if not self.bands or len(set(self.bands)) < len(self.bands):
            raise InputError(tr("The entry '{entry}' is wrong: it must name each band once."
                                ).format(entry="bands"))
        if len(set(self.classes)) < 2 or "clear" not in self.classes:
            raise InputError(tr(
                "The entry '{entry}' is wrong: it must name 'clear' and something else.").format(
                    entry="classes"))


def _pixel(entries: Entries) -> float | None:
    value: Any = entries.free("pixel", None)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
        raise entries.error("pixel", tr("it must be a length in metres, or null"))
    return float(value)


def read_segmentation(path: str | Path) -> SegmentationContract:
    """Return the contract of an ONNX file.

    Raises:
        InputError: the file is no complete ONNX network, has no such contract or one that breaks
            it; the message names the file and the entry.
    """
    name, text = os.path.basename(path), read_metadata(path).get(SEGMENTATION_KEY)
    if text is None:
        raise InputError(tr(
            "{file} does not say what its bands and classes are. Run 'Describe segmentation "
            "network' on it first, and use the file that it writes.").format(file=name))
    try:
        return SegmentationContract.from_json(text)
    except InputError as error:
        raise InputError(tr("{file} breaks the contract of a segmentation network. {reason}"
                            ).format(file=name, reason=error)) from None


def write_segmentation(source: str | Path, contract: SegmentationContract,
                       target: str | Path) -> None:
    """Copy an ONNX file with its contract replaced; `target` may be `source`.

    Raises:
        InputError: the source is no complete ONNX network, an entry of the contract is wrong, or
            the target cannot be written.
    """
    text = contract.to_json()
    SegmentationContract.from_json(text)
    write_metadata(source, SEGMENTATION_KEY, text, target)
