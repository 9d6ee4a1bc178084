"""The look of an image of classes when it is loaded."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsPalettedRasterRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)
from qgis.PyQt.QtGui import QColor

from ..networks.segmentation.conditions import CONDITIONS
from ..translation import tr


class ClassesStyle(QgsProcessingLayerPostProcessorInterface):
    """Gives conditions of pixels their colours and names."""

    def postProcessLayer(self, layer: QgsRasterLayer, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, [
            QgsPalettedRasterRenderer.Class(each.number, QColor(*each.colour), tr(each.label))
            for each in CONDITIONS.values()]))
        layer.triggerRepaint()
