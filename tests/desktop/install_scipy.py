"""Runs inside a QGIS desktop without SciPy: opens the options from the message bar, installs SciPy.

Writes message.png, options.png, installed.png and found.json into the folder that the variable
STFUSION_SCREENSHOTS names.
"""

import json
import os
import pathlib
import sys
import traceback

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from qgis.utils import iface

FOLDER = pathlib.Path(os.environ["STFUSION_SCREENSHOTS"])
found = {"messages": []}


def save(widget, name):
    """Save a picture of a window."""
    widget.grab().save(str(FOLDER / name))


def note_messages():
    """Remember the messages that are shown, each once."""
    for item in iface.messageBar().items():
        if item.text() not in found["messages"]:
            found["messages"].append(item.text())


def has_provider():
    """Return whether the plugin's algorithms are there."""
    return QgsApplication.processingRegistry().providerById("stfusion") is not None


def parts():
    """Return the names of the plugin's parts."""
    return [type(part).__name__ for part in qgis.utils.plugins["stfusion_qgis"].desktop.parts]


def know_wheels():
    """Let the installer know the checksums of the wheels that the test has made."""
    from stfusion_qgis.dependencies import checksums

    usual, known = checksums.with_checksums, pathlib.Path(os.environ["STFUSION_CHECKSUMS"])
    checksums.with_checksums = lambda wanted, folder: usual(wanted, known)


def in_dialog():
    """Install SciPy in the dialog of the options that opens, step by step, and close it."""
    while QApplication.activeModalWidget() is None:
        yield 50
    dialog = QApplication.activeModalWidget()
    # Newer versions put the page into an area of the same name.
    page = next(widget for widget in dialog.findChildren(QWidget, "stfusionOptions")
                if hasattr(widget, "packages"))
    while not page.isVisible():
        yield 50
    found["page"] = page.isVisible()
    packages = page.packages
    dialog.resize(920, 640)
    yield 200
    save(dialog, "options.png")
    found["about"] = packages.findChild(QLabel).text()
    found["rows"] = list(packages.rows)
    row = packages.rows["scipy"]
    found["state"], found["button"] = row._state.text(), row.button.text()
    know_wheels()
    row.button.click()
    while packages.installer.installing is not None:
        yield 50
    yield 200
    found["lines"], found["result"] = packages.installer.lines, packages._result.text()
    save(dialog, "installed.png")
    note_messages()
    dialog.reject()


def steps():
    """Go step by step, so that QGIS can draw in between."""
    while not any("SciPy" in item.text() for item in iface.messageBar().items()):
        yield 50
    found["before"] = [has_provider(), parts()]
    note_messages()
    save(iface.mainWindow(), "message.png")
    item = next(item for item in iface.messageBar().items() if "SciPy" in item.text())
    QTimer.singleShot(0, lambda: advance(in_dialog()))
    item.findChild(QPushButton).click()
    while len(parts()) < 2:
        yield 50
    found["after"] = [has_provider(), parts()]
    note_messages()
    found["still shown"] = [item.text() for item in iface.messageBar().items()]
    dock = qgis.utils.plugins["stfusion_qgis"].desktop.parts[1].dock
    dock.show()
    yield 200
    found["dock"] = dock.isVisible()
    found["scipy"] = sys.modules["scipy"].__file__
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def advance(sequence):
    """Do the next step after a moment."""
    try:
        pause = next(sequence, None)
    except Exception:
        found["error"] = traceback.format_exc()
        pause = None
    (FOLDER / "found.json").write_text(json.dumps(found))
    if pause is not None:
        QTimer.singleShot(pause, lambda: advance(sequence))
    elif "error" in found:
        os._exit(3)


QTimer.singleShot(500, lambda: advance(steps()))
