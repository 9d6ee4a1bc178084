"""The look of a prediction when it is loaded: like the fine image, with its date."""

from __future__ import annotations

import datetime

from qgis.core import (
    QgsDateTimeRange,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime


class PredictionStyle(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded prediction the fine image's style, its date and a line of history.

    Algorithms must keep a reference to it until the layer is loaded.
    """

    def __init__(self, renderer: QgsRasterRenderer, when: datetime.date | None = None,
                 history: str = ""):
        super().__init__()
        self._renderer, self._when, self._history = renderer, when, history

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> PredictionStyle:
        """Return the style of `layer`; to be called on the thread that the layer belongs to."""
        return cls(layer.renderer().clone())

    def dated(self, when: datetime.date | None, history: str) -> PredictionStyle:
        """Return the same style for a prediction of a date, with a line for its history."""
        return PredictionStyle(self._renderer, when, history)

    def postProcessLayer(self, layer, context, feedback) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        layer.setRenderer(self._renderer.clone())
        if self._history:
            metadata = layer.metadata()
            metadata.addHistoryItem(self._history)
            layer.setMetadata(metadata)
        if self._when is not None:
            day = QDate(self._when.year, self._when.month, self._when.day)
            properties = layer.temporalProperties()
            properties.setFixedTemporalRange(QgsDateTimeRange(
                QDateTime(day, QTime(0, 0)), QDateTime(day, QTime(23, 59, 59))))
            properties.setIsActive(True)
        layer.triggerRepaint()
