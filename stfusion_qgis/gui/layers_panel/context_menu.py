"""The submenu STFusion in the context menu of raster layers."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsMapLayer
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ...resources import icon_path
from ...translation import tr
from . import store
from .layer_quality import LayerQuality
from .qualities import Qualities


class ContextMenu(QObject):
    """A submenu STFusion of raster layers.

    compare, show: called with the current layer. The others are called with a `LayerQuality`: of
    the current layer, or of each selected one.
    """

    def __init__(self, iface, qualities: Qualities,  # noqa: QGS105 (the menu is made through it)
                 compare: Callable[[QgsMapLayer], None],
                 show: Callable[[QgsMapLayer], None],
                 report: Callable[[LayerQuality], None],
                 measure: Callable[[LayerQuality], None],
                 hide: Callable[[LayerQuality], None]):
        super().__init__()
        self._iface, self._qualities = iface, qualities
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._update)
        self._view: QgsLayerTreeView = iface.layerTreeView()
        self._compare = QAction(QIcon(icon_path("compare")), tr("Compare with…"))
        self._report = QAction(QIcon(icon_path("quality")), tr("Report of the quality"))
        self._measure = QAction(tr("Measure quality again"))
        self._hide = QAction(tr("Hide quality"))
        self._compare.triggered.connect(lambda: compare(self._view.currentLayer()))
        self._report.triggered.connect(lambda: self._for_current(report))
        self._measure.triggered.connect(lambda: self._for_selected(measure))
        self._hide.triggered.connect(lambda: self._for_selected(hide))
        self._show = QAction(tr("Show quality"))
        self._show.triggered.connect(lambda: show(self._view.currentLayer()))
        self._actions = (self._compare, self._report, self._measure, self._hide, self._show)
        for action in self._actions:
            iface.addCustomActionForLayerType(
                action, "STFusion", QgsMapLayer.LayerType.RasterLayer, True)
        self._view.currentLayerChanged.connect(self._update)
        qualities.appeared.connect(self._follow)
        qualities.vanishing.connect(self._leave)
        for quality in qualities.all():
            self._follow(quality)
        self._update()

    def close(self) -> None:
        """Take the actions out of QGIS."""
        self._view.currentLayerChanged.disconnect(self._update)
        self._qualities.appeared.disconnect(self._follow)
        self._qualities.vanishing.disconnect(self._leave)
        for quality in self._qualities.all():
            self._leave(quality)
        self._soon.stop()
        for action in self._actions:
            self._iface.removeCustomActionForLayerType(action)
            action.deleteLater()

    def _follow(self, quality: LayerQuality) -> None:
        quality.changed.connect(self._update)
        self._update()

    def _leave(self, quality: LayerQuality) -> None:
        quality.changed.disconnect(self._update)
        self._soon.start(0)  # when it has gone

    def _update(self, *_: object) -> None:
        layer = self._view.currentLayer()
        quality = self._qualities.of(layer)
        self._report.setEnabled(quality is not None and quality.can_be_reported)
        self._measure.setEnabled(quality is not None and not quality.gone
                                 and bool(quality.counterparts.images))
        self._hide.setEnabled(quality is not None)
        # QGIS leaves out what is not visible.
        self._show.setVisible(quality is None and layer is not None and store.shown(layer) is False)
        self._hide.setVisible(not self._show.isVisible())

    def _for_current(self, function: Callable[[LayerQuality], None]) -> None:
        quality = self._qualities.of(self._view.currentLayer())
        if quality is not None:
            function(quality)

    def _for_selected(self, function: Callable[[LayerQuality], None]) -> None:
        for layer in self._view.selectedLayersRecursive():
            quality = self._qualities.of(layer)
            if quality is not None:
                function(quality)
