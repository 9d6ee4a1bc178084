"""The tabs of numbers: metrics as a table and as a chart, and the values of a pixel."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QStackedWidget, QTabWidget, QWidget

from ...translation import tr
from ..widgets.busy_bar import BusyBar
from ..widgets.hint import Hint
from .charts.metric_chart import MetricChart
from .metrics.assessing import PreviewQuality
from .metrics.metrics_view import MetricsView
from .pixels.pixel_inspector import PixelInspector

_LEAST = 130  # pixels of height: with less room, charts are lower than they would like to be


class QualityTabs(QTabWidget):
    """Tabs of metrics, chart and pixel.

    quality: what table and chart show, None if they show a hint.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.quality: PreviewQuality | None = None
        self.metrics, self.chart = MetricsView(), MetricChart()
        self.inspector = PixelInspector()
        self._stacks = [_with_hint(self.metrics), _with_hint(self.chart)]
        self.setDocumentMode(True)
        self.setMinimumHeight(_LEAST)
        self.addTab(self._stacks[0], tr("Metrics"))
        self.addTab(self._stacks[1], tr("Chart"))
        self.addTab(self.inspector, tr("Pixel"))
        self._busy = BusyBar(self)
        self.metrics.chosen.connect(self.chart.choose)

    def show_quality(self, quality: PreviewQuality) -> None:
        """Show metrics in place of those before."""
        self.quality = quality
        self.metrics.show_quality(quality)
        self.chart.show_comparison(quality.comparison)
        for stack in self._stacks:
            stack.setCurrentIndex(1)

    def show_hint(self, text: str) -> None:
        """Show a hint in place of the metrics."""
        self.quality = None
        for stack in self._stacks:
            stack.widget(0).set_text(text)
            stack.setCurrentIndex(0)

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that newer metrics are being computed."""
        self._busy.set_active(busy)

    def show_inspector(self) -> None:
        """Bring the tab of single pixels to the front, and these tabs if they are in others."""
        self.setCurrentWidget(self.inspector)
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QTabWidget):
                for page in map(above.widget, range(above.count())):
                    if page is self or page.isAncestorOf(self):
                        above.setCurrentWidget(page)
            above = above.parentWidget()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._busy.setGeometry(0, self.tabBar().height(), self.width(),
                               self._busy.sizeHint().height())


def _with_hint(widget: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    stack.addWidget(Hint())
    stack.addWidget(widget)
    return stack
