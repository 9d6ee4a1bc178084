"""Prepared images as layers of the project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsRasterLayer
from qgis.PyQt import sip

from ....processing.layer_dates import fix_date
from ....processing.natural_colours import show_natural_colours
from ....products.cataloguing.catalogue_item import CatalogueItem
from ....products.product import SensorRole
from ....translation import mark, tr

_TITLES = {SensorRole.FINE: mark("Fine images"), SensorRole.COARSE: mark("Coarse images")}


def load_prepared(images: Sequence[CatalogueItem]) -> Iterator[QgsRasterLayer]:
    """Load prepared images in a group, fine ones above coarse ones, and yield their layers.

    Whoever takes them one after the other lets the window live in between: QGIS looks at the
    pixels of each. What is loaded already is not loaded again. Only the newest image of each
    sensor is seen.
    """
    project = QgsProject.instance()
    loaded = {layer.source() for layer in project.mapLayers().values()}
    new = [image for image in reversed(images) if image.prepared not in loaded]
    places = _Places()
    for role in SensorRole:
        for image in new:
            if image.role is not role:
                continue
            layer = QgsRasterLayer(image.prepared, _name(image))
            if not layer.isValid():
                continue
            fix_date(layer, image.date)
            show_natural_colours(layer)
            if project.addMapLayer(layer, False) is not None:
                places.add(layer, role)
                yield layer


class _Places:
    """The groups of the layer tree that the layers come into; made when they are needed."""

    def __init__(self) -> None:
        self._groups: dict[SensorRole | None, QgsLayerTreeGroup] = {}

    def add(self, layer: QgsRasterLayer, role: SensorRole) -> None:
        """Add a layer below those of its sensor; the first of them is seen."""
        is_first = role not in self._groups
        node = self._group(role).addLayer(layer)
        node.setExpanded(False)
        node.setItemVisibilityChecked(is_first)

    def _group(self, role: SensorRole | None) -> QgsLayerTreeGroup:
        if role not in self._groups or sip.isdeleted(self._groups[role]):
            if role is None:
                made = QgsProject.instance().layerTreeRoot().insertGroup(0, tr("Downloads"))
            else:
                made = self._group(None).addGroup(tr(_TITLES[role]))
            self._groups[role] = made
        return self._groups[role]


def _name(image: CatalogueItem) -> str:
    return " ".join(part for part in (str(image.date), image.title, image.tile) if part)
