"""Hangs the panel of profiles into QGIS: panel, toolbar button, menu entry."""

from __future__ import annotations

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ...resources import icon_path
from ...translation import tr
from .place_tool import POINT
from .profile_dock import ProfileDock


class ProfilePart:
    """The panel of profiles in the QGIS desktop; see `gui.desktop.Part`."""

    def __init__(self, iface: QgisInterface):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface

    def install(self) -> None:
        """Add the panel, hidden; QGIS shows it again if it was open when QGIS was closed."""
        self.dock = ProfileDock(self._iface)
        self.action = QAction(QIcon(icon_path("profile")), tr("STFusion: profile over time"),
                              self._iface.mainWindow())
        self.action.setObjectName("mActionStfusionProfile")
        self.action.setCheckable(True)
        self.dock.setToggleVisibilityAction(self.action)
        # By the user, not by QGIS, which shows it again at its start.
        self.action.triggered.connect(
            lambda shown: self.dock.places.begin(POINT) if shown else None)
        self._iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
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
