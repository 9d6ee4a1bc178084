"""The part of the desktop that adds the page to the options of QGIS."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from ...plugin import libraries_folder
from ...resources import icon_path
from ...translation import tr
from .installer import Installer
from .page import OptionsPage


class SettingsPart:
    """The page, and what installs packages while the options are closed; see `gui.desktop.Part`."""

    def __init__(self, iface):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface

    def install(self) -> None:
        """Add the page to the options."""
        self.installer = Installer(libraries_folder())
        self.installer.ended.connect(self._ended)
        self.factory = _Factory(self.installer)
        self._iface.registerOptionsWidgetFactory(self.factory)

    def remove(self) -> None:
        """Take it out again; an installation is cancelled."""
        self._iface.unregisterOptionsWidgetFactory(self.factory)
        self.installer.close()

    def _ended(self, package: str, message: str) -> None:
        """Tell it in the window: the options may be closed long since."""
        bar = self._iface.messageBar()
        if message:
            bar.pushMessage(tr("{package} is not installed").format(package=package), message,
                            Qgis.MessageLevel.Warning)
        else:
            bar.pushMessage("STFusion", tr("{package} is installed.").format(package=package),
                            Qgis.MessageLevel.Success)


class _Factory(QgsOptionsWidgetFactory):
    def __init__(self, installer: Installer):
        super().__init__("STFusion", QIcon(icon_path("stfusion")))
        self._installer = installer

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:
        return OptionsPage(self._installer, parent)
