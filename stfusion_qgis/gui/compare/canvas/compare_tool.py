"""The map tool of the comparison: drag the divider, pan, look at pixels."""

from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QCursor

from .swipe import GRIP, HANDLE, Swipe

_STILL = 3  # pixels the mouse may move in a click


class CompareTool(QgsMapTool):
    """Drags the divider of a swipe where it is grabbed, and pans the map elsewhere."""

    hovered = pyqtSignal(QgsPointXY)
    """The mouse is at a point of the map, in the canvas's CRS."""

    clicked = pyqtSignal(QgsPointXY)
    """A point of the map was clicked."""

    def __init__(self, canvas: QgsMapCanvas, swipe: Swipe):
        super().__init__(canvas)
        self._canvas, self._swipe = canvas, swipe
        self._pressed: QPoint | None = None
        self._dragging = self._panning = False
        self.setCursor(QCursor(Qt.CursorShape.CrossCursor))

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = event.pos()
        self._dragging = self._is_at_divider(event.pos())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._pressed is None:
            self._point_at(Qt.CursorShape.SplitHCursor if self._is_at_divider(event.pos())
                           else Qt.CursorShape.CrossCursor)
            self.hovered.emit(event.mapPoint())
        elif self._dragging:
            self._swipe.set_position(event.pos().x() / max(1, self._canvas.width()))
        elif self._panning or (event.pos() - self._pressed).manhattanLength() > _STILL:
            self._panning = True
            self._point_at(Qt.CursorShape.ClosedHandCursor)
            self._canvas.panAction(event)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        panning, dragging = self._panning, self._dragging
        self._pressed, self._panning, self._dragging = None, False, False
        if panning:
            self._canvas.panActionEnd(event.pos())
            self._point_at(Qt.CursorShape.CrossCursor)
        elif not dragging:
            self.clicked.emit(event.mapPoint())

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        if self._is_at_divider(event.pos()):
            self._swipe.set_position(0.5)

    def _is_at_divider(self, place: QPoint) -> bool:
        at = QPoint(round(self._swipe.position * self._canvas.width()),
                    self._canvas.height() // 2)
        return (abs(place.x() - at.x()) <= GRIP
                or (place - at).manhattanLength() <= HANDLE)

    def _point_at(self, shape: Qt.CursorShape) -> None:
        self._canvas.setCursor(shape)
