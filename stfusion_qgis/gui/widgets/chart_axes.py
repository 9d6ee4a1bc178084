"""The frame and the axes of charts that draw lines over a horizontal axis."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPen
from qgis.PyQt.QtWidgets import QWidget

from ...quality.svg import Frame, tick_text, ticks
from ..theme import faint, palette_of
from .painting import RIGHT, draw_text


def frame_around(widget: QWidget, top: float, right: float, below: float,
                 x_range: tuple[float, float], lowest: float, highest: float) -> Frame:
    """Return the frame of a chart in a widget, with room for the numbers on its left.

    top, right: left free there, in pixels; below: likewise, beside a line of labels.
    x_range: of the horizontal axis. lowest, highest: values, to which a margin is added.
    """
    margin = 0.08 * (highest - lowest) or 0.05 * abs(highest) or 1.0
    low, high = lowest - margin, highest + margin
    metrics = QFontMetricsF(widget.font())
    left = 10 + max(metrics.horizontalAdvance(tick_text(t)) for t in ticks(low, high))
    return Frame(left, top, widget.width() - left - right,
                 widget.height() - top - metrics.height() - below, x_range, (low, high))


def draw_axes(painter: QPainter, widget: QWidget, frame: Frame,
              labels: Iterable[tuple[float, str]], gap: float) -> None:
    """Draw rules and numbers of the values, and rules and labels along the horizontal axis.

    labels: places with their texts, ascending; those for which there is no room are left out.
    gap: between two labels, in pixels.
    """
    palette = palette_of(widget)
    rule, text = faint(palette, 0.18), faint(palette, 0.7)
    metrics = QFontMetricsF(widget.font())
    right, bottom = frame.left + frame.width, frame.top + frame.height
    for value in ticks(*frame.y_range):
        y = frame.y(value)
        painter.setPen(QPen(rule, 1))
        painter.drawLine(QPointF(frame.left, y), QPointF(right, y))
        painter.setPen(text)
        draw_text(painter, QRectF(0, y - 10, frame.left - 5, 20), tick_text(value), RIGHT)
    free = 0.0  # from where on there is room for a label
    for position, label in labels:
        x = frame.x(position)
        painter.setPen(QPen(rule, 1))
        painter.drawLine(QPointF(x, frame.top), QPointF(x, bottom + 3))
        width = metrics.horizontalAdvance(label)
        start = min(max(x - width / 2, 0), widget.width() - width)
        if start >= free:
            painter.setPen(text)
            painter.drawText(QPointF(start, bottom + 5 + metrics.ascent()), label)
            free = start + width + gap
