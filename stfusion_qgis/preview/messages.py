"""The messages between the service and its process: JSON, and images in files."""

from __future__ import annotations

import dataclasses
import datetime
import os
from typing import Any

import numpy as np

from ..images.grid import Grid
from ..images.inputs import Inputs
from ..methods import all_methods
from ..remedies import Remedy
from .request import Entry, Request
from .result import Preview

_PLAIN = ("factor", "ratio", "problems", "blamed", "complete", "seconds")


def request_to_json(request: Request) -> dict[str, Any]:
    """Return a request as a JSON object."""
    return {
        "inputs": request.inputs.as_dict(),
        "entries": [{"key": entry.key, "method": entry.method.id,
                     "parameters": dataclasses.asdict(entry.parameters)}
                    for entry in request.entries],
        "view": dataclasses.asdict(request.view)}


def request_from_json(values: dict[str, Any]) -> Request:
    """Return the request of a JSON object of `request_to_json`."""
    entries = []
    for entry in values["entries"]:
        method = all_methods()[entry["method"]]
        entries.append(Entry(entry["key"], method, method.Parameters(**entry["parameters"])))
    return Request(Inputs.from_dict(values["inputs"]), tuple(entries),
                   Grid(**values["view"]))


def preview_to_json(preview: Preview, path: str) -> dict[str, Any]:
    """Write the images of a preview into a file, and return a JSON object of the rest."""
    with open(path, "wb") as file:
        for image in preview.images.values():
            file.write(np.ascontiguousarray(image, np.float32).data)
    return {
        **{name: getattr(preview, name) for name in _PLAIN},
        "grid": dataclasses.asdict(preview.grid), "names": preview.band_names,
        "wavelengths": preview.wavelengths, "warnings": preview.warnings, "file": path,
        "remedies": {text: remedy_to_json(remedy) for text, remedy in preview.remedies.items()},
        "images": {name: image.shape for name, image in preview.images.items()},
        "dates": {name: _text(date) for name, date in preview.dates.items()}}


def preview_from_json(values: dict[str, Any]) -> Preview:
    """Return the preview of a JSON object of `preview_to_json`, and remove the file."""
    images = {}
    with open(values["file"], "rb", buffering=0) as file:
        for name, shape in values["images"].items():
            images[name] = np.empty(shape, np.float32)
            file.readinto(images[name].data)
    os.remove(values["file"])
    return Preview(
        Grid(**values["grid"]), band_names=tuple(values["names"]),
        wavelengths=tuple(values["wavelengths"]), images=images,
        dates={name: _date(date) for name, date in values["dates"].items()},
        warnings=tuple(values["warnings"]),
        remedies={text: Remedy(**remedy) for text, remedy in values["remedies"].items()},
        **{name: values[name] for name in _PLAIN})


def remedy_to_json(remedy: Remedy) -> dict[str, Any]:
    """Return a remedy as a JSON object, of which `Remedy(**...)` makes it again."""
    return {"label": remedy.label, "options": dict(remedy.options)}


def _text(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
