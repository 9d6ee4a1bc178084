"""Writing the contract of a segmentation network: what its user knows, checked by running it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError
from ...progress import Progress
from ...translation import tr
from ..entered_lists import common_name, entered_numbers, entered_words, names_of_tensors
from ..session import Session
from ..weight_copies import weights_copied
from .conditions import condition
from .segmentation_contract import SegmentationContract, write_segmentation
from .segmenting import check_segmentation, noise_for, scores_of

_TILE = 256  # of a network that takes any size


@dataclass(frozen=True)
class SegmentationKnowledge:
    """The knowledge of a user about a segmentation network, as it is entered.

    bands: "blue, green, red, nir". classes: "clear, cloud, shadow", of the output's channels.
    mean, deviation: a number a band, or one for all; "" for 0 and 1. output: its name, "" for the
    only one. tile: 0 for that of the file. The others: as in the contract.
    """

    bands: str
    classes: str
    mean: str = ""
    deviation: str = ""
    scores: str = "logits"
    output: str = ""
    tile: int = 0
    level: str = "any"
    pixel: float | None = None
    title: str = ""
    licence: str = ""
    citation: str = ""
    training_data: str = ""


def describe_segmentation(source: str | Path, target: str | Path, known: SegmentationKnowledge,
                          progress: Progress) -> SegmentationContract:
    """Write a network with its contract to `target`, checked by running it, and return it.

    Raises:
        InputError: what is known contradicts the file, or the file cannot be used or written.
        Cancelled: through `progress`.
    """
    session = Session(source, check=progress.check)
    contract = _contract(session, known)
    SegmentationContract.from_json(contract.to_json())
    check_segmentation(session, contract)
    scores_of(session, contract, noise_for(contract), progress.check)
    with weights_copied(source, session.network, target, progress):
        write_segmentation(source, contract, target)
    return contract


def _contract(session: Session, known: SegmentationKnowledge) -> SegmentationContract:
    name = os.path.basename(session.path)
    if len(session.inputs) != 1:
        raise InputError(tr("{file} has several inputs: {names}. A segmentation network has one."
                            ).format(file=name, names=names_of_tensors(session.inputs)))
    if not known.output and len(session.outputs) != 1:
        raise InputError(tr("{file} has several outputs: {names}. Say which has the classes."
                            ).format(file=name, names=names_of_tensors(session.outputs)))
    bands = tuple(common_name(word) for word in entered_words(known.bands))
    sides = [side for side in session.inputs[0].shape[2:] if isinstance(side, int)]
    return SegmentationContract(
        title=known.title or os.path.splitext(name)[0], input=session.inputs[0].name,
        output=known.output or session.outputs[0].name, bands=bands,
        mean=entered_numbers(known.mean, len(bands), 0.0, tr("Means of the bands")),
        deviation=entered_numbers(known.deviation, len(bands), 1.0, tr("Deviations of the bands")),
        classes=tuple(condition(word) for word in entered_words(known.classes)),
        scores=known.scores,
        tile=known.tile or (sides[0] if sides else _TILE), level=known.level, pixel=known.pixel,
        licence=known.licence, citation=known.citation, training_data=known.training_data)
