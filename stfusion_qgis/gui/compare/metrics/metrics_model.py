"""The table of metrics as a model of Qt."""

from __future__ import annotations

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QFont, QPalette

from ....comparison.metrics_table import Row, Table
from ....translation import tr
from ...theme import Tint, blend
from ...widgets.painting import LEFT, RIGHT, flag_number

FIRST = 2
"""The first column of values; before it are names and directions."""


class MetricsModel(QAbstractItemModel):
    """Rows are metrics; the rows of bands are below them."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._table = Table([], [])
        self._left, self._right = flag_number(LEFT), flag_number(RIGHT)
        self._outdated = False
        self._bold = QFont()
        self._bold.setBold(True)
        self.set_palette(QPalette())

    def show_table(self, table: Table) -> None:
        """Show a table in place of the one before; unfolded rows stay unfolded."""
        if _shape(table) == _shape(self._table):
            self._table = table
            self._refresh()
            return
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def set_outdated(self, outdated: bool) -> None:
        """Mark nothing in the table while it is outdated."""
        self._outdated = outdated
        self._refresh()

    def set_palette(self, palette: QPalette) -> None:
        """Mark the best in the colours of a theme."""
        ground = palette.color(QPalette.ColorRole.Base)
        self._green = blend(Tint.BEST.on(palette), ground, 0.25)
        self._soft = blend(palette.color(QPalette.ColorRole.Text), ground, 0.65)
        self._refresh()

    def row_at(self, index: QModelIndex) -> Row:
        """Return the row of a valid index."""
        above = index.internalId()
        rows = self._table.rows[above - 1].bands if above else self._table.rows
        return rows[index.row()]

    # What Qt asks

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._table.rows)
        return 0 if parent.column() or parent.internalId() else len(self.row_at(parent).bands)

    def columnCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        return FIRST + len(self._table.columns)

    def index(self, row: int, column: int, parent=QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        # The id is 0 for a metric, and for a band one more than the row of its metric.
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: QModelIndex) -> QModelIndex:
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._right if section >= FIRST else self._left
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return [tr("Metric"), "", *self._table.columns][section]
        return None

    def data(self, index: QModelIndex, role=Qt.ItemDataRole.DisplayRole):
        row, column = self.row_at(index), index.column() - FIRST
        best = column in row.best and not self._outdated
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column] if column >= 0 else (row.label, row.direction)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.help + ("\n" + tr("The best of all methods.") if best else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._right if column >= 0 else self._left
        if role == Qt.ItemDataRole.FontRole and best:
            return self._bold
        if role == Qt.ItemDataRole.BackgroundRole and best:
            return self._green
        if self._outdated:
            return None
        is_soft = index.column() == 1 or (index.column() == 0 and index.internalId())
        return self._soft if role == Qt.ItemDataRole.ForegroundRole and is_soft else None

    def _refresh(self) -> None:
        """Say that all values have changed."""
        last = self.columnCount() - 1
        parents = [QModelIndex(), *(self.index(i, 0) for i in range(self.rowCount()))]
        for parent in parents:
            count = self.rowCount(parent)
            if count:
                self.dataChanged.emit(self.index(0, 0, parent), self.index(count - 1, last, parent))


def _shape(table: Table) -> tuple:
    return list(table.columns), [(row.metric, [band.label for band in row.bands])
                                 for row in table.rows]
