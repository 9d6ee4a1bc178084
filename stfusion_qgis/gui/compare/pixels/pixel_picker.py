"""The pixel that is inspected: the one below the mouse, or the one that was clicked."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..canvas.preview_canvas import PreviewCanvas
from ..compared.preview_image import PreviewImage
from .pixel_inspector import PixelInspector
from .pixel_mark import PixelMark


class PixelPicker(QObject):
    """Marks a pixel on a canvas and shows its values in an inspector.

    The pixel below the mouse while the inspector is visible; a clicked one is kept at its place
    on the ground until it is clicked again.
    """

    picked = pyqtSignal()
    """A pixel was clicked."""

    moved = pyqtSignal()
    """Another pixel is kept, or none."""

    def __init__(self, canvas: PreviewCanvas, inspector: PixelInspector, parent: QObject):
        super().__init__(parent)
        self._own, self._inspector = canvas, inspector
        self._canvas: QgsMapCanvas = canvas
        self._main: QgsMapCanvas | None = None
        self._mark = PixelMark(canvas)
        self._image: PreviewImage | None = None  # any one: all have the same grid
        self._kept: QgsPointXY | None = None  # in the images' CRS
        canvas.hovered.connect(self.hover)
        canvas.clicked.connect(self.click)
        canvas.stepped.connect(self.step)
        canvas.pointer_left.connect(self._show_kept)

    def show_images(self, images: Sequence[PreviewImage], factor: int = 1) -> None:
        """Take the images of a new preview; factor: pixels a side over which they are averaged."""
        self._image = next(iter(images), None)
        self._inspector.show_images(images, factor)
        self._show_kept()

    def place(self) -> QgsPointXY | None:
        """Return the place of the kept pixel in the CRS of the images, None if none is kept."""
        return self._kept

    def show_single(self, images: Sequence[PreviewImage], place: QgsPointXY) -> None:
        """Show the values at full resolution at a place, if it is the kept one."""
        pixel = images[0].pixel_at(place) if images else None
        if pixel is not None and self._kept is not None and self._kept == place:
            row, column = pixel
            self._inspector.show_single({image.key: image.values[:, row, column].tolist()
                                         for image in images})

    def offer_map(self, canvas: QgsMapCanvas) -> None:
        """Let pixels be looked at on the main map too."""
        self._main = canvas

    def set_on_map(self, on_map: bool) -> None:
        """Look at the pixels below the mouse on the main map, or on the own canvas again."""
        if self._main is None or on_map == (self._canvas is self._main):
            return
        self._canvas.scene().removeItem(self._mark)
        self._canvas = self._main if on_map else self._own
        self._mark = PixelMark(self._canvas)
        if on_map:
            self._main.xyCoordinates.connect(self.hover)
        else:
            self._main.xyCoordinates.disconnect(self.hover)
        self._show_kept()

    def hover(self, point: QgsPointXY) -> None:
        """Show the pixel at a point in the canvas's CRS as long as no other is kept."""
        if self._kept is None and self._inspector.isVisible():
            self._show(self._in_images(point))

    def click(self, point: QgsPointXY) -> None:
        """Keep the pixel at a point in the canvas's CRS, or let it go if it was kept."""
        place = self._in_images(point)
        pixel = self._pixel(place)
        again = pixel is not None and pixel == self._pixel(self._kept)
        self._kept = None if again or pixel is None else place
        self._show_kept()
        self.moved.emit()
        if self._kept is not None:
            self.picked.emit()

    def step(self, rows: int, columns: int) -> None:
        """Keep the pixel so far away from the kept one, or from the middle."""
        if self._image is None:
            return
        place = self._kept or self._image.extent.center()
        moved = QgsPointXY(place.x() + columns * self._image.pixel_width,
                           place.y() - rows * self._image.pixel_height)
        if self._pixel(moved) is not None:
            self._kept = moved
            self._show_kept()
            self.moved.emit()

    def _show_kept(self) -> None:
        self._show(self._kept)

    def _show(self, place: QgsPointXY | None) -> None:
        pixel = self._pixel(place)
        if self._image is None or pixel is None:
            self._mark.remove()
        else:
            self._mark.place(self._image, *pixel, self._transform(self._image))
        self._inspector.show_pixel(pixel)

    def _pixel(self, place: QgsPointXY | None) -> tuple[int, int] | None:
        if place is None or self._image is None:
            return None
        return self._image.pixel_at(place)

    def _in_images(self, point: QgsPointXY) -> QgsPointXY | None:
        if self._image is None:
            return None
        try:
            return self._transform(self._image, back=True).transform(point)
        except QgsCsException:
            return None

    def _transform(self, image: PreviewImage, back: bool = False) -> QgsCoordinateTransform:
        """Return the way from an image's CRS to the canvas's, or the way back."""
        ends = [QgsCoordinateReferenceSystem.fromWkt(image.wkt),
                self._canvas.mapSettings().destinationCrs()]
        return QgsCoordinateTransform(*(reversed(ends) if back else ends), QgsProject.instance())
