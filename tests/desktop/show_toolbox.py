"""Runs inside the QGIS desktop: opens the toolbox and a dialog, and writes what is there.

Writes toolbox.png, dialog.png, dialog_advanced.png and found.json into the folder that the
variable STFUSION_SCREENSHOTS names.
"""

import json
import os
import pathlib
import traceback

import processing
from processing.gui.ProviderActions import ProviderContextMenuActions
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsProcessingToolboxTreeView
from qgis.PyQt.QtCore import QModelIndex, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QGroupBox, QTextBrowser
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
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0, 0, 30, 30)))
    layer.dataProvider().addFeatures([feature])
    layer.selectAll()
    QgsProject.instance().addMapLayer(layer)
    dialog = processing.createAlgorithmDialog("stfusion:starfm", {
        "EXTENT": "0,10,20,30 [EPSG:32633]",
        "AREA": QgsProcessingFeatureSourceDefinition(layer.id(), True)})
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
    given = {name: panel.wrappers[name].parameterValue() for name in ("EXTENT", "AREA")}
    found["extent"] = given["EXTENT"]
    found["area"] = given["AREA"].source.staticValue() == layer.id() and \
        given["AREA"].selectedFeaturesOnly
    found["help"] = dialog.findChild(QTextBrowser, "textShortHelp").toPlainText()
    return dialog, advanced


def scroll_help(dialog, text):
    """Scroll the help beside a dialog to a text."""
    browser = dialog.findChild(QTextBrowser, "textShortHelp")
    browser.find(text)
    browser.verticalScrollBar().setValue(browser.verticalScrollBar().value() + 300)


def enabled_entries(algorithm):
    """Return the entries of the toolbox's context menu that an algorithm has, by their names."""
    entries = {}
    for action in ProviderContextMenuActions.actions:
        action.setData(algorithm, None)
        if action.isEnabled():
            entries[action.name] = action
    return entries


def open_model():
    """Open the copy of a model by the context menu; return the window of the designer."""
    registry = QgsApplication.processingRegistry()
    found["entries"] = {name: list(enabled_entries(registry.algorithmById(f"stfusion:{name}")))
                        for name in ("starfm", "predictseason")}
    entries = enabled_entries(registry.algorithmById("stfusion:predictseason"))
    entries["Edit a copy of the model…"].execute()
    window = next(each for each in QgsApplication.topLevelWidgets()
                  if type(each).__name__ == "ModelerDialog")
    found["designer"] = window.windowTitle()
    found["steps"] = [step.algorithmId() for step in window.model().childAlgorithms().values()]
    found["own"] = [each.displayName() for each in registry.providerById("model").algorithms()]
    return window


def finish():
    """Close QGIS, whatever happened."""
    (FOLDER / "found.json").write_text(json.dumps(found))
    QgsProject.instance().removeAllMapLayers()  # QGIS asks before it drops temporary ones
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
        scroll_help(dialog, "Extent")
        yield
        save(dialog, "dialog_help.png")
        dialog.close()
        window = open_model()
        yield
        save(window, "designer.png")
        window.close()
    except Exception:
        found["error"] = traceback.format_exc()
    finish()


def advance(sequence):
    """Do the next step after a moment."""
    if next(sequence, "end") != "end":
        QTimer.singleShot(300, lambda: advance(sequence))


QTimer.singleShot(500, lambda: advance(steps()))
