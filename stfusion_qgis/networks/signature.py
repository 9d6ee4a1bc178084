"""A check that the inputs and outputs of a network are those of its contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import InputError
from ..translation import tr
from .contract import Contract
from .session import Session

_FLOAT = "tensor(float)"


def check_signature(session: Session, contract: Contract, name: str) -> None:
    """Raise `InputError` if a tensor is missing or cannot be used; the message names it.

    name: of the file.
    """
    described = {tensor.name: tensor for tensor in contract.inputs}
    inputs = {tensor.name: tensor for tensor in session.inputs}
    outputs = {tensor.name: tensor for tensor in session.outputs}
    for missing in described.keys() - inputs.keys():
        raise InputError(tr("{file} has no input '{tensor}', which its contract names; it has: "
                            "{names}. Describe it again with 'Describe network'.").format(
                                file=name, tensor=missing, names=", ".join(inputs)))
    for unknown in inputs.keys() - described.keys():
        raise InputError(tr("{file} has an input '{tensor}' of which its contract says "
                            "nothing. Describe it again with 'Describe network'.").format(
                                file=name, tensor=unknown))
    wanted = [contract.output.name, *([contract.uncertainty] if contract.uncertainty else [])]
    for output in wanted:
        if output not in outputs:
            raise InputError(tr("{file} has no output '{tensor}', which its contract names; it "
                                "has: {names}. Describe it again with 'Describe network'.").format(
                                    file=name, tensor=output, names=", ".join(outputs)))
    for tensor in described.values():
        check_tensor(inputs[tensor.name], [contract.channels(tensor)], name)
    for output in wanted:
        check_tensor(outputs[output], [1 if contract.bands == "any" else int(contract.bands)], name)


def check_tensor(tensor: Any, channels: Sequence[int], file: str, side: int | None = None) -> None:
    """Raise `InputError` if a tensor of the network cannot be used; free sizes are texts or None.

    channels: numbers of them that it may have. side: of a tile in pixels, which rows and columns
    may be fixed to; None where they have to be free.
    """
    name, shape = tensor.name, list(tensor.shape)
    if tensor.type != _FLOAT:
        raise InputError(tr("The tensor '{tensor}' of {file} has the type {kind}, but must be "
                            "float32. Export the network in float32.").format(
                                tensor=name, file=file, kind=tensor.type))
    if not shape:  # of an output, when the file does not tell
        return
    if len(shape) != 4:
        raise InputError(tr("The tensor '{tensor}' of {file} has {count} axes, but must have four: "
                            "1, channels, rows, columns.").format(
                                tensor=name, file=file, count=len(shape)))
    check_channels_first(tensor, file)
    if any(isinstance(size, int) and size != side for size in shape[2:]):
        raise InputError(tr("The tensor '{tensor}' of {file} has a fixed size of {rows} x "
                            "{columns} pixels. Export the network with dynamic axes for rows and "
                            "columns.").format(
                                tensor=name, file=file, rows=shape[2], columns=shape[3]))
    if isinstance(shape[0], int) and shape[0] != 1:
        raise InputError(tr("The tensor '{tensor}' of {file} takes {count} images at a time. "
                            "Export the network for one.").format(
                                tensor=name, file=file, count=shape[0]))
    if isinstance(shape[1], int) and shape[1] not in channels:
        raise InputError(tr("The tensor '{tensor}' of {file} has {found} channels, but its "
                            "contract says {channels}. Describe it again with 'Describe network'."
                            ).format(tensor=name, file=file, found=shape[1], channels=channels[0]))


def check_channels_first(tensor: Any, file: str) -> None:
    """Raise `InputError` if a tensor of four axes has its channels behind rows and columns."""
    shape = list(tensor.shape)
    if len(shape) == 4 and isinstance(shape[3], int) \
            and not any(isinstance(size, int) for size in shape[1:3]):
        raise InputError(tr("The tensor '{tensor}' of {file} has its channels last: images, rows, "
                            "columns, channels. Export the network with the channels in front of "
                            "the rows (tf2onnx: --inputs-as-nchw, --outputs-as-nchw).").format(
                                tensor=tensor.name, file=file))
