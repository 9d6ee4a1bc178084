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
    bar = iface.messageBar()

    def offers():
        return [item for item in bar.items() if "three steps" in item.text()]

    yield offers
    run.found["offers"] = len(offers())
    run.found["remembered"] = QgsSettings().value(SHOWN, False, type=bool)
    save(window, "message.png")
    click(offers()[0].findChild(QPushButton))

    def page():
        return window.findChild(QDialog, "StfusionWelcome")

    yield lambda: page() is not None and page().isVisible() and not offers()
    first = page()
    run.found["offers left"] = len(offers())
    save(first, "page.png")
    click(first.demo_button)
    yield 0.1
    save(first, "simulating.png")

    def predicted():
        dock = window.findChild(QDockWidget, "StfusionDock")
        return dock is not None and dock.control.last is not None and dock.control.last.complete

    yield predicted
    dock = window.findChild(QDockWidget, "StfusionDock")
    yield lambda: not dock.comparison.is_working()
    run.found["page closed"] = not first.isVisible()
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
    yield lambda: any("600 fine pixels" in text for _, text in dock.area._size.lines())
    run.found["size"] = [text for _, text in dock.area._size.lines()]
    save(window, "area.png")
    dialog = dock.open_dialog()
    yield dialog.isVisible
    given = dialog.createProcessingParameters()
    run.found["extent"] = str(given["EXTENT"])
    save(dialog, "dialog.png")
    loaded = set(QgsProject.instance().mapLayers())
    click(dialog.runButton())
    yield lambda: len(QgsProject.instance().mapLayers()) > len(loaded)
    yield 0.2
    dialog.close()
    new = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in loaded]
    run.found["part"] = [[layer.width(), layer.height()] for layer in new]
    save(window, "predicted.png")
    # Later, by the menu.
    window.findChild(QAction, "mActionStfusionWelcome").trigger()
    yield lambda: page() is not None and page().isVisible()
    run.found["again"] = page().isVisible()
    page().close()
    run.found["folder"] = sorted(os.listdir(os.path.join(
        QgsApplication.qgisSettingsDirPath(), "stfusion", "demo")))


run = Run(steps)
