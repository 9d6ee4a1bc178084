"""Runs inside of the QGIS desktop: a season from its images to its profile, as the walkthrough.

Called by `screenshots.py`, which tells the folder of the images by STFUSION_IMAGES.
"""

from __future__ import annotations

import os
import tempfile

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget
from qgis.utils import iface

from tools.desktop_steps import Run, Steps, arrange
from tools.season_images import KNOWN, load_season

WIDTH, HEIGHT = (int(size) for size in os.environ.get("STFUSION_WINDOW", "1500x950").split("x"))


def click(x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click on the map, at shares of its width and height."""
    canvas = iface.mapCanvas()
    QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier,
                     QPoint(int(x * canvas.width()), int(y * canvas.height())))


def steps(run: Run) -> Steps:
    """Measure a known date, tick those without a fine image, run them, play them, see a field."""
    from stfusion_qgis.gui.dock.runs.output_place import OutputPlace

    window = iface.mainWindow()
    arrange(window, WIDTH, HEIGHT)
    yield 0.5
    iface.newProject()
    layers = load_season()
    yield 1
    iface.mapCanvas().setExtent(layers[0].extent())
    iface.mapCanvas().refresh()
    dock = window.findChild(QDockWidget, "StfusionDock")
    dock.setUserVisible(True)
    dock.methods.combo.set_method("blend")
    yield from measure_known_date(run, dock)
    dock.methods.combo.set_method("starfm")
    yield 1.5
    dock.date_bar.tick_missing.trigger()
    dock.dates.choose(dock.dates.ticked()[1])
    yield 0.5
    yield lambda: dock.control.last is not None and dock.control.last.complete
    yield 1.5
    iface.messageBar().clearWidgets()
    run.save(window, "dock-dates")
    with tempfile.TemporaryDirectory() as folder:
        OutputPlace(folder, uncertainty=True).remember()
        run.heart.forget()
        dock.run_bar.background_button.click()
        yield lambda: dock.runs.count() == 0
        yield 2
        run.found["longest stall, five dates"] = run.heart.longest()
        tree = QgsProject.instance().layerTreeRoot()
        for node in tree.findLayers():
            node.setExpanded(False)
        dock.player.play([node.layerId() for node in tree.children()[0].findLayers()])
        yield 1.5
        run.found["frames"] = iface.mapCanvas().temporalController().totalFrameCount()
        run.save(window, "dock-season")
        window.findChild(QDockWidget, "Temporal Controller").hide()
        window.findChild(QAction, "mActionStfusionProfile").trigger()
        panel = window.findChild(QDockWidget, "StfusionProfile")
        yield 1
        panel.places.begin("polygon")
        for place in ((0.57, 0.5), (0.66, 0.5), (0.66, 0.62), (0.57, 0.62)):
            click(*place)
            yield 0.1
        click(0.57, 0.62, Qt.MouseButton.RightButton)
        yield lambda: panel.profile is not None
        iface.messageBar().clearWidgets()
        panel.bands.setCurrentIndex(panel.bands.count() - 1)
        yield 1
        run.save(window, "profile")
        yield from leave(panel)


def measure_known_date(run: Run, dock: QDockWidget) -> Steps:
    """Predict a date whose fine image is there, with two methods, and compare them with it."""
    def complete() -> bool:
        return dock.control.last is not None and dock.control.last.complete

    window, comparison = iface.mainWindow(), dock.comparison
    iface.messageBar().clearWidgets()
    dock.dates.choose(dock.dates.coarse_layers()[KNOWN[1]].id())
    yield 1.5
    yield complete
    yield 1
    run.save(window, "season-images")
    dock.setup.show_page(1)
    dock.methods.kept.add_method("starfm")
    yield 1.5
    yield complete
    yield 1
    run.save(dock, "season-method")
    left, _ = comparison.sides.keys()
    comparison.sides.choose(None, f"error:{left}")
    yield 2
    run.save(dock, "season-error")
    comparison.looks.map_button.click()
    yield 1.5
    yield lambda: not comparison.is_working()
    run.save(window, "season-map")
    comparison.looks.map_button.click()
    comparison.sides.choose(None, None)
    dock.setup.show_page(3)
    yield 3
    yield lambda: not comparison.is_working()
    yield 1
    run.save(dock, "season-quality")
    yield from limit_to_rectangle(run, dock)
    dock.setup.show_page(0)


def limit_to_rectangle(run: Run, dock: QDockWidget) -> Steps:
    """Show a rectangle in which runs predict, and choose the whole scene again."""
    from stfusion_qgis.gui.dock.area.area_box import AreaBox

    box = dock.findChild(AreaBox)
    extent = iface.mapCanvas().extent()
    extent.scale(0.4)
    dock.setup.show_page(2)
    box.extent.choice.setCurrentIndex(2)
    box.extent.rectangle.setOutputExtentFromUser(
        extent, iface.mapCanvas().mapSettings().destinationCrs())
    yield 1.5
    run.save(iface.mainWindow(), "season-where")
    box.extent.choice.setCurrentIndex(0)
    yield 0.5


def leave(panel: QDockWidget) -> Steps:
    """Let go of the files before their folder goes."""
    panel.setUserVisible(False)
    QgsProject.instance().clear()
    yield 0.5


run = Run(steps)
