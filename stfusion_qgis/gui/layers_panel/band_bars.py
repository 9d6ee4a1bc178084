"""A row of bars: the error of each band."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.PyQt.QtCore import QEvent, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QPainter
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from ..theme import Tint, ink, palette_of
from ..widgets.plain_text import plain
from .values import BandError


class BandBars(QLabel):
    """Draws a bar a band, side by side: the part of the band's deviation that is error.

    Names are left out where there are so many bands that they could not be read.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: Sequence[BandError] = ()

    def show_bars(self, bars: Sequence[BandError]) -> None:
        """Show other bars."""
        self._bars = bars
        self.setVisible(bool(bars))
        self.setAccessibleName("; ".join(bar.help for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self._text_height() if self._named() else 2
        return QSize(120, text + self._thickness() + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            bar = self._bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), plain(bar.help) if bar else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named, numbered = self._named(), self._numbered()
        top = self._text_height() if named else (self.height() - self._thickness()) / 2
        for i, bar in enumerate(self._bars):
            left, width = self._place(i)
            if named:
                self._draw_text(painter, QRectF(left, 0, width, self._text_height()), bar, numbered)
            self._draw_bar(painter, QRectF(left, top, width, self._thickness()), bar)

    def _draw_text(self, painter: QPainter, place: QRectF, bar: BandError, numbered: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(ink(palette_of(self), 0.65))
        name = self.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight,
                                             int(place.width()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | middle), name)
        if numbered:
            painter.setPen(ink(palette_of(self), 0.9))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | middle), bar.text)

    def _draw_bar(self, painter: QPainter, place: QRectF, bar: BandError) -> None:
        palette = palette_of(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(palette, 0.16))
        radius = place.height() / 2
        painter.drawRoundedRect(place, radius, radius)
        if math.isfinite(bar.share):
            painter.setBrush((Tint.ACCENT if bar.share <= 1 else Tint.WARNING).on(palette))
            filled = QRectF(place)
            filled.setWidth(max(place.height(), min(1.0, bar.share) * place.width()))
            painter.drawRoundedRect(filled, radius, radius)

    def _named(self) -> bool:
        return bool(self._bars) and self._place(0)[1] >= 3.5 * self.fontMetrics().averageCharWidth()

    def _numbered(self) -> bool:
        """Say whether there is room for the values of all bands beside their names."""
        metrics = self.fontMetrics()
        return all(metrics.horizontalAdvance(f"{bar.name} {bar.text}") < self._place(i)[1]
                   for i, bar in enumerate(self._bars))

    def _place(self, index: int) -> tuple[float, float]:
        """Return left edge and width of a bar."""
        gap = min(8.0, 0.25 * self.width() / len(self._bars))
        width = (self.width() - gap * (len(self._bars) - 1)) / len(self._bars)
        return index * (width + gap), width

    def _bar_at(self, x: int) -> BandError | None:
        for i, bar in enumerate(self._bars):
            left, width = self._place(i)
            if left <= x <= left + width:
                return bar
        return None

    def _text_height(self) -> int:
        return self.fontMetrics().height()

    def _thickness(self) -> int:
        return max(4, round(0.3 * self.fontMetrics().height()))
