"""Two map canvases that show the same place in the same CRS, turned alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject


class CanvasLink(QObject):
    """Moves each of two canvases with the other one.

    The preview shows all that the main canvas shows. When the preview is moved, the main canvas
    goes to the same centre and changes its scale by the same factor.
    """

    def __init__(self, main: QgsMapCanvas, preview: QgsMapCanvas):
        super().__init__(preview)
        self._main, self._preview = main, preview
        self._moving = False
        self._scale, self._size = preview.mapUnitsPerPixel(), preview.size()
        self._active = True
        main.extentsChanged.connect(self.follow_main)
        main.destinationCrsChanged.connect(self.follow_main)
        main.rotationChanged.connect(self.follow_main)
        preview.extentsChanged.connect(self._follow_preview)

    def set_active(self, active: bool) -> None:
        """Move both together, or let both go their own ways."""
        self._active = active
        self.follow_main()

    def follow_main(self) -> None:
        """Give the preview the extent, the rotation and the CRS of the main canvas."""
        if self._moving or not self._active:
            return
        with self._movement():
            crs = self._main.mapSettings().destinationCrs()
            if self._preview.mapSettings().destinationCrs() != crs:
                self._preview.setDestinationCrs(crs)
            self._preview.setRotation(self._main.rotation())
            self._preview.setExtent(self._main.extent())
            self._preview.refresh()

    def _follow_preview(self) -> None:
        before, self._scale = self._scale, self._preview.mapUnitsPerPixel()
        if self._size != self._preview.size():  # the dock was resized, nobody moved
            self._size = self._preview.size()
            self.follow_main()
            return
        if self._moving or not self._active or not before:
            return
        with self._movement():
            factor = self._scale / before
            extent, centre = self._main.extent(), self._preview.extent().center()
            width, height = extent.width() * factor, extent.height() * factor
            self._main.setExtent(QgsRectangle.fromCenterAndSize(centre, width, height))
            self._main.refresh()

    @contextmanager
    def _movement(self) -> Iterator[None]:
        self._moving = True
        try:
            yield
        finally:
            self._moving = False
            self._scale = self._preview.mapUnitsPerPixel()

    def close(self) -> None:
        """End the link."""
        self._active = False
        self._main.extentsChanged.disconnect(self.follow_main)
        self._main.destinationCrsChanged.disconnect(self.follow_main)
        self._main.rotationChanged.disconnect(self.follow_main)
