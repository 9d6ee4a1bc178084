"""The place where two images are seen: a canvas of the dock's own, or the main map."""

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QResizeEvent, QShowEvent
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ....translation import tr
from ..canvas.preview_canvas import PreviewCanvas
from .map_overlay import MapOverlay


class PreviewView(QWidget):
    """Shows a left layer, and a right one beyond a divider.

    On the main map they are seen only while this widget is.

    own: the canvas in this widget. moved: another place is to be seen. covered: whether there is
    something over the map from now on. heightened: it needs another height.
    """

    moved = pyqtSignal()
    covered = pyqtSignal(bool)
    heightened = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.own = PreviewCanvas()
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.hide()
        self._main: QgsMapCanvas | None = None
        self._overlay: MapOverlay | None = None
        self._layers: tuple[QgsMapLayer | None, QgsMapLayer | None] | None = None
        self._busy = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.own, 1)
        layout.addWidget(self._note)
        self.own.extentsChanged.connect(self._own_moved)

    def offer_map(self, canvas: QgsMapCanvas) -> None:
        """Let the images be shown on a map too."""
        self._main = canvas

    def set_on_map(self, on_map: bool) -> None:
        """Show the images on the map, or on the own canvas again."""
        if on_map == self.is_on_map() or self._main is None:
            return
        self.own.setVisible(not on_map)
        self._note.setVisible(on_map)
        self._put_over_map(on_map and self.isVisible())
        self._show()
        self.moved.emit()

    def is_on_map(self) -> bool:
        """Say whether the images are shown on the map."""
        return not self._note.isHidden()

    def canvas(self) -> QgsMapCanvas:
        """Return the canvas on which the images are seen."""
        return self._main if self._main is not None and self.is_on_map() else self.own

    def show_layers(self, left: QgsMapLayer | None, right: QgsMapLayer | None) -> None:
        """Show two layers in place of those before; None: the map itself, where it is there."""
        self._layers = left, right
        self._show()

    def show_message(self, message: str) -> None:
        """Show no layer but a message."""
        self._layers = None
        self.own.legend.hide()
        self.own.show_message(message)
        self._say(message)
        if self._overlay is not None:
            self._overlay.clear()

    def is_drawing(self) -> bool:
        """Say whether the layers are still being drawn."""
        return self.own.is_drawing() or (
            self._overlay is not None and self._overlay.is_drawing())

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that something is being computed."""
        self._busy = busy
        self.own.set_busy(busy and self._overlay is None)
        if self._overlay is not None:
            self._overlay.set_busy(busy)

    def leave_map(self) -> None:
        """Take everything off the map, before the map or this widget goes."""
        self._put_over_map(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say(self._note.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._put_over_map(self.is_on_map())
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._put_over_map(False)

    def _put_over_map(self, over: bool) -> None:
        if over and self._overlay is None and self._main is not None:
            self._overlay = MapOverlay(self._main, self.own.swipe, self.own.legend, self)
            self._overlay.moved.connect(self.moved)
        elif not over and self._overlay is not None:
            overlay, self._overlay = self._overlay, None
            if sip.isdeleted(self._main):  # it has taken all of this with it
                return
            self.own.legend.lie_over(self.own)
            overlay.remove()
        else:
            return
        self.covered.emit(over)
        self.set_busy(self._busy)

    def _show(self) -> None:
        if self._layers is None:
            return
        if self._overlay is not None:
            self.own.show_message("")
            self._say(tr("The preview is shown on the map."))
            self._overlay.show_layers(*self._layers)
        elif not self.is_on_map() and None not in self._layers:
            self.own.show_layers(*self._layers)

    def _say(self, text: str) -> None:
        self._note.setText(text)
        # A splitter asks nobody how high a text is when it is so wide.
        height = self._note.heightForWidth(self.width())
        if height != self._note.minimumHeight():
            self._note.setMinimumHeight(height)
            self.heightened.emit()

    def _own_moved(self) -> None:
        if not self.is_on_map():
            self.moved.emit()
