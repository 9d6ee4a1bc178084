"""A row of the dock: a file as well as a layer, and a date that is set."""

import datetime

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QDate, QMimeData, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent

from stfusion_qgis.gui.dock.mask_button import MaskButton
from tests.gui.dock.conftest import copy_of, take_up_layers
from tests.gui.dock.test_images import chosen


def test_a_file_instead_of_a_layer(make_dock, load, files):
    """It is loaded once, chosen, and stays what the user has chosen."""
    dock = make_dock()
    load("fine_1", "coarse_1")
    take_up_layers(dock)
    row = dock.images.rows()["coarse_prediction"]
    count = len(QgsProject.instance().mapLayers())
    row.menu.file_chosen.emit(files["coarse_prediction"])
    assert chosen(dock)["coarse_prediction"] == "coarse_2020-04-01" and row.decided
    assert len(QgsProject.instance().mapLayers()) == count + 1
    dock.images.rows()["coarse_1"].menu.file_chosen.emit(files["coarse_prediction"])
    assert len(QgsProject.instance().mapLayers()) == count + 1
    assert dock.images.pairs.pinned_pairs() == [1]


def test_a_file_is_dropped(make_dock, load, files):
    dock = make_dock()
    load("fine_1", "coarse_1")
    take_up_layers(dock)
    row = dock.images.rows()["coarse_prediction"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(files["coarse_prediction"])])
    where = QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, \
        Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(*where)
    row.dragEnterEvent(enter)
    assert enter.isAccepted()
    row.dropEvent(QDropEvent(*where))
    assert chosen(dock)["coarse_prediction"] == "coarse_2020-04-01"


def test_a_file_that_is_no_image(make_dock, tmp_path):
    dock = make_dock()
    path = tmp_path / "notes.txt"
    path.write_text("no image")
    row = dock.images.rows()["coarse_prediction"]
    row.open_file(str(path))
    assert "notes.txt is no image" in row.text() and row.layer() is None


def test_a_date_is_set(make_dock, load, files, tmp_path, provider):
    """Another one than the name tells: it moves in the strip, and goes along to runs."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    layer = QgsRasterLayer(copy_of(files["coarse_2"], tmp_path), "coarse, another")
    QgsProject.instance().addMapLayer(layer)
    take_up_layers(dock)
    row = dock.images.rows()["coarse_prediction"]
    row.set_layer(layer, decided=True)
    changes = []
    dock.images.changed.connect(lambda: changes.append(1))
    row.menu.date_action.trigger()
    row.menu.dialog.edit.setDate(QDate(2021, 1, 31))
    row.menu.dialog.accept()
    assert changes and row.source().date == datetime.date(2021, 1, 31)
    assert str(dock.date_bar.strip.columns()[-1].date) == "2021-01-31"
    assert row.menu.found_action.isEnabled()
    row.menu.found_action.trigger()
    assert row.source().date is None and not row.menu.found_action.isEnabled()
    assert str(dock.date_bar.strip.columns()[-1].date) != "2021-01-31"


def test_a_mask_is_chosen_in_the_menu(make_dock, load):
    """Of all layers but the image itself; the button tells which it is."""
    dock = make_dock()
    layers = load("fine_1", "coarse_1", "coarse_prediction", "reference")
    take_up_layers(dock)
    row = dock.images.rows()["fine_1"]
    button = row.findChild(MaskButton)
    assert button.isEnabled() and not button.isChecked()
    menu = button.menu()
    menu.aboutToShow.emit()
    entries = {action.text(): action for action in menu.actions()}
    assert layers["fine_1"].name() not in entries
    changes = []
    dock.images.changed.connect(lambda: changes.append(1))
    entries[layers["reference"].name()].trigger()
    assert row.mask() is layers["reference"] and changes
    assert button.isChecked() and layers["reference"].name() in button.toolTip()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.isChecked()] == [
        layers["reference"].name()]
    next(action for action in menu.actions() if action.text() == "No mask").trigger()
    assert row.mask() is None and not button.isChecked()
