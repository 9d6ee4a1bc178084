"""From the dock to Processing: its dialog, its parameters, and commands to copy."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Collection, Mapping
from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QWidget

from ...errors import InputError
from ...images.image_options import ImageOptions
from ...images.roles import COARSE_PREDICTION, FINE_1, Role
from ...methods.method import Method
from ...processing.guessed_inputs import without_guesses
from ...processing.layer_sources import source_of
from ...processing.parameter_definitions import processing_values
from ...translation import tr
from .inputs_panel import InputsPanel

Layers = Mapping[Role, QgsMapLayer]


def processing_id(method: Method) -> str:
    """Return the name of a method's algorithm in Processing."""
    return f"stfusion:{method.id}"


def processing_parameters(method: Method, parameters: Any, images: InputsPanel,
                          as_sources: bool = False,
                          chosen: tuple[Layers, Layers] | None = None) -> dict[str, Any]:
    """Return the inputs and parameters for the algorithm of a method, without its outputs.

    chosen: images and masks by their roles, in place of those of the panel. as_sources: name the
    files of the layers, as scripts do, and not the layers, as far as the files tell all that is
    set in the layers.
    """
    values: dict[str, Any] = {}
    references = method.references(parameters)
    taken = {*references.all, COARSE_PREDICTION}
    layers, masks = images.chosen() if chosen is None else chosen
    for prefix, found in (("", layers), ("MASK_", masks)):
        for role, layer in found.items():
            if role in taken and role in layers:
                values[prefix + role.upper()] = _named(layer, as_sources)
    values.update(changed_options(
        images, without=["UPSCALING"] if FINE_1 in references.needed else []))
    if around := images.layers_around({role: layers[role] for role in layers if role in taken}):
        values["COARSE_AROUND"] = [_named(layer, as_sources) for layer in around]
    values.update(processing_values(parameters))
    if images.area is not None:
        values.update(images.area.values(as_sources))
    return values


def changed_options(images: InputsPanel, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the options of the panel that are not as usual, but for some, for an algorithm."""
    options, usual = (processing_values(each)
                      for each in (images.options.options(), ImageOptions()))
    return {name: value for name, value in options.items()
            if value != usual[name] and name not in without}


def _named(layer: QgsMapLayer, as_source: bool) -> str:
    """Return a layer as a parameter names it: a source tells nothing of what is set in QGIS."""
    return layer.source() if as_source and not settings_of(layer) else layer.id()


def settings_of(layer: QgsMapLayer) -> bool:
    """Say whether more is set in a layer than its file tells: CRS or nodata values."""
    if isinstance(layer, QgsVectorLayer):
        return layer.crs() != layer.dataProvider().crs()
    try:
        source = source_of(layer)
    except InputError:
        return False
    return bool(source.crs or source.nodata)


def layers_of_project(values: dict[str, Any]) -> list[QgsMapLayer]:
    """Return the layers that parameters name by their identifiers: only the project has them."""
    layers = QgsProject.instance().mapLayers()
    return [layers[value] for given in values.values() for value in _each(given)
            if isinstance(value, str) and isinstance(layers.get(value), QgsMapLayer)]


def _each(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def python_command(method: Method, values: dict[str, Any]) -> str:
    """Return the lines that run a method from Python."""
    given = "".join(f"    {name!r}: {value!r},\n" for name, value in values.items())
    return f"import processing\n\nprocessing.run({processing_id(method)!r}, {{\n{given}}})\n"


def shell_command(method: Method, values: dict[str, Any]) -> str:
    """Return the command that runs a method in a shell, quoted as the system's shell wants it.

    It opens the project if it needs layers of it.
    """
    given = [f"{name}={str(value).lower() if isinstance(value, bool) else value}"
             for name, several in values.items() for value in _each(several)]
    project = [f"--project_path={QgsProject.instance().fileName()}"] \
        if layers_of_project(values) else []
    words = [processing_id(method), *project, "--", *given]
    quoted = " ".join(word if re.fullmatch(r"[\w:-]+", word) else f'"{word}"'
                      for word in words) if os.name == "nt" else shlex.join(words)
    return f"qgis_process run {quoted}"


def condition_of_command(values: dict[str, Any]) -> str:
    """Return on what a copied command depends besides its files, "" if on nothing."""
    layers = layers_of_project(values)
    if not layers:
        return ""
    names = ", ".join(layer.name() for layer in layers)
    project = QgsProject.instance()
    if not project.fileName() or project.isDirty():
        return tr("It takes the CRS or nodata values that are set in {layers} from the project: "
                  "save the project, then copy it again.").format(layers=names)
    return tr("It takes the CRS or nodata values that are set in {layers} from the file of the "
              "project.").format(layers=names)


def open_dialog(method: Method, values: dict[str, Any]) -> QWidget | None:
    """Open the dialog of a method's algorithm, filled in; return it."""
    from processing import createAlgorithmDialog  # Processing may be loaded after this plugin

    dialog = createAlgorithmDialog(
        processing_id(method), without_guesses(method.references(), values))
    if dialog is not None:
        dialog.show()
    return dialog
