"""What the strip of dates draws: an image with its clear share, and arcs from pairs to a date."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPainterPath, QPen

from ....images.guessing import CLEAR_ENOUGH

_LEAST_RISE, _A_PIXEL = 0.35, 0.004  # of an arc: share of its room, more for each pixel of width


def draw_image(painter: QPainter, box: QRectF, is_fine: bool, clear: float | None,
               colour: QColor, strength: float = 1.0) -> None:
    """Draw a square for a fine image, a circle for a coarse one.

    It is filled from below as far as its pixels are clear; whole if nobody knows, and not at all
    if too few are clear for a pair. strength: of the filling.
    """
    shape = QPainterPath()
    if is_fine:
        shape.addRect(box)
    else:
        shape.addEllipse(box)
    share = 1.0 if clear is None else clear if clear >= CLEAR_ENOUGH else 0.0
    filling = QColor(colour)
    filling.setAlphaF(colour.alphaF() * strength)
    painter.save()
    painter.setClipRect(box.adjusted(-1, box.height() * (1 - share), 1, 1))
    painter.fillPath(shape, filling)
    painter.restore()
    painter.setPen(QPen(colour, box.width() / 7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def draw_arc(painter: QPainter, pair: float, date: float, bottom: float, room: float,
             colour: QColor, width: float) -> None:
    """Draw an arc from the middle of a pair to that of the date that is predicted from it.

    bottom: where it begins and ends. room: that it has above; far dates have higher arcs.
    """
    rise = room * min(1.0, _LEAST_RISE + _A_PIXEL * abs(pair - date))
    path = QPainterPath(QPointF(pair, bottom))
    # The top of such a curve lies at three quarters of the height of its handles.
    path.cubicTo(QPointF(pair, bottom - rise / 0.75), QPointF(date, bottom - rise / 0.75),
                 QPointF(date, bottom))
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
