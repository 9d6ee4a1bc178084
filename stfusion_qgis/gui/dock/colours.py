"""Colours of texts that are readable on light and on dark themes."""

from __future__ import annotations

import html

from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QWidget

_ON_LIGHT = {"problem": "#b3261e", "remark": "#8a5a00"}
_ON_DARK = {"problem": "#ff8a80", "remark": "#e6b450"}


def is_dark(widget: QWidget) -> bool:
    """Say whether a widget has bright text on a dark ground."""
    return widget.palette().color(QPalette.ColorRole.WindowText).lightness() > 128


def faint(widget: QWidget) -> QColor:
    """Return the colour of text that is less important: between that of text and ground."""
    palette = widget.palette()
    text = palette.color(QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorRole.Window)
    mixed = [round(0.65 * a + 0.35 * b) for a, b in
             zip(text.getRgb()[:3], ground.getRgb()[:3])]
    return QColor(*mixed)


def coloured(widget: QWidget, kind: str, text: str) -> str:
    """Return `text` as rich text: kind "problem", "remark" or "faint"."""
    if kind == "faint":
        colour = faint(widget).name()
    else:
        colour = (_ON_DARK if is_dark(widget) else _ON_LIGHT)[kind]
    return f'<span style="color:{colour}">{html.escape(text)}</span>'
