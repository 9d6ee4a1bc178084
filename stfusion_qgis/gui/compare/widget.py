"""The comparison of a preview's images: what the dock embeds."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ... import pictures
from .images import PREDICTION, PreviewImage, with_role
from .rendering import image_renderer
from .shown_raster import ShownRaster


class ComparisonWidget(QWidget):
    """Compares predictions with the other images of a preview, and with each other."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._canvas = QgsMapCanvas(self)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._raster = ShownRaster()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._message)
        layout.addWidget(self._canvas, 1)
        raster = self._raster
        self.destroyed.connect(lambda: raster.close())

    def canvas(self) -> QgsMapCanvas:
        """Return the map canvas. Its extent and CRS are the caller's to set."""
        return self._canvas

    def show_images(self, images: Sequence[PreviewImage], ratio: float | None) -> None:
        """Show the images of a preview in place of those before.

        images: at least one, of the same bands, grid and size.
        ratio: coarse pixel size / pixel size of the images, None if unknown.
        """
        self._message.clear()
        image = (with_role(images, PREDICTION) or list(images))[0]
        layer = self._raster.show(image.values, image.left, image.top, image.pixel_width,
                                  image.pixel_height, image.wkt)
        limits = pictures.stretch([image.values[:, ::3, ::3]])
        bands = pictures.choose_bands(image.band_names, image.wavelengths)
        layer.setRenderer(image_renderer(layer.dataProvider(), bands, limits))
        if self._canvas.layers() != [layer]:
            self._canvas.setLayers([layer])
        layer.triggerRepaint()

    def clear(self, message: str) -> None:
        """Show no image, and a message that says why and what to do."""
        self._canvas.setLayers([])
        self._message.setText(message)

    def set_busy(self, busy: bool) -> None:
        """Show that a new preview is being computed, or that it is not any more."""
        self.setProperty("busy", busy)
