"""A second picture of a map canvas: one layer, drawn with the canvas's settings beside it."""

from __future__ import annotations

from qgis.core import (
    QgsCsException,
    QgsGeometry,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMapToPixel,
)
from qgis.PyQt.QtCore import QObject, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPolygonF


class LayerPicture(QObject):
    """Draws a layer in the background.

    image: the newest picture; null as long as there is none. size: its width and height on the
    canvas. to_map: the places of its pixels on the map. outline: of the layer, in pixels.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.image, self.size, self.to_map = QImage(), QSize(), QgsMapToPixel()
        self.outline = self._next_outline = QPolygonF()
        self._job: QgsMapRendererParallelJob | None = None
        self._cancelled: list[QgsMapRendererParallelJob] = []

    def draw(self, layer: QgsMapLayer, settings: QgsMapSettings) -> None:
        """Draw a layer with the settings of a canvas; the picture before is given up."""
        self.cancel()
        settings = QgsMapSettings(settings)
        settings.setLayers([layer])
        settings.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
        self._next_outline = _outline(layer, settings)
        self._job = QgsMapRendererParallelJob(settings)
        self._job.finished.connect(self._take)
        self._job.start()

    def cancel(self) -> None:
        """Give up the picture that is being drawn."""
        # A job must live until its threads have ended.
        if self._job is not None:
            self._job.cancelWithoutBlocking()
            self._cancelled.append(self._job)
            self._job = None
        self._cancelled = [job for job in self._cancelled if job.isActive()]

    def clear(self) -> None:
        """Forget the picture."""
        self.cancel()
        self.image = QImage()
        self.changed.emit()

    def is_drawing(self) -> bool:
        """Say whether a picture is being drawn."""
        return self._job is not None

    def _take(self) -> None:
        # Called for cancelled jobs too.
        if self._job is None or self._job.isActive():
            return
        self.image = self._job.renderedImage()
        settings = self._job.mapSettings()
        self.size, self.to_map = settings.outputSize(), settings.mapToPixel()
        self.outline = self._next_outline
        self._job = None
        self.changed.emit()


def _outline(layer: QgsMapLayer, settings: QgsMapSettings) -> QPolygonF:
    """Return the outline of a layer's extent in pixels of a map, empty if it has none there."""
    outline = QgsGeometry.fromRect(layer.extent()).densifyByCount(20)
    try:
        result = outline.transform(settings.layerTransform(layer))
    except QgsCsException:
        return QPolygonF()
    if result != QgsGeometry.OperationResult.Success:
        return QPolygonF()
    to_pixel = settings.mapToPixel()
    return QPolygonF([to_pixel.transform(corner).toQPointF() for corner in outline.asPolygon()[0]])
