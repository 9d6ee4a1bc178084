"""Layers of the project in groups of the layer tree."""

from __future__ import annotations

from qgis.core import QgsLayerTree, QgsLayerTreeGroup, QgsRasterLayer


def move_to_group(layer: QgsRasterLayer, root: QgsLayerTree, group: QgsLayerTreeGroup) -> None:
    """Move a layer of the project to the end of a group, wherever it is in the layer tree."""
    node = root.findLayer(layer.id())
    if node is None:
        group.addLayer(layer)
        return
    group.addChildNode(node.clone())
    node.parent().removeChildNode(node)
