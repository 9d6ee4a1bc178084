"""The look of a prediction when it is loaded: like the fine image, with its date."""

from __future__ import annotations

import datetime

from qgis.core import (
    QgsPalettedRasterRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
)

from .layer_dates import fix_date


class PredictionStyle(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded prediction the fine image's style, its date and a line of history."""

    def __init__(self, renderer: QgsRasterRenderer | None, when: datetime.date | None = None,
                 history: str = ""):
        super().__init__()
        self._renderer, self._when, self._history = renderer, when, history

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> PredictionStyle:
        """Return the style of `layer`; to be called on the thread that the layer belongs to.

        Colours of single values, as of classes, say nothing of predictions.
        """
        renderer = layer.renderer()
        return cls(None if isinstance(renderer, QgsPalettedRasterRenderer) else renderer.clone())

    def dated(self, when: datetime.date | None, history: str) -> PredictionStyle:
        """Return the same style for a prediction of a date, with a line for its history."""
        return PredictionStyle(self._renderer, when, history)

    def renderer(self) -> QgsRasterRenderer | None:
        """Return the look, None where QGIS is to choose one."""
        return self._renderer

    def postProcessLayer(self, layer, context, feedback) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        if self._renderer is not None:
            layer.setRenderer(self._renderer.clone())
        if self._history:
            metadata = layer.metadata()
            metadata.addHistoryItem(self._history)
            layer.setMetadata(metadata)
        if self._when is not None:
            fix_date(layer, self._when)
        layer.triggerRepaint()
