"""Weights that lie in files beside a network: where they may lie, and what they must hold.

ONNX calls them external data. They are paths in a file that somebody else made, so they are
looked at before onnxruntime opens them.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from ...errors import InputError
from ...translation import tr
from .graph_parts import Network, Tensor

_MOST_FILES = 1000
_MOST_SPARSE = 2**28  # bytes, as onnxruntime fills sparse weights with zeros


def weight_files(path: str | Path, network: Network) -> list[str]:
    """Return the paths of the files beside a network that hold weights of it, sorted."""
    folder = os.path.dirname(os.path.abspath(path))
    return sorted({os.path.join(folder, tensor.external.get("location", ""))
                   for graph in network.graphs for tensor in graph.all_tensors()
                   if tensor.external is not None})


def is_beside(location: str, folder: str) -> bool:
    """Say whether a location is that of a file in a folder or below, whatever links there are.

    location: relative, with "/" between its parts, on every system.
    """
    parts = location.replace("\\", "/").split("/")
    if not location or "\0" in location or ":" in location or not all(
            part.strip(" .") for part in parts):
        return False  # "", "..", "/a", "C:\\a"; Windows takes dots and spaces off the end
    if os.path.isabs(location) or "\\" in location:
        return False
    with contextlib.suppress(OSError, ValueError):
        real, inside = os.path.realpath(folder), os.path.realpath(os.path.join(folder, location))
        return os.path.commonpath([real, inside]) == real
    return False


def check_weights(network: Network, path: str | Path) -> None:
    """Raise `InputError` if a weight is damaged or lies elsewhere; the message names it.

    A file with weights must lie in the folder of the network or below, and hold what it should.
    """
    for graph in network.graphs:
        for tensor in graph.all_tensors():
            if tensor.external is None:
                _check_held(tensor, os.path.basename(path))
            else:
                _check_external(tensor, tensor.external, path)
    if len(weight_files(path, network)) > _MOST_FILES:
        raise InputError(tr("{file} has its weights in more than {most} files. Export it in one."
                            ).format(file=os.path.basename(path), most=_MOST_FILES))


def _check_held(tensor: Tensor, name: str) -> None:
    """Raise `InputError` if a tensor claims more numbers than it has.

    Eight bytes of numbers may be held in one: lists leave zeros at their beginning out.
    """
    sparse = tensor.dense is not None and 8 * tensor.elements > _MOST_SPARSE
    if tensor.needed > 8 * tensor.held or sparse:
        raise InputError(tr("The weight '{weight}' of {file} claims {count} numbers, but the file "
                            "does not hold them. Export the network again.").format(
                                weight=tensor.name, file=name, count=tensor.elements))


def _check_external(tensor: Tensor, external: dict[str, str], path: str | Path) -> None:
    name, weight = os.path.basename(path), tensor.name
    location = external.get("location", "")
    if not is_beside(location, os.path.dirname(os.path.abspath(path))):
        raise InputError(tr(
            "The weight '{weight}' of {file} lies in '{location}', but weights may only lie in "
            "files beside the network, or in folders there. Export the network in one file."
            ).format(weight=weight, file=name, location=f"{location:.200}"))
    beside = os.path.join(os.path.dirname(os.path.abspath(path)), location)
    if not os.path.isfile(beside):
        raise InputError(tr(
            "The weights of {file} lie in '{location}', which is not beside it. Copy that file "
            "there, too, or export the network in one file.").format(file=name, location=location))
    begin, length = (_bytes_given(external.get(key)) for key in ("offset", "length"))
    held = os.path.getsize(beside) - (begin or 0)
    if begin is None or length is None or length > held or tensor.needed > (length or held):
        raise InputError(tr(
            "The weight '{weight}' of {file} goes beyond the end of '{location}'. Copy, download "
            "or export both files again.").format(weight=weight, file=name, location=location))


def _bytes_given(text: str | None) -> int | None:
    """Return a number of bytes, 0 where none is given, None where it is no such number."""
    if text is None:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
