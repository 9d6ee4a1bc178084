"""The page in which is chosen where the prediction is wanted."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayerProxyModel,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsExtentWidget, QgsMapCanvas, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QEvent, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSizePolicy, QWidget

from ...errors import InputError
from ...images.area import Area
from ...images.area_pixels import AreaPixels
from ...images.grid import Grid
from ...processing.area_parameters import crs_text, extent_text, polygons_text
from ...translation import tr
from ..widgets.tinted_label import TintedLabel
from .area_mark import AreaMark

_WAIT = 300  # milliseconds after a change until pixels are counted
_WHOLE, _MAP, _RECTANGLE = "whole", "map", "rectangle"


class AreaBox(QWidget):
    """The extent and the polygons in which is predicted.

    The preview shows what the map shows, whatever is chosen here: this is for runs.

    changed: another part, by the user or by the map where its view is the part.
    """

    changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None):
        super().__init__(parent)
        self._canvas = canvas
        self._image: QgsRasterLayer | None = None
        self.choice = QComboBox(self)
        for key, label in ((_WHOLE, tr("Whole scene")), (_MAP, tr("What the map shows")),
                           (_RECTANGLE, tr("A rectangle"))):
            self.choice.addItem(label, key)
        self.choice.setToolTip(tr(
            "Where runs predict: each fine pixel that the extent touches. A part is exactly that "
            "of the whole scene, and takes less time."))
        self.extent = QgsExtentWidget(self, QgsExtentWidget.WidgetStyle.CondensedStyle)
        self.extent.setMapCanvas(canvas)
        self.polygons = QgsMapLayerComboBox(self)
        self.polygons.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.polygons.setAllowEmptyLayer(True, tr("(none)"))
        self.polygons.setLayer(None)
        self.polygons.setToolTip(tr(
            "Predict inside of these polygons alone, nodata elsewhere; with an extent, what both "
            "share."))
        self.polygons.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.selected = QCheckBox(tr("Selected features only"), self)
        self._size = TintedLabel(self)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(QLabel(tr("Extent"), self), self.choice)
        form.addRow(self.extent)
        form.addRow(QLabel(tr("Polygons"), self), self.polygons)
        form.addRow(self.selected)
        form.addRow(self._size)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT)
        self._soon.timeout.connect(self._show_size)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.extent.extentChanged.connect(lambda *_: self._changed())
        self.polygons.layerChanged.connect(lambda *_: self._changed())
        self.selected.toggled.connect(lambda *_: self._changed())
        canvas.extentsChanged.connect(self._map_moved)
        canvas.destinationCrsChanged.connect(self._mark_rectangle)
        self._mark = AreaMark(canvas)
        self._enable()

    # What is chosen

    def area(self) -> Area:
        """Return the part of the moment."""
        layer = self._layer()
        polygons, crs, name = "", "", ""
        if layer is not None:
            polygons = polygons_text(layer.getSelectedFeatures() if self.selected.isChecked()
                                     else layer.getFeatures())
            crs, name = crs_text(layer.crs()), layer.name()
        return Area(*self._extent(), polygons, crs, name)

    def values(self, as_sources: bool = False) -> dict[str, Any]:
        """Return EXTENT and AREA for an algorithm, without what is not chosen.

        as_sources: name the file of the polygons, as scripts do, with all its features.
        """
        values: dict[str, Any] = {}
        if text := extent_text(Area(*self._extent())):
            values["EXTENT"] = text
        layer = self._layer()
        if layer is not None and as_sources and layer.providerType() == "ogr":
            values["AREA"] = layer.source()
        elif layer is not None:
            values["AREA"] = QgsProcessingFeatureSourceDefinition(layer.id(), True) \
                if self.selected.isChecked() and not as_sources else layer.id()
        return values

    def remark(self) -> str:
        """Return what a command to copy cannot tell, "" if nothing."""
        layer = self._layer()
        if layer is None:
            return ""
        if layer.providerType() != "ogr":
            return tr("{layer} is no file: save it as one, and give that as AREA.").format(
                layer=layer.name())
        return tr("The command takes all features of {layer}: save those that are selected as a "
                  "file of their own, and give that as AREA.").format(layer=layer.name()) \
            if self.selected.isChecked() else ""

    def summary(self) -> str:
        """Return the choice in a few words, "" for the whole scene."""
        layer, parts = self._layer(), []
        if self.choice.currentData() != _WHOLE:
            parts.append(self.choice.currentText())
        if layer is not None:
            parts.append(layer.name())
        return " · ".join(parts)

    # State

    def state(self) -> dict[str, Any]:
        """Return what the project remembers."""
        layer = self._layer()
        return {"extent": self.choice.currentData(),
                "rectangle": extent_text(Area(*self._rectangle())),
                "polygons": layer.id() if layer is not None else "",
                "selected": self.selected.isChecked()}

    def restore(self, state: dict[str, Any]) -> None:
        """Show what the project remembers, as far as it is there."""
        edges, _, crs = str(state.get("rectangle", "")).partition(" [")
        try:
            left, right, bottom, top = map(float, edges.split(","))
        except ValueError:
            self.extent.clear()
        else:
            self._set_rectangle(QgsRectangle(left, bottom, right, top),
                                QgsCoordinateReferenceSystem(crs[:-1]))
        known = self.choice.findData(state.get("extent", _WHOLE))
        self.choice.setCurrentIndex(max(0, known))
        layer = QgsProject.instance().mapLayer(str(state.get("polygons", "")))
        self.polygons.setLayer(layer if isinstance(layer, QgsVectorLayer) else None)
        self.selected.setChecked(bool(state.get("selected", False)))

    def show_image(self, image: QgsRasterLayer | None) -> None:
        """Count pixels of the image that gives the prediction its grid."""
        if image is not self._image:
            self._image = image
            self._soon.start()

    def close(self) -> None:
        """Let go of the map."""
        self._soon.stop()
        self._canvas.extentsChanged.disconnect(self._map_moved)
        self._canvas.destinationCrsChanged.disconnect(self._mark_rectangle)
        self._mark.close()

    # Inside

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        self._mark_rectangle()

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self._mark_rectangle()

    def _mark_rectangle(self) -> None:
        """Frame the rectangle on the map while this page is open."""
        if self.isVisible() and self.choice.currentData() == _RECTANGLE and self.extent.isValid():
            self._mark.place(self.extent.outputExtent(), self.extent.outputCrs())
        else:
            self._mark.remove()

    def _layer(self) -> QgsVectorLayer | None:
        layer = self.polygons.currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _extent(self) -> tuple[tuple[float, float, float, float] | None, str]:
        if self.choice.currentData() == _MAP:
            return _edges(self._canvas.extent()), crs_text(
                self._canvas.mapSettings().destinationCrs())
        return self._rectangle() if self.choice.currentData() == _RECTANGLE else (None, "")

    def _rectangle(self) -> tuple[tuple[float, float, float, float] | None, str]:
        if not self.extent.isValid():
            return None, ""
        return _edges(self.extent.outputExtent()), crs_text(self.extent.outputCrs())

    def _set_rectangle(self, rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        self.extent.setOutputCrs(crs)
        self.extent.setOriginalExtent(rectangle, crs)
        self.extent.setOutputExtentFromOriginal()

    def _chosen(self) -> None:
        if self.choice.currentData() == _RECTANGLE and not self.extent.isValid():
            self._set_rectangle(self._canvas.extent(),
                                self._canvas.mapSettings().destinationCrs())
        self._changed()

    def _map_moved(self) -> None:
        if self.choice.currentData() == _MAP:
            self._soon.start()

    def _changed(self) -> None:
        self._enable()
        self._mark_rectangle()
        self._soon.start()
        self.changed.emit()

    def _enable(self) -> None:
        self.extent.setVisible(self.choice.currentData() == _RECTANGLE)
        self.selected.setEnabled(self._layer() is not None)

    def _show_size(self) -> None:
        """Show how many pixels are predicted, or why none."""
        area = self.area() if self._image is not None else Area()
        if area.is_everything or self._image is None:
            self._size.show_lines([])
            return
        grid = _grid(self._image)
        try:
            pixels = AreaPixels.of(area, grid, self._image.name())
        except InputError as error:
            self._size.show_lines([("problem", str(error))])
            return
        self._size.show_lines([("faint", tr(
            "{columns} x {rows} of {all_columns} x {all_rows} fine pixels").format(
                columns=pixels.window.columns, rows=pixels.window.rows, all_columns=grid.columns,
                all_rows=grid.rows))])


def _edges(rectangle: QgsRectangle) -> tuple[float, float, float, float]:
    return (rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(),
            rectangle.yMaximum())


def _grid(image: QgsRasterLayer) -> Grid:
    extent = image.extent()
    wkt = image.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL)
    return Grid(wkt, extent.xMinimum(), extent.yMaximum(), image.rasterUnitsPerPixelX(),
                image.rasterUnitsPerPixelY(), image.height(), image.width())
