"""The swipe: the right image over the left one, from a divider on."""

from __future__ import annotations

import math

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QObject, QPointF, QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ...widgets.painting import CENTRE, draw_text
from .layer_picture import LayerPicture

GRIP = 6
"""Pixels on each side of the divider at which it can be grabbed."""

HANDLE = 11
"""Radius of the handle in the middle of the divider, in pixels."""

_SHADE, _LIGHT = QColor(20, 20, 20, 165), QColor(255, 255, 255, 235)


class Swipe(QObject):
    """The place of the divider and the titles of both sides.

    position: of the divider, 0 (left edge) to 1.
    flicked: whether the right image covers all as long as a key or button is held down.
    left_title, right_title: names of the images.
    """

    changed = pyqtSignal()
    """Something of it has changed: what is drawn is outdated."""

    moved = pyqtSignal()
    """The divider has moved."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.position, self.flicked = 0.5, False
        self.left_title = self.right_title = ""

    def set_position(self, position: float) -> None:
        """Move the divider; beyond the edges it stays at them."""
        self.position = min(1.0, max(0.0, position))
        self.changed.emit()
        self.moved.emit()

    def set_flicked(self, flicked: bool) -> None:
        """Show the right image alone, or both again."""
        if flicked != self.flicked:
            self.flicked = flicked
            self.changed.emit()

    def set_titles(self, left: str, right: str) -> None:
        """Name the images."""
        self.left_title, self.right_title = left, right
        self.changed.emit()


class SwipeItem(QgsMapCanvasItem):
    """Draws the right image, the divider and the names on a canvas that shows the left image."""

    def __init__(self, canvas: QgsMapCanvas, swipe: Swipe, picture: LayerPicture):
        super().__init__(canvas)
        self._canvas, self._swipe, self._picture = canvas, swipe, picture
        self.setZValue(50)
        swipe.changed.connect(self.update)
        picture.changed.connect(self.update)

    def updatePosition(self) -> None:
        """Follow the canvas: it is panned or zoomed."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def paint(self, painter: QPainter, option=None, widget=None) -> None:
        if self._picture.image.isNull():
            return
        width, height = self._canvas.width(), self._canvas.height()
        divider = 0.0 if self._swipe.flicked else round(self._swipe.position * width)
        painter.save()
        painter.setClipRect(QRectF(divider, 0, width - divider, height))
        painter.fillRect(QRectF(0, 0, width, height), self._canvas.canvasColor())
        extent = self._picture.extent
        corners = [self.toCanvasCoordinates(QgsPointXY(x, y)) for x, y in (
            (extent.xMinimum(), extent.yMaximum()), (extent.xMaximum(), extent.yMinimum()))]
        image = self._picture.image
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(*corners), image, QRectF(image.rect()))
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._swipe.flicked:
            _draw_divider(painter, divider, height)
            self._draw_name(painter, self._swipe.left_title, width, False)
        self._draw_name(painter, self._swipe.right_title, width, True)

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
