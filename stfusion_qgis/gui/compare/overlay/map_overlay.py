"""The preview over the layers of the main map, which knows nothing of it.

It is an item of the canvas, as rubber bands are: no layer, so that neither project nor legend nor
exports have it, and the map below need not be drawn again when the preview changes.
"""

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, pyqtSignal

from ...widgets.busy_bar import BusyBar
from ..canvas.error_legend import ErrorLegend
from ..canvas.layer_picture import LayerPicture
from ..canvas.swipe import Swipe
from ..canvas.swipe_item import SwipeItem
from .divider_handle import DividerHandle

_ABOVE_THE_MAP = -1  # and below what the user draws, which is at 0


class MapOverlay(QObject):
    """Shows layers left and right of a divider over a canvas, until `remove` is called.

    moved: the canvas shows another place.
    """

    moved = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, swipe: Swipe, legend: ErrorLegend, parent: QObject):
        super().__init__(parent)
        self._canvas, self._legend = canvas, legend
        self._layers: tuple[QgsMapLayer | None, QgsMapLayer | None] = None, None
        self._pictures = LayerPicture(self), LayerPicture(self)
        left, right = self._pictures
        self._item: SwipeItem | None = SwipeItem(canvas, swipe, right, left)
        self._item.setZValue(_ABOVE_THE_MAP)
        self._handle = DividerHandle(canvas, swipe)
        self._busy = BusyBar(canvas.viewport())
        legend.lie_over(canvas)
        canvas.renderStarting.connect(self._draw)
        canvas.destinationCrsChanged.connect(self._forget)
        for signal in self._movements():
            signal.connect(self.moved)
        canvas.viewport().installEventFilter(self)
        self._arrange()

    @property
    def canvas(self) -> QgsMapCanvas:
        """Return the canvas below."""
        return self._canvas

    def show_layers(self, left: QgsMapLayer | None, right: QgsMapLayer | None) -> None:
        """Show layers in place of those before; None: the map itself."""
        self._layers = left, right
        self._draw()
        self._handle.show()

    def clear(self) -> None:
        """Show nothing."""
        self._layers = None, None
        self._handle.hide()
        self._forget()

    def is_drawing(self) -> bool:
        """Say whether the layers are still being drawn."""
        return any(picture.is_drawing() for picture in self._pictures)

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that something is being computed."""
        self._busy.set_active(busy)

    def remove(self) -> None:
        """Take everything off the canvas again; the legend has to lie elsewhere by then."""
        self._canvas.viewport().removeEventFilter(self)
        self._canvas.renderStarting.disconnect(self._draw)
        self._canvas.destinationCrsChanged.disconnect(self._forget)
        for signal in self._movements():
            signal.disconnect(self.moved)
        self.clear()
        self._canvas.scene().removeItem(self._item)
        self._item = None
        for widget in (self._handle, self._busy):
            widget.hide()
            widget.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _movements(self) -> tuple:
        return (self._canvas.extentsChanged, self._canvas.rotationChanged,
                self._canvas.destinationCrsChanged)

    def _forget(self) -> None:
        """Show nothing until the layers are drawn again: the places of pixels have changed."""
        for picture in self._pictures:
            picture.clear()

    def _draw(self) -> None:
        settings = self._canvas.mapSettings()
        for picture, layer in zip(self._pictures, self._layers):
            if layer is None:
                picture.clear()
            elif settings.hasValidSettings():
                picture.draw(layer, settings)

    def _arrange(self) -> None:
        """Put legend, bar and handle where they belong."""
        viewport = self._canvas.viewport()
        self._busy.setGeometry(0, 0, viewport.width(), self._busy.sizeHint().height())
        self._handle.place()
        self._legend.place()
