"""The models that come with the plugin."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingModelAlgorithm
from qgis.PyQt.QtGui import QIcon

from ..resources import FOLDER, icon_path
from ..translation import tr


class ShippedModel(QgsProcessingModelAlgorithm):
    """A model of resources/models: named in scripts as its file, for people in their language."""

    def __init__(self, path: Path):
        super().__init__()
        self._path = path
        if not self.fromFile(str(path)):
            raise ValueError(f"{path} is no model of Processing")
        for definition in self.parameterDefinitions():
            definition.setDescription(tr(definition.description()))
        help = self.helpContent()
        self.setHelpContent({**self._help_of_inputs(), **help, "ALG_DESC": tr(help["ALG_DESC"])})

    def _help_of_inputs(self) -> dict[str, str]:
        """Return what the steps say of the inputs, by their names."""
        registry = QgsApplication.processingRegistry()
        steps = [registry.algorithmById(step.algorithmId())
                 for step in self.childAlgorithms().values()]
        found = {}
        for name in (definition.name() for definition in self.parameterDefinitions()):
            known = (step.parameterDefinition(name) for step in steps if step is not None)
            found[name] = next((each.help() for each in known if each is not None), "")
        return found

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
    return [ShippedModel(path) for path in sorted((FOLDER / "models").glob("*.model3"))]
