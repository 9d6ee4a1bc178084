"""A layers panel as in QGIS: a real tree view on the tree of the project, and files of a fusion."""
# ruff: noqa: N802 (names are given by QGIS)

import shutil

import numpy as np
import pytest
from qgis.core import QgsLayerTreeModel, QgsProject, QgsRasterLayer
from qgis.gui import QgsLayerTreeView, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QMainWindow

from stfusion_qgis import engine
from stfusion_qgis.gui.layers_panel.layer_quality import Activity
from stfusion_qgis.gui.layers_panel.panel import LayersPanel
from stfusion_qgis.gui.layers_panel.quality_widget import QualityWidget
from stfusion_qgis.methods import all_methods
from tests.gui.waiting import wait_until
from tests.scene_files import make_images, write_tif


class Interface:
    """What the layers panel uses of the interface of the desktop, made of the real widgets."""

    def __init__(self):
        self.window = QMainWindow()
        self.view = QgsLayerTreeView(self.window)
        self.window.setCentralWidget(self.view)
        self.model = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self.window)
        self.model.setFlag(QgsLayerTreeModel.Flag.UseEmbeddedWidgets)
        self.model.setFlag(QgsLayerTreeModel.Flag.ShowLegend)
        self.view.setModel(self.model)
        self.bar = QgsMessageBar(self.window)
        self.menu_actions = []
        self.window.resize(260, 700)
        self.window.show()

    def layerTreeView(self):
        return self.view

    def mainWindow(self):
        return self.window

    def messageBar(self):
        return self.bar

    def addCustomActionForLayerType(self, action, menu, kind, all_layers):
        self.menu_actions.append(action)

    def removeCustomActionForLayerType(self, action):
        self.menu_actions.remove(action)
        return True

    def widgets(self):
        """Return the widgets of layers that the view shows, by the layer's name."""
        return {widget.quality.layer.name(): widget
                for widget in self.view.findChildren(QualityWidget)}


def settle(condition):
    """Let the event loop run until a condition holds, and do what that has brought."""
    wait_until(condition)
    clear_events()


def clear_events():
    """Do what Qt has put off, deleting of widgets too."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def fused(tmp_path_factory):
    """Return a folder with the inputs of a fusion, the true image and two predictions."""
    folder = tmp_path_factory.mktemp("fused")
    images = make_images(rows=48, columns=56, ratio=8)
    scene = images.open(folder)
    for name in ("temporaldifference", "fitfc"):
        method = all_methods()[name]
        engine.run(method, scene, method.Parameters(), [str(folder / f"{name}.tif")])
    write_tif(folder / "true.tif", images.truth)
    write_tif(folder / "elsewhere.tif", images.truth, left=900000.0)
    return folder


@pytest.fixture
def folder(fused, tmp_path):
    """Return a copy of the folder."""
    return shutil.copytree(fused, tmp_path / "images")


@pytest.fixture
def iface(qgis_app):
    """Return the interface of a desktop with an empty project."""
    QgsProject.instance().clear()
    iface = Interface()
    yield iface
    QgsProject.instance().clear()
    iface.window.close()
    iface.window.deleteLater()
    clear_events()


@pytest.fixture
def panel(iface):
    """Return the installed part; reports are not shown in a browser, but listed."""
    panel = LayersPanel(iface)
    panel.install()
    panel.reports.ready.disconnect()
    panel.shown_reports = []
    panel.reports.ready.connect(panel.shown_reports.append)
    yield panel
    if panel.is_installed:
        panel.remove()


@pytest.fixture
def load(iface):
    """Return a function that loads a file into the project."""
    def loaded(path, name=None):
        layer = QgsRasterLayer(str(path), name or path.stem)
        assert layer.isValid()
        QgsProject.instance().addMapLayer(layer)
        return layer
    return loaded


def idle(panel):
    """Say whether nothing is being measured."""
    return all(quality.activity is Activity.NONE for quality in panel.qualities.all())


def overwrite(path, value):
    """Write another image of the same size."""
    write_tif(path, np.full((2, 48, 56), value, np.float32))
