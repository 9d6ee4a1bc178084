"""Writing the contract of an encoder: what its user knows, and what running it tells."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import InputError
from ...progress import Progress
from ...translation import tr
from ..entered_lists import common_name, entered_numbers, entered_words, names_of_tensors
from ..session import Session
from ..weight_copies import weights_copied
from .encoder_contract import EncoderContract, write_encoder

_SIDE = 224  # of an encoder that takes any
_MOST_PREFIX = 16  # tokens before those of the image: of the class, and registers


@dataclass(frozen=True)
class EncoderKnowledge:
    """The knowledge of a user about an encoder, as it is entered.

    bands: "red, green, blue". mean, deviation: of reflectance from 0 to 1, a number a band, or one
    for all; "" for 0 and 1. output: its name, "" for the only one. side: 0 for that of the file.
    The others: as in the contract.
    """

    bands: str
    mean: str = ""
    deviation: str = ""
    scaling: str = "reflectance"
    output: str = ""
    side: int = 0
    title: str = ""
    licence: str = ""
    citation: str = ""
    training_data: str = ""


def describe_encoder(source: str | Path, target: str | Path, known: EncoderKnowledge,
                     progress: Progress) -> EncoderContract:
    """Write an encoder with its contract to `target`, found out by running it, and return it.

    Raises:
        InputError: what is known contradicts the file, or the file cannot be used or written.
        Cancelled: through `progress`.
    """
    session = Session(source, check=progress.check)
    contract = _contract(session, known, progress)
    EncoderContract.from_json(contract.to_json())
    progress.info(tr("One vector of {features} features for {stride} x {stride} pixels, in tiles "
                     "of {side} x {side}").format(features=contract.features,
                                                  stride=contract.stride, side=contract.side))
    with weights_copied(source, session.network, target, progress):
        write_encoder(source, contract, target)
    return contract


def _contract(session: Session, known: EncoderKnowledge, progress: Progress) -> EncoderContract:
    name = os.path.basename(session.path)
    if len(session.inputs) != 1:
        raise InputError(tr(
            "{file} has several inputs: {names}. An encoder has one, of the image; export it with "
            "the others, such as dates and places, as constants.").format(
                file=name, names=names_of_tensors(session.inputs)))
    outputs = [tensor.name for tensor in session.outputs]
    if known.output not in ("", *outputs) or (not known.output and len(outputs) != 1):
        raise InputError(tr("{file} has the outputs: {names}. Say which has the features.").format(
            file=name, names=names_of_tensors(session.outputs)))
    tensor, output = session.inputs[0], known.output or outputs[0]
    bands = tuple(common_name(word) for word in entered_words(known.bands))
    sides = [size for size in tensor.shape[2:] if isinstance(size, int)]
    if len(tensor.shape) not in (0, 4) or len(set(sides)) > 1:
        raise InputError(tr("The input '{tensor}' of {file} must be of images, bands, rows and "
                            "columns, with as many rows as columns.").format(
                                tensor=tensor.name, file=name))
    if len(tensor.shape) == 4 and tensor.shape[1] not in (len(bands), None) \
            and not isinstance(tensor.shape[1], str):
        raise InputError(tr("The input '{tensor}' of {file} has {found} bands, but {count} are "
                            "named: {bands}.").format(
                                tensor=tensor.name, file=name, found=tensor.shape[1],
                                count=len(bands), bands=", ".join(bands)))
    side = sides[0] if sides else known.side or _SIDE
    noise = np.random.default_rng(0).standard_normal((1, len(bands), side, side), np.float32)
    shape = session.run({tensor.name: noise}, [output], progress.check)[0].shape
    layout, features, cells, prefix = _layout(shape, side, name, output)
    return EncoderContract(
        title=known.title or os.path.splitext(name)[0], input=tensor.name, output=output,
        bands=bands, mean=entered_numbers(known.mean, len(bands), 0.0, tr("Means of the bands")),
        deviation=entered_numbers(known.deviation, len(bands), 1.0, tr("Deviations of the bands")),
        side=side, stride=side // cells, features=features, layout=layout, prefix=prefix,
        scaling=known.scaling, licence=known.licence, citation=known.citation,
        training_data=known.training_data)


def _layout(shape: tuple[int, ...], side: int, name: str, output: str
            ) -> tuple[str, int, int, int]:
    """Return layout, number of features, cells along a side, and tokens before those of the image.

    Raises:
        InputError: the output is of one vector for the whole image, or of another kind.
    """
    if len(shape) == 4 and shape[0] == 1 and shape[2] == shape[3] and not side % shape[2]:
        return "maps", shape[1], shape[2], 0
    if len(shape) == 3 and shape[0] == 1:
        for prefix in range(min(_MOST_PREFIX, shape[1] - 1) + 1):
            cells = math.isqrt(shape[1] - prefix)
            if cells ** 2 == shape[1] - prefix and cells > 1 and not side % cells:
                return "tokens", shape[2], cells, prefix
    raise InputError(tr(
        "The output '{tensor}' of {file} has the shape {shape} for tiles of {side} x {side} "
        "pixels, which is neither of maps (1, features, rows, columns) nor of tokens (1, tokens, "
        "features) over the tile. Export the network without what follows its features, such as "
        "pooling."
    ).format(tensor=output, file=name, shape=" x ".join(map(str, shape)), side=side))
