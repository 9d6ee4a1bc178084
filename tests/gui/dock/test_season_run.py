"""Runs of several dates: asked once where to write, named, grouped, played in time."""

import datetime
import os
import threading

import pytest
from osgeo import gdal
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QDialogButtonBox

from stfusion_qgis.gui.dock.runs.output_place import OutputPlace
from stfusion_qgis.images.provenance import provenance_of
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from stfusion_qgis.processing.layer_dates import fixed_date
from tests.gui.dock import test_dates
from tests.gui.dock.conftest import copy_of, destroy
from tests.scene_files import read_tif

season, dock = test_dates.season, test_dates.dock

TICKED = ("2020-10-30", "2020-11-03", "2020-11-15")


@pytest.fixture
def folder(tmp_path):
    """Return the folder into which the project writes."""
    yield tmp_path / "out"
    QgsSettings().remove("stfusion/dock_outputs")


@pytest.fixture
def ready(dock, season, folder):
    """Return a dock with three ticked dates."""
    OutputPlace(str(folder)).remember()
    dock.methods.combo.set_method("temporaldifference")
    dock.date_bar.strip.set_ticks([season[f"{date}_coarse"] for date in TICKED])
    return dock


def pair_dates(path):
    """Return the days of the fine images from which a file was predicted."""
    return [os.path.basename(source.path)[:10] for source in provenance_of(path).inputs.fine]


def test_three_dates(ready, folder, wait, interface):
    """Each from its own pairs, into files that are named; a group that lasts from date to date."""
    assert ready.run_bar.background_button.text() == "Run 3 dates in background"
    ready.run_bar.background_button.click()
    assert ready.runs.count() == 3
    wait(lambda: ready.runs.count() == 0)
    names = [f"temporaldifference_{date}.tif" for date in TICKED]
    assert sorted(os.listdir(folder)) == names
    assert pair_dates(str(folder / names[0])) == ["2020-10-27", "2020-11-10"]
    assert pair_dates(str(folder / names[2])) == ["2020-11-10", "2020-11-21"]
    group = QgsProject.instance().layerTreeRoot().children()[0]
    layers = [node.layer() for node in group.findLayers()]
    assert group.name() == "Temporal difference"
    assert [layer.name() for layer in layers] == [f"Temporal difference {day}" for day in TICKED]
    assert [str(fixed_date(layer)) for layer in layers] == list(TICKED)
    ends = [layer.temporalProperties().fixedTemporalRange().end().date().toPyDate()
            for layer in layers]
    assert ends == [datetime.date(2020, 11, 2), datetime.date(2020, 11, 14),
                    datetime.date(2020, 11, 26)]
    assert any("3 dates" in text for text in interface.messages())
    controller = interface.canvas.temporalController()
    if controller is None:  # canvases outside of the desktop have none
        return
    ready.player.play([layer.id() for layer in layers])
    assert controller.totalFrameCount() > 3


def test_uncertainties_lie_beside(ready, folder, wait):
    OutputPlace(str(folder), "x_{date}", uncertainty=True).remember()
    ready.methods.combo.set_method("starfm")
    ready.date_bar.tick_none.trigger()
    ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() == 0)
    found = sorted(os.listdir(folder))
    offers = all_methods()["starfm"].offers_uncertainty(ready.methods.parameters())
    assert len(found) == 1 + offers and found[0].startswith("x_2020-")
    if offers:
        assert found[1].endswith("_uncertainty.tif")
        assert (read_tif(str(folder / found[1])) >= 0).any()


def test_a_date_that_fails_is_told_and_the_others_go_on(
        ready, folder, wait, interface, season, tmp_path):
    """A damaged file among three: two dates are predicted, the third is named with the reason."""
    layer = QgsProject.instance().mapLayer(season["2020-11-03_coarse"])
    path = copy_of(layer.source(), tmp_path)
    layer.setDataSource(path, layer.name(), "gdal")
    with open(path, "r+b") as file:
        file.truncate(700)
    ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() == 0)
    assert len(os.listdir(folder)) == 2
    assert any("2 dates" in text for text in interface.messages())
    assert any("Temporal difference 2020-11-03 failed" in text for text in interface.messages())


def test_other_parameters_have_other_names(ready, folder, wait):
    """Files and layers; what is there already stays."""
    ready.methods.combo.set_method("starfm")
    ready.date_bar.tick_none.trigger()
    before = set(QgsProject.instance().mapLayers())
    for size in (51, 31, 31):
        ready.methods.form.set_value("window_size", size)
        ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() == 0)
    stems = sorted(name.partition("_2020")[0] for name in os.listdir(folder))
    assert stems == ["starfm", "starfm_window_size-31", "starfm_window_size-31"]
    names = {QgsProject.instance().mapLayer(id).name()
             for id in set(QgsProject.instance().mapLayers()) - before}
    assert len(names) == 2 and any("31" in name for name in names)


def test_it_asks_once(dock, folder, wait):
    """Where to write, with an example of the name; wrong patterns cannot be accepted."""
    dock.methods.combo.set_method("temporaldifference")
    dock.run_bar.background_button.click()
    dialog, ok = dock.starter.dialog, QDialogButtonBox.StandardButton.Ok
    assert dialog.isVisible() and dock.runs.count() == 0
    button = dialog.findChild(QDialogButtonBox).button(ok)
    dialog.in_folder.setChecked(True)
    assert not button.isEnabled()
    dialog.folder.setFilePath(str(folder))
    assert button.isEnabled()
    dialog.pattern.setText("{when}.tif")
    assert not button.isEnabled() and "pattern" in dialog._shown.lines()[0][1]
    dialog.pattern.setText("mine_{date}_{method}")
    assert "temporaldifference.tif" in dialog._shown.lines()[0][1]
    button.click()
    wait(lambda: dock.runs.count() == 0)
    assert len(os.listdir(folder)) == 1 and os.listdir(folder)[0].startswith("mine_2020")
    dock.run_bar.background_button.click()
    assert dock.runs.count() == 1
    wait(lambda: dock.runs.count() == 0)
    assert len(os.listdir(folder)) == 2
    dock.run_bar.place_button.click()
    assert dock.starter.dialog.pattern.text() == "mine_{date}_{method}"
    dock.starter.dialog.reject()


def test_progress_is_shown(ready, wait, endless):
    """Percent, the date, time left, memory; cancelling ends all dates."""
    from stfusion_qgis.gui.dock.runs.run_progress import RunProgress

    line = ready.findChild(RunProgress)
    assert line.isHidden()
    ready.run_bar.background_button.click()
    assert not line.isHidden()
    for width in (900, 60):  # what does not fit is left to the tooltip
        line.bar.resize(width, line.bar.height())
        line._show()
        text = line.bar.format()
        assert " %" in text and ("GB" in text) == (width == 900)
        assert ("2020-10-30 (1 of 3)" in text) == (width > 60)
        assert "GB" in line.bar.toolTip()
    line.cancel_button.click()
    wait(lambda: ready.runs.count() == 0)
    assert line.isHidden()


def test_the_plugin_goes_while_dates_are_predicted(ready, wait, endless):
    """What the tasks still tell then is heard by nobody."""
    ready.run_bar.background_button.click()
    assert ready.runs.count() == 3
    ready.close_for_good()
    destroy(ready)
    wait(lambda: not QgsApplication.taskManager().activeTasks())
    QCoreApplication.processEvents()


def test_a_part_of_several_dates(ready, folder, wait, interface):
    """Where is chosen counts for every date."""
    layer = QgsProject.instance().mapLayersByName("2020-10-27_fine")[0]
    interface.canvas.setDestinationCrs(layer.crs())
    box = layer.extent()
    box.scale(0.5)
    ready.area.extent.choice.setCurrentIndex(ready.area.extent.choice.findData("rectangle"))
    ready.area.extent.rectangle.setOutputExtentFromUser(box, layer.crs())
    ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() == 0)
    sizes = {gdal.Open(str(folder / name)).RasterXSize for name in os.listdir(folder)
             if name.endswith(".tif")}
    assert sizes == {70} and len(os.listdir(folder)) == 3


def test_a_layer_is_removed_while_others_are_predicted(ready, wait, interface, monkeypatch):
    """With its group: the next ones get a group again, and nothing fails."""
    may_begin, prepare = threading.Semaphore(1), TemporalDifference.prepare

    def wait_and_prepare(*arguments):
        may_begin.acquire()
        return prepare(*arguments)

    monkeypatch.setattr(TemporalDifference, "prepare", wait_and_prepare)
    ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() < 3)
    root = QgsProject.instance().layerTreeRoot()
    group = root.findGroup("Temporal difference")
    QgsProject.instance().removeMapLayers([node.layerId() for node in group.findLayers()])
    root.removeChildNode(group)
    may_begin.release(2)
    wait(lambda: ready.runs.count() == 0)
    assert len(root.findGroup("Temporal difference").findLayers()) == 2
    assert any("3 dates" in text for text in interface.messages())
