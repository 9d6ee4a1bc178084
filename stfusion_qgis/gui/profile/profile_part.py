"""Hangs the panel of profiles into QGIS: panel, toolbar button, menu entry."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction

from ...translation import tr
from .profile_dock import ProfileDock


class ProfilePart:
    """The panel of profiles in the QGIS desktop; see `gui.desktop.Part`."""

    def __init__(self, iface: QgisInterface):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface

    def install(self) -> None:
        """Add the panel, hidden; QGIS shows it again if it was open when QGIS was closed."""
        self.dock = ProfileDock(self._iface)
        self.action = QAction(QgsApplication.getThemeIcon("/mActionAddManualTable.svg"),
                              tr("STFusion: profile over time"), self._iface.mainWindow())
        self.action.setObjectName("mActionStfusionProfile")
        self.action.setCheckable(True)
        self.dock.setToggleVisibilityAction(self.action)
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
