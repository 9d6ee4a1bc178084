"""The Processing provider: all algorithms of the plugin."""

from __future__ import annotations

import importlib
import pkgutil

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..methods import all_methods, problems, shipped_methods
from ..methods.method import Method
from ..resources import icon_path
from ..translation import tr
from ..version import VERSION
from .base import StfusionAlgorithm
from .fusion import FusionAlgorithm
from .models import shipped_models


class StfusionProvider(QgsProcessingProvider):
    """Offers one algorithm a fusion method, and those for quality and simulation.

    problems: why methods from elsewhere are not offered: a sentence for people each.
    """

    def __init__(self):
        super().__init__()
        self.problems: list[str] = []
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

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        return ["geojson", *(ending for ending in super().supportedOutputVectorLayerExtensions()
                             if ending != "geojson")]

    def defaultVectorFileExtension(self, hasGeometry: bool = True) -> str:
        # Catalogues are GeoJSON, tables are not.
        return "geojson" if hasGeometry else "gpkg"

    def loadAlgorithms(self) -> None:
        for algorithm in _other_algorithms():
            self.addAlgorithm(algorithm())
        self.problems = list(problems())
        for method in all_methods().values():
            if method.id in shipped_methods() or self._is_usable(method):
                self.addAlgorithm(FusionAlgorithm(method))
        # Models find their steps in the registry: QGIS loads once before it knows this provider.
        if QgsApplication.processingRegistry().providerById(self.id()) is not None:
            for model in shipped_models():
                self.addAlgorithm(model)

    def _is_usable(self, method: Method) -> bool:
        """Say whether a method makes an algorithm, and tell why if it does not."""
        try:
            if self.algorithm(method.id) is not None:
                raise ValueError(f"There are two algorithms {method.id}")
            FusionAlgorithm(method).initAlgorithm()
        except Exception as error:
            self.problems.append(tr("The method in {place} cannot be used: {reason}").format(
                place=type(method).__module__, reason=error))
            return False
        return True

    def _load_models(self, added: str) -> None:
        if added == self.id():
            self.refreshAlgorithms()


def _other_algorithms() -> list[type[StfusionAlgorithm]]:
    """Return the algorithms that are modules of this package."""
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        importlib.import_module(f"{package}.{module.name}")
    return _with_an_id(StfusionAlgorithm)


def _with_an_id(base: type[StfusionAlgorithm]) -> list[type[StfusionAlgorithm]]:
    """Return the classes below a class that are algorithms by themselves."""
    return [found for cls in base.__subclasses__() for found in (
        *([cls] if "algorithm_id" in vars(cls) else []), *_with_an_id(cls))]
