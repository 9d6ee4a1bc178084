"""Numbers as bars, in groups one below the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ....quality.assessment import number_text
from ...theme import faint, palette_of
from ...widgets.painting import RIGHT, draw_text

_GAP = 6


class Bar(NamedTuple):
    """A named value; NaN where it is not defined. best: whether it is the best of its group."""

    name: str
    value: float
    colour: QColor
    best: bool = False


class Group(NamedTuple):
    """Bars below a title, which may be empty."""

    title: str
    bars: Sequence[Bar]


class Chart(NamedTuple):
    """Groups of bars on one scale.

    guide: a value that is marked by a line, NaN if none is; beyond the bars if need be.
    """

    groups: Sequence[Group] = ()
    guide: float = math.nan

    @property
    def bars(self) -> list[Bar]:
        """Return the bars of all groups."""
        return [bar for group in self.groups for bar in group.bars]


class BarChart(QWidget):
    """Draws a chart in the colours of the theme."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chart = Chart()

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in place of the one before."""
        self.chart = chart
        self.setAccessibleDescription(", ".join(
            f"{group.title} {bar.name}: {number_text(bar.value)}"
            for group in chart.groups for bar in group.bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, math.ceil(chart_height(self.chart, self.font())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        draw_chart(painter, QRectF(self.rect()), self.chart, palette_of(self))


def chart_height(chart: Chart, font: QFont) -> float:
    """Return the height of a chart in a font, in pixels."""
    return sum(bool(group.title) + len(group.bars) for group in chart.groups) * _line(font) + (
        _GAP * max(0, len(chart.groups) - 1))


def draw_chart(painter: QPainter, place: QRectF, chart: Chart, palette: QPalette) -> None:
    """Draw a chart into a rectangle."""
    if not chart.bars:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plain, bold = QFont(painter.font()), QFont(painter.font())
    bold.setBold(True)
    names = min(max(QFontMetricsF(plain).horizontalAdvance(bar.name) for bar in chart.bars) + 2,
                0.36 * place.width())
    numbers = 2 + max(QFontMetricsF(bold).horizontalAdvance(number_text(bar.value))
                      for bar in chart.bars)
    axis = _Axis(place.left() + names + _GAP, place.right() - numbers - _GAP, *_span(chart))
    ink = palette.color(QPalette.ColorRole.WindowText)
    soft = faint(palette)
    line, top = _line(plain), place.top()
    for group in chart.groups:
        if group.title:
            painter.setPen(soft)
            draw_text(painter, QRectF(place.left(), top, place.width(), line), group.title)
            top += line
        start = top
        for bar in group.bars:
            painter.setPen(ink)
            draw_text(painter, QRectF(place.left(), top, names, line), bar.name, RIGHT)
            painter.setFont(bold if bar.best else plain)
            draw_text(painter, QRectF(axis.right + _GAP, top, numbers, line),
                      number_text(bar.value), RIGHT)
            painter.setFont(plain)
            _draw_bar(painter, axis, bar, top, line)
            top += line
        painter.setPen(QPen(soft, 1))
        painter.drawLine(QPointF(axis.x(0), start), QPointF(axis.x(0), top))
        if math.isfinite(chart.guide) and chart.guide != 0:
            painter.setPen(QPen(soft, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(axis.x(chart.guide), start),
                             QPointF(axis.x(chart.guide), top))
        top += _GAP


class _Axis(NamedTuple):
    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Return the place of a value on the axis; infinities lie at the ends."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + (self.right - self.left) * share


def _draw_bar(painter: QPainter, axis: _Axis, bar: Bar, top: float, line: float) -> None:
    if math.isnan(bar.value):
        return
    left, right = sorted((axis.x(0.0), axis.x(bar.value)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(bar.colour)
    painter.drawRoundedRect(QRectF(left, top + 3, max(right - left, 1.0), line - 6), 1.5, 1.5)


def _line(font: QFont) -> float:
    return QFontMetricsF(font).height() + 3


def _span(chart: Chart) -> tuple[float, float]:
    """Return the values at the ends of the axis: 0, the bars, and the guide are on it."""
    values = [v for v in (0.0, chart.guide, *(bar.value for bar in chart.bars))
              if math.isfinite(v)]
    low, high = min(values), max(values)
    return (low, high) if high > low else (0.0, 1.0)
