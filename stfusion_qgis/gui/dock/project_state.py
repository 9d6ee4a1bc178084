"""The state of the dock in the project file."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from qgis.core import QgsProject

from ...checked_json import parsed_json
from ...images.image_options import ImageOptions
from ...methods import all_methods
from ...methods.method import Method
from ...processing.project_layers import layer_of
from .inputs_panel import InputsPanel

_SCOPE, _KEY = "stfusion", "dock"

GUESSED = "guessed"
"""Name of the images in a state that the user has not decided: they alone are no change of his."""


def read_state() -> dict[str, Any]:
    """Return the state that the project remembers; {} if there is none that can be read."""
    text, found = QgsProject.instance().readEntry(_SCOPE, _KEY, "")
    try:
        state = parsed_json(text) if found and text else {}
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def write_state(state: dict[str, Any]) -> None:
    """Let the project remember a state; it is saved with the project."""
    if state != read_state():
        QgsProject.instance().writeEntry(_SCOPE, _KEY, json.dumps(state, sort_keys=True))


def method_state(method: Method, parameters: Any) -> dict[str, Any]:
    """Return a method with its parameters, to be remembered."""
    return {"method": method.id, "parameters": dataclasses.asdict(parameters)}


def method_of(state: Any) -> tuple[Method, Any] | None:
    """Return a remembered method and its parameters; None if there is no such method any more.

    Parameters that have come since, or are not what they were, get their defaults.
    """
    method = all_methods().get(state.get("method", "")) if isinstance(state, dict) else None
    if method is None:
        return None
    defaults = method.Parameters()
    return method, dataclasses.replace(
        defaults, **usable_entries(state.get("parameters"), dataclasses.asdict(defaults)))


def usable_entries(state: Any, sample: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a remembered state that are of the kinds that a sample shows."""
    state = state if isinstance(state, dict) else {}
    return {name: state[name] for name in sample
            if name in state and _fits(state[name], sample[name])}


def _fits(value: Any, default: Any) -> bool:
    if value is None or default is None:
        return value is None or isinstance(value, str)
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, (int, float)):
        return isinstance(value, (int, float))
    return isinstance(value, type(default))


def inputs_state(images: InputsPanel) -> dict[str, Any]:
    """Return the images, those that the user has decided by themselves, masks and options."""
    rows = images.rows()
    state: dict[str, Any] = {
        "layers": {role: row.layer_id() for role, row in rows.items() if row.decided},
        GUESSED: {role: row.layer_id() for role, row in rows.items()
                  if not row.decided and row.layer_id()},
        "masks": {role: mask.id() for role, row in rows.items()
                  if (mask := row.mask()) is not None},
        "options": dataclasses.asdict(images.options.options())}
    if not images.options.ratio_decided:
        state["options"]["ratio"] = None
    return state


def restore_inputs(state: dict[str, Any], images: InputsPanel) -> None:
    """Choose the remembered images, as far as their layers are still there."""
    rows = images.rows()
    layers, guessed, masks = (usable_entries(state.get(kind), dict.fromkeys(rows, ""))
                              for kind in ("layers", GUESSED, "masks"))
    for role, row in rows.items():
        if role in layers and (not layers[role] or row.found_layer(layers[role])):
            row.set_layer(row.found_layer(layers[role]), decided=True)
        else:
            row.set_layer(layer_of(guessed.get(role)), decided=False)
        row.set_mask(layer_of(masks.get(role)))
    images.options.ratio_decided = False
    sample = dataclasses.asdict(ImageOptions(ratio=1.0, upscaling=1))
    images.options.set_options(ImageOptions(**usable_entries(state.get("options"), sample)))
