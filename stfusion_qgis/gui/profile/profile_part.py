"""Hangs the panel of profiles into QGIS."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt

from ...translation import tr
from ..docked_panel import DockedPanel
from .place_tool import POINT
from .profile_dock import ProfileDock


class ProfilePart(DockedPanel):
    """The panel of profiles in the QGIS desktop; see `gui.desktop.Part`."""

    def install(self) -> None:
        """Add the panel, hidden."""
        self.dock = ProfileDock(self._iface)
        self.hang_in("profile", tr("STFusion: profile over time"), "mActionStfusionProfile",
                     Qt.DockWidgetArea.BottomDockWidgetArea)
        # By the user, not by QGIS, which shows it again at its start.
        self.action.triggered.connect(
            lambda shown: self.dock.places.begin(POINT) if shown else None)
