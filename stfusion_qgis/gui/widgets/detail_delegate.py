"""Entries of a list with a few faint words at their end."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QSize, Qt
from qgis.PyQt.QtGui import QPainter
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import faint

DETAIL = Qt.ItemDataRole.UserRole + 1
"""Role of the words at the end of an entry."""

_GAP = 18  # pixels between an entry and its words


class DetailDelegate(QStyledItemDelegate):
    """Draws the words of the role `DETAIL` at the right; they are cut where there is no room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)
        words = index.data(DETAIL)
        if not words:
            return
        room = option.rect.adjusted(super().sizeHint(option, index).width() + _GAP, 0, -6, 0)
        text = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setPen(option.palette.highlightedText().color() if selected
                       else faint(option.palette))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        words = index.data(DETAIL)
        width = option.fontMetrics.horizontalAdvance(words) + _GAP + 6 if words else 0
        return QSize(size.width() + width, size.height())
