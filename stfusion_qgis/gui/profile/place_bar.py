"""The buttons by which the place of a profile is chosen: on the map, or from a layer."""

from __future__ import annotations

from functools import partial

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ...season.profiled_place import ProfiledPlace, line_points
from ...translation import tr
from .place_tool import LINE, POINT, POLYGON, PlaceTool

_POINTS = 400  # along a line, at the most


class PlaceBar(QWidget):
    """A button for each kind of place, and the map tool with which it is drawn.

    chosen: a `ProfiledPlace`. refused: why there is none. unit: of the map on which a line was
    drawn, "" before.
    """

    chosen = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, iface: QgisInterface, parent: QWidget):  # noqa: QGS105 (it is given)
        super().__init__(parent)
        self._iface = iface
        self.unit = ""
        self.tool = PlaceTool(iface.mapCanvas())
        self.tool.chosen.connect(self._choose)
        self.buttons = {
            POINT: self._kind_button(POINT, "/mActionCapturePoint.svg", tr(
                "Click a point on the map")),
            POLYGON: self._kind_button(POLYGON, "/mActionCapturePolygon.svg", tr(
                "Draw a polygon on the map, a right click ends it: the mean of its pixels")),
            LINE: self._kind_button(LINE, "/mActionCaptureLine.svg", tr(
                "Draw a line on the map, a right click ends it: the values along it, of one date"))}
        self.selected_button = icon_button("/mActionSelectRectangle.svg", tr(
            "The mean of the selected polygons of the active layer"), self)
        self.selected_button.clicked.connect(lambda: self.take_selection())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (*self.buttons.values(), self.selected_button):
            line.addWidget(button)
        iface.mapCanvas().mapToolSet.connect(self._show_tool)

    def _kind_button(self, kind: str, icon: str, help: str) -> QToolButton:
        button = icon_button(icon, help, self)
        button.clicked.connect(partial(self.begin, kind))
        button.setCheckable(True)
        return button

    def begin(self, kind: str, *_: bool) -> None:
        """Let the user choose a place on the map."""
        self.tool.begin(kind)
        self._iface.mapCanvas().setMapTool(self.tool)
        self._show_tool()

    def take_selection(self) -> None:
        """Take the selected polygons of the active layer for the place."""
        layer = self._iface.activeLayer()
        polygons = layer.selectedFeatures() if isinstance(layer, QgsVectorLayer) and \
            layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry else []
        if not polygons:
            self.refused.emit(tr("Select polygons of a vector layer first, and make it the "
                                 "active layer."))
            return
        together = QgsGeometry.unaryUnion([feature.geometry() for feature in polygons])
        self.chosen.emit(ProfiledPlace(_wkt(layer.crs()), area=together.asWkt()))
        self.tool.show_place(None)

    def forget(self) -> None:
        """Show no place on the map any more."""
        self.tool.show_place(None)

    def leave_map(self) -> None:
        """Give the map back to the tool of before."""
        self._iface.mapCanvas().unsetMapTool(self.tool)

    def close_for_good(self) -> None:
        """Let go of the map, before the bar is deleted."""
        self._iface.mapCanvas().mapToolSet.disconnect(self._show_tool)
        self.tool.remove()

    def _choose(self, corners: list[QgsPointXY]) -> None:
        settings = self._iface.mapCanvas().mapSettings()
        wkt = _wkt(settings.destinationCrs())
        points = [(corner.x(), corner.y()) for corner in corners]
        self.unit = QgsUnitTypes.toAbbreviatedString(settings.mapUnits())
        if self.tool.kind == POINT:
            geometry = QgsGeometry.fromPointXY(corners[0])
            place = ProfiledPlace(wkt, (points[0],))
        elif self.tool.kind == LINE:
            geometry = QgsGeometry.fromPolylineXY(corners)
            place = ProfiledPlace(wkt, line_points(points, geometry.length() / _POINTS))
        else:
            geometry = QgsGeometry.fromPolygonXY([corners])
            place = ProfiledPlace(wkt, area=geometry.asWkt())
        self.tool.show_place(geometry)
        self.chosen.emit(place)

    def _show_tool(self, *_tools: QgsMapTool) -> None:
        """Press the button of the kind of place that the map tool chooses, if it is this one."""
        active = self._iface.mapCanvas().mapTool() is self.tool
        for kind, button in self.buttons.items():
            button.setChecked(active and kind == self.tool.kind)


def icon_button(icon: str, help: str, parent: QWidget) -> QToolButton:
    """Return a flat button with an icon of QGIS."""
    button = QToolButton(parent)
    button.setIcon(QgsApplication.getThemeIcon(icon))
    button.setToolTip(help)
    button.setAutoRaise(True)
    return button


def _wkt(crs: QgsCoordinateReferenceSystem) -> str:
    return crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL)
