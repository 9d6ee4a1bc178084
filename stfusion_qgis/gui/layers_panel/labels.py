"""Texts that fit into a narrow panel."""

from __future__ import annotations

import math

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QFont, QPainter
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..theme import ink, palette_of
from ..widgets.plain_text import plain

_NARROWEST = 0.7  # of the width of letters


class ElidedLabel(QLabel):
    """One line that is cut off with dots where there is no room; the tooltip has all of it."""

    def __init__(self, strength: float = 1.0, parent: QWidget | None = None):
        super().__init__(parent)
        self._strength = strength
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, tooltip: str = "") -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(tooltip or plain(text))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setPen(ink(palette_of(self), self._strength))
        metrics = self.fontMetrics()
        needed = metrics.horizontalAdvance(self.text()) + 1
        # Before letters are left out, they become narrower.
        squeezed = max(_NARROWEST, min(1.0, self.width() / needed))
        painter.scale(squeezed, 1.0)
        place = QRectF(0, 0, self.width() / squeezed, self.height())
        text = self.text() if squeezed > _NARROWEST else metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, math.floor(place.width()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft
                                    | Qt.AlignmentFlag.AlignVCenter), text)


class NumberLabel(QWidget):
    """A value with its caption above it, in small letters."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._caption, self._value = ElidedLabel(0.65), ElidedLabel()
        self._caption.setFont(smaller_font(self.font()))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._value.setFont(bold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._caption)
        layout.addWidget(self._value)

    def show_number(self, caption: str, text: str, help: str) -> None:
        """Show another value; help: rich text for the tooltip."""
        self._caption.show_text(caption, help)
        self._value.show_text(text, help)


def smaller_font(font: QFont) -> QFont:
    """Return a smaller font, for text that is less important."""
    font = QFont(font)
    if font.pointSizeF() > 0:
        font.setPointSizeF(0.87 * font.pointSizeF())
    else:
        font.setPixelSize(round(0.87 * font.pixelSize()))
    return font
