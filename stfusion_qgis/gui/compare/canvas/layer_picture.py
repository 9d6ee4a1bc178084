"""A second picture of a map canvas: one layer, drawn with the canvas's settings beside it."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage


class LayerPicture(QObject):
    """Draws a layer in the background.

    image, extent: the newest picture and what part of the map it shows; the image is null as
        long as there is none.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.image, self.extent = QImage(), QgsRectangle()
        self._job: QgsMapRendererParallelJob | None = None
        self._cancelled: list[QgsMapRendererParallelJob] = []

    def draw(self, layer: QgsMapLayer, settings: QgsMapSettings) -> None:
        """Draw a layer with the settings of a canvas; the picture before is given up."""
        self.cancel()
        settings = QgsMapSettings(settings)
        settings.setLayers([layer])
        settings.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
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
        self.extent = self._job.mapSettings().visibleExtent()
        self._job = None
        self.changed.emit()
