"""The divider of a swipe on a map whose tool is the user's: only the divider takes the mouse."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtGui import QMouseEvent, QRegion
from qgis.PyQt.QtWidgets import QWidget

from ..canvas.swipe import GRIP, HANDLE, Swipe


class DividerHandle(QWidget):
    """An invisible strip over the divider that a canvas shows, to drag it.

    Whatever is no drag with the left button goes on to the canvas below: hovering, the wheel,
    other buttons.
    """

    def __init__(self, canvas: QgsMapCanvas, swipe: Swipe):
        super().__init__(canvas.viewport())
        self._swipe = swipe
        self._dragging = False
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        swipe.changed.connect(self.place)
        self.place()

    def place(self) -> None:
        """Follow the divider, and the size of the canvas."""
        width, height = self.parentWidget().width(), self.parentWidget().height()
        reach = max(GRIP, HANDLE)
        self.setGeometry(round(self._swipe.position * width) - reach, 0, 2 * reach, height)
        line = QRegion(reach - GRIP, 0, 2 * GRIP, height)
        knob = QRegion(QRect(reach - HANDLE, height // 2 - HANDLE, 2 * HANDLE, 2 * HANDLE),
                       QRegion.RegionType.Ellipse)
        self.setMask(line.united(knob))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragging = event.button() == Qt.MouseButton.LeftButton
        event.setAccepted(self._dragging)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._dragging)
        if self._dragging:
            x = self.mapToParent(QPoint(event.pos().x(), 0)).x()
            self._swipe.set_position(x / max(1, self.parentWidget().width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._dragging)
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._swipe.set_position(0.5)
