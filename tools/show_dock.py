"""Runs inside of the QGIS desktop: loads images, and shows each step of a work with the dock.

Called by `screenshots.py`, which tells the folder of the images by STFUSION_IMAGES.
"""

from __future__ import annotations

import os
import pathlib
import time

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QPoint, QSize
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

from tools.desktop_steps import Run, Steps, arrange

WIDTH, HEIGHT = (int(size) for size in os.environ.get("STFUSION_WINDOW", "1500x950").split("x"))


def load_images() -> list[QgsRasterLayer]:
    """Load all GeoTIFFs of the folder."""
    folder = pathlib.Path(os.environ["STFUSION_IMAGES"])
    layers = [QgsRasterLayer(str(path), path.stem) for path in sorted(folder.glob("*.tif"))]
    return QgsProject.instance().addMapLayers(layers)


def find_dock() -> QDockWidget:
    """Return the plugin's dock."""
    return iface.mainWindow().findChild(QDockWidget, "StfusionDock")


def steps(run: Run) -> Steps:
    """Preview two methods, swipe, compare three, run one."""
    window = iface.mainWindow()
    arrange(window, WIDTH, HEIGHT)
    yield 0.5
    layers = load_images()
    yield 1
    extent = layers[0].extent()
    extent.scale(0.62)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    yield 1
    dock = find_dock()
    previews = []
    dock.control.worker.delivered.connect(previews.append)

    def complete() -> bool:
        return bool(previews) and previews[-1].complete

    run.heart.forget()
    begun = time.perf_counter()
    dock.setUserVisible(True)
    yield complete
    run.found["first preview"] = round(time.perf_counter() - begun, 2)
    yield 2.5
    run.found["longest stall, opening"] = run.heart.longest()
    run.save(window, "dock")

    dock.setup.show_page(1)
    for method in ("starfm", "fitfc"):
        previews.clear()
        run.heart.forget()
        begun = time.perf_counter()
        dock.methods.combo.set_method(method)
        yield complete
        run.found[f"{method}, chosen"] = round(time.perf_counter() - begun, 2)
        yield 2
        run.found[f"longest stall, {method}"] = run.heart.longest()
        run.save(window, f"dock-{method}")
        previews.clear()
        run.heart.forget()
        begun = time.perf_counter()
        dock.methods.form.set_value("window_size", 41)
        yield complete
        run.found[f"{method}, parameter changed"] = round(time.perf_counter() - begun, 2)
        yield 1
        run.found[f"longest stall, {method} changed"] = run.heart.longest()
        dock.methods.form.reset()
        yield 1.5

    run.heart.forget()
    for position in range(50, 20, -1):
        dock.comparison.canvas().swipe.set_position(position / 100)
        yield 0.02
    run.found["longest stall, swiping"] = run.heart.longest()

    previews.clear()
    dock.methods.kept.add_method("starfm")
    dock.methods.kept.add_method("fsdaf")
    yield lambda: complete() and len(previews[-1].images) > 5
    dock.setup.show_page(3)
    yield 2.5
    run.save(window, "dock-quality")
    dock.setFloating(True)
    dock.resize(QSize(1300, min(860, HEIGHT - 40)))
    dock.move(QPoint(60, 20))
    yield 1.5
    dock.comparison.tabs.setCurrentIndex(1)
    yield 2.5
    run.save(dock, "dock-floating")
    dock.setFloating(False)
    yield 1
    dock.setup.show_page(1)
    dock.setup.fold_button.click()
    yield 2
    run.save(window, "dock-folded")
    dock.setup.fold_button.click()

    yield from show_on_map(run, dock)

    layers = len(QgsProject.instance().mapLayers())
    run.heart.forget()
    from stfusion_qgis.gui.dock.runs.output_place import OutputPlace

    OutputPlace().remember()  # in temporary files, as one would answer
    dock.run_in_background()
    yield lambda: len(QgsProject.instance().mapLayers()) > layers
    yield 3
    run.found["longest stall, run"] = run.heart.longest()
    run.save(window, "dock-run")


def show_on_map(run: Run, dock: QDockWidget) -> Steps:
    """Put the preview on the map, drag the divider, see an error map, and take it off again."""
    comparison, window = dock.comparison, iface.mainWindow()
    comparison.looks.map_button.click()
    run.heart.forget()
    yield 1
    yield lambda: not comparison.is_working()
    run.found["longest stall, on the map"] = run.heart.longest()
    run.save(window, "dock-map")
    for position in range(50, 30, -1):
        comparison.canvas().swipe.set_position(position / 100)
        yield 0.02
    run.found["longest stall, swiping on the map"] = run.heart.longest()
    left, _ = comparison.sides.keys()
    comparison.sides.choose(f"error:{left}", "map")
    iface.mapCanvas().setRotation(20)
    yield 1.5
    yield lambda: not comparison.is_working()
    run.save(window, "dock-map-error")
    iface.mapCanvas().setRotation(0)
    comparison.sides.choose(None, None)
    comparison.looks.choose("rgb:3,2,1")
    comparison.looks.stretch.choose("matched")
    comparison.looks.map_button.click()
    yield 1.5
    yield lambda: not comparison.is_working()
    run.save(window, "dock-bands")
    comparison.looks.choose("")
    comparison.looks.stretch.choose("common")


run = Run(steps)
