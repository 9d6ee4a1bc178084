"""The map tool that chooses the place of a profile: a point, a line or a polygon."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QCursor, QKeyEvent

POINT, LINE, POLYGON = "point", "line", "polygon"

_LEAST = {POINT: 1, LINE: 2, POLYGON: 3}
_COLOUR = QColor(255, 152, 0)


class PlaceTool(QgsMapTool):
    """A click chooses a point; lines and polygons get corners, and a right click ends them.

    chosen: the corners, in the CRS of the canvas. Escape begins anew.
    """

    chosen = pyqtSignal(list)

    def __init__(self, canvas: QgsMapCanvas):
        super().__init__(canvas)
        self._canvas = canvas
        self.kind = POINT
        self._corners: list[QgsPointXY] = []
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.LineGeometry)
        self._band.setColor(_COLOUR)
        self._band.setWidth(2)
        self.setCursor(QCursor(Qt.CursorShape.CrossCursor))

    def begin(self, kind: str) -> None:
        """Choose a place of another kind from now on."""
        self.kind = kind
        self._corners.clear()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._corners.append(event.mapPoint())
            if self.kind == POINT:
                self._end()
            else:
                self._draw(self._corners)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._corners:
            self._draw([*self._corners, event.mapPoint()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._corners.clear()
            self._draw([])

    def show_place(self, geometry: QgsGeometry | None) -> None:
        """Mark a place on the map, None for none; in the CRS of the canvas."""
        if geometry is None:
            self._band.reset(QgsWkbTypes.GeometryType.LineGeometry)
            return
        self._band.setToGeometry(geometry, None)
        self._band.setIcon(QgsRubberBand.IconType.ICON_CROSS)
        self._band.setIconSize(14)
        self._band.setFillColor(QColor(255, 152, 0, 50))

    def remove(self) -> None:
        """Take the mark from the map for good."""
        self._canvas.scene().removeItem(self._band)
        self._canvas.unsetMapTool(self)

    def _end(self) -> None:
        corners, self._corners = self._corners, []
        if len(corners) >= _LEAST[self.kind]:
            self.chosen.emit(corners)
        elif corners:
            self._draw([])

    def _draw(self, corners: list[QgsPointXY]) -> None:
        kinds = QgsWkbTypes.GeometryType
        self._band.reset(kinds.PolygonGeometry if self.kind == POLYGON else kinds.LineGeometry)
        self._band.setFillColor(QColor(255, 152, 0, 50))
        for corner in corners:
            self._band.addPoint(corner)
