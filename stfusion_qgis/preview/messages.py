"""The messages between the service and its process: JSON, and images in files."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..images.grid import Grid
from ..images.inputs import Inputs
from ..images.roles import Role
from ..methods import all_methods
from ..quality.assessment import Assessment
from ..quality.measured_share import MeasuredShare
from ..remedies import Remedy
from .measured import Measured
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
    _write_arrays(path, preview.images)
    return {
        **{name: getattr(preview, name) for name in _PLAIN},
        "grid": dataclasses.asdict(preview.grid), "names": preview.band_names,
        "wavelengths": preview.wavelengths, "warnings": preview.warnings, "file": path,
        "remedies": {text: remedy_to_json(remedy) for text, remedy in preview.remedies.items()},
        "images": {name: image.shape for name, image in preview.images.items()},
        "dates": {name: _text(date) for name, date in preview.dates.items()}}


def preview_from_json(values: dict[str, Any]) -> Preview:
    """Return the preview of a JSON object of `preview_to_json`, and remove the file."""
    images = _read_arrays(values["file"], values["images"])
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


def measured_to_json(measured: Measured, path: str) -> dict[str, Any]:
    """Write the plotted pixels into a file, and return a JSON object of the rest."""
    _write_arrays(path, measured.plotted)
    return {
        "assessments": {key: assessment.to_dict()
                        for key, assessment in measured.assessments.items()},
        "share": measured.share and dataclasses.asdict(measured.share),
        "against": measured.against, "omitted": measured.omitted, "problem": measured.problem,
        "complete": measured.complete, "file": path,
        "plotted": {name: pixels.shape for name, pixels in measured.plotted.items()}}


def measured_from_json(values: dict[str, Any]) -> Measured:
    """Return the result of a JSON object of `measured_to_json`, and remove the file."""
    share, against = values["share"], values["against"]
    return Measured(
        {key: Assessment.from_dict(each) for key, each in values["assessments"].items()},
        share and MeasuredShare(**share), against and Role(against), values["omitted"],
        _read_arrays(values["file"], values["plotted"]), values["problem"], values["complete"])


def _write_arrays(path: str, arrays: Mapping[str, np.ndarray]) -> None:
    with open(path, "wb") as file:
        for array in arrays.values():
            file.write(np.ascontiguousarray(array, np.float32).data)


def _read_arrays(path: str, shapes: Mapping[str, Sequence[int]]) -> dict[str, np.ndarray]:
    """Return the arrays that `_write_arrays` wrote, and remove the file."""
    arrays = {}
    with open(path, "rb", buffering=0) as file:
        for name, shape in shapes.items():
            arrays[name] = np.empty(shape, np.float32)
            file.readinto(arrays[name].data)
    os.remove(path)
    return arrays


def _text(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
