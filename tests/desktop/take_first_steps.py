"""Runs inside of the QGIS desktop: clicks through the first steps, as after installing.

Writes pictures and found.json into the folder that the variable STFUSION_SCREENSHOTS names.
"""

import os

from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDialog, QDockWidget, QPushButton
from qgis.utils import iface

from stfusion_qgis.gui.welcome.welcome_part import SHOWN
from tools.desktop_steps import FOLDER, Run


def save(widget, name):
    """Save a picture of a window."""
    widget.grab().save(str(FOLDER / name))


def click(button):
    """Click on a button as a user does."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def steps(run):
    """From the message to the prediction of a part of the demo scene."""
    window = iface.mainWindow()
    window.setGeometry(0, 0, 1500, 950)
    yield 1
    bar = iface.messageBar()
    offers = [item for item in bar.items() if "three steps" in item.text()]
    run.found["offers"] = len(offers)
    run.found["remembered"] = QgsSettings().value(SHOWN, False, type=bool)
    save(window, "message.png")
    click(offers[0].findChild(QPushButton))
    yield 0.5
    page = window.findChild(QDialog, "StfusionWelcome")
    run.found["offers left"] = len([item for item in bar.items() if "three steps" in item.text()])
    save(page, "page.png")
    click(page.demo_button)
    yield 0.2
    save(page, "simulating.png")
    dock = window.findChild(QDockWidget, "StfusionDock")
    previews = []
    dock.control.worker.delivered.connect(previews.append)
    yield lambda: bool(previews) and previews[-1].complete
    yield 1
    run.found["page closed"] = not page.isVisible()
    run.found["images"] = {role: layer.name() for role, row in dock.images.rows().items()
                           if (layer := row.layer()) is not None and not row.isHidden()}
    save(window, "demo.png")
    # A part: the dialog of the method gets it.
    extent = dock.images.layer("fine_1").extent()
    extent.scale(0.5)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    dock.setup.show_page(2)
    dock.area.extent.choice.setCurrentIndex(1)
    yield 1.5
    run.found["size"] = [text for _, text in dock.area._size.lines()]
    save(window, "area.png")
    dialog = dock.open_dialog()
    yield 0.5
    given = dialog.createProcessingParameters()
    run.found["extent"] = str(given["EXTENT"])
    save(dialog, "dialog.png")
    loaded = set(QgsProject.instance().mapLayers())
    click(dialog.runButton())
    yield lambda: len(QgsProject.instance().mapLayers()) > len(loaded)
    yield 0.5
    dialog.close()
    new = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in loaded]
    run.found["part"] = [[layer.width(), layer.height()] for layer in new]
    save(window, "predicted.png")
    # Later, by the menu.
    window.findChild(QAction, "mActionStfusionWelcome").trigger()
    yield 0.5
    run.found["again"] = window.findChild(QDialog, "StfusionWelcome").isVisible()
    window.findChild(QDialog, "StfusionWelcome").close()
    run.found["folder"] = sorted(os.listdir(os.path.join(
        QgsApplication.qgisSettingsDirPath(), "stfusion", "demo")))


run = Run(steps)
