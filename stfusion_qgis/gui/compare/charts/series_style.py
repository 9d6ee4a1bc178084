"""The line styles by which charts tell the images of a preview apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap

from ....images.roles import COARSE_PREDICTION
from ....quality.svg import COLOURS
from ...theme import faint, is_dark
from ..compared.preview_image import COARSE, FINE, PREDICTION, PreviewImage


@dataclass(frozen=True)
class SeriesStyle:
    """Colour, pattern and width of a line."""

    colour: QColor
    line: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 1.8

    def pen(self) -> QPen:
        """Return the pen of its lines."""
        return QPen(self.colour, self.width, self.line, Qt.PenCapStyle.FlatCap,
                    Qt.PenJoinStyle.RoundJoin)

    def icon(self, pixel_ratio: float = 1.0) -> QIcon:
        """Return a piece of its line, for a legend."""
        picture = QPixmap(round(22 * pixel_ratio), round(12 * pixel_ratio))
        picture.setDevicePixelRatio(pixel_ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.pen())
        painter.drawLine(QPointF(1, 6), QPointF(21, 6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        painter.drawEllipse(QRectF(8, 3, 6, 6))
        painter.end()
        return QIcon(picture)


def method_colour(number: int, palette: QPalette) -> QColor:
    """Return the colour of the prediction `number`, counted from 0."""
    colour = QColor(COLOURS[number % len(COLOURS)])
    return colour.lighter(120) if is_dark(palette) else colour


def series_styles(images: Sequence[PreviewImage], palette: QPalette) -> dict[str, SeriesStyle]:
    """Return the style of each image by its key.

    Predictions have colours; what is known is in the text's colour: the reference strong, fine
    images of other dates dashed, coarse ones dotted.
    """
    ink = palette.color(QPalette.ColorRole.Text)
    soft = faint(palette, 0.6)
    styles, predictions = {}, 0
    for image in images:
        if image.role == PREDICTION:
            styles[image.key] = SeriesStyle(method_colour(predictions, palette))
            predictions += 1
        elif image.role == COARSE:
            colour = ink if image.key == COARSE_PREDICTION else soft
            styles[image.key] = SeriesStyle(colour, Qt.PenStyle.DotLine)
        elif image.role == FINE:
            styles[image.key] = SeriesStyle(soft, Qt.PenStyle.DashLine)
        else:
            styles[image.key] = SeriesStyle(ink, width=2.6)
    return styles
