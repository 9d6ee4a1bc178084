"""The networks that come with the plugin."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError
from ..resources import FOLDER
from .contract import read_contract

NETWORKS = FOLDER / "networks"


def shipped_networks(folder: Path = NETWORKS) -> dict[str, str]:
    """Return the titles of the shipped networks by their identifiers, the names of the files.

    "residualfusion" comes first, the others in the order of the alphabet.
    """
    titles = {}
    paths = sorted(folder.glob("*.onnx"), key=lambda path: (path.stem != "residualfusion", path))
    for path in paths:
        try:
            titles[path.stem] = read_contract(path).title
        except InputError:  # the list must not fail for it; running it tells why
            titles[path.stem] = path.stem.capitalize()
    return titles


def shipped_network(identifier: str, folder: Path = NETWORKS) -> Path:
    """Return the file of a shipped network."""
    return folder / f"{identifier}.onnx"
