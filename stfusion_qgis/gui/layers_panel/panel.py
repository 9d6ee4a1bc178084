"""The part of the desktop that shows the quality of predictions in the layers panel."""

from __future__ import annotations

from qgis.core import Qgis, QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QWidget

from ...errors import InputError
from ...processing.user_settings import UserSettings
from ...translation import tr
from ..widgets.plain_text import plain
from ..widgets.shown_file import show_file
from .compare_dialog import CompareDialog
from .context_menu import ContextMenu
from .embedding import QualityWidgetProvider, register, unregister
from .freshness import Freshness
from .indicators import Indicators
from .layer_quality import LayerQuality
from .layer_reports import Reports
from .measuring_queue import MeasuringQueue
from .qualities import Qualities, small_enough
from .quality_widget import QualityWidget


class LayersPanel(QObject):
    """Widgets under predictions, indicators beside them, and a menu of raster layers."""

    def __init__(self, iface):  # noqa: QGS105 (QGIS gives it to us)
        super().__init__()
        self._iface = iface
        self.is_installed = False

    def install(self) -> None:
        self.is_installed = True
        self._view = self._iface.layerTreeView()
        self._provider = QualityWidgetProvider(self._make_widget, self._has_quality)
        register(self._provider)
        self.qualities = Qualities(QgsProject.instance())
        self.queue = MeasuringQueue()
        self.reports = Reports(self._iface.messageBar())
        self.reports.ready.connect(lambda path: show_file(path, self._iface.mainWindow()))
        self.qualities.appeared.connect(self._appeared)
        self.qualities.vanishing.connect(self.queue.cancel)
        self.queue.measured.connect(self._measured)
        for layer in self.qualities.look_at_project():
            self._redraw(layer)
        self._root = self._view.layerTreeModel().rootGroup()
        self._root.addedChildren.connect(self._nodes_added)
        self.indicators = Indicators(self._view, self._root, self.qualities, self.measure)
        self.menu = ContextMenu(self._iface, self.qualities, self.compare, self.show,
                                self.reports.open, self.measure, self.hide)
        self.freshness = Freshness(self.qualities)

    def remove(self) -> None:
        self.is_installed = False
        layers = [quality.layer for quality in self.qualities.all()]
        self._root.addedChildren.disconnect(self._nodes_added)
        self.freshness.close()
        self.menu.close()
        self.indicators.close()
        self.qualities.close()
        self.queue.close()
        self.reports.close()
        for layer in layers:
            self._redraw(layer)
        unregister()

    def measure(self, quality: LayerQuality) -> None:
        """Measure a layer against the images that it was compared with before."""
        self.queue.add(quality, quality.counterparts)

    def compare(self, layer: QgsMapLayer) -> None:
        """Let the user choose the images to compare a layer with, and measure it."""
        try:
            quality = self.qualities.of(layer) or self.qualities.describe(layer)
        except InputError as error:
            self._iface.messageBar().pushMessage(
                tr("No comparison"), plain(str(error)), Qgis.MessageLevel.Warning)
            return
        dialog = CompareDialog(quality, self._iface.mainWindow())
        accepted = dialog.exec() == CompareDialog.DialogCode.Accepted
        chosen = dialog.counterparts() if accepted else None
        dialog.deleteLater()
        if chosen is None or QgsProject.instance().mapLayer(quality.layer_id) is None:
            return
        quality.chosen = chosen
        if self.qualities.of(layer) is None:
            self.qualities.show(quality)
            self._redraw(layer)
        self.measure(quality)

    def show(self, layer: QgsMapLayer) -> None:
        """Show the quality of a layer again."""
        self.qualities.show(self.qualities.describe(layer))
        self._redraw(layer)

    def hide(self, quality: LayerQuality) -> None:
        """Show the quality of a layer no more."""
        self.qualities.hide(quality)
        self._redraw(quality.layer)

    def _has_quality(self, layer: QgsMapLayer) -> bool:
        return self.qualities.of(layer) is not None

    def _appeared(self, quality: LayerQuality) -> None:
        """Measure a prediction that has never been measured, if that takes seconds only."""
        if (quality.made is not None and not quality.is_measured
                and UserSettings.read().measure_predictions
                and small_enough(quality.layer) and quality.may_be_measured_unasked()):
            self.measure(quality)

    def _measured(self, quality: LayerQuality) -> None:
        self.qualities.keep(quality)

    def _make_widget(self, layer: QgsMapLayer) -> QWidget | None:
        quality = self.qualities.of(layer)
        if quality is None:
            return None
        widget = QualityWidget(quality)
        widget.report_wanted.connect(self.reports.open)
        widget.measuring_wanted.connect(self.measure)
        widget.stop_wanted.connect(self.queue.cancel)
        widget.comparison_wanted.connect(lambda quality: self.compare(quality.layer))
        return widget

    def _redraw(self, layer: QgsMapLayer) -> None:
        model = self._view.layerTreeModel()
        for node in model.rootGroup().findLayers():
            if node.layerId() == layer.id():
                model.refreshLayerLegend(node)
        self._nodes_added()

    def _nodes_added(self, *_: object) -> None:
        # A widget in a new row makes the view forget which of its rows are open.
        QTimer.singleShot(0, self._open_rows)

    def _open_rows(self) -> None:
        for node in self._root.findLayers() if self.is_installed else ():
            if self.qualities.of(node.layer()) is not None:
                self._view.setExpanded(self._view.node2index(node), node.isExpanded())
