"""The page in which is chosen where the prediction is wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayerProxyModel,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLabel, QSizePolicy, QWidget

from ....errors import InputError
from ....images.area import Area
from ....images.area_pixels import AreaPixels
from ....images.grid import Grid
from ....processing.area_parameters import crs_text, extent_text, polygons_text
from ....translation import tr
from ...widgets.tinted_label import TintedLabel
from .extent_choice import WHOLE, ExtentChoice

_WAIT = 300  # milliseconds after a change until pixels are counted


class AreaBox(QWidget):
    """The extent and the polygons in which is predicted.

    The preview shows what the map shows, whatever is chosen here: this is for runs.

    changed: another part, by the user.
    """

    changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None):
        super().__init__(parent)
        self._image: QgsRasterLayer | None = None
        self.extent = ExtentChoice(canvas, self)
        self.polygons = QgsMapLayerComboBox(self)
        self.polygons.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.polygons.setAllowEmptyLayer(True, tr("(none)"))
        self.polygons.setLayer(None)
        self.polygons.setToolTip(tr(
            "Predict inside of these polygons alone, nodata elsewhere; with an extent, what both "
            "share."))
        self.polygons.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.selected = QCheckBox(tr("Selected features only"), self)
        self.selected.setEnabled(False)
        self._size = TintedLabel(self)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(QLabel(tr("Extent"), self), self.extent)
        form.addRow(QLabel(tr("Polygons"), self), self.polygons)
        form.addRow(self.selected)
        form.addRow(self._size)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT)
        self._soon.timeout.connect(self._show_size)
        self.extent.changed.connect(self._changed)
        self.extent.moved.connect(self._soon.start)
        self.polygons.layerChanged.connect(lambda *_: self._changed())
        self.selected.toggled.connect(lambda *_: self._changed())

    # What is chosen

    def area(self) -> Area:
        """Return the part of the moment."""
        area, layer = self.extent.area(), self._layer()
        if layer is None:
            return area
        features = layer.getSelectedFeatures() if self.selected.isChecked() else layer.getFeatures()
        return replace(area, polygons=polygons_text(features), polygons_crs=crs_text(layer.crs()),
                       name=layer.name())

    def values(self, as_sources: bool = False) -> dict[str, Any]:
        """Return EXTENT and AREA for an algorithm, without what is not chosen.

        as_sources: name the file of the polygons, as scripts do, with all its features.
        """
        values: dict[str, Any] = {}
        if text := extent_text(self.extent.area()):
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
        layer = self._layer()
        parts = [] if self.extent.kind() == WHOLE else [self.extent.choice.currentText()]
        return " · ".join([*parts, *([] if layer is None else [layer.name()])])

    # State

    def state(self) -> dict[str, Any]:
        """Return what the project remembers."""
        layer = self._layer()
        return {**self.extent.state(), "polygons": layer.id() if layer is not None else "",
                "selected": self.selected.isChecked()}

    def restore(self, state: dict[str, Any]) -> None:
        """Show what the project remembers, as far as it is there."""
        self.extent.restore(state)
        layer = QgsProject.instance().mapLayer(str(state.get("polygons", "")))
        self.polygons.setLayer(layer if isinstance(layer, QgsVectorLayer) else None)
        self.selected.setChecked(bool(state.get("selected", False)))

    def show_image(self, image: QgsRasterLayer | None) -> None:
        """Count pixels of the image that gives the prediction its grid."""
        if image is not self._image:
            self._image = image
            self._soon.start()

    def close_for_good(self) -> None:
        """Let go of the map."""
        self._soon.stop()
        self.extent.close_for_good()

    # Inside

    def _layer(self) -> QgsVectorLayer | None:
        layer = self.polygons.currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _changed(self) -> None:
        self.selected.setEnabled(self._layer() is not None)
        self._soon.start()
        self.changed.emit()

    def _show_size(self) -> None:
        """Show how many pixels are predicted, or why none."""
        image = self._image
        if image is None or sip.isdeleted(image) or (area := self.area()).is_everything:
            self._size.show_lines([])
            return
        grid = _grid(image)
        try:
            pixels = AreaPixels.of(area, grid, image.name())
        except InputError as error:
            self._size.show_lines([("problem", str(error))])
            return
        self._size.show_lines([("faint", tr(
            "{columns} × {rows} of {all_columns} × {all_rows} fine pixels").format(
                columns=pixels.window.columns, rows=pixels.window.rows, all_columns=grid.columns,
                all_rows=grid.rows))])


def _grid(image: QgsRasterLayer) -> Grid:
    extent = image.extent()
    wkt = image.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL)
    return Grid(wkt, extent.xMinimum(), extent.yMaximum(), image.rasterUnitsPerPixelX(),
                image.rasterUnitsPerPixelY(), image.height(), image.width())
