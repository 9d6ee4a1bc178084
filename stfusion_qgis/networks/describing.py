"""Writing the contract of a network from elsewhere: what its user knows, and what is measured."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .contract import KEY, Contract, Input, Output, Scaling, Term, read_contract, write_contract
from .contract_guide import ContractGuide
from .contract_inputs import GUIDE_FEATURES, IMAGES, KINDS
from .encoding.encoder_contract import ENCODER_KEY, read_encoder
from .measuring import measured
from .onnx_file import read_metadata, read_opsets
from .session import Session
from .signature import check_channels_first, check_signature
from .summary import summary, technical_summary
from .weight_copies import weights_copied

_TEXTS = ("title", "architecture", "licence", "citation", "training_data", "dates")


@dataclass(frozen=True)
class Knowledge:
    """The knowledge of a user about a network; None or "" for what the file says.

    inputs: "x = fine_1, coarse_1; y = coarse_prediction @ coarse; z = noise;
        g = guide"; the name can be left
        out where the network has one input. output: its name.
    added: "fine_1 + coarse_prediction - coarse_1". steps: as in the contract.
    uncertainty: name of a second output. bands: 0 to run it band by band.
    scaling, ratio: as in the contract; a ratio is needed for inputs on the coarse grid.
    tile_statistics: as in the contract; None to find it with the halo. accuracy: a text.
    The texts: as in the contract.
    """

    inputs: str = ""
    output: str = ""
    added: str = ""
    uncertainty: str = ""
    bands: int | None = None
    steps: int | None = None
    scaling: Scaling | None = None
    ratio: tuple[float, float] | None = None
    tile_statistics: bool | None = None
    title: str = ""
    architecture: str = ""
    licence: str = ""
    citation: str = ""
    training_data: str = ""
    dates: str = ""
    accuracy: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known."""
        return self == Knowledge()


def show(path: str | Path, progress: Progress) -> Contract | None:
    """Write into the log what a file contains, and its contract if it has one.

    Raises:
        InputError: the file is no network, or onnxruntime cannot load it.
    """
    session = Session(path, check=progress.check)
    opsets = ", ".join(f"{name or 'ai.onnx'} {version}"
                       for name, version in read_opsets(path).items())
    progress.info(tr("{file}: ONNX opset {opsets}").format(
        file=os.path.basename(path), opsets=opsets))
    for title, tensors in ((tr("Input"), session.inputs), (tr("Output"), session.outputs)):
        for tensor in tensors:
            progress.info(f"{title} {tensor.name}: {tensor.type} {_shape_text(tensor.shape)}")
    items = read_metadata(path)
    if ENCODER_KEY in items:
        encoder = read_encoder(path)
        progress.info(tr("An encoder for 'Image features': {title}, {features} features for "
                         "{stride} x {stride} pixels of {bands}").format(
                             title=encoder.title, features=encoder.features,
                             stride=encoder.stride, bands=", ".join(encoder.bands)))
        return None
    if KEY not in items:
        progress.info(tr("It has no contract yet: say what its inputs are to write one. If it "
                         "gives features of one image, run 'Describe encoder'."))
        return None
    contract = read_contract(path)
    progress.info(tr("Its contract: {title}").format(title=contract.title))
    for line in [*technical_summary(contract), *summary(contract)]:
        progress.info(line)
    return contract


def describe(source: str | Path, target: str | Path, known: Knowledge,
             progress: Progress) -> Contract:
    """Write a network with its contract to `target`, checked by running it, and return it.

    Raises:
        InputError: what is known contradicts the file, or is not enough; or the file cannot be
            used or written.
        Cancelled: through `progress`.
    """
    name = os.path.basename(source)
    session = Session(source, check=progress.check)
    earlier = read_contract(source) if KEY in read_metadata(source) else None
    contract = _draft(session, known, earlier, name)
    Contract.from_json(contract.to_json())  # what cannot be written is not measured either
    check_signature(session, contract, name)
    if known.inputs or earlier is None:
        contract = measured(session, contract, known.tile_statistics, progress.part(0, 0.95))
    with weights_copied(source, session.network, target, progress):
        write_contract(source, contract, target)
    for line in [*technical_summary(contract), *summary(contract)]:
        progress.info(line)
    return contract


def parse_inputs(text: str, names: list[str], channels: dict[str, int] | None = None
                 ) -> tuple[Input, ...]:
    """Read inputs, as in `Knowledge`; lines end like semicolons.

    names: of the network's inputs. channels: of these, where the file tells it.

    Raises:
        InputError: the text cannot be understood.
    """
    parts = [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]
    inputs = []
    for part in parts:
        name, equals, images = part.partition("=")
        if not equals:
            if len(names) != 1:
                raise InputError(tr(
                    "'{text}' does not say which input it is. Write: name = images; the network "
                    "has the inputs {names}.").format(text=part, names=", ".join(names)))
            name, images = names[0], part
        name, kind = name.strip(), images.strip()
        if kind in KINDS and kind != IMAGES:
            count = (channels or {}).get(name, 1)
            inputs.append(Input(name, kind=kind, guide=count) if kind == GUIDE_FEATURES
                          else Input(name, kind=kind, noise=count))
            continue
        images, at, grid = images.partition("@")
        if at and grid.strip() not in ("fine", "coarse"):
            raise InputError(tr("'{text}': behind @ stands the grid, fine or coarse.").format(
                text=part))
        terms = tuple(Term.parse(image) for image in images.split(","))
        inputs.append(Input(name, terms, grid.strip() or "fine"))
    return tuple(inputs)


def parse_added(text: str) -> tuple[Term, ...]:
    """Read what is added to the output: images and differences with + between.

    Raises:
        InputError: the text cannot be understood.
    """
    return tuple(Term.parse(part) for part in text.split("+")) if text.strip() else ()


def _draft(session: Session, known: Knowledge, earlier: Contract | None, name: str) -> Contract:
    """Return a contract of what is known; halo and tile multiple are to be measured."""
    if not known.inputs and earlier is None:
        raise InputError(tr(
            "{file} has no contract yet: say what its inputs are. They are called {names}.").format(
                file=name, names=", ".join(tensor.name for tensor in session.inputs)))
    given: dict[str, Any] = {field: getattr(known, field) for field in (
        *_TEXTS, "uncertainty", "scaling", "ratio", "tile_statistics", "steps")}
    if known.inputs:
        channels = {t.name: t.shape[1] for t in session.inputs
                    if len(t.shape) == 4 and isinstance(t.shape[1], int)}
        given["inputs"] = parse_inputs(known.inputs, [t.name for t in session.inputs], channels)
    if known.accuracy:
        given["accuracy"] = {"reported": known.accuracy}
    given = {field: value for field, value in given.items() if value not in (None, "")}
    base = earlier or Contract(os.path.splitext(name)[0], (), Output(""))
    contract = replace(base, **given)
    if len(contract.guide.mixing) not in (0, contract.guide_channels):  # that of other inputs
        contract = replace(contract, guide=ContractGuide())
    if contract.ratio is None and any(tensor.grid == "coarse" for tensor in contract.inputs):
        raise InputError(tr("An input of {file} is on the coarse grid: give the scale ratio, into "
                            "how many fine pixels a side it divides a coarse one.").format(
                                file=name))
    output = known.output or (earlier.output.name if earlier else _only_output(
        session, contract.uncertainty, name))
    added = parse_added(known.added) if known.added or not earlier else earlier.output.added_to
    contract = replace(contract, output=Output(output, added))
    if known.bands is not None:
        return replace(contract, bands=known.bands or "any")
    return contract if earlier else replace(contract, bands=_bands(session, contract))


def _only_output(session: Session, uncertainty: str | None, name: str) -> str:
    names = [tensor.name for tensor in session.outputs if tensor.name != uncertainty]
    if len(names) != 1:
        raise InputError(tr("{file} has several outputs: {names}. Say which is the prediction."
                            ).format(file=name, names=", ".join(names)))
    return names[0]


def _bands(session: Session, contract: Contract) -> int | str:
    """Return the number of bands by the channels of the output, or of an input; one is "any"."""
    tensors = *session.inputs, *session.outputs
    for tensor in tensors:
        check_channels_first(tensor, os.path.basename(session.path))
    shapes = {tensor.name: tensor.shape for tensor in tensors}
    counted = [(contract.output.name, 1)]
    counted += [(t.name, len(t.images)) for t in contract.inputs if t.images]
    for name, images in counted:
        shape = shapes.get(name) or []
        if len(shape) == 4 and isinstance(shape[1], int) and shape[1] % images == 0:
            bands = shape[1] // images
            return "any" if bands == 1 else bands
    raise InputError(tr("The file does not tell for how many bands it was made. Give it."))


def _shape_text(shape: list) -> str:
    return " x ".join(str(size) if size is not None else "?" for size in shape)
