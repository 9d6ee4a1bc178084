"""The colours of the theme that QGIS shows, and colours that suit light and dark themes.

Some themes of QGIS are style sheets: then the palettes of most widgets do not know of the colours
that are seen. Labels know that of text, and windows that of the ground.
"""

from __future__ import annotations

from enum import Enum

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QLabel, QWidget

_PROBE = "stfusion_theme_probe"


class Tint(Enum):
    """A colour with a meaning: as it is on light themes, and on dark ones."""

    PROBLEM = "#b3261e", "#ff8a80"
    WARNING = "#b84a00", "#f0a060"
    REMARK = "#8a5a00", "#e6b450"
    ACCENT = "#0072b2", "#56b4e9"  # of bars and links
    BEST = "#2e9e5b", "#3ecf7a"

    def on(self, palette: QPalette) -> QColor:
        """Return the colour for the theme of a palette."""
        light, dark = self.value
        return QColor(dark if is_dark(palette) else light)


def palette_of(widget: QWidget) -> QPalette:
    """Return a widget's palette with the colours of text and ground that are seen."""
    palette = QPalette(widget.palette())
    text, window = _text_colour(widget), widget.window().palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, text)
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        palette.setColor(role, window.color(role))
    return palette


def is_dark(palette: QPalette) -> bool:
    """Say whether a palette has bright text on a dark ground."""
    return (palette.color(QPalette.ColorRole.WindowText).lightness()
            > palette.color(QPalette.ColorRole.Window).lightness())


def ink(palette: QPalette, strength: float = 1.0) -> QColor:
    """Return the colour of text; below a strength of 1 the ground shines through."""
    colour = palette.color(QPalette.ColorRole.WindowText)
    colour.setAlphaF(strength)
    return colour


def faint(palette: QPalette, strength: float = 0.65) -> QColor:
    """Return an opaque colour between those of ground (strength 0) and text (strength 1)."""
    return blend(palette.color(QPalette.ColorRole.WindowText),
                 palette.color(QPalette.ColorRole.Window), strength)


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """Return a mixture that has `share` (0 to 1) of the first colour."""
    return QColor(*(round(share * a + (1 - share) * b) for a, b in zip(
        first.getRgb()[:3], second.getRgb()[:3])))


def _text_colour(widget: QWidget) -> QColor:
    """Return the colour of text as a label in the widget has it."""
    label = widget if isinstance(widget, QLabel) else widget.findChild(
        QLabel, _PROBE, Qt.FindChildOption.FindDirectChildrenOnly)
    if label is None:
        label = QLabel(widget)
        label.setObjectName(_PROBE)
        label.hide()
    label.ensurePolished()
    return label.palette().color(QPalette.ColorRole.WindowText)
