"""What tells one prediction from another: all on which its pixels may depend, as a digest."""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
import json
import os
from typing import Any

from osgeo import gdal

from ..images.gdal_tools import GdalError, gdal_errors
from ..images.inputs import Inputs
from ..images.scene import Scene
from ..images.source import Source
from ..methods.method import Method
from ..parameters import descriptions
from ..version import VERSION


def identity_of(method: Method, parameters: Any, inputs: Inputs, scene: Scene) -> str:
    """Return a digest of the method, its parameters, and the images with their files' states.

    Files are known by size and time of change; their content is not read.
    """
    files = {path: state[2:] for raster in scene.layers_read
             for path, state in raster.files.states.items()}
    named = [path for name, described in descriptions(parameters).items()
             if described.kind == "file" and (path := getattr(parameters, name))]
    further = [source.path for source in _sources(inputs)]
    return _digest({
        "version": VERSION, "method": method.id, "code": _code_of(method),
        "parameters": dataclasses.asdict(parameters), "inputs": inputs.as_dict(),
        "files": files, "others": {path: _state(path) for path in [*named, *further]}})


def _sources(inputs: Inputs) -> list[Source]:
    sources = [*(source for _, source in inputs.images), *inputs.series, *inputs.around]
    return sources + [source.mask for source in sources if source.mask]


def _state(path: str) -> list[int]:
    """Return size and time of change of a file that the system or GDAL reaches."""
    if os.path.isfile(path):
        state = os.stat(path)
        return [state.st_size, state.st_mtime_ns]
    try:
        with gdal_errors():
            found = gdal.VSIStatL(path)
    except GdalError:
        found = None
    return [] if found is None else [found.size, found.mtime]


def _code_of(method: Method) -> str:
    """Return a digest of the file that defines a method: one from elsewhere has no version."""
    path = inspect.getsourcefile(type(method))
    if path is None:
        return ""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
