"""The preview in the dock: it follows the map, the images and the method."""

import pathlib
import threading

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from tests.gui.dock.conftest import complete, copy_of, destroy
from tests.gui.waiting import settle
from tests.scene_files import read_tif


def part_of(extent, fraction):
    """Return the upper left part of an extent."""
    return QgsRectangle(extent.xMinimum(), extent.yMaximum() - extent.height() * fraction,
                        extent.xMinimum() + extent.width() * fraction, extent.yMaximum())


def test_shows_what_a_run_writes(previews, wait, files, tmp_path):
    """The whole way: layers, form, preview; against the image that a run writes."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction", method="starfm")
    wait(complete(shown))
    dock.link.set_active(False)
    extent = dock.images.layer("fine_1").extent()
    shown.clear()
    dock.comparison.canvas().setExtent(part_of(extent, 0.3))
    wait(complete(shown))
    preview = shown[-1]
    assert preview.factor == 1
    method = all_methods()["starfm"]
    path = str(tmp_path / "run.tif")
    engine.run(method, open_scene(Inputs.of([Source(files["fine_1"])], [Source(files["coarse_1"])],
                             [Source(files["coarse_prediction"])])), method.Parameters(), [path],
               settings=engine.Settings(float_output=True))
    row = round((extent.yMaximum() - preview.grid.top) / 30)
    column = round((preview.grid.left - extent.xMinimum()) / 30)
    np.testing.assert_array_equal(
        preview.images["prediction:1"],
        read_tif(path)[:, row:row + preview.grid.rows, column:column + preview.grid.columns]
        .astype(np.float32))


def test_follows_the_map(previews, wait, interface):
    """Panning either map moves the other one, and a new preview comes."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    extent = dock.images.layer("fine_1").extent()
    shown.clear()
    interface.canvas.setExtent(part_of(extent, 0.5))
    wait(complete(shown))
    preview = dock.comparison.canvas()
    assert preview.extent().contains(part_of(extent, 0.49))
    scale = interface.canvas.mapUnitsPerPixel()
    shown.clear()
    preview.zoomByFactor(0.5)
    wait(complete(shown))
    assert abs(interface.canvas.mapUnitsPerPixel() / scale - 0.5) < 0.01
    assert (interface.canvas.extent().center().distance(preview.extent().center())
            < interface.canvas.mapUnitsPerPixel())


def test_follows_the_crs_of_the_map(previews, wait, interface):
    """In degrees the same pixels are shown."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    before = shown[-1]
    shown.clear()
    interface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    dock.zoom_to_images()
    wait(complete(shown))
    assert dock.comparison.canvas().mapSettings().destinationCrs().authid() == "EPSG:4326"
    assert shown[-1].grid.wkt == before.grid.wkt


def test_follows_the_rotation_of_the_map(previews, wait, interface):
    """Both sides are turned, and nothing in the corners is missing."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    before, canvas = shown[-1].grid, dock.comparison.canvas()
    interface.canvas.setExtent(part_of(dock.images.layer("fine_1").extent(), 0.5))
    wait(lambda: shown[-1].complete and shown[-1].grid != before)
    before = shown[-1].grid
    shown.clear()
    interface.canvas.setRotation(45)
    wait(complete(shown))
    assert canvas.rotation() == 45
    assert shown[-1].grid.columns * shown[-1].grid.rows > before.columns * before.rows
    assert canvas.extent().contains(part_of(dock.images.layer("fine_1").extent(), 0.49))


def test_can_go_its_own_way(previews, wait, interface):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    dock.status.link_button.click()
    before = dock.comparison.canvas().extent()
    interface.canvas.zoomByFactor(0.2)
    QTest.qWait(50)
    assert dock.comparison.canvas().extent() == before
    dock.status.link_button.click()
    assert dock.comparison.canvas().extent() != before


def test_away_from_the_images(previews, wait, interface):
    """It says so, and a link brings the user back."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    interface.canvas.setExtent(QgsRectangle(0, 0, 1000, 1000))
    wait(lambda: dock.status.text() == "The map does not show the images.")
    shown.clear()
    dock.status._text.linkActivated.emit("#")
    wait(complete(shown))


def test_a_changed_parameter_is_shown(previews, wait):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction", method="starfm")
    wait(complete(shown))
    before = shown[-1].images["prediction:1"]
    shown.clear()
    dock.methods.form.set_value("window_size", 11)
    wait(complete(shown))
    assert not np.array_equal(shown[-1].images["prediction:1"], before)


def test_several_methods_are_compared(previews, wait):
    """Kept predictions stand beside that of the form, each with its name."""
    dock, shown = previews(method="starfm")
    wait(complete(shown))
    dock.methods.kept.keep_button.click()
    dock.methods.combo.set_method("temporaldifference")
    dock.methods.kept.add_method("fitfc")
    shown.clear()
    wait(complete(shown))
    titles = {key: title for key, (_, title) in dock.methods.entries().items()}
    assert titles == {"prediction:1": "Temporal difference", "prediction:2": "STARFM",
                      "prediction:3": "Fit-FC"}
    assert set(titles) <= set(shown[-1].images)
    assert {"fine_1", "coarse_prediction", "reference"} <= set(shown[-1].images)


def test_what_fails_is_told_beside_what_works(previews, wait):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    shown.clear()
    dock.methods.kept.add_method("estarfm")
    wait(complete(shown))
    assert dock.status.text() == "ESTARFM: Choose the fine image of pair 2."
    assert "prediction:1" in shown[-1].images


def test_without_images(make_dock, wait):
    """It says what is needed."""
    dock = make_dock()
    dock.show()
    wait(lambda: not dock.control._pause.isActive())
    assert dock.images.has_problem()
    assert dock.control.last is None


def test_a_hidden_dock_does_nothing(previews, wait, interface):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    dock.hide()
    shown.clear()
    interface.canvas.zoomByFactor(0.5)
    dock.methods.combo.set_method("starfm")
    settle(dock)
    assert not shown
    dock.show()
    wait(complete(shown))


def test_another_file_behind_a_layer(previews, wait, files, tmp_path):
    """A layer whose source is replaced is read anew, and one whose file is broken is told."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    layer = dock.images.layer("coarse_prediction")
    shown.clear()
    layer.setDataSource(copy_of(files["coarse_2"], tmp_path), layer.name(), "gdal")
    wait(complete(shown))
    broken = tmp_path / "broken.tif"
    broken.write_bytes(pathlib.Path(files["coarse_2"]).read_bytes()[:300])
    layer.setDataSource(str(broken), layer.name(), "gdal")
    wait(dock.images.has_problem)


def test_layers_come_and_go_while_it_works(previews, wait, load):
    """Nothing breaks, whatever is removed at which moment."""
    dock, shown = previews(method="starfm")
    for pause in (0, 20, 60, 150, 300):
        QTest.qWait(pause)
        QgsProject.instance().removeAllMapLayers()
        QTest.qWait(pause)
        load()
    shown.clear()
    dock.zoom_to_images()
    wait(complete(shown))


def test_wide_and_narrow(previews, wait):
    """All at once where there is room; tabs where there is little."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    dock.setFloating(True)
    for width, stacked in ((1200, True), (480, False), (1200, True)):
        dock.resize(width, 800)
        wait(lambda stacked=stacked: dock.setup.is_stacked() == stacked)
        assert dock.images.isVisible() == (stacked or dock.setup._tabs.currentIndex() == 0)
        assert dock.comparison.isAncestorOf(dock.comparison.tabs) == stacked
        assert dock._splitter.orientation() == (
            Qt.Orientation.Horizontal if stacked else Qt.Orientation.Vertical)
    assert dock.minimumSizeHint().height() < 700


def test_nothing_stays_behind(previews, wait, own_process):
    """A closed dock leaves no thread and no process."""
    threads = set(threading.enumerate())
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    process = dock.control.worker._previewer._child._process
    dock.close_for_good()
    wait(lambda: process.poll() is not None)
    wait(lambda: not set(threading.enumerate()) - threads)


def test_destroyed_while_it_works(make_dock, previews, wait, own_process):
    """As when the plugin is unloaded in the middle of a preview."""
    threads = set(threading.enumerate())
    dock, _ = previews("fine_1", "coarse_1", "coarse_prediction", method="starfm")
    QTest.qWait(250)
    dock.close_for_good()
    destroy(dock)
    wait(lambda: not set(threading.enumerate()) - threads)
