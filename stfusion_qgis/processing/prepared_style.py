"""The look of a prepared image when it is loaded: natural colours, its date, what was decided."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)

from ..products.preparing import PreparedImage
from .layer_dates import fix_date
from .natural_colours import show_natural_colours


class PreparedStyle(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded image its colours, its date and a line of history."""

    def __init__(self, image: PreparedImage):
        super().__init__()
        self._image = image

    def postProcessLayer(self, layer: QgsMapLayer, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        show_natural_colours(layer)
        metadata = layer.metadata()
        for note in self._image.notes:
            metadata.addHistoryItem(note)
        layer.setMetadata(metadata)
        fix_date(layer, self._image.date)
        layer.triggerRepaint()
