"""Hangs the dock into QGIS."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt

from ...translation import tr
from ..docked_panel import DockedPanel
from .dock_widget import StfusionDock


class DockPart(DockedPanel):
    """The dock in the QGIS desktop; see `gui.desktop.Part`.

    It is listed under View > Panels, as all docks of QGIS are.
    """

    def install(self) -> None:
        """Add the dock, hidden."""
        self.dock = StfusionDock(self._iface)
        self.dock.opened.connect(self._give_room)
        self.hang_in("stfusion", tr("STFusion: preview of a fusion"), "mActionStfusionDock",
                     Qt.DockWidgetArea.RightDockWidgetArea)

    def _give_room(self) -> None:
        """Make the dock as wide as it wants to be when it is opened for the first time."""
        self.dock.opened.disconnect(self._give_room)
        if not self.dock.isFloating() and self.dock.width() < self.dock.sizeHint().width():
            self._iface.mainWindow().resizeDocks(
                [self.dock], [self.dock.sizeHint().width()], Qt.Orientation.Horizontal)
