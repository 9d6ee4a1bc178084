"""Text in a rectangle, and Qt's flags as numbers."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QTextOption

LEFT, RIGHT, CENTRE = (side | Qt.AlignmentFlag.AlignVCenter for side in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter))


def flag_number(flags: Any) -> int:
    """Return flags as the number that item models want, in Qt 5 and Qt 6."""
    return int(getattr(flags, "value", flags))


def draw_text(painter: QPainter, place: QRectF, text: str, alignment: Any = LEFT) -> None:
    """Write one line into a rectangle, cut short where there is no room for all of it."""
    metrics = QFontMetricsF(painter.font())
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
    painter.drawText(place, shown, option)
