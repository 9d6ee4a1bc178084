"""A picture of a comparison: images, their errors, metrics, and the chart of one of them."""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette, QPen

from .... import pictures
from ....errors import InputError
from ....quality.html_page import metric_label
from ....quality.registry import METRICS
from ....quality.svg import tick_text, ticks
from ....translation import tr
from ....whole_files import written_whole
from ...widgets.painting import CENTRE, RIGHT, draw_text
from ..charts.bar_chart import Chart, chart_height, draw_chart
from ..charts.metric_chart import metric_chart
from ..compared.error_maps import ERROR
from ..compared.look import Look
from ..compared.preview_image import PREDICTION, with_role
from ..metrics.preview_quality import PreviewQuality

SCALE = 2.0
"""Pixels of the picture a unit of its layout, so that it is sharp in print."""

_SIDE, _GAP, _MARGIN, _LINE, _BAR = 220, 14, 24, 22, 10
_LABEL, _DIRECTION, _VALUE = 230, 60, 110  # widths of the table's columns
_INK, _SOFT, _RULE, _BEST = (QColor(c) for c in ("#1b1f23", "#57606a", "#d5dae0", "#ddefe3"))


def write_picture(path: str, quality: PreviewQuality, look: Look, metric: str) -> None:
    """Write a PNG of the images, error maps and metrics; any thread may call it.

    look: bands and colours of the images. metric: id of the one that is drawn as a chart.

    Raises:
        InputError: the file cannot be written.
    """
    picture = _Sheet(quality, look, metric).draw()
    try:
        with written_whole(path) as temporary:
            if not picture.save(temporary, "PNG"):
                raise OSError
    except OSError as error:
        raise InputError(tr("The picture {path} cannot be written.").format(path=path)) from error


class _Sheet:
    """The picture, drawn from top to bottom."""

    def __init__(self, quality: PreviewQuality, look: Look, metric: str):
        self._quality, self._look = quality, look
        self._predictions = with_role(look.compared.images, PREDICTION)
        against = look.compared.errors.against
        self._known = [] if against is None else [against]
        self._meaning = look.error_meaning().replace("\n", " ")
        self._said = " ".join(filter(None, [quality.said(), quality.left_out()]))
        if quality.factor > 1:
            self._meaning = tr("{meaning} Pixels are averaged {factor} × {factor}.").format(
                meaning=self._meaning, factor=quality.factor)
        self._palette = _light_palette()
        self._chart = _overall(metric_chart(quality.comparison, metric, self._palette), metric)
        self._font = QFont("sans-serif")
        self._font.setPixelSize(13)
        self._bold = QFont(self._font)
        self._bold.setBold(True)
        _, rows, columns = look.compared.images[0].values.shape
        self._width, self._height = (_SIDE * n / max(rows, columns) for n in (columns, rows))
        self._table_width = _LABEL + _DIRECTION + _VALUE * len(quality.table.columns)
        self._painter = QPainter()
        self._top = float(_MARGIN)

    def draw(self) -> QImage:
        """Return the picture."""
        picture = QImage(*(round(SCALE * side) for side in self._size()),
                         QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        self._painter.begin(picture)
        self._painter.scale(SCALE, SCALE)
        self._painter.setFont(self._font)
        self._draw_images()
        if self._known:
            self._draw_errors()
        self._draw_table()
        draw_chart(self._painter, QRectF(_MARGIN, self._top, self._table_width,
                                         chart_height(self._chart, self._font)),
                   self._chart, self._palette)
        self._painter.end()
        return picture

    def _size(self) -> tuple[float, float]:
        count = len(self._known) + len(self._predictions)
        meant = max(map(QFontMetricsF(self._font).horizontalAdvance,
                        (self._meaning, self._said))) + 4
        width = max(self._table_width, count * (self._width + _GAP) - _GAP, meant)
        tiles = (self._height + _LINE + _GAP) * (2 if self._known else 1)
        bar = _BAR + 2 * _LINE + _GAP if self._known else 0
        table = _LINE * (2 + len(self._quality.table.rows)) + _GAP
        chart = chart_height(self._chart, self._font)
        return 2 * _MARGIN + width, 2 * _MARGIN + tiles + bar + table + chart

    def _place(self, number: int) -> QRectF:
        """Return the place of the picture `number` of a line, counted from the left."""
        return QRectF(_MARGIN + number * (self._width + _GAP), self._top + _LINE, self._width,
                      self._height)

    def _draw_tile(self, number: int, title: str, picture: np.ndarray) -> None:
        place = self._place(number)
        self._painter.setPen(_INK)
        draw_text(self._painter, QRectF(place.left(), self._top, self._width, _LINE), title)
        self._painter.drawImage(place, _image(picture))

    def _draw_images(self) -> None:
        look = self._look
        for number, image in enumerate([*self._known, *self._predictions]):
            self._draw_tile(number, image.title,
                            pictures.rgb(look.values(image.key), look.limits(), look.bands))
        self._top += _LINE + self._height + _GAP

    def _draw_errors(self) -> None:
        look = self._look
        low, high, ramp = look.ramp()
        for number, image in enumerate(self._predictions, 1):
            plane, = look.values(ERROR + image.key)
            self._draw_tile(number, look.compared.errors.title(image),
                            pictures.coloured(plane, low, high, ramp))
        left = self._place(1).left()
        self._top += _LINE + self._height + 6
        bar = QRectF(left, self._top, self._width, _BAR)
        self._painter.drawImage(bar, _image(pictures.coloured(
            np.linspace(low, high, 256)[np.newaxis], low, high, ramp)))
        self._painter.setPen(_SOFT)
        for value in ticks(low, high):
            x = bar.left() + bar.width() * (value - low) / (high - low)
            draw_text(self._painter, QRectF(x - 30, bar.bottom() + 1, 60, _LINE - 4),
                      tick_text(value), CENTRE)
        self._top = bar.bottom() + _LINE
        draw_text(self._painter, QRectF(_MARGIN, self._top, self._size()[0], _LINE), self._meaning)
        self._top += _LINE + _GAP - 6

    def _draw_table(self) -> None:
        table, painter = self._quality.table, self._painter
        painter.setPen(_SOFT)
        draw_text(painter, QRectF(_MARGIN, self._top, self._size()[0], _LINE), self._said)
        self._top += _LINE
        painter.setFont(self._bold)
        self._draw_line(tr("Metric"), "", table.columns)
        for row in table.rows:
            painter.setFont(self._font)
            painter.setPen(QPen(_RULE, 1))
            painter.drawLine(QPointF(_MARGIN, self._top),
                             QPointF(_MARGIN + self._table_width, self._top))
            self._draw_line(row.label, row.direction, row.texts, row.best)
        self._top += _GAP

    def _draw_line(self, label: str, direction: str, texts, best=()) -> None:
        painter = self._painter
        painter.setPen(_INK)
        draw_text(painter, QRectF(_MARGIN, self._top, _LABEL, _LINE), label)
        painter.setPen(_SOFT)
        draw_text(painter, QRectF(_MARGIN + _LABEL, self._top, _DIRECTION, _LINE), direction)
        painter.setPen(_INK)
        for number, text in enumerate(texts):
            cell = QRectF(_MARGIN + _LABEL + _DIRECTION + _VALUE * number, self._top, _VALUE, _LINE)
            if number in best:
                painter.fillRect(cell.adjusted(0, 1, 0, 0), _BEST)
                painter.setFont(self._bold)
            draw_text(painter, cell.adjusted(6, 0, -6, 0), text, RIGHT)
            if number in best:
                painter.setFont(self._font)
        self._top += _LINE


def _overall(chart: Chart, metric: str) -> Chart:
    """Return the first group of a chart, named after its metric."""
    return chart._replace(groups=[chart.groups[0]._replace(title=metric_label(METRICS[metric]))])


def _image(picture: np.ndarray) -> QImage:
    rows, columns, _ = picture.shape
    data = np.ascontiguousarray(picture).tobytes()
    return QImage(data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


def _light_palette() -> QPalette:
    palette = QPalette()
    for role, colour in ((QPalette.ColorRole.WindowText, _INK),
                         (QPalette.ColorRole.Window, QColor("white")),
                         (QPalette.ColorRole.Base, QColor("white"))):
        palette.setColor(role, colour)  # noqa: QGS202 (no raster is meant)
    return palette
