"""A panel in the QGIS desktop: what hangs it in, with its toolbar button and menu entry."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ..resources import icon_path


class DockedPanel:
    """A dock widget of the plugin in the QGIS desktop; see `gui.desktop.Part`.

    A subclass makes `dock` in its `install`, and calls `hang_in`.
    """

    dock: Any

    def __init__(self, iface: QgisInterface):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface

    def hang_in(self, icon: str, title: str, name: str, area: Qt.DockWidgetArea) -> None:
        """Add the dock, hidden; QGIS shows it again if it was open when QGIS was closed.

        icon, title: of its button. name: of the action, by which QGIS keeps its shortcut.
        """
        self.action = QAction(QIcon(icon_path(icon)), title, self._iface.mainWindow())
        self.action.setObjectName(name)
        self.action.setCheckable(True)
        self.dock.setToggleVisibilityAction(self.action)
        self._iface.addDockWidget(area, self.dock)
        self.dock.hide()
        self._iface.addToolBarIcon(self.action)
        self._iface.addPluginToRasterMenu("STFusion", self.action)

    def remove(self) -> None:
        """Take all of it out again."""
        self._iface.removePluginRasterMenu("STFusion", self.action)
        self._iface.removeToolBarIcon(self.action)
        self._iface.removeDockWidget(self.dock)
        self.dock.close_for_good()
        self.dock.deleteLater()
        self.action.deleteLater()
