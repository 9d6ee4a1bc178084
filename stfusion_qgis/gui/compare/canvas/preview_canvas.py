"""The map canvas of a preview: two images with a swipe between them, or a message."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsPointXY
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QPalette, QResizeEvent
from qgis.PyQt.QtWidgets import QWidget

from ...widgets.busy_bar import BusyBar
from ...widgets.hint import Hint
from .compare_tool import CompareTool
from .error_legend import ErrorLegend
from .layer_picture import LayerPicture
from .swipe import Swipe
from .swipe_item import SwipeItem

FLICK_KEY = Qt.Key.Key_F

_STEP = 0.02  # of the width, by which a key moves the divider


class PreviewCanvas(QgsMapCanvas):
    """Shows a left layer, and a right one beyond the divider of `swipe`."""

    hovered = pyqtSignal(QgsPointXY)
    clicked = pyqtSignal(QgsPointXY)
    pointer_left = pyqtSignal()
    stepped = pyqtSignal(int, int)
    """A key asks for the pixel so many rows further down and columns further right."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setMinimumSize(120, 240)
        self.setFrameShape(self.Shape.NoFrame)
        self.setCachingEnabled(False)  # images change in place
        self.setPreviewJobsEnabled(False)
        self._right: QgsMapLayer | None = None
        self._waits = False  # for the left layer to be drawn
        self.swipe = Swipe(self)
        self.picture = LayerPicture(self)
        self._item = SwipeItem(self, self.swipe, self.picture)
        self._tool = CompareTool(self, self.swipe)
        self._tool.hovered.connect(self.hovered)
        self._tool.clicked.connect(self.clicked)
        self.setMapTool(self._tool)
        self.renderStarting.connect(self._draw_right)
        self.mapCanvasRefreshed.connect(self._stop_waiting)
        self.legend = ErrorLegend()
        self.legend.lie_over(self)
        self._message = Hint("compare", self.viewport())
        self._busy = BusyBar(self.viewport())
        self._follow_palette()

    def sizeHint(self) -> QSize:
        return QSize(320, 300)

    def show_layers(self, left: QgsMapLayer, right: QgsMapLayer) -> None:
        """Show two layers in place of those before."""
        self._message.hide()
        self._right = right
        if self.layers() != [left]:
            self.setLayers([left])  # refreshes
        else:
            self.refresh()
        self._waits = self.renderFlag() and self.mapSettings().hasValidSettings()

    def is_drawing(self) -> bool:
        """Say whether the layers are still being drawn."""
        return self._waits or self.picture.is_drawing()

    def show_message(self, message: str) -> None:
        """Show no layer but a message."""
        self._right, self._waits = None, False
        self.picture.clear()
        self.setLayers([])
        self._message.set_text(message)
        self._message.show()

    def message(self) -> str:
        """Return the message that is shown, "" if there are layers."""
        return "" if self._message.isHidden() else self._message.text()

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that something is being computed."""
        self._busy.set_active(busy)

    def _draw_right(self) -> None:
        if self._right is not None:
            self.picture.draw(self._right, self.mapSettings())

    def _stop_waiting(self) -> None:
        self._waits = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0),
                  Qt.Key.Key_Down: (1, 0)}
        rows, columns = arrows.get(event.key(), (0, 0))
        if event.key() == FLICK_KEY:
            self.swipe.set_flicked(True)
        elif columns and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.swipe.set_position(self.swipe.position + columns * _STEP)
        elif event.key() in arrows and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.stepped.emit(rows, columns)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == FLICK_KEY:
            if not event.isAutoRepeat():
                self.swipe.set_flicked(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event) -> None:
        self.swipe.set_flicked(False)  # the key may be released elsewhere
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer_left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._follow_palette()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = self.viewport().width(), self.viewport().height()
        self._message.setGeometry(0, 0, width, height)
        self._busy.setGeometry(0, 0, width, self._busy.sizeHint().height())
        if self.legend.parentWidget() is self.viewport():
            self.legend.place()

    def _follow_palette(self) -> None:
        self.setCanvasColor(self.palette().color(QPalette.ColorRole.Base))
