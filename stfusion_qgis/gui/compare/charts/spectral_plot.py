"""The spectra of one pixel in all images, as lines over the bands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ....quality.svg import Frame
from ...widgets.chart_axes import draw_axes, frame_around
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
        first, last = min(self._positions), max(self._positions)
        side = 0.06 * (last - first) or 1.0
        return frame_around(self, 6, 8, 8, (first - side, last + side), min(values), max(values))

    def paintEvent(self, event) -> None:
        frame = self.frame()
        if frame is None or frame.height < 20:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_axes(painter, self, frame, self._labelled(), 6)
        painter.setClipRect(QRectF(frame.left, 0, frame.width + 8, self.height()))
        for spectrum in self._spectra:
            self._draw_spectrum(painter, frame, spectrum)

    def _labelled(self) -> list[tuple[float, str]]:
        """Return the places of the bands with their names, ascending."""
        metrics = QFontMetricsF(self.font())
        return [(position, metrics.elidedText(label, Qt.TextElideMode.ElideRight, 64))
                for position, label in sorted(zip(self._positions, self._labels))]

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
