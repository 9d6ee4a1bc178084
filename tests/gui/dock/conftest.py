"""A dock as in QGIS: real canvases, a project with layers, and a process that makes previews."""
# ruff: noqa: N802 (names are given by QGIS)

import contextlib
import shutil
import threading
import time

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsSettings,
)
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QMainWindow

from stfusion_qgis.gui.compare.metrics import scene_measuring
from stfusion_qgis.gui.dock import pixel_reading, worker
from stfusion_qgis.gui.dock.dock_widget import StfusionDock
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from stfusion_qgis.preview.service import PreviewService
from stfusion_qgis.processing.provider import StfusionProvider
from tests.gui.dock.kept_processes import KeptService
from tests.gui.waiting import settle
from tests.scene_files import make_images, write_tif


class Interface:
    """What the plugin uses of the interface of the desktop, made of the real widgets.

    layer: the active one.
    """

    layer = None

    def __init__(self):
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.window.resize(1200, 800)
        self.window.show()

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def activeLayer(self):
        return self.layer

    def messages(self):
        """Return the texts that the message bar shows."""
        return [item.text() for item in self.bar.items()]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return GeoTIFFs of three dates, 30 m and 240 m, by role; the middle one is to predict."""
    folder = tmp_path_factory.mktemp("images")
    images = make_images(rows=200, columns=240, bands=3, pairs=2)
    arrays = {"fine_1": ("fine_2020-03-01", images.fine[0], 30),
              "coarse_1": ("coarse_2020-03-01", images.coarse[0], 240),
              "fine_2": ("fine_2020-05-01", images.fine[1], 30),
              "coarse_2": ("coarse_2020-05-01", images.coarse[1], 240),
              "coarse_prediction": ("coarse_2020-04-01", images.predictions[0], 240),
              "reference": ("fine_2020-04-01", images.truth, 30)}
    return {role: write_tif(folder / f"{name}.tif", np.rint(values * 10000).astype(np.int16), pixel,
                            nodata=-9999)
            for role, (name, values, pixel) in arrays.items()}


@pytest.fixture
def load(qgis_app, files):
    """Return a function that loads the images of roles, and returns the layers by their roles."""
    def load(*roles):
        layers = {role: QgsRasterLayer(files[role], files[role].rpartition("/")[2][:-4])
                  for role in roles or files}
        QgsProject.instance().addMapLayers(list(layers.values()))
        return layers
    yield load
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def provider(qgis_app):
    """Return the registered provider of Processing."""
    from processing.core.Processing import Processing  # found once QGIS has started
    from processing.gui import Postprocessing

    Processing.initialize()
    Postprocessing.iface = None  # newer versions of QGIS look for a real tree of layers in it
    provider = StfusionProvider()
    assert QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def interface(qgis_app):
    """Return the interface of the desktop."""
    QgsProject.instance().clear()
    interface = Interface()
    yield interface
    destroy(interface.window)


@pytest.fixture(scope="module")
def processes():
    """End the processes of previews after the tests of a file, which they serve in turn."""
    yield
    KeptService.end()


@pytest.fixture
def kept_process(processes, monkeypatch):
    """Let docks take the process of the dock before."""
    for user in (worker, pixel_reading, scene_measuring):
        monkeypatch.setattr(user, "PreviewService", KeptService)


@pytest.fixture
def own_process(kept_process, monkeypatch):
    """Let a dock start a process of its own, and end it."""
    for user in (worker, pixel_reading, scene_measuring):
        monkeypatch.setattr(user, "PreviewService", PreviewService)


@pytest.fixture
def make_dock(interface, kept_process):
    """Return a function that makes a dock, not yet shown; all go after the test."""
    made = []

    def make():
        dock = StfusionDock(interface)
        dock.hide()
        interface.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.hide()
        made.append(dock)
        return dock

    yield make
    for dock in made:
        if not sip.isdeleted(dock):
            dock.close_for_good()
            destroy(dock)
    QgsSettings().remove("stfusion/dock")


@pytest.fixture
def previews(make_dock, load, interface, wait):
    """Return a function that loads images, opens a dock, and returns it with its previews."""
    def opened(*roles, method="temporaldifference"):
        layers = load(*roles)
        interface.canvas.setExtent(next(iter(layers.values())).extent())
        dock = make_dock()
        dock.methods.combo.set_method(method)
        previews = []
        dock.control.worker.delivered.connect(previews.append)
        dock.show()
        return dock, previews
    return opened


@pytest.fixture
def endless(monkeypatch):
    """Let predictions by the temporal difference end only when cancelled; return what is set then.

    It is an event, set when the first one has begun.
    """
    begun = threading.Event()

    def fuse(self, block, state):
        begun.set()
        while True:
            block.check()
            time.sleep(0.01)

    monkeypatch.setattr(TemporalDifference, "fuse", fuse)
    return begun


def take_up_layers(dock):
    """Wait until the dock has taken up the layers that have come or gone."""
    settle(dock.images, dock.dates)


@contextlib.contextmanager
def held_back(dock):
    """Let no preview begin inside of a `with` statement: what is said until it does, stays."""
    go_on = threading.Event()
    dock.control.worker._pool.submit(go_on.wait)
    try:
        yield
    finally:
        go_on.set()


def complete(previews):
    """Return a condition: the last preview is complete."""
    return lambda: bool(previews) and previews[-1].complete


def destroy(widget):
    """Delete a widget now, while QGIS lives."""
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not sip.isdeleted(widget):
        sip.delete(widget)


def copy_of(path, folder):
    """Return the path of a copy of a file in a folder."""
    return shutil.copy(path, folder)
