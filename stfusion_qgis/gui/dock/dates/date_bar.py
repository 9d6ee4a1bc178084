"""The strip of dates with what belongs to it: which pairs are taken, which dates are ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ....season.pair_choice import PairChoice
from ....translation import tr
from .date_columns import DateColumn
from .date_strip import DateStrip, LaneNames


class DateBar(QWidget):
    """All dates in a row that scrolls; hidden while there is but one date to predict.

    choice_changed: how pairs are chosen.
    """

    choice_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.strip = DateStrip()
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.strip)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names = LaneNames(self)
        self.pairs = QComboBox(self)
        for choice in (PairChoice.NEAREST, PairChoice.BOTH_SIDES, PairChoice.ALL):
            self.pairs.addItem(tr(choice.value), choice)
        self.set_choice(PairChoice.BOTH_SIDES)
        self.pairs.setToolTip(tr(
            "Which pairs each date is predicted from: the nearest in time, or one before and one "
            "after it, or as many as the method takes. Pairs with a closed lock stay."))
        self.pairs.currentIndexChanged.connect(lambda: self.choice_changed.emit())
        self._count = QLabel(self)
        tick = QToolButton(self)
        tick.setIcon(QgsApplication.getThemeIcon("/mActionSelectAll.svg"))
        tick.setText(tr("Tick"))
        tick.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tick.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        tick.setToolTip(tr("Tick the dates that are to be predicted together"))
        menu = QMenu(tick)
        self.tick_missing = menu.addAction(tr("Dates without a fine image"))
        self.tick_known = menu.addAction(tr("Dates with a fine image, to compare"))
        self.tick_all = menu.addAction(tr("All dates"))
        self.tick_none = menu.addAction(tr("None"))
        tick.setMenu(menu)
        line = QHBoxLayout()
        line.addWidget(QLabel(tr("Pairs:"), self))
        line.addWidget(self.pairs)
        line.addStretch(1)
        line.addWidget(self._count)
        line.addWidget(tick)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(names, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addLayout(line)
        self.tick_missing.triggered.connect(lambda: self._tick(lambda c: not c.truth))
        self.tick_known.triggered.connect(lambda: self._tick(lambda c: c.truth))
        self.tick_all.triggered.connect(lambda: self._tick(lambda c: True))
        self.tick_none.triggered.connect(lambda: self._tick(lambda c: False))
        self.strip.ticked.connect(self._show_count)
        self.show_columns([])

    def show_columns(self, columns: Sequence[DateColumn]) -> None:
        """Show other dates, ascending."""
        if list(columns) != self.strip.columns():
            self.strip.show_columns(columns)
            scroll = self._area.horizontalScrollBar().sizeHint().height()
            self._area.setFixedHeight(self.strip.height() + scroll)
        self.setVisible(self.is_useful())
        self._show_count()

    def is_useful(self) -> bool:
        """Say whether there is a choice: at least two dates can be predicted."""
        return sum(bool(column.key) for column in self.strip.columns()) > 1

    def show_choice(self, key: str, used: Sequence[str]) -> None:
        """Show which date is chosen, in the middle if it was not in view; used: its images."""
        self.strip.show_choice(key, used)
        if any(column.key == key for column in self.strip.columns() if key):
            place = self.strip.place_of(key).toPoint()
            self._area.ensureVisible(place.x(), place.y(), self._area.width() // 3, 0)

    def choice(self) -> PairChoice:
        """Return how pairs are chosen."""
        return self.pairs.currentData()

    def set_choice(self, choice: PairChoice) -> None:
        """Choose pairs in another way."""
        self.pairs.setCurrentIndex(max(0, self.pairs.findData(choice)))

    def _tick(self, wanted: Callable[[DateColumn], bool]) -> None:
        self.strip.set_ticks([column.key for column in self.strip.columns()
                              if column.key and wanted(column)])

    def _show_count(self) -> None:
        count = len(self.strip.ticks())
        self._count.setText(tr("{count} ticked").format(count=count) if count else "")
