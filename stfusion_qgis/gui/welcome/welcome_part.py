"""Hangs the first steps into QGIS: a message once after installing, and an entry of the menu."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject, QgsSettings
from qgis.gui import QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QPushButton

from ...resources import icon_path
from ...translation import tr
from ..dock.dock_widget import OBJECT_NAME, StfusionDock
from ..work_task import WorkTask
from .demo_scene import demo_folder, load_demo, make_demo
from .welcome_page import WelcomePage

SHOWN = "stfusion/welcome/shown"
"""The setting that remembers that the message was shown."""


class WelcomePart:
    """The first steps in the QGIS desktop; see `gui.desktop.Part`."""

    def __init__(self, iface: Any):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface
        self._message: QgsMessageBarItem | None = None
        self._page: WelcomePage | None = None
        self._task: WorkTask | None = None

    def install(self) -> None:
        """Add the entry of the menu, and the message where it was never shown."""
        self.action = QAction(QIcon(icon_path("stfusion")), tr("First steps…"),
                              self._iface.mainWindow())
        self.action.setObjectName("mActionStfusionWelcome")
        self.action.triggered.connect(lambda: self.open_page())
        self._iface.addPluginToRasterMenu("STFusion", self.action)
        if not QgsSettings().value(SHOWN, False, type=bool):
            QgsSettings().setValue(SHOWN, True)
            self._offer()

    def remove(self) -> None:
        """Take all of it out again; a scene that is being made is given up."""
        self._take_message()
        if self._task is not None:
            self._task.ended.disconnect(self._ended)
            self._task.cancel()
            self._task.wait()
            self._task = None
        if self._page is not None and not sip.isdeleted(self._page):
            self._page.close()
            self._page.deleteLater()
        self._page = None
        self._iface.removePluginRasterMenu("STFusion", self.action)
        self.action.deleteLater()

    def open_page(self) -> WelcomePage:
        """Show the page; return it."""
        self._take_message()
        if self._page is None or sip.isdeleted(self._page):
            self._page = WelcomePage(self._iface.mainWindow())
            self._page.demo_wanted.connect(self.open_demo)
            self._page.dock_wanted.connect(self._open_dock)
            self._page.show_work(self._task is not None)
        self._page.show()
        self._page.raise_()
        return self._page

    def open_demo(self) -> None:
        """Make the demo scene on a task, and open the dock with it in a project of its own."""
        if self._task is not None:
            return
        folder = demo_folder()
        self._task = WorkTask(tr("Simulating the demo scene of STFusion"),
                              lambda progress: make_demo(folder, progress))
        self._task.ended.connect(self._ended)
        if self._page is not None:
            self._task.progressChanged.connect(self._page.show_progress)
            self._page.show_work(True)
        QgsApplication.taskManager().addTask(self._task)

    def _ended(self, task: WorkTask) -> None:
        self._task = None
        if self._page is not None and not sip.isdeleted(self._page):
            self._page.show_work(False, task.message)
        if task.result is None:
            return
        if QgsProject.instance().mapLayers() and not self._iface.newProject(True):
            return  # the user would rather keep what is open
        layers = load_demo(task.result)
        if self._page is not None and not sip.isdeleted(self._page):
            self._page.accept()
        canvas = self._iface.mapCanvas()
        canvas.setDestinationCrs(layers[0].crs())
        canvas.setExtent(layers[0].extent())
        canvas.refresh()
        self._open_dock()

    def _open_dock(self) -> None:
        dock = self._iface.mainWindow().findChild(QDockWidget, OBJECT_NAME)
        if isinstance(dock, StfusionDock):
            dock.setUserVisible(True)

    def _offer(self) -> None:
        bar = self._iface.messageBar()
        self._message = bar.createMessage("STFusion", tr(
            "is installed: three steps and a demo scene show what it does."))
        button = QPushButton(tr("First steps…"))
        button.clicked.connect(lambda: self.open_page())
        self._message.layout().addWidget(button)
        bar.pushWidget(self._message, Qgis.MessageLevel.Info)

    def _take_message(self) -> None:
        if self._message is not None and not sip.isdeleted(self._message):
            self._iface.messageBar().popWidget(self._message)
        self._message = None
