"""The row of the guide in the dock: an image like the others, or polygons."""

from __future__ import annotations

import os

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...errors import InputError
from ...images.source import Source, short_name
from ...preview.examine import Finding
from ...processing.guide_parameter import polygons_of_layer
from .image_row import ImageRow


class GuideRow(ImageRow):
    """A row that takes layers of polygons, too."""

    filters = QgsMapLayerProxyModel.Filter.RasterLayer | QgsMapLayerProxyModel.Filter.PolygonLayer
    if hasattr(Qgis, "LayerFilters"):  # from QGIS 3.34 on two filters are a number, unless told
        filters = Qgis.LayerFilters(filters)
    providers = ("gdal", "ogr")

    def found_layer(self, identifier: str | None) -> QgsMapLayer | None:
        layer = QgsProject.instance().mapLayer(identifier) if identifier else None
        return layer if _is_polygons(layer) else super().found_layer(identifier)

    def source(self) -> Source | None:
        layer = self.layer()
        if not isinstance(layer, QgsVectorLayer):
            return super().source()
        try:
            return polygons_of_layer(layer)
        except InputError as error:
            self.show_finding(Finding(problem=str(error)))
            return None

    def _opened_file(self, path: str) -> QgsMapLayer | None:
        known = next((layer for layer in QgsProject.instance().mapLayers().values()
                      if _is_polygons(layer) and layer.source() == path), None)
        if known is not None:
            return known
        layer = super()._opened_file(path)
        if layer is not None:
            return layer
        polygons = QgsVectorLayer(path, os.path.splitext(short_name(path))[0])
        return QgsProject.instance().addMapLayer(polygons) if _is_polygons(polygons) else None

    def _settings_of(self, layer: QgsMapLayer) -> Source | None:
        if not isinstance(layer, QgsVectorLayer):
            return super()._settings_of(layer)
        try:
            return polygons_of_layer(layer)
        except InputError:
            return None

    def _show_mask(self) -> None:
        layer = self.layer()
        image = None if isinstance(layer, QgsVectorLayer) else layer
        self._mask.setVisible(layer is None or image is not None)
        self._mask.show_image(image)
        self.menu.show_layer(image)


def _is_polygons(layer: QgsMapLayer | None) -> bool:
    return isinstance(layer, QgsVectorLayer) and layer.isValid() and \
        layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
