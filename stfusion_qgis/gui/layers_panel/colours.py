"""Colours that suit light and dark themes: all come from the palette of the widget."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QWidget


def is_dark(widget: QWidget) -> bool:
    """Say whether a widget has bright text on a dark ground."""
    return widget.palette().color(QPalette.ColorRole.WindowText).lightness() > 128


def ink(widget: QWidget, strength: float = 1.0) -> QColor:
    """Return the colour of text; below a strength of 1 it comes nearer to the ground."""
    return mixed(widget.palette().color(QPalette.ColorRole.WindowText),
                 widget.palette().color(QPalette.ColorRole.Base), strength)


def accent(widget: QWidget) -> QColor:
    """Return the colour of bars: blue on any theme, as links are."""
    return QColor("#56b4e9" if is_dark(widget) else "#0072b2")


def warning(widget: QWidget) -> QColor:
    """Return the colour of what is wrong."""
    return QColor("#f0a060" if is_dark(widget) else "#b84a00")


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Return a colour between two: `share` of the first."""
    return QColor(*(round(share * a + (1 - share) * b)
                    for a, b in zip(first.getRgb()[:3], second.getRgb()[:3])))
