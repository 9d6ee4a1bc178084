"""The strip of all dates: fine and coarse images, the pairs that are used, ticks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from qgis.PyQt.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolTip,
    QWidget,
)

from ....translation import mark, tr
from ...theme import Tint, faint, ink, palette_of
from ...widgets.plain_text import plain
from .date_columns import ChosenPair, DateColumn, month_starts, places, width_of
from .date_marks import draw_arc, draw_image

_LANES = (25, 51, 66, 83)
"""Bottom of the days' numbers, middles of fine and coarse images and of ticks, at 96 dpi."""

_HEIGHT = 94
_ARCS = 17  # pixels above the fine images in which the arcs from pairs to dates are drawn
_MONTHS = 12  # bottom of the months' names
_AGAIN = 220  # pixels from one name of a month to the next, so that one is in view
_SIDE = 4.5  # half the side of the square of a fine image


class DateStrip(QWidget):
    """A column for each date: a square for a fine image, a circle for a coarse one, a box to tick.

    Images are filled as far as they are clear. Arcs lead from the pairs to the date that is
    predicted from them: for the chosen date, the one below the mouse and those that are ticked. A
    click on a date chooses it, one on its box ticks it; arrow keys and the space bar do the same.

    chosen: a date, by its key. ticked: which dates are ticked has changed.
    pairs_of: returns the pairs from which a date is predicted, by its key.
    """

    chosen = pyqtSignal(str)
    ticked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._columns: list[DateColumn] = []
        self._current = ""
        self._ticks: list[str] = []
        self._used: frozenset[str] = frozenset()
        self._below_mouse = ""
        self.pairs_of: Callable[[str], Sequence[ChosenPair]] = lambda key: ()
        self.setMouseTracking(True)

    # What is shown

    def show_columns(self, columns: Sequence[DateColumn]) -> None:
        """Show other dates, ascending; dates that are gone are not ticked any more."""
        before = self.ticks()
        self._columns = list(columns)
        self.setFixedSize(self.sizeHint())
        self.update()
        if self.ticks() != before:
            self.ticked.emit()

    def show_choice(self, key: str, used: Collection[str]) -> None:
        """Show which date is chosen; used: names of the images of its pairs."""
        self._current, self._used = key, frozenset(used)
        self.update()

    def columns(self) -> list[DateColumn]:
        """Return the dates."""
        return list(self._columns)

    def ticks(self) -> list[str]:
        """Return the keys of the dates that are ticked, in the order of time."""
        return [column.key for column in self._columns if column.key and column.key in self._ticks]

    def set_ticks(self, keys: Collection[str]) -> None:
        """Tick these dates and no others."""
        before = self.ticks()
        self._ticks = [key for key in keys if key]
        self.update()
        if self.ticks() != before:
            self.ticked.emit()

    def place_of(self, key: str) -> QPointF:
        """Return the middle of the coarse image of a date, for who scrolls or clicks there."""
        return QPointF(self._places()[self._index(key)], self._lane(2))

    def box_of(self, key: str) -> QPointF:
        """Return the middle of the box of a date."""
        return QPointF(self._places()[self._index(key)], self._lane(3))

    def sizeHint(self) -> QSize:
        dates = [column.date for column in self._columns]
        month = QFontMetricsF(self._small_font()).horizontalAdvance("2000-00")
        last = max(self._places(), default=0.0) + month  # whose name is seen as a whole
        return QSize(round(max(width_of(dates, self._scale()), last)),
                     round(_HEIGHT * self._scale()))

    # What the user does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.pos())
        if column is None or not column.key or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif event.pos().y() > (self._lane(2) + self._lane(3)) / 2:
            self._turn(column.key)
        else:
            self.chosen.emit(column.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.pos())
        self._show_below_mouse(column.key if column is not None else "")
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_below_mouse("")
        super().leaveEvent(event)

    def _show_below_mouse(self, key: str) -> None:
        if key != self._below_mouse:
            self._below_mouse = key
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        if step is not None:
            self.step(step)
        elif event.key() == Qt.Key.Key_Space and self._current:
            self._turn(self._current)
        else:
            super().keyPressEvent(event)

    def step(self, dates: int) -> None:
        """Choose the date that comes so many later (or earlier, below 0), if there is one."""
        wanted = self.neighbour(dates)
        if wanted:
            self.chosen.emit(wanted)

    def neighbour(self, dates: int) -> str:
        """Return the key of the date that many after the chosen one, "" if there is none."""
        keys = [column.key for column in self._columns if column.key]
        if self._current not in keys:
            return keys[0] if keys and dates > 0 else ""
        index = keys.index(self._current) + dates
        return keys[index] if 0 <= index < len(keys) else ""

    def _turn(self, key: str) -> None:
        self.set_ticks([k for k in self._ticks if k != key] if key in self._ticks
                       else [*self._ticks, key])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            column = self._column_at(event.pos())
            if column is not None:
                pairs = self.pairs_of(column.key) if column.key else ()
                QToolTip.showText(event.globalPos(), plain(_about(column, pairs)), self)
                return True
        return super().event(event)

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, scale = palette_of(self), self._scale()
        accent, soft = Tint.ACCENT.on(palette), faint(palette, 0.65)
        self._draw_days(painter, soft)
        self._draw_arcs(painter, accent, soft)
        for column, x in zip(self._columns, self._places()):
            if column.key and column.key == self._current:
                around = QRectF(x - 8.5 * scale, self._lane(0) + 3 * scale, 17 * scale,
                                self.height() - self._lane(0) - 4 * scale)
                painter.setPen(QPen(accent, 1.4 * scale))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(around, 3 * scale, 3 * scale)
            for lane, name, clear in ((1, column.fine, column.fine_clear),
                                      (2, column.coarse, column.coarse_clear)):
                if name:
                    side, used = _SIDE * scale, name in self._used
                    draw_image(painter, QRectF(x - side, self._lane(lane) - side, 2 * side,
                                               2 * side), lane == 1, clear,
                               accent if used else ink(palette, 0.8), 1.0 if used else 0.3)
            if column.key:
                self._draw_box(painter, column.key, x)

    def _draw_arcs(self, painter: QPainter, accent: QColor, soft: QColor) -> None:
        """Draw the arcs of some dates, that of the chosen one above the others."""
        places_of = dict(zip((column.key for column in self._columns), self._places()))
        fine = {column.fine: x for column, x in zip(self._columns, self._places()) if column.fine}
        for key in dict.fromkeys((*self.ticks(), self._below_mouse, self._current)):
            if key not in places_of:
                continue
            for pair in self.pairs_of(key):
                if pair.fine in fine:
                    strong = key in (self._current, self._below_mouse)
                    draw_arc(painter, fine[pair.fine], places_of[key],
                             self._lane(1) - _SIDE * self._scale() - 1, _ARCS * self._scale(),
                             accent if strong else soft, (1.6 if strong else 0.8) * self._scale())

    def _draw_days(self, painter: QPainter, colour: QColor) -> None:
        """Write the day of each column, and the months above them."""
        painter.setPen(colour)
        font = self._small_font()
        painter.setFont(font)
        metrics, free, again = QFontMetricsF(font), -1.0, -1.0
        dates, middles = [column.date for column in self._columns], self._places()
        starts = month_starts(dates)
        for i, (date, x) in enumerate(zip(dates, middles)):
            day = str(date.day)
            if not i or dates[i - 1] != date:
                painter.drawText(QPointF(x - metrics.horizontalAdvance(day) / 2,
                                         self._lane(0) - 2), day)
            text, left = f"{date:%Y-%m}", x - 6 * self._scale()
            if left > (free if i in starts else again):
                painter.drawText(QPointF(left, _MONTHS * self._scale() - 1), text)
                free = left + metrics.horizontalAdvance(text) + 6
                again = left + _AGAIN * self._scale()

    def _small_font(self) -> QFont:
        font = self.font()
        font.setPointSizeF(max(font.pointSizeF() * 0.8, 6.0))
        return font

    def _draw_box(self, painter: QPainter, key: str, x: float) -> None:
        option = QStyleOptionButton()
        option.initFrom(self)
        size = round(13 * self._scale())
        option.rect.setRect(round(x - size / 2), round(self._lane(3) - size / 2), size, size)
        option.state = QStyle.StateFlag.State_Enabled | (
            QStyle.StateFlag.State_On if key in self._ticks else QStyle.StateFlag.State_Off)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self)

    def _column_at(self, point: QPoint) -> DateColumn | None:
        near = [(abs(x - point.x()), i) for i, x in enumerate(self._places())]
        if not near or min(near)[0] > 12 * self._scale():
            return None
        return self._columns[min(near)[1]]

    def _index(self, key: str) -> int:
        return next(i for i, column in enumerate(self._columns) if column.key == key)

    def _places(self) -> list[float]:
        return places([column.date for column in self._columns], self._scale())

    def _lane(self, number: int) -> float:
        return _LANES[number] * self._scale()

    def _scale(self) -> float:
        return self.logicalDpiX() / 96


class LaneNames(QWidget):
    """The names of the strip's lanes, to its left."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._texts = (tr("fine"), tr("coarse"), tr("predict"))
        metrics = QFontMetricsF(self.font())
        self.setFixedSize(round(max(map(metrics.horizontalAdvance, self._texts))) + 6,
                          round(_HEIGHT * self.logicalDpiX() / 96))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(faint(palette_of(self), 0.7))
        for text, middle in zip(self._texts, _LANES[1:]):
            metrics = QFontMetricsF(self.font())
            painter.drawText(QPointF(0, middle * self.logicalDpiX() / 96
                                     + metrics.ascent() / 2 - 1), text)


def _about(column: DateColumn, pairs: Sequence[ChosenPair]) -> str:
    lines = [str(column.date)]
    for text, name, clear in ((mark("Fine: {layer}"), column.fine, column.fine_clear),
                              (mark("Coarse: {layer}"), column.coarse, column.coarse_clear)):
        if name:
            share = "" if clear is None else ", " + tr("{share:.0%} clear").format(share=clear)
            lines.append(tr(text).format(layer=name) + share)
    lines.extend(tr("Predicted from {reason}").format(reason=pair.reason) for pair in pairs)
    if column.key:
        lines.append(tr("Click to preview this date; its box has it predicted with others."))
    return "\n".join(lines)
