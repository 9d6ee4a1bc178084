"""Runs inside the QGIS desktop: takes pictures of the layers panel and of the options.

Variables: STFUSION_FOLDER with images (see `tools.panel_pictures`). Writes panel.png, settings.png
and found.json there.
"""

import dataclasses
import json
import os
import pathlib
import traceback

import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface

FOLDER = pathlib.Path(os.environ["STFUSION_FOLDER"])
found = {}


def part(name):
    """Return a part of the plugin's desktop by the name of its class."""
    parts = qgis.utils.plugins["stfusion_qgis"].desktop.parts
    return next(part for part in parts if type(part).__name__ == name)


def save(widget, name):
    """Save a picture of a window."""
    widget.grab().save(str(FOLDER / name))


def load():
    """Load the images as a user has them, the predictions on top."""
    window = iface.mainWindow()
    window.setGeometry(0, 0, 1120, 760)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == "Layers")
    for path in reversed(json.loads((FOLDER / "layers.json").read_text())):
        QgsProject.instance().addMapLayer(QgsRasterLayer(path, pathlib.Path(path).stem))
        if path == true_image():
            QgsProject.instance().layerTreeRoot().findLayers()[0].setExpanded(False)
    window.resizeDocks([window.findChild(QDockWidget, "Layers")], [300], Qt.Orientation.Horizontal)


def true_image():
    """Return the path of the true image."""
    return next(str(path) for path in FOLDER.glob("*true image.tif"))


def measure():
    """Compare all predictions with the true image."""
    panel = part("LayersPanel")
    for quality in panel.qualities.all():
        quality.chosen = dataclasses.replace(quality.counterparts, reference=true_image())
        panel.measure(quality)


def steps():
    """Go step by step, so that QGIS can draw in between."""
    load()
    yield 2500
    measure()
    yield 100
    panel = part("LayersPanel")
    while any(quality.activity.name != "NONE" for quality in panel.qualities.all()):
        yield 300
    found["measured"] = [quality.layer.name() for quality in panel.qualities.all()
                         if quality.is_measured]
    iface.setActiveLayer(panel.qualities.all()[-1].layer)
    yield 500
    save(iface.mainWindow(), "panel.png")
    QTimer.singleShot(2500, lambda: close_modal("settings.png", (920, 640)))
    iface.showOptionsDialog(iface.mainWindow(), "stfusionOptions")
    yield 500


def close_modal(name, size=None):
    """Save a picture of the open dialog, and close it."""
    dialog = QApplication.activeModalWidget()
    if size:
        dialog.resize(*size)
        QApplication.processEvents()
    save(dialog, name)
    dialog.reject()


def finish():
    """Close QGIS, whatever happened."""
    (FOLDER / "found.json").write_text(json.dumps(found))
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    QgsApplication.processEvents()
    iface.actionExit().trigger()


def advance(sequence):
    """Go on after a while."""
    try:
        pause = next(sequence, None)
    except Exception:
        found["error"] = traceback.format_exc()
        pause = None
    if pause is None:
        finish()
    else:
        QTimer.singleShot(pause, lambda: advance(sequence))


QTimer.singleShot(1500, lambda: advance(steps()))
