"""The choice of an extent: none, that of the map, or a rectangle."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsExtentWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ....images.area import Area
from ....processing.area_parameters import crs_text, extent_text
from ....translation import tr
from .area_mark import AreaMark

WHOLE, MAP, RECTANGLE = "whole", "map", "rectangle"


class ExtentChoice(QWidget):
    """A list of what the extent is, and the rectangle, which is framed on the map while it is seen.

    changed: another extent, by the user. moved: by the map, whose view it is.
    """

    changed = pyqtSignal()
    moved = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None):
        super().__init__(parent)
        self._canvas = canvas
        self.choice = QComboBox(self)
        for key, label in ((WHOLE, tr("Whole scene")), (MAP, tr("What the map shows")),
                           (RECTANGLE, tr("A rectangle"))):
            self.choice.addItem(label, key)
        self.choice.setToolTip(tr(
            "Where runs predict: each fine pixel that the extent touches. A part is exactly that "
            "of the whole scene, and takes less time."))
        self.rectangle = QgsExtentWidget(self, QgsExtentWidget.WidgetStyle.CondensedStyle)
        self.rectangle.setMapCanvas(canvas)
        self.rectangle.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice)
        layout.addWidget(self.rectangle)
        self._mark = AreaMark(canvas)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.rectangle.extentChanged.connect(lambda *_: self._changed())
        canvas.extentsChanged.connect(self._map_moved)
        canvas.destinationCrsChanged.connect(self._show_mark)

    def kind(self) -> str:
        """Return WHOLE, MAP or RECTANGLE."""
        return str(self.choice.currentData())

    def area(self) -> Area:
        """Return the extent of the moment as an area without polygons."""
        if self.kind() == MAP:
            return _area(self._canvas.extent(), self._canvas.mapSettings().destinationCrs())
        return self._rectangle() if self.kind() == RECTANGLE else Area()

    def state(self) -> dict[str, Any]:
        """Return what the project remembers."""
        return {"extent": self.kind(), "rectangle": extent_text(self._rectangle())}

    def restore(self, state: dict[str, Any]) -> None:
        """Show what the project remembers."""
        edges, _, crs = str(state.get("rectangle", "")).partition(" [")
        try:
            left, right, bottom, top = map(float, edges.split(","))
        except ValueError:
            self.rectangle.clear()
        else:
            self._set_rectangle(QgsRectangle(left, bottom, right, top),
                                QgsCoordinateReferenceSystem(crs[:-1]))
        self.choice.setCurrentIndex(max(0, self.choice.findData(state.get("extent", WHOLE))))

    def close_for_good(self) -> None:
        """Let go of the map."""
        self._canvas.extentsChanged.disconnect(self._map_moved)
        self._canvas.destinationCrsChanged.disconnect(self._show_mark)
        self._mark.close()

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        self._show_mark()

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self._show_mark()

    def _rectangle(self) -> Area:
        return _area(self.rectangle.outputExtent(), self.rectangle.outputCrs()) \
            if self.rectangle.isValid() else Area()

    def _set_rectangle(self, rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        self.rectangle.setOutputCrs(crs)
        self.rectangle.setOriginalExtent(rectangle, crs)
        self.rectangle.setOutputExtentFromOriginal()

    def _chosen(self) -> None:
        """Begin a rectangle as what the map shows."""
        if self.kind() == RECTANGLE and not self.rectangle.isValid():
            self._set_rectangle(self._canvas.extent(), self._canvas.mapSettings().destinationCrs())
        self._changed()

    def _changed(self) -> None:
        self.rectangle.setVisible(self.kind() == RECTANGLE)
        self._show_mark()
        self.changed.emit()

    def _map_moved(self) -> None:
        if self.kind() == MAP:
            self.moved.emit()

    def _show_mark(self) -> None:
        if self.isVisible() and self.kind() == RECTANGLE and self.rectangle.isValid():
            self._mark.place(self.rectangle.outputExtent(), self.rectangle.outputCrs())
        else:
            self._mark.remove()


def _area(rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Area:
    return Area((rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(),
                 rectangle.yMaximum()), crs_text(crs))
