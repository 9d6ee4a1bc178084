"""The tabs of numbers: metrics as a table and as a chart, and the values of a pixel."""

from __future__ import annotations

import math

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QStackedWidget, QTabWidget, QToolButton, QWidget

from ...translation import tr
from ..widgets.busy_bar import BusyBar
from ..widgets.hint import Hint
from .charts.metric_chart import MetricChart
from .metrics.metrics_view import MetricsView
from .metrics.preview_quality import PreviewQuality
from .pixels.pixel_inspector import PixelInspector

_LEAST = 130  # pixels of height: with less room, charts are lower than they would like to be
_STOP = "stop"  # address of the link that ends measuring the scene


class QualityTabs(QTabWidget):
    """Tabs of metrics, chart and pixel.

    quality: what table and chart show, None if they show a hint.
    """

    scene_wanted = pyqtSignal(bool)
    """The user wants the whole scene to be measured, or the view again."""

    file_wanted = pyqtSignal(str)
    """The user wants to see a file that was saved; with its address."""

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
        self._hint = ""
        self.scene_button = self._make_scene_button()
        self.setCornerWidget(self.scene_button)
        self.metrics.link_clicked.connect(self._follow)
        self.metrics.chosen.connect(self.chart.choose)

    def show_quality(self, quality: PreviewQuality) -> None:
        """Show metrics in place of those before."""
        self.quality = quality
        self.metrics.show_quality(quality)
        self.chart.show_comparison(quality.comparison)
        self.chart.setEnabled(True)
        for stack in self._stacks:
            stack.setCurrentIndex(1)

    def set_outdated(self) -> None:
        """Say that the metrics are of what was shown before."""
        if self.quality is not None:
            self.metrics.set_outdated(True)
            self.chart.setEnabled(False)

    def show_hint(self, text: str) -> None:
        """Show a hint in place of the metrics."""
        self.quality, self._hint = None, text
        for stack in self._stacks:
            stack.widget(0).set_text(text)
            stack.setCurrentIndex(0)

    def show_scene_progress(self, fraction: float | None) -> None:
        """Show how much of the scene is measured, 0 to 1; None if it is not being measured."""
        text = "" if fraction is None else tr("Measuring the whole scene… {percent} %").format(
            percent=math.floor(100 * fraction))
        self.metrics.show_note(f'{text} <a href="{_STOP}">{tr("Stop")}</a>' if text else "")
        for stack in self._stacks:
            stack.widget(0).set_text("\n".join(filter(None, [self._hint, text])))

    def set_scene(self, whole: bool) -> None:
        """Show whether the whole scene is wanted."""
        self.scene_button.setChecked(whole)

    def _make_scene_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Whole scene"))
        button.setIcon(QgsApplication.getThemeIcon("/mActionZoomFullExtent.svg"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(tr(
            "Measure the whole scene instead of what is in view. It takes about as long as "
            "predicting the scene with each method; the map can be moved meanwhile."))
        button.clicked.connect(self.scene_wanted)
        return button

    def _follow(self, address: str) -> None:
        if address == _STOP:
            self.scene_button.setChecked(False)
            self.scene_wanted.emit(False)
        else:
            self.file_wanted.emit(address)

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that newer metrics are being computed."""
        self._busy.set_active(busy)

    def is_busy(self) -> bool:
        """Say whether newer metrics are being computed."""
        return self._busy.is_active()

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
