"""The frame of a chosen rectangle on the map."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QColor

_POINTS = 32  # along each edge, which may be bent in the map's CRS


class AreaMark:
    """Frames a rectangle on a canvas, in whichever CRS each of them is."""

    def __init__(self, canvas: QgsMapCanvas):
        self._canvas = canvas
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setStrokeColor(QColor(255, 226, 60))
        self._band.setSecondaryStrokeColor(QColor(0, 0, 0, 180))
        self._band.setWidth(2)

    def place(self, rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        """Frame a rectangle of a CRS; nothing where the map cannot show it."""
        frame = QgsGeometry.fromRect(rectangle).densifyByCount(_POINTS)
        try:
            shown = frame.transform(QgsCoordinateTransform(
                crs, self._canvas.mapSettings().destinationCrs(), QgsProject.instance())
                ) == QgsGeometry.OperationResult.Success
        except QgsCsException:
            shown = False
        if not shown:
            self.remove()
            return
        self._band.setToGeometry(frame, None)
        self._band.show()

    def remove(self) -> None:
        """Frame nothing."""
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def close(self) -> None:
        """Take the frame out of the canvas for good."""
        if not sip.isdeleted(self._canvas) and not sip.isdeleted(self._band):
            self._canvas.scene().removeItem(self._band)
