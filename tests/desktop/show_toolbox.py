"""Runs inside the QGIS desktop: opens the toolbox and a dialog, and writes what is there.

Writes toolbox.png, dialog.png, dialog_advanced.png and found.json into the folder that the
variable STFUSION_SCREENSHOTS names.
"""

import json
import os
import pathlib
import traceback

import processing
from qgis.core import QgsProject
from qgis.gui import QgsProcessingToolboxTreeView
from qgis.PyQt.QtCore import QModelIndex, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QGroupBox
from qgis.utils import iface

FOLDER = pathlib.Path(os.environ["STFUSION_SCREENSHOTS"])
found = {}


def save(widget, name):
    """Save a picture of a window."""
    widget.grab().save(str(FOLDER / name))


def show_toolbox():
    """Open the toolbox with the provider expanded."""
    iface.mainWindow().setGeometry(0, 0, 1500, 950)
    dock = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    dock.setVisible(True)
    dock.raise_()
    tree = dock.findChild(QgsProcessingToolboxTreeView)
    model = tree.model()
    tree.collapseAll()
    provider = next(index for index in children(model, QModelIndex()) if index.data() == "STFusion")
    tree.expandRecursively(provider)
    tree.scrollTo(provider, tree.ScrollHint.PositionAtTop)
    found["groups"] = {group.data(): [algorithm.data() for algorithm in children(model, group)]
                       for group in children(model, provider)}


def children(model, parent):
    """Return the rows below an index."""
    return [model.index(row, 0, parent) for row in range(model.rowCount(parent))]


def show_dialog():
    """Open the dialog of STARFM."""
    dialog = processing.createAlgorithmDialog("stfusion:starfm", {})
    dialog.resize(1000, 880)
    dialog.show()
    panel = dialog.mainWidget()
    advanced = panel.findChild(QGroupBox, "grpAdvanced")
    found["title"] = dialog.windowTitle()
    found["parameters"] = list(panel.wrappers)
    found["advanced"] = [name for name, wrapper in panel.wrappers.items()
                         if hasattr(wrapper, "wrappedWidget")
                         and advanced.isAncestorOf(wrapper.wrappedWidget())]
    found["folded"] = advanced.property("collapsed")
    return dialog, advanced


def finish():
    """Close QGIS, whatever happened."""
    (FOLDER / "found.json").write_text(json.dumps(found))
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def steps():
    """Go step by step, so that QGIS can draw in between."""
    try:
        show_toolbox()
        yield
        save(iface.mainWindow(), "toolbox.png")
        dialog, advanced = show_dialog()
        yield
        save(dialog, "dialog.png")
        advanced.setProperty("collapsed", False)
        yield
        save(dialog, "dialog_advanced.png")
        dialog.close()
    except Exception:
        found["error"] = traceback.format_exc()
    finish()


def advance(sequence):
    """Do the next step after a moment."""
    if next(sequence, "end") != "end":
        QTimer.singleShot(1500, lambda: advance(sequence))


QTimer.singleShot(1500, lambda: advance(steps()))
