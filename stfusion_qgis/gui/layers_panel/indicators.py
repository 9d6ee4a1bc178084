"""The sign beside a layer's name that its values are out of date."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsApplication, QgsLayerTree, QgsLayerTreeLayer, QgsLayerTreeNode
from qgis.gui import QgsLayerTreeView, QgsLayerTreeViewIndicator
from qgis.PyQt.QtCore import QModelIndex, QObject

from ...translation import tr
from .layer_quality import LayerQuality
from .qualities import Qualities
from .values import is_gone, out_of_date


class Indicators(QObject):
    """Keeps the indicators of a view in step with the qualities of the layers.

    The view remembers them by nodes of the tree: they are taken off before a node goes, for
    a new one may get its address.
    """

    def __init__(self, view: QgsLayerTreeView, root: QgsLayerTree, qualities: Qualities,
                 measure: Callable[[LayerQuality], None]):
        super().__init__()
        self._view, self._root, self._qualities = view, root, qualities
        self._measure = measure
        self._shown: dict[QgsLayerTreeNode, QgsLayerTreeViewIndicator] = {}
        root.addedChildren.connect(self._nodes_added)
        root.willRemoveChildren.connect(self._nodes_removed)
        qualities.appeared.connect(self._follow)
        qualities.vanishing.connect(self._leave)
        for quality in qualities.all():
            self._follow(quality)

    def close(self) -> None:
        """Take all indicators off."""
        self._root.addedChildren.disconnect(self._nodes_added)
        self._root.willRemoveChildren.disconnect(self._nodes_removed)
        self._qualities.appeared.disconnect(self._follow)
        self._qualities.vanishing.disconnect(self._leave)
        for quality in self._qualities.all():
            self._leave(quality)

    def _follow(self, quality: LayerQuality) -> None:
        quality.changed.connect(self._changed)
        self._update(quality)

    def _leave(self, quality: LayerQuality) -> None:
        quality.changed.disconnect(self._changed)
        for node in self._nodes(quality.layer_id):
            self._take_off(node)

    def _changed(self) -> None:
        self._update(self.sender())

    def _update(self, quality: LayerQuality) -> None:
        for node in self._nodes(quality.layer_id):
            if not (quality.outdated or quality.gone):
                self._take_off(node)
                continue
            if node not in self._shown:
                self._put_on(node)
            self._shown[node].setToolTip(is_gone(quality) if quality.gone else (
                f"{out_of_date(quality)} {tr('Click to measure again.')}"))

    def _put_on(self, node: QgsLayerTreeNode) -> None:
        indicator = QgsLayerTreeViewIndicator(self._view)
        indicator.setIcon(QgsApplication.getThemeIcon("/mIconWarning.svg"))
        indicator.clicked.connect(self._clicked)
        self._view.addIndicator(node, indicator)
        self._shown[node] = indicator

    def _take_off(self, node: QgsLayerTreeNode) -> None:
        indicator = self._shown.pop(node, None)
        if indicator is not None:
            self._view.removeIndicator(node, indicator)
            indicator.deleteLater()

    def _clicked(self, index: QModelIndex) -> None:
        node = self._view.index2node(index)
        quality = self._qualities.of(node.layer()) if isinstance(node, QgsLayerTreeLayer) else None
        if quality is not None and not quality.gone:
            self._measure(quality)

    def _nodes(self, layer_id: str) -> list[QgsLayerTreeNode]:
        return [node for node in self._root.findLayers() if node.layerId() == layer_id]

    def _nodes_added(self, parent: QgsLayerTreeNode, first: int, last: int) -> None:
        for node in _layers_in(parent.children()[first:last + 1]):
            quality = self._qualities.of(node.layer())
            if quality is not None:
                self._update(quality)

    def _nodes_removed(self, parent: QgsLayerTreeNode, first: int, last: int) -> None:
        for node in _layers_in(parent.children()[first:last + 1]):
            self._take_off(node)


def _layers_in(nodes: list[QgsLayerTreeNode]) -> list[QgsLayerTreeLayer]:
    """Return the layers among nodes and in the groups among them."""
    return [layer for node in nodes
            for layer in ([node] if isinstance(node, QgsLayerTreeLayer) else node.findLayers())]
