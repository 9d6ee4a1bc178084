"""The drawing of a swipe on a map canvas: pictures, divider, names."""

from __future__ import annotations

import math

from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from ...widgets.painting import CENTRE, draw_text
from .layer_picture import LayerPicture
from .swipe import HANDLE, Swipe

_SHADE, _LIGHT = QColor(20, 20, 20, 165), QColor(255, 255, 255, 235)


class SwipeItem(QgsMapCanvasItem):
    """Draws pictures left and right of a divider, the divider, and the names of both.

    Below a picture, nothing of the map shines through where its layer has no data.
    """

    def __init__(self, canvas: QgsMapCanvas, swipe: Swipe, right: LayerPicture,
                 left: LayerPicture | None = None):
        """Draw on a canvas; left: None if the canvas itself shows the left image."""
        super().__init__(canvas)
        self._canvas, self._swipe, self._left, self._right = canvas, swipe, left, right
        self.setZValue(50)
        swipe.changed.connect(self.update)
        for picture in filter(None, (left, right)):
            picture.changed.connect(self.update)

    def updatePosition(self) -> None:
        """Follow the canvas: it is panned or zoomed."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        # While the map is dragged, the canvas shows another part of its scene.
        width, height = self._canvas.width(), self._canvas.height()
        return QRectF(-width, -height, 3 * width, 3 * height)

    def paint(self, painter: QPainter, option=None, widget=None) -> None:
        pictures = [picture for picture in (self._left, self._right) if picture is not None]
        if all(picture.image.isNull() for picture in pictures):
            return
        shown = QRectF(self._canvas.sceneRect().topLeft(), QRectF(self._canvas.rect()).size())
        divider = 0.0 if self._swipe.flicked else float(
            round(self._swipe.position * shown.width()))
        if self._left is not None:
            self._draw_picture(painter, self._left,
                               shown.adjusted(0, 0, divider - shown.width(), 0))
        self._draw_picture(painter, self._right, shown.adjusted(divider, 0, 0, 0))
        painter.save()
        painter.translate(shown.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._swipe.flicked:
            _draw_divider(painter, divider, shown.height())
            self._draw_name(painter, self._swipe.left_title, shown.width(), False)
        self._draw_name(painter, self._swipe.right_title, shown.width(), True)
        painter.restore()

    def _draw_picture(self, painter: QPainter, picture: LayerPicture, part: QRectF) -> None:
        if picture.image.isNull() or part.isEmpty():
            return
        painter.save()
        painter.setClipRect(part)
        if self._left is None:
            painter.fillRect(part, self._canvas.canvasColor())
        painter.setTransform(self._transform(picture), True)
        place = QRectF(QPointF(0, 0), QSizeF(picture.size))
        if self._left is not None:
            painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._canvas.canvasColor())
            painter.drawPolygon(picture.outline)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture.image, QRectF(picture.image.rect()))
        painter.restore()

    def _transform(self, picture: LayerPicture) -> QTransform:
        """Return the way from the pixels of a picture to those of the canvas.

        They differ while the canvas is panned, zoomed or turned, until a new picture is drawn.
        """
        width, height = picture.size.width(), picture.size.height()
        corner, right, lower = (
            self.toCanvasCoordinates(picture.to_map.toMapCoordinates(x, y))
            for x, y in ((0, 0), (width, 0), (0, height)))
        across, down = (right - corner) / width, (lower - corner) / height
        return QTransform(across.x(), across.y(), down.x(), down.y(), corner.x(), corner.y())

    def _draw_name(self, painter: QPainter, name: str, width: float, right: bool) -> None:
        font = self._canvas.font()
        font.setBold(True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room = width / 2 - 24
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        size = metrics.horizontalAdvance(text) + 14
        place = QRectF(width - size - 6 if right else 6, 7, size, metrics.height() + 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(_LIGHT)
        draw_text(painter, place, text, CENTRE)


def _draw_divider(painter: QPainter, x: float, height: float) -> None:
    for colour, width in ((_SHADE, 4.0), (_LIGHT, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
    middle = QPointF(x, math.floor(height / 2))
    painter.setPen(QPen(_SHADE, 1.0))
    painter.setBrush(_LIGHT)
    painter.drawEllipse(middle, HANDLE, HANDLE)
    arrows = QPainterPath()
    for way in (-1, 1):
        arrows.moveTo(middle + QPointF(way * 3, -4))
        arrows.lineTo(middle + QPointF(way * 7, 0))
        arrows.lineTo(middle + QPointF(way * 3, 4))
    painter.setPen(QPen(QColor(40, 40, 40), 1.8, Qt.PenStyle.SolidLine,
                        Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(arrows)
