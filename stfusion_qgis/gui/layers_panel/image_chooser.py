"""Choosing an image: a layer that overlaps with another one, or a file."""

from __future__ import annotations

import os

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsSettings,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ...errors import InputError
from ...processing.layer_sources import source_of
from ...translation import tr

_LAST_FOLDER = "stfusion/last_folder"


class ImageChooser(QWidget):
    """A list of the raster layers that overlap with a layer, and a button for files."""

    changed = pyqtSignal()
    """Another image was chosen."""

    def __init__(self, layer: QgsRasterLayer, nothing: str, parent: QWidget | None = None):
        """Offer the layers that overlap with `layer`; nothing: the name of no choice."""
        super().__init__(parent)
        self.box = QgsMapLayerComboBox()
        self.box.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.box.setExceptedLayerList(unsuitable(layer))
        self.box.setAllowEmptyLayer(True, nothing)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(24)
        self.box.setSizeAdjustPolicy(
            QgsMapLayerComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        button = QToolButton()
        button.setText("…")
        button.setToolTip(tr("Choose a file"))
        button.clicked.connect(self._choose_file)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 1)
        layout.addWidget(button)
        self.setFocusProxy(self.box)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())

    def source(self) -> str | None:
        """Return the path of the chosen image, as GDAL opens it; None if there is none."""
        layer = self.box.currentLayer()
        if layer is not None:
            return source_of(layer).path
        return self.box.currentText() if self.box.currentText() in self._files() else None

    def problem(self) -> str:
        """Return why the chosen layer cannot be compared with as it is, "" if it can.

        A comparison is kept with the paths of its images, which do not tell what is set in layers.
        """
        layer = self.box.currentLayer()
        if layer is None or source_of(layer).is_path_only:
            return ""
        return tr("What is set in the layer {layer} (its CRS or its nodata values) does not count "
                  "here. Export it as a GeoTIFF, or use the algorithm 'Image quality'.").format(
                      layer=layer.name())

    def choose(self, source: str | None) -> None:
        """Choose an image: the layer that shows it, or else its file."""
        if source is None:
            self.box.setLayer(None)
            return
        for i in range(self.box.count()):
            layer = self.box.layer(i)
            if layer is not None and _same(source_of(layer).path, source):
                self.box.setCurrentIndex(i)
                return
        if source not in self._files():
            self.box.setAdditionalItems([*self._files(), source])
        self.box.setCurrentIndex(self.box.findText(source))

    def layers(self) -> list[QgsRasterLayer]:
        """Return the layers that are offered."""
        return [layer for i in range(self.box.count()) if (layer := self.box.layer(i)) is not None]

    def _files(self) -> list[str]:
        return self.box.additionalItems()

    def _choose_file(self) -> None:
        settings = QgsSettings()
        folder = settings.value(_LAST_FOLDER, "")
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Image to compare with"), folder,
            QgsProviderRegistry.instance().fileRasterFilters())
        if path:
            settings.setValue(_LAST_FOLDER, os.path.dirname(path))
            self.choose(path)


def unsuitable(layer: QgsRasterLayer) -> list[QgsRasterLayer]:
    """Return the rasters of the project that cannot be compared with a layer.

    Itself, what is not read from a file, and what lies elsewhere.
    """
    return [other for other in QgsProject.instance().mapLayers().values()
            if isinstance(other, QgsRasterLayer) and not _suits(layer, other)]


def _suits(layer: QgsRasterLayer, other: QgsRasterLayer) -> bool:
    try:
        if _same(source_of(layer).path, source_of(other).path):
            return False
    except InputError:
        return False
    extent = other.extent()
    if layer.crs().isValid() and other.crs().isValid():
        transform = QgsCoordinateTransform(other.crs(), layer.crs(), QgsProject.instance())
        try:
            extent = transform.transformBoundingBox(extent)
        except QgsCsException:
            return False
    return extent.intersects(layer.extent())


def _same(first: str, second: str) -> bool:
    return os.path.normcase(os.path.realpath(first)) == os.path.normcase(os.path.realpath(second))
