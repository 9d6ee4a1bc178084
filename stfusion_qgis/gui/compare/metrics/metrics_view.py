"""The view of the table of metrics, with a menu to copy or save it."""

from __future__ import annotations

import html

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ....translation import tr
from .metrics_model import MetricsModel
from .preview_quality import PreviewQuality

EXPORTS = ("text", "csv", "html", "png")


class MetricsView(QWidget):
    """Shows a `PreviewQuality` as a table."""

    export_wanted = pyqtSignal(str)
    """The user wants the metrics as one of `EXPORTS`."""

    chosen = pyqtSignal(str)
    """The user has chosen the metric with an id."""

    link_clicked = pyqtSignal(str)
    """A link in the heading was clicked; with its address."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._said = self._note = ""
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.RichText)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.heading.linkActivated.connect(self.link_clicked)
        self.heading.setWordWrap(True)
        self.save_button = self._make_button()
        self.model = MetricsModel(self)
        self.model.set_palette(self.palette())
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.selectionModel().currentChanged.connect(self._choose)
        self.table.copy_wanted.connect(lambda: self.export_wanted.emit("text"))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 6)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)

    def show_quality(self, quality: PreviewQuality) -> None:
        """Show metrics in place of those before."""
        self.set_outdated(False)
        self.say("<br>".join(html.escape(text) for text in (quality.said(), quality.left_out())
                             if text))
        self.model.show_table(quality.table)
        self.table.setRootIsDecorated(len(quality.comparison.names) > 1)
        self.table.arrange()

    def set_outdated(self, outdated: bool) -> None:
        """Grey the metrics, which are of what was seen before, or let them count again."""
        self.model.set_outdated(outdated)
        self.table.setEnabled(not outdated)
        self.save_button.setEnabled(not outdated)
        if outdated:
            self.say(html.escape(tr("These are the metrics of what was shown before. The new ones "
                                    "are being measured…")))

    def say(self, rich: str) -> None:
        """Say something, in HTML, in the heading until there are newer metrics."""
        self._said = rich
        self._show_heading()

    def show_note(self, rich: str) -> None:
        """Say something besides, in HTML, until it is replaced; "" for nothing."""
        self._note = rich
        self._show_heading()

    def _show_heading(self) -> None:
        self.heading.setText("<br>".join(filter(None, [self._said, self._note])))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.model.set_palette(self.palette())

    def _choose(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.row_at(index).metric)

    def _make_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(QgsApplication.getThemeIcon("/mActionFileSave.svg"))
        button.setText(tr("Copy or save the metrics"))  # for screen readers
        button.setToolTip(tr("Copy or save the metrics"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAutoRaise(True)
        menu = QMenu(button)
        labels = (tr("Copy as text"), tr("Save as CSV…"), tr("Save as HTML report…"),
                  tr("Save as picture (PNG)…"))
        for kind, label in zip(EXPORTS, labels):
            action = menu.addAction(label)
            action.setObjectName(kind)
            action.triggered.connect(lambda _=False, kind=kind: self.export_wanted.emit(kind))
        button.setMenu(menu)
        return button


class _Table(QTreeView):
    """A tree that copies itself, and whose columns fit its width."""

    copy_wanted = pyqtSignal()

    def __init__(self):
        super().__init__()
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(14)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.header().setStretchLastSection(False)
        self.header().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setMinimumSectionSize(20)

    def arrange(self) -> None:
        """Give the columns of values the width that they need, and the names the rest."""
        count = self.model().columnCount() - 2
        if count < 1:
            return
        metrics, room = self.fontMetrics(), self.viewport().width()
        direction = max(map(metrics.horizontalAdvance, ("→ 0", "↑ ∞"))) + 8
        value = metrics.horizontalAdvance("−0.0000") + 6
        label = max(0.25 * room, min(self.sizeHintForColumn(0), room - direction - value * count))
        value = max(value, (room - direction - label) / count)
        for column, width in enumerate([label, direction, *[value] * count]):
            self.header().resizeSection(column, int(width))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
