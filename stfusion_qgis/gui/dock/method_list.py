"""The list of all methods, by family."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QComboBox, QMenu, QSizePolicy, QWidget

from ...methods import all_methods
from ...methods.method import Family, Method
from ...resources import icon_path
from ...translation import tr

_ID = Qt.ItemDataRole.UserRole


def families() -> dict[Family, list[Method]]:
    """Return the methods of each family that has any, in the order of the toolbox."""
    found: dict[Family, list[Method]] = {}
    for method in all_methods().values():
        found.setdefault(method.family, []).append(method)
    return found


def family_icon(family: Family) -> QIcon:
    """Return the icon of a family, as in the toolbox."""
    return QIcon(icon_path(family.name.lower().replace("_", "")))


class MethodCombo(QComboBox):
    """A list of all methods under the titles of their families.

    chosen: another method.
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        model = QStandardItemModel(self)
        for family, methods in families().items():
            model.appendRow(self._title(family))
            for method in methods:
                item = QStandardItem(family_icon(family), tr(method.title))
                item.setData(method.id, _ID)
                item.setToolTip(tr(method.summary))
                model.appendRow(item)
        self.setModel(model)
        self.setMaxVisibleItems(30)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCurrentIndex(1)
        self.currentIndexChanged.connect(self._changed)

    def _title(self, family: Family) -> QStandardItem:
        item = QStandardItem(tr(family.value))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        return item

    def method(self) -> Method:
        """Return the chosen method."""
        return all_methods()[self.currentData(_ID)]

    def set_method(self, identifier: str) -> bool:
        """Choose a method by its id; return whether there is such a method."""
        index = self.findData(identifier, _ID)
        if index >= 0:
            self.setCurrentIndex(index)
        return index >= 0

    def _changed(self) -> None:
        if self.currentData(_ID):
            self.chosen.emit(self.method())


def fill_menu(menu: QMenu, choose) -> None:
    """Add all methods to a menu, a submenu a family; `choose` is called with the method."""
    for family, methods in families().items():
        submenu = menu.addMenu(family_icon(family), tr(family.value))
        submenu.setToolTipsVisible(True)
        for method in methods:
            action = submenu.addAction(tr(method.title))
            action.setToolTip(tr(method.summary))
            action.triggered.connect(lambda _=False, method=method: choose(method))
