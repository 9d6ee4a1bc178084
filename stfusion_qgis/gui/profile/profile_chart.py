"""The chart of a profile: lines over time or distance, with uncertainties as bars."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from qgis.PyQt.QtCore import QEvent, QPointF, QSize, Qt
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...quality.svg import Frame, tick_text, ticks
from ..theme import faint, palette_of
from ..widgets.chart_axes import draw_axes, frame_around
from ..widgets.plain_text import plain
from .profile_series import ChartLine, ChartPoint

_NEAR = 9.0  # pixels from the mouse to a point that is described


class ProfileChart(QWidget):
    """Draws lines in the colours of the theme."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(110)
        self._lines: list[ChartLine] = []
        self._over_time, self._unit = True, ""

    def sizeHint(self) -> QSize:
        return QSize(520, 220)

    def show_lines(self, lines: Sequence[ChartLine], over_time: bool, unit: str = "") -> None:
        """Draw lines over time, or over a distance in a unit; the first ones come on top."""
        self._unit = unit
        self._lines, self._over_time = [line for line in lines if line.points], over_time
        self.update()

    def lines(self) -> list[ChartLine]:
        """Return the lines that are drawn."""
        return list(self._lines)

    def frame(self) -> Frame | None:
        """Return the frame that maps values to places in the widget, None without values."""
        points = [point for line in self._lines for point in line.points]
        if not points:
            return None
        first, last = min(p.x for p in points), max(p.x for p in points)
        side = 0.02 * (last - first) or 1.0
        top = QFontMetricsF(self.font()).height() + 10
        return frame_around(self, top, 10, 10, (first - side, last + side),
                            min(p.y - p.spread for p in points),
                            max(p.y + p.spread for p in points))

    def place_of(self, point: ChartPoint) -> QPointF:
        """Return where a point is drawn."""
        frame = self.frame()
        return QPointF(frame.x(point.x), frame.y(point.y)) if frame is not None else QPointF()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            frame = self.frame()
            near = [] if frame is None else [
                (abs(frame.x(point.x) - event.pos().x()) + abs(frame.y(point.y) - event.pos().y()),
                 line.title, point) for line in self._lines for point in line.points]
            if near:
                distance, title, point = min(near, key=lambda each: each[0])
                if distance < _NEAR:
                    QToolTip.showText(event.globalPos(), plain(self._about(title, point)), self)
                    return True
        return super().event(event)

    def _about(self, title: str, point: ChartPoint) -> str:
        spread = f" ± {point.spread:.4g}" if point.spread else ""
        return f"{title}\n{point.label}\n{self._x_text(point.x)}: {point.y:.6g}{spread}"

    def _x_text(self, x: float) -> str:
        return str(datetime.date.fromordinal(round(x))) if self._over_time else \
            f"{x:.6g} {self._unit}"

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.frame()
        if frame is None or frame.height < 20:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_axes(painter, self, frame, self._x_ticks(frame), 8)
        self._draw_legend(painter)
        for line in reversed(self._lines):
            self._draw_line(painter, frame, line)

    def _x_ticks(self, frame: Frame) -> list[tuple[float, str]]:
        """Return places on the horizontal axis with their labels: first days of months, or round
        distances.
        """
        low, high = frame.x_range
        if not self._over_time:
            return [(value, f"{tick_text(value)} {self._unit}".strip())
                    for value in ticks(low, high, 6) if value >= 0]
        first, last = (datetime.date.fromordinal(max(1, round(x))) for x in (low, high))
        starts = [datetime.date(year, month, 1) for year in range(first.year, last.year + 1)
                  for month in range(1, 13)]
        found = [(float(day.toordinal()), f"{day:%Y-%m-%d}") for day in starts
                 if low <= day.toordinal() <= high]
        if len(found) > 1:
            return found
        return [(value, str(datetime.date.fromordinal(round(value))))
                for value in dict.fromkeys(map(round, ticks(low, high, 5)))]

    def _draw_legend(self, painter: QPainter) -> None:
        metrics, x = QFontMetricsF(self.font()), 8.0
        middle = metrics.height() / 2 + 3
        for line in self._lines:
            painter.setPen(line.style.pen())
            painter.drawLine(QPointF(x, middle), QPointF(x + 20, middle))
            painter.setPen(faint(palette_of(self), 0.85))
            painter.drawText(QPointF(x + 25, middle + metrics.ascent() / 2 - 1), line.title)
            x += 25 + metrics.horizontalAdvance(line.title) + 16

    def _draw_line(self, painter: QPainter, frame: Frame, line: ChartLine) -> None:
        places = [QPointF(frame.x(p.x), frame.y(p.y)) for p in line.points]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bar = QPen(line.style.colour, 1.0)
        for point, place in zip(line.points, places):
            if point.spread and self._over_time:
                painter.setPen(bar)
                low, high = frame.y(point.y - point.spread), frame.y(point.y + point.spread)
                painter.drawLine(QPointF(place.x(), low), QPointF(place.x(), high))
                for y in (low, high):
                    painter.drawLine(QPointF(place.x() - 3, y), QPointF(place.x() + 3, y))
        painter.setPen(line.style.pen())
        painter.drawPolyline(QPolygonF(places))
        if not self._over_time:
            self._draw_band(painter, frame, line)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line.style.colour)
        for place in places:
            painter.drawEllipse(place, 2.8, 2.8)

    def _draw_band(self, painter: QPainter, frame: Frame, line: ChartLine) -> None:
        """Draw the uncertainty along a line as a band around it."""
        if not any(point.spread for point in line.points):
            return
        upper = [QPointF(frame.x(p.x), frame.y(p.y + p.spread)) for p in line.points]
        lower = [QPointF(frame.x(p.x), frame.y(p.y - p.spread)) for p in reversed(line.points)]
        colour = line.style.colour
        shade = type(colour)(colour)
        shade.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPolygon(QPolygonF(upper + lower))
