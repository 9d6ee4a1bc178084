"""The list of all methods, by family: what each needs, how fast it is, and which to try first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QIcon, QPalette, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QComboBox, QMenu, QSizePolicy, QWidget

from ...images.roles import Role
from ...methods import all_methods
from ...methods.method import Family, Method
from ...methods.needs import needs, reason_against
from ...methods.recommended import recommended
from ...methods.speed import speed_of
from ...processing.chosen_method import chosen_method
from ...resources import icon_path
from ...translation import tr
from ..widgets.detail_delegate import DETAIL, DetailDelegate

_ID = Qt.ItemDataRole.UserRole
_WIDEST = 560  # pixels of the list when it is open
_RECOMMENDED = (0, 1)  # rows: a title, and the method


def families() -> dict[Family, list[Method]]:
    """Return the methods of each family that has any, in the order of the toolbox."""
    found: dict[Family, list[Method]] = {}
    for method in all_methods().values():
        found.setdefault(method.family, []).append(method)
    return found


def family_icon(family: Family) -> QIcon:
    """Return the icon of a family, as in the toolbox."""
    return QIcon(icon_path(family.name.lower().replace("_", "")))


def detail(method: Method) -> str:
    """Return in a few words which images a method takes, and how fast it is."""
    speed = speed_of(method)
    return " · ".join([needs(method), *([] if speed is None else [tr(speed.value)])])


class MethodCombo(QComboBox):
    """A list of all methods under the titles of their families, the recommended one above.

    A method that cannot run is grey, and its line tells why; it can be chosen all the same, as the
    dock then shows the rows of the images that it lacks.

    chosen: another method.
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._items: dict[str, QStandardItem] = {}
        self._given: frozenset[Role] = frozenset()
        model = QStandardItemModel(self)
        model.appendRow(self._title(tr("Recommended for these images")))
        model.appendRow(QStandardItem())
        for family, methods in families().items():
            model.appendRow(self._title(tr(family.value)))
            for method in methods:
                item = self._items[method.id] = QStandardItem(
                    family_icon(family), tr(method.title))
                item.setData(method.id, _ID)
                item.setData(detail(method), DETAIL)
                item.setToolTip(tr(method.summary))
                model.appendRow(item)
        self.setModel(model)
        self.setItemDelegate(DetailDelegate(self))
        self.setMaxVisibleItems(30)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._recommend("")
        self.setCurrentIndex(model.indexFromItem(next(iter(self._items.values()))).row())
        self.currentIndexChanged.connect(self._changed)

    def _title(self, text: str) -> QStandardItem:
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        return item

    def showPopup(self) -> None:
        self._show_recommended()  # a method may have been chosen meanwhile
        view = self.view()
        view.setMinimumWidth(min(_WIDEST, view.sizeHintForColumn(0)
                                 + view.verticalScrollBar().sizeHint().width()))
        super().showPopup()

    def method(self) -> Method:
        """Return the chosen method."""
        return all_methods()[self.currentData(_ID)]

    def set_method(self, identifier: str) -> bool:
        """Choose a method by its id; return whether there is such a method."""
        item = self._items.get(identifier)
        if item is not None:
            self.setCurrentIndex(item.row())
        return item is not None

    def show_available(self, given: Collection[Role], parameters: Mapping[str, Any]) -> None:
        """Show which methods can run, and which to try first.

        given: roles for which there are images. parameters: of methods, by their ids; defaults
        for others.
        """
        usual, grey = (QBrush(self.palette().color(group, QPalette.ColorRole.Text))
                       for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled))
        for identifier, item in self._items.items():
            method = all_methods()[identifier]
            reason = reason_against(
                method, parameters.get(identifier, method.Parameters()), given) if given else ""
            item.setData(grey if reason else usual, Qt.ItemDataRole.ForegroundRole)
            item.setData(reason or detail(method), DETAIL)
            item.setToolTip("\n".join(filter(None, [tr(method.summary), detail(method), reason])))
        self._given = frozenset(given)
        self._show_recommended()

    def _show_recommended(self) -> None:
        """Show above all others what was best on the user's own dates, or what the rule says."""
        chosen = chosen_method(self._given)
        self.model().item(_RECOMMENDED[0]).setText(
            tr("Best on your own dates") if chosen else tr("Recommended for these images"))
        self._recommend(chosen or recommended(self._given))

    def _recommend(self, identifier: str) -> None:
        """Show a method above all others, none for ""."""
        item, own = self.model().item(_RECOMMENDED[1]), self._items.get(identifier)
        for row in _RECOMMENDED:
            self.view().setRowHidden(row, own is None)
        item.setEnabled(own is not None)
        if own is not None:
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole,
                         Qt.ItemDataRole.ToolTipRole, DETAIL, _ID):
                item.setData(own.data(role), role)

    def _changed(self, row: int) -> None:
        identifier = self.currentData(_ID)
        if row == _RECOMMENDED[1]:
            self.set_method(identifier)  # where it always stands
        elif identifier:
            self.chosen.emit(self.method())


def fill_menu(menu: QMenu, choose) -> None:
    """Add all methods to a menu, a submenu a family; `choose` is called with the method."""
    for family, methods in families().items():
        submenu = menu.addMenu(family_icon(family), tr(family.value))
        submenu.setToolTipsVisible(True)
        for method in methods:
            action = submenu.addAction(tr(method.title))
            action.setToolTip(f"{tr(method.summary)}\n{detail(method)}")
            action.triggered.connect(lambda _=False, method=method: choose(method))
