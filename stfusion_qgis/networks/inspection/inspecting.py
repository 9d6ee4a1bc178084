"""The look at an ONNX file before onnxruntime loads it."""

from __future__ import annotations

import os
from pathlib import Path

from .functions import check_functions
from .graph_parts import Network
from .graph_reader import read_network
from .operators import check_operators
from .weights_elsewhere import check_weights


def inspected(path: str | Path) -> Network:
    """Return what an ONNX file holds, which may be loaded.

    Raises:
        InputError: it may not; the message says why.
    """
    network, name = read_network(path), os.path.basename(path)
    check_functions(network, name)
    check_operators(network, name)
    check_weights(network, path)
    return network
