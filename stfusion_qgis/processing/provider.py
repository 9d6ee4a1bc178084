"""The Processing provider: all algorithms of the plugin."""

from __future__ import annotations

import importlib
import pkgutil

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..methods import all_methods
from ..resources import icon_path
from ..version import VERSION
from .base import StfusionAlgorithm
from .fusion import FusionAlgorithm
from .models import shipped_models


class StfusionProvider(QgsProcessingProvider):
    """Offers one algorithm a fusion method, and those for quality and simulation."""

    def __init__(self):
        super().__init__()
        QgsApplication.processingRegistry().providerAdded.connect(self._load_models)

    def id(self) -> str:
        return "stfusion"

    def name(self) -> str:
        return "STFusion"

    def icon(self) -> QIcon:
        return QIcon(icon_path("stfusion"))

    def versionInfo(self) -> str:
        return VERSION

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return ["tif"]

    def loadAlgorithms(self) -> None:
        for method in all_methods().values():
            self.addAlgorithm(FusionAlgorithm(method))
        for algorithm in _other_algorithms():
            self.addAlgorithm(algorithm())
        # Models find their steps in the registry: QGIS loads once before it knows this provider.
        if QgsApplication.processingRegistry().providerById(self.id()) is not None:
            for model in shipped_models():
                self.addAlgorithm(model)

    def _load_models(self, added: str) -> None:
        if added == self.id():
            self.refreshAlgorithms()


def _other_algorithms() -> list[type[StfusionAlgorithm]]:
    """Return the algorithms that are modules of this package."""
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        importlib.import_module(f"{package}.{module.name}")
    return [cls for cls in StfusionAlgorithm.__subclasses__() if cls is not FusionAlgorithm]
