"""The part of the desktop that adds the page STFusion to the options of QGIS."""

from __future__ import annotations

import html
import pathlib

from qgis.core import Qgis
from qgis.gui import QgsMessageBarItem, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QPushButton, QWidget

from ...resources import icon_path
from ...translation import tr
from .installer import Installer
from .page import PAGE_NAME, OptionsPage


class SettingsPart:
    """The page, and the installer that works while the options are closed; see `gui.desktop.Part`.

    installer: there while the part is installed.
    """

    def __init__(self, iface, libraries: pathlib.Path):  # noqa: QGS105 (the desktop gives it)
        """Make a part; libraries: folder of the packages that users install."""
        self._iface, self._libraries = iface, libraries
        self._problem: QgsMessageBarItem | None = None

    def install(self) -> None:
        """Add the page to the options."""
        self.installer = Installer(self._libraries)
        self.installer.ended.connect(self._ended)
        self.factory = _Factory(self.installer)
        self._iface.registerOptionsWidgetFactory(self.factory)

    def remove(self) -> None:
        """Take it out again; an installation is cancelled."""
        self.hide_problem()
        self._iface.unregisterOptionsWidgetFactory(self.factory)
        self.installer.close()

    def show_problem(self, problem: str) -> None:
        """Show in the message bar why nothing can be computed, with a button for the options."""
        bar = self._iface.messageBar()
        self._problem = bar.createMessage("STFusion", html.escape(problem, quote=False))
        button = QPushButton(tr("Install…"))
        button.clicked.connect(self._open_options)
        self._problem.layout().addWidget(button)
        bar.pushWidget(self._problem, Qgis.MessageLevel.Critical)

    def hide_problem(self) -> None:
        """Take the message of `show_problem` from the message bar."""
        if self._problem is not None and not sip.isdeleted(self._problem):
            self._iface.messageBar().popWidget(self._problem)
        self._problem = None

    def ask_to_restart(self, package: str) -> None:
        """Say in the message bar that an installed package is of use after a restart only."""
        self._iface.messageBar().pushMessage("STFusion", tr(
            "{package} is installed. Restart QGIS to use it.").replace("{package}", package),
            Qgis.MessageLevel.Warning)

    def _open_options(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE_NAME)

    def _ended(self, package: str, message: str) -> None:
        """Tell it in the window: the options may be closed long since."""
        bar = self._iface.messageBar()
        if message:
            bar.pushMessage(tr("{package} is not installed").format(package=package),
                            html.escape(message, quote=False), Qgis.MessageLevel.Warning)
        else:
            bar.pushMessage("STFusion", tr("{package} is installed.").format(package=package),
                            Qgis.MessageLevel.Success)


class _Factory(QgsOptionsWidgetFactory):
    def __init__(self, installer: Installer):
        super().__init__("STFusion", QIcon(icon_path("stfusion")))
        self._installer = installer

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:
        return OptionsPage(self._installer, parent)
