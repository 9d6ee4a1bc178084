"""Hangs the dock into QGIS: panel, toolbar button, menu entry."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ...resources import icon_path
from ...translation import tr
from .dock_widget import StfusionDock


class DockPart:
    """The dock in the QGIS desktop; see `gui.desktop.Part`.

    It is listed under View > Panels, as all docks of QGIS are.
    """

    def __init__(self, iface):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface

    def install(self) -> None:
        """Add the dock, hidden; QGIS shows it again if it was open when QGIS was closed."""
        self.dock = StfusionDock(self._iface)
        self.action = QAction(QIcon(icon_path("stfusion")), tr("STFusion: preview of a fusion"),
                              self._iface.mainWindow())
        self.action.setObjectName("mActionStfusionDock")
        self.action.setCheckable(True)
        self.dock.setToggleVisibilityAction(self.action)
        self.dock.opened.connect(self._give_room)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        self._iface.addToolBarIcon(self.action)
        self._iface.addPluginToRasterMenu("STFusion", self.action)

    def _give_room(self) -> None:
        """Make the dock as wide as it wants to be when it is opened for the first time."""
        self.dock.opened.disconnect(self._give_room)
        if not self.dock.isFloating() and self.dock.width() < self.dock.sizeHint().width():
            self._iface.mainWindow().resizeDocks(
                [self.dock], [self.dock.sizeHint().width()], Qt.Orientation.Horizontal)

    def remove(self) -> None:
        """Take all of it out again."""
        self._iface.removePluginRasterMenu("STFusion", self.action)
        self._iface.removeToolBarIcon(self.action)
        self._iface.removeDockWidget(self.dock)
        self.dock.close_for_good()
        self.dock.deleteLater()
        self.action.deleteLater()
