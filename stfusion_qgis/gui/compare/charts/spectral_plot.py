"""The spectra of one pixel in all images, as lines over the bands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ....quality.svg import Frame, tick_text, ticks
from ...theme import faint, palette_of
from ...widgets.painting import RIGHT, draw_text
from .series_style import SeriesStyle


class Spectrum(NamedTuple):
    """The values of a pixel in one image, one a band, NaN where unknown."""

    values: Sequence[float]
    style: SeriesStyle


def band_positions(wavelengths: Sequence[float | None], bands: int) -> list[float]:
    """Return the places of bands on the axis: wavelengths if all are known, or 0, 1, 2..."""
    known = [w for w in wavelengths if w is not None]
    if len(known) == bands and len(set(known)) == bands:
        return known
    return [float(i) for i in range(bands)]


class SpectralPlot(QWidget):
    """Draws spectra in the colours of the theme."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(90)
        self._spectra: list[Spectrum] = []
        self._labels: list[str] = []
        self._positions: list[float] = []

    def sizeHint(self) -> QSize:
        return QSize(280, 130)

    def set_bands(self, names: Sequence[str], wavelengths: Sequence[float | None]) -> None:
        """Name the bands, and say where they stand."""
        self._labels = list(names)
        self._positions = band_positions(wavelengths, len(names))
        self.update()

    def show_spectra(self, spectra: Sequence[Spectrum]) -> None:
        """Draw spectra in place of those before; the later ones lie on top."""
        self._spectra = list(spectra)
        self.update()

    def frame(self) -> Frame | None:
        """Return the frame that maps values to places in the widget, None without values."""
        values = [v for spectrum in self._spectra for v in spectrum.values if math.isfinite(v)]
        if not values:
            return None
        low, high = min(values), max(values)
        margin = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
        metrics = QFontMetricsF(self.font())
        left = 10 + max(metrics.horizontalAdvance(tick_text(t))
                        for t in ticks(low - margin, high + margin))
        first, last = min(self._positions), max(self._positions)
        side = 0.06 * (last - first) or 1.0
        return Frame(left, 6, self.width() - left - 8, self.height() - metrics.height() - 14,
                     (first - side, last + side), (low - margin, high + margin))

    def paintEvent(self, event) -> None:
        frame = self.frame()
        if frame is None or frame.height < 20:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter, frame)
        painter.setClipRect(QRectF(frame.left, 0, frame.width + 8, self.height()))
        for spectrum in self._spectra:
            self._draw_spectrum(painter, frame, spectrum)

    def _draw_axes(self, painter: QPainter, frame: Frame) -> None:
        palette = palette_of(self)
        rule, text = faint(palette, 0.18), faint(palette, 0.7)
        metrics = QFontMetricsF(self.font())
        right, bottom = frame.left + frame.width, frame.top + frame.height
        for value in ticks(*frame.y_range):
            y = frame.y(value)
            painter.setPen(QPen(rule, 1))
            painter.drawLine(QPointF(frame.left, y), QPointF(right, y))
            painter.setPen(text)
            draw_text(painter, QRectF(0, y - 10, frame.left - 5, 20), tick_text(value), RIGHT)
        free = 0.0  # from where on there is room for a label
        for position, label in sorted(zip(self._positions, self._labels)):
            x = frame.x(position)
            painter.setPen(QPen(rule, 1))
            painter.drawLine(QPointF(x, frame.top), QPointF(x, bottom + 3))
            label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, 64)
            width = metrics.horizontalAdvance(label)
            start = min(max(x - width / 2, 0), self.width() - width)
            if start >= free:
                painter.setPen(text)
                painter.drawText(QPointF(start, bottom + 5 + metrics.ascent()), label)
                free = start + width + 6

    def _draw_spectrum(self, painter: QPainter, frame: Frame, spectrum: Spectrum) -> None:
        points = [QPointF(frame.x(x), frame.y(y)) for x, y in sorted(
            zip(self._positions, spectrum.values)) if math.isfinite(y)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(spectrum.style.pen())
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(spectrum.style.colour)
        for point in points:
            painter.drawEllipse(point, 2.6, 2.6)
