"""Runs inside the QGIS desktop: opens the toolbox and a dialog, and writes what is there.

Writes toolbox.png, dialog.png, dialog_advanced.png and found.json into the folder that the
variable STFUSION_SCREENSHOTS names.
"""

import json
import os
import pathlib
import traceback

import processing
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from processing.gui.ProviderActions import ProviderContextMenuActions
from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsProcessingModelerParameterWidget, QgsProcessingToolboxTreeView
from qgis.PyQt.QtCore import QModelIndex, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDockWidget,
    QGroupBox,
    QInputDialog,
    QTextBrowser,
    QToolButton,
)
from qgis.utils import iface

from stfusion_qgis.gui.presets import PresetButton

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


def list_of(wrapper):
    """Return the list of a choice: what it shows, what is chosen, and its value."""
    combo = wrapper.widget
    texts = [combo.itemText(i) for i in range(combo.count())]
    return [texts, combo.currentText(), wrapper.parameterValue()]


def show_networks():
    """Open the dialogs that have networks to choose; return them."""
    dialog = processing.createAlgorithmDialog("stfusion:networkfusion", {"NETWORK": "srcnn"})
    found["network"] = list_of(dialog.mainWidget().wrappers["NETWORK"])
    training = processing.createAlgorithmDialog("stfusion:trainnetwork", {})
    wrappers = training.mainWidget().wrappers
    found["training"] = [list_of(wrappers[name]) for name in ("ARCHITECTURE", "START")]
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("stfusion:networkfusion")
    batch = BatchAlgorithmDialog(algorithm, iface.mainWindow())
    wrapper = next(each for each in batch.mainWidget().wrappers[0]
                   if each and each.parameterDefinition().name() == "NETWORK")
    found["batch"] = list_of(wrapper)
    batch.close()
    training.close()
    return dialog


def show_step():
    """Open the dialog of a step in the designer, and set its network."""
    step = ModelerParametersDialog(
        QgsApplication.processingRegistry().createAlgorithmById("stfusion:networkfusion"),
        QgsProcessingModelAlgorithm())
    widget = next(each for each in step.findChildren(QgsProcessingModelerParameterWidget)
                  if each.parameterDefinition().name() == "NETWORK")
    texts = [combo.itemText(i) for combo in widget.findChildren(QComboBox)
             for i in range(combo.count())]
    widget.setWidgetValue(QgsProcessingModelChildParameterSource.fromStaticValue("ganstfm"))
    chosen = [combo.currentText() for combo in widget.findChildren(QComboBox)]
    found["step"] = [texts, chosen, widget.value().staticValue()]
    return step


def show_download():
    """Open the dialogs that ask for a download: of the algorithm, in a batch, in the designer."""
    place = str(FOLDER)
    dialog = processing.createAlgorithmDialog("stfusion:prepareimage", {"INPUT": place})
    wrapper = dialog.mainWidget().wrappers["INPUT"]
    buttons = wrapper.widget.findChildren(QToolButton)
    found["download"] = [wrapper.parameterValue() == place, *(each.text() for each in buttons)]
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("stfusion:prepareimage")
    batch = BatchAlgorithmDialog(algorithm, iface.mainWindow())
    of_batch = batch.mainWidget().wrappers[0][0]
    of_batch.setParameterValue(place, QgsProcessingContext())
    step = ModelerParametersDialog(algorithm.create(), QgsProcessingModelAlgorithm())
    of_step = next(each for each in step.findChildren(QgsProcessingModelerParameterWidget)
                   if each.parameterDefinition().name() == "INPUT")
    of_step.setWidgetValue(QgsProcessingModelChildParameterSource.fromStaticValue(place))
    found["download elsewhere"] = [of_batch.parameterValue() == place,
                                   of_step.value().staticValue() == place]
    batch.close()
    step.close()
    return dialog


def use_presets(dialog):
    """Keep the parameters of a dialog as a preset, change them, bring them back by the menu."""
    button = dialog.findChild(PresetButton)
    wrappers = dialog.mainWidget().wrappers
    wrappers["WINDOW_SIZE"].setParameterValue(31, QgsProcessingContext())
    QInputDialog.getText = lambda *_: ("my fields", True)
    button.fill()
    button.menu().actions()[-1].trigger()
    wrappers["WINDOW_SIZE"].setParameterValue(51, QgsProcessingContext())
    button.fill()
    found["presets"] = [action.text() for action in button.menu().actions()]
    button.menu().actions()[0].trigger()
    found["preset"] = wrappers["WINDOW_SIZE"].parameterValue()
    dock = iface.mainWindow().findChild(QDockWidget, "StfusionDock")
    dock.methods.combo.set_method("starfm")
    dock.methods.form.preset_button.fill()
    found["presets of the dock"] = [
        action.text() for action in dock.methods.form.preset_button.menu().actions()]


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
        use_presets(dialog)
        dialog.close()
        networks = show_networks()
        networks.resize(1000, 700)
        networks.show()
        yield
        save(networks, "networks.png")
        networks.close()
        download = show_download()
        download.resize(1000, 880)
        download.show()
        yield
        save(download, "download.png")
        download.close()
        step = show_step()
        step.resize(700, 700)
        step.show()
        yield
        save(step, "step.png")
        step.reject()
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
