"""The mark of a pixel on the canvas."""

from __future__ import annotations

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPolygonF

from ..compared.preview_image import PreviewImage

_ARM = 6  # pixels on each side of a mark that is too small to see


class PixelMark(QgsMapCanvasItem):
    """Frames one pixel of the preview's images."""

    def __init__(self, canvas: QgsMapCanvas):
        super().__init__(canvas)
        self._canvas = canvas
        self._corners: list[QgsPointXY] = []
        self.setZValue(60)

    def place(self, image: PreviewImage, row: int, column: int,
              transform: QgsCoordinateTransform) -> None:
        """Mark a pixel of an image; transform: from the image's CRS to the canvas's."""
        left = image.left + column * image.pixel_width
        top = image.top - row * image.pixel_height
        right, bottom = left + image.pixel_width, top - image.pixel_height
        try:
            self._corners = [transform.transform(QgsPointXY(x, y)) for x, y in (
                (left, top), (right, top), (right, bottom), (left, bottom))]
        except QgsCsException:
            self._corners = []
        self.updatePosition()

    def remove(self) -> None:
        """Mark nothing."""
        self._corners = []
        self.updatePosition()

    def updatePosition(self) -> None:
        """Follow the canvas: it is panned or zoomed."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def paint(self, painter: QPainter, option=None, widget=None) -> None:
        if not self._corners:
            return
        outline = QPolygonF([self.toCanvasCoordinates(corner) for corner in self._corners])
        box = outline.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 180), 3.0), (QColor(255, 226, 60), 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawPolygon(outline)
            if max(box.width(), box.height()) < 2 * _ARM:
                _draw_cross(painter, box)


def _draw_cross(painter: QPainter, box: QRectF) -> None:
    """Draw four arms that point at a box from outside."""
    middle = box.center()
    reach = max(box.width(), box.height()) / 2 + 2
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        ends = [middle + type(middle)(x * far, y * far) for far in (reach, reach + _ARM)]
        painter.drawLine(*ends)
