"""Going on from the weights of an ONNX file, read without other packages."""

from __future__ import annotations

import io
import os
from collections.abc import Collection

import numpy as np
import torch
from torch import nn

from ...checked_json import checked_dictionary, checked_text, parsed_json
from ...errors import InputError
from ...networks.contract import read_contract
from ...networks.inspection.inspecting import inspected
from ...networks.onnx_file import read_metadata
from ...networks.protobuf import field_content, message_fields
from ...translation import tr

# Fields of the messages of an ONNX file, https://onnx.ai/onnx/repo-docs/IR.html
_GRAPH = 7  # of a model
_INITIALISER = 5  # of a graph
_DIMENSIONS, _TYPE, _FLOATS, _NAME, _RAW = 1, 2, 4, 8, 9  # of a tensor
_FLOAT32 = 1


TWINS = "stfusion_twins"
"""The key of the metadata that maps names of weights which are not in the file to their equals."""


def read_weights(path: str) -> dict[str, np.ndarray]:
    """Return the float32 tensors that an ONNX file holds, by name.

    Raises:
        InputError: the file cannot be read.
    """
    inspected(path)
    try:
        with open(path, "rb") as file:
            graphs = [field_content(file, field) for field in message_fields(file)
                      if field.number == _GRAPH]
        tensors = [_tensor(initialiser) for graph in graphs
                   for initialiser in _fields(graph).get(_INITIALISER, [])]
        weights = dict(tensor for tensor in tensors if tensor)
        twins = checked_dictionary(parsed_json(read_metadata(path).get(TWINS, "{}")))
        weights.update({twin: weights[checked_text(name)] for twin, name in twins.items()})
    except (OSError, ValueError, KeyError) as error:
        raise InputError(tr("The weights of {file} cannot be read ({reason}).").format(
            file=os.path.basename(path), reason=error)) from error
    return weights


def start_from(path: str, network: nn.Module, architecture: str, bands: int | str,
               new: Collection[str] = ()) -> None:
    """Give a network the weights of an ONNX file that a training wrote.

    new: names of weights that stay as they are where the file lacks them.

    Raises:
        InputError: its architecture or its number of bands is another one.
    """
    name, contract = os.path.basename(path), read_contract(path)
    if contract.architecture != architecture:
        raise InputError(tr(
            "{file} has the architecture '{found}', so training cannot go on from it with "
            "'{wanted}'. Choose the same architecture, or start from nothing.").format(
                file=name, found=contract.architecture or "?", wanted=architecture))
    if contract.bands != bands:
        raise InputError(tr(
            "{file} was trained for another number of bands ({found}) than is to be trained "
            "({wanted}). Start from another network, or from nothing.").format(
                file=name, found=contract.bands, wanted=bands))
    weights, state = read_weights(path), network.state_dict()
    kept = {key for key in new if key in state and key not in weights}
    lacking = [key for key, value in state.items() if key not in kept
               and (key not in weights or weights[key].shape != tuple(value.shape))]
    if lacking:
        raise InputError(tr(
            "{file} does not hold the weight '{weight}' as the architecture '{wanted}' has it, so "
            "training cannot go on from it. Start from another network, or from nothing.").format(
                file=name, weight=lacking[0], wanted=architecture))
    network.load_state_dict({key: value if key in kept else torch.from_numpy(weights[key])
                             for key, value in state.items()})


def _fields(message: bytes) -> dict[int, list[bytes]]:
    file = io.BytesIO(message)
    found: dict[int, list[bytes]] = {}
    for field in message_fields(file):
        found.setdefault(field.number, []).append(field_content(file, field))
    return found


def _tensor(message: bytes) -> tuple[str, np.ndarray] | None:
    fields = _fields(message)
    kind = _integers(fields.get(_TYPE, []))
    if kind != [_FLOAT32]:
        return None
    raw = b"".join(fields.get(_RAW) or fields.get(_FLOATS, []))
    shape = _integers(fields.get(_DIMENSIONS, []))
    values = np.frombuffer(raw, "<f4").reshape(shape).astype(np.float32)
    return fields[_NAME][0].decode(), values


def _integers(parts: list[bytes]) -> list[int]:
    """Return the integers of a repeated field, packed or not."""
    numbers, value, shift = [], 0, 0
    for byte in b"".join(parts):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value, shift = 0, 0
    return numbers
