"""One metric as a bar chart: all methods, overall and in each band."""

from __future__ import annotations

import math

from qgis.PyQt.QtCore import QEvent, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ....comparison.comparison import Comparison, leaders
from ....quality.html_page import direction_text, metric_label
from ....quality.registry import METRICS
from ....translation import tr
from ...theme import palette_of
from .bar_chart import Bar, BarChart, Chart, Group
from .series_style import method_colour


def metric_chart(comparison: Comparison, metric_id: str, palette: QPalette) -> Chart:
    """Return the chart of a metric.

    Of several methods there is a group over all bands and one for each band; of one method,
    there is one group of its bands.
    """
    metric = METRICS[metric_id]
    names = comparison.assessments[0].bands if metric.per_band else []
    guide = metric.best if math.isfinite(metric.best) else math.nan
    if len(comparison.names) == 1:
        colour = method_colour(0, palette)
        value = comparison.assessments[0].values[metric_id]
        shown = zip([tr("Overall"), *names], [value.overall, *value.bands])
        bars = [Bar(name, number, colour) for name, number in shown]
        return Chart([Group("", bars if len(names) > 1 else bars[:1])], guide)
    bands = [None, *range(len(names))] if len(names) > 1 else [None]
    groups = []
    for band in bands:
        best = leaders(comparison.ranks(metric, band))
        groups.append(Group(
            "" if len(bands) == 1 else tr("Overall") if band is None else names[band],
            [Bar(name, value, method_colour(i, palette), i in best) for i, (name, value) in
             enumerate(zip(comparison.names, comparison.values(metric, band)))]))
    return Chart(groups, guide)


class MetricChart(QWidget):
    """A list of metrics, and the chart of the chosen one."""

    chosen = pyqtSignal(str)
    """The user has chosen the metric with an id."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.wanted = "RMSE"
        self._comparison: Comparison | None = None
        self.metrics = QComboBox()
        self.metrics.setAccessibleName(tr("Metric"))
        self.metrics.activated.connect(self._take)
        self._direction = QLabel()
        self.chart = BarChart()
        area = QScrollArea()
        area.setWidget(self.chart)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        head = QHBoxLayout()
        head.addWidget(self.metrics, 1)
        head.addWidget(self._direction)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addLayout(head)
        layout.addWidget(area, 1)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a comparison in place of the one before."""
        self._comparison = comparison
        ids = [metric.id for metric in comparison.metrics]
        if ids != [self.metrics.itemData(i) for i in range(self.metrics.count())]:
            self.metrics.clear()
            for metric in comparison.metrics:
                self.metrics.addItem(metric_label(metric), metric.id)
        self._draw()

    def choose(self, metric_id: str) -> None:
        """Show the metric with an id, now or as soon as there is one."""
        self.wanted = metric_id
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self._draw)  # when its labels have changed as well

    def _take(self) -> None:
        self.choose(self.metrics.currentData())
        self.chosen.emit(self.wanted)

    def _draw(self) -> None:
        if self._comparison is None:
            return
        self.metrics.setCurrentIndex(max(0, self.metrics.findData(self.wanted)))
        metric = METRICS[self.metrics.currentData()]
        self.metrics.setToolTip(tr(metric.help))
        self._direction.setText(direction_text(metric))
        self._direction.setToolTip(tr(metric.direction.value))
        self.chart.show_chart(metric_chart(self._comparison, metric.id, palette_of(self)))
