"""The colour ramp of error maps, with its values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, QSize
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ....quality.svg import tick_text, ticks
from ...theme import faint, palette_of
from ...widgets.painting import CENTRE, draw_text

_BAR = 9  # height


class RampLegend(QWidget):
    """A horizontal colour bar with ticks."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.low, self.high = 0.0, 1.0
        self._ramp: Sequence[tuple[int, int, int]] = ()

    def show_ramp(self, low: float, high: float, ramp: Sequence[tuple[int, int, int]]) -> None:
        """Show the colours of a ramp of `pictures` from its least to its greatest value."""
        self.low, self.high, self._ramp = low, high, ramp
        self.setAccessibleDescription(f"{tick_text(low)} – {tick_text(high)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _BAR + self.fontMetrics().height() + 6)

    def paintEvent(self, event) -> None:
        if not self._ramp:
            return
        painter = QPainter(self)
        bar = QRectF(8, 2, self.width() - 16, _BAR)
        colours = QLinearGradient(bar.topLeft(), bar.topRight())
        for stop, colour in zip(np.linspace(0, 1, len(self._ramp)).tolist(), self._ramp):
            colours.setColorAt(stop, QColor(*colour))
        painter.fillRect(bar, colours)
        soft = faint(palette_of(self), 0.7)
        metrics = QFontMetricsF(self.font())
        free = 0.0
        for value in ticks(self.low, self.high, 2 if bar.width() < 130 else 4):
            x = bar.left() + bar.width() * (value - self.low) / (self.high - self.low)
            painter.setPen(QPen(soft, 1))
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + 3))
            text = tick_text(value)
            width = metrics.horizontalAdvance(text)
            left = min(max(x - width / 2, 0), self.width() - width)
            if left >= free:
                draw_text(painter, QRectF(left - 1, bar.bottom() + 2, width + 2,
                                          metrics.height() + 2), text, CENTRE)
                free = left + width + 5
