"""The models that come with the plugin."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingModelAlgorithm
from qgis.PyQt.QtGui import QIcon

from ..errors import InputError
from ..resources import FOLDER, icon_path
from ..translation import tr

MODELS = FOLDER / "models"


class ShippedModel(QgsProcessingModelAlgorithm):
    """A model of resources/models: named in scripts as its file, for people in their language."""

    def __init__(self, path: Path):
        super().__init__()
        self._path = path
        _read(self, path)

    def createInstance(self) -> ShippedModel:
        return ShippedModel(self._path)

    def name(self) -> str:
        return self._path.stem

    def displayName(self) -> str:
        return tr(super().displayName())

    def group(self) -> str:
        return tr(super().group())

    def groupId(self) -> str:
        return "models"

    def icon(self) -> QIcon:
        return QIcon(icon_path("stfusion"))


def shipped_models() -> list[ShippedModel]:
    """Return the models of resources/models."""
    return [ShippedModel(path) for path in sorted(MODELS.glob("*.model3"))]


def copy_for_user(name: str, path: str) -> None:
    """Write a shipped model, in the user's language, as a model of the user's own.

    Raises:
        InputError: the file cannot be written.
    """
    model = QgsProcessingModelAlgorithm()
    _read(model, MODELS / f"{name}.model3")
    model.setName(tr(model.displayName()))
    model.setGroup("STFusion")
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    if not model.toFile(path):
        raise InputError(tr("The model {path} cannot be written.").format(path=path))


def _read(model: QgsProcessingModelAlgorithm, path: Path) -> None:
    """Read a model, and translate what its dialog shows."""
    if not model.fromFile(str(path)):
        raise ValueError(f"{path} is no model of Processing")
    for definition in model.parameterDefinitions():
        definition.setDescription(tr(definition.description()))
    help = model.helpContent()
    model.setHelpContent({**_help_of_inputs(model), **help, "ALG_DESC": tr(help["ALG_DESC"])})


def _help_of_inputs(model: QgsProcessingModelAlgorithm) -> dict[str, str]:
    """Return what the steps of a model say of its inputs, by their names."""
    registry = QgsApplication.processingRegistry()
    steps = [registry.algorithmById(step.algorithmId())
             for step in model.childAlgorithms().values()]
    found = {}
    for name in (definition.name() for definition in model.parameterDefinitions()):
        known = (step.parameterDefinition(name) for step in steps if step is not None)
        found[name] = next((each.help() for each in known if each is not None), "")
    return found
