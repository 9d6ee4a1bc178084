"""Colours that suit light and dark themes.

They are asked of labels: where a theme is a style sheet, as those of QGIS are, the palette of
other widgets does not know of it.
"""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QLabel


def is_dark(label: QLabel) -> bool:
    """Say whether a label has bright text on a dark ground."""
    return ink(label).lightness() > 128


def ink(label: QLabel, strength: float = 1.0) -> QColor:
    """Return the colour of text; below a strength of 1 the ground shines through."""
    colour = QColor(label.palette().color(QPalette.ColorRole.WindowText))
    colour.setAlphaF(strength)
    return colour


def faint(label: QLabel) -> QColor:
    """Return an opaque colour for text that is less important, as rich text needs it."""
    text, ground = ink(label), QColor("#2b2b2b" if is_dark(label) else "#ffffff")
    return QColor(*(round(0.65 * a + 0.35 * b)
                    for a, b in zip(text.getRgb()[:3], ground.getRgb()[:3])))


def accent(label: QLabel) -> QColor:
    """Return the colour of bars and links."""
    return QColor("#56b4e9" if is_dark(label) else "#0072b2")


def warning(label: QLabel) -> QColor:
    """Return the colour of what is wrong."""
    return QColor("#f0a060" if is_dark(label) else "#b84a00")
