"""The parameter for a virtual raster that an algorithm writes."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameters,
)

from ..translation import tr

_ENDING = ".vrt"


class VrtDestination(QgsProcessingParameterRasterDestination):
    """A raster destination that is a .vrt, whatever else the provider writes."""

    def clone(self) -> QgsProcessingParameterDefinition:
        copy = VrtDestination(self.name(), self.description(), self.defaultValue())
        copy.setHelp(self.help())
        copy.setFlags(self.flags())
        return copy

    def defaultFileExtension(self) -> str:
        return _ENDING[1:]

    def createFileFilter(self) -> str:
        return f"{tr('Virtual rasters')} (*{_ENDING})"

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return [_ENDING[1:]]

    def isSupportedOutputValue(self, value: Any, context: QgsProcessingContext,
                               ) -> tuple[bool, str]:
        path = QgsProcessingParameters.parameterAsOutputLayer(self, value, context)
        if path and not path.lower().endswith(_ENDING):
            return False, tr("The prepared image {path} is a virtual raster: end its name with "
                             ".vrt.").format(path=path)
        return True, ""
