"""Images and method: as tabs where there is little room, otherwise below each other."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...translation import tr

_LEAST = 100  # height of a page in pixels
_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX
_FOLDED = "stfusion/dock/folded/{}"


class SetupPane(QStackedWidget):
    """Pages in tabs, or one below the other.

    A page is a widget with a title; each can be folded away when they stand below each other. Tabs
    are folded together, and unfold when one of them is clicked.

    folded: whether the tabs are folded, after that has changed.
    """

    folded = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._titles: list[str] = []
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self.fold_button = QToolButton(self._tabs)
        self.fold_button.setCheckable(True)
        self.fold_button.setAutoRaise(True)
        self.fold_button.toggled.connect(self._fold)
        self._tabs.setCornerWidget(self.fold_button)
        self._tabs.tabBarClicked.connect(lambda _: self._unfold())
        self._boxes: list[QgsCollapsibleGroupBoxBasic] = []
        self._column = QVBoxLayout()
        below = QWidget()
        below.setLayout(self._column)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.addStretch(1)
        self.addWidget(self._tabs)
        self.addWidget(_scrolling(below))
        self.fold_button.setChecked(QgsSettings().value(_FOLDED.format("form"), False, type=bool))
        self._show_fold()

    def add_page(self, name: str, title: str, page: QWidget) -> None:
        """Add a page; name: of the setting that remembers whether it is folded."""
        self._pages.append(page)
        self._titles.append(title)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(6, 6, 6, 6)
        column.addStretch(1)
        self._tabs.addTab(_scrolling(place), title)
        box = QgsCollapsibleGroupBoxBasic(title)
        box.setCollapsed(QgsSettings().value(_FOLDED.format(name), False, type=bool))
        box.collapsedStateChanged.connect(
            lambda folded: QgsSettings().setValue(_FOLDED.format(name), folded))
        column = QVBoxLayout(box)
        column.setContentsMargins(8, 4, 4, 4)
        self._boxes.append(box)
        self._column.insertWidget(len(self._boxes) - 1, box)
        self._place(len(self._pages) - 1)

    def add_tab(self, title: str, page: QWidget) -> None:
        """Add a page that fills its tab; it is one of the tabs only while it is in the pane."""
        self._tabs.addTab(page, title)

    def set_stacked(self, stacked: bool) -> None:
        """Show the pages below each other, or as tabs."""
        if stacked == self.is_stacked():
            return
        self.setCurrentIndex(1 if stacked else 0)
        self._limit_height()
        for index in range(len(self._pages)):
            self._place(index)

    def is_stacked(self) -> bool:
        """Say whether the pages stand below each other."""
        return self.currentIndex() == 1

    def show_page(self, index: int) -> None:
        """Bring a page to the front."""
        self._unfold()
        self._tabs.setCurrentIndex(index)

    def is_folded(self) -> bool:
        """Say whether only the tabs are seen, and no page."""
        return self.fold_button.isChecked() and not self.is_stacked()

    def _fold(self, folded: bool) -> None:
        QgsSettings().setValue(_FOLDED.format("form"), folded)
        self._show_fold()
        self.folded.emit(folded)

    def _show_fold(self) -> None:
        folded = self.fold_button.isChecked()
        self.fold_button.setArrowType(
            Qt.ArrowType.DownArrow if folded else Qt.ArrowType.UpArrow)
        self.fold_button.setToolTip(
            tr("Unfold the form") if folded else
            tr("Fold the form, so that the preview has more room"))
        self._limit_height()

    def _unfold(self) -> None:
        self.fold_button.setChecked(False)

    def _limit_height(self) -> None:
        bar = self._tabs.tabBar().sizeHint().height()
        folded = self.is_folded()
        # Pages scroll: what they would like to have at least is not what they need.
        self.setMinimumHeight(bar if folded else bar + _LEAST)
        self.setMaximumHeight(bar if folded else _UNLIMITED)

    def set_summary(self, index: int, summary: str, icon: QIcon) -> None:
        """Show a few words beside a page's title, and an icon on its tab."""
        title = self._titles[index]
        self._boxes[index].setTitle(f"{title}  {summary}" if summary else title)
        self._tabs.setTabIcon(index, icon)
        self._tabs.setTabToolTip(index, summary)

    def _place(self, index: int) -> None:
        page = self._pages[index]
        if self.is_stacked():
            self._boxes[index].layout().addWidget(page)
        else:
            self._tabs.widget(index).widget().layout().insertWidget(0, page)
        page.show()


def _scrolling(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area
