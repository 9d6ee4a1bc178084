"""Texts that fit into a narrow panel."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QFont, QPainter
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from . import colours


class ElidedLabel(QLabel):
    """One line that is cut off with dots where there is no room; the tooltip has all of it."""

    def __init__(self, strength: float = 1.0, parent: QWidget | None = None):
        super().__init__(parent)
        self._strength = strength
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, tooltip: str = "") -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(tooltip or text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setPen(colours.ink(self, self._strength))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle,
                                             self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft
                                          | Qt.AlignmentFlag.AlignVCenter), text)


class NumberLabel(QWidget):
    """A value with its caption above it, in small letters."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._caption, self._value = ElidedLabel(0.65), ElidedLabel()
        self._caption.setFont(smaller(self.font()))
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


def smaller(font: QFont) -> QFont:
    """Return a font for what is less important."""
    font = QFont(font)
    if font.pointSizeF() > 0:
        font.setPointSizeF(0.87 * font.pointSizeF())
    else:
        font.setPixelSize(round(0.87 * font.pixelSize()))
    return font
