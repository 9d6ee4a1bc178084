"""Runs inside a fresh QGIS desktop: installs the zip, updates it while it is used, uninstalls it.

Variables: STFUSION_ZIP, and STFUSION_IMAGES, a JSON object of the inputs of a fusion.
"""

import json
import os
import pathlib

import processing
import pyplugin_installer
import qgis.utils
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

from tools.desktop_steps import Run

NAME = "stfusion_qgis"


def seen():
    """Return what of the plugin is in QGIS."""
    provider = QgsApplication.processingRegistry().providerById("stfusion")
    return {
        "docks": sorted(dock.objectName() for dock in iface.mainWindow().findChildren(QDockWidget)
                        if dock.objectName().startswith("Stfusion")),
        "algorithms": sorted(each.name() for each in provider.algorithms()) if provider else [],
        "files": pathlib.Path(qgis.utils.home_plugin_path, NAME).exists()}


def steps(run):
    """Do what the tab 'Install from ZIP' of the plugin manager and its buttons do."""
    installer = pyplugin_installer.instance()
    installer.installFromZipFile(os.environ["STFUSION_ZIP"])
    yield 0.5
    run.found["installed"] = seen()
    iface.mainWindow().findChild(QDockWidget, "StfusionDock").show()
    yield 0.5
    installer.installFromZipFile(os.environ["STFUSION_ZIP"])
    yield 0.5
    run.found["updated"] = seen()
    iface.mainWindow().findChild(QDockWidget, "StfusionDock").show()
    run.found["output"] = processing.run(
        "stfusion:temporaldifference", json.loads(os.environ["STFUSION_IMAGES"]))["OUTPUT"]
    yield 0.5
    installer.uninstallPlugin(NAME, quiet=True)
    yield 0.5
    run.found["uninstalled"] = seen()


run = Run(steps)
