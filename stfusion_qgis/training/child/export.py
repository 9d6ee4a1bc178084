"""Writing a trained network as an ONNX file with its contract."""

from __future__ import annotations

import importlib.util
import inspect
import json
import os
import tempfile
import warnings
from typing import Any

import numpy as np
import torch
from torch import nn

from ...errors import InputError
from ...networks.contract import Contract, write_contract
from ...networks.onnx_file import write_metadata
from ...translation import tr
from .weights import TWINS, read_weights

OPSET = 17
"""Of the ONNX files; onnxruntime 1.13 and later know it."""

_SIDE = 64  # of the image that the network is traced with


def check_exporter() -> None:
    """Raise `InputError` if a package that the export needs is missing: better before training."""
    if importlib.util.find_spec("onnx") is None:
        raise InputError(tr("The Python package onnx is missing: without it a network cannot be "
                            "written. Install it beside torch ('pip install onnx')."))


def export(network: nn.Module, contract: Contract, path: str) -> None:
    """Write a network; the file appears when it is complete.

    Its rows and columns are free, and its weights keep their names, so that training can go on.

    Raises:
        InputError: the file cannot be written.
    """
    check_exporter()
    network = network.cpu().float().eval()
    images = tuple(torch.zeros(1, contract.channels(tensor), _SIDE, _SIDE)
                   for tensor in contract.inputs)
    names, output = [tensor.name for tensor in contract.inputs], contract.output.name
    # The exporter by tracing needs fewer packages than the newer one, and keeps small constants.
    known = inspect.signature(torch.onnx.export).parameters
    older: dict[str, Any] = {"dynamo": False} if "dynamo" in known else {}
    free = {2: "rows", 3: "columns"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = os.path.join(folder, "network.onnx")
        with torch.no_grad():
            torch.onnx.export(
                network, images, plain, input_names=names, output_names=[output],
                dynamic_axes=dict.fromkeys([*names, output], free),
                opset_version=OPSET, do_constant_folding=False, **older)
        _name_twins(plain, network)
        write_contract(plain, contract, path)


def _name_twins(path: str, network: nn.Module) -> None:
    """Note in the file which weights are equal to others, as the exporter keeps one of each."""
    held = read_weights(path)
    twins = {}
    for key, value in network.state_dict().items():
        if key not in held:
            twins[key] = next(name for name, array in held.items()
                              if np.array_equal(array, value.numpy()))
    if twins:
        write_metadata(path, TWINS, json.dumps(twins), path)
