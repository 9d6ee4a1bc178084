"""The colours of the theme that QGIS shows.

Some themes of QGIS are style sheets: then the palettes of most widgets do not know of the colours
that are seen. Labels know that of text, and windows that of the ground.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QLabel, QWidget

_PROBE = "stfusion_theme_probe"


def palette_of(widget: QWidget) -> QPalette:
    """Return a widget's palette with the colours of text and ground that are seen."""
    palette = QPalette(widget.palette())
    ink, window = _ink(widget), widget.window().palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, ink)
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        palette.setColor(role, window.color(role))
    return palette


def is_dark(palette: QPalette) -> bool:
    """Say whether a palette has bright text on a dark ground."""
    return (palette.color(QPalette.ColorRole.WindowText).lightness()
            > palette.color(QPalette.ColorRole.Window).lightness())


def faint(palette: QPalette) -> QColor:
    """Return an opaque colour for text that is less important."""
    text = palette.color(QPalette.ColorRole.WindowText).getRgb()
    ground = palette.color(QPalette.ColorRole.Window).getRgb()
    return QColor(*(round(0.65 * a + 0.35 * b) for a, b in zip(text[:3], ground[:3])))


def _ink(widget: QWidget) -> QColor:
    """Return the colour of text as a label in the widget has it."""
    label = widget if isinstance(widget, QLabel) else widget.findChild(
        QLabel, _PROBE, Qt.FindChildOption.FindDirectChildrenOnly)
    if label is None:
        label = QLabel(widget)
        label.setObjectName(_PROBE)
        label.hide()
    label.ensurePolished()
    return label.palette().color(QPalette.ColorRole.WindowText)
