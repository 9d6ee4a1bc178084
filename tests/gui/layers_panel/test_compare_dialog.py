"""The dialog in which a layer is given something to compare it with."""

import datetime

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsRasterRange
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication

from stfusion_qgis.gui.layers_panel.compare_dialog import CompareDialog
from stfusion_qgis.gui.layers_panel.layer_quality import LayerQuality
from stfusion_qgis.gui.layers_panel.likely_reference import likely_reference
from stfusion_qgis.images.source import Source
from tests.gui.layers_panel.conftest import clear_events, idle, settle
from tests.scene_files import write_tif


@pytest.fixture
def dialog(panel, load, folder):
    """Return a function that opens the dialog of a layer and waits for the first answer."""
    opened = []

    def open_for(layer):
        dialog = CompareDialog(panel.qualities.of(layer) or panel.qualities.describe(layer))
        opened.append(dialog)
        dialog.show()
        answered(dialog)
        return dialog

    yield open_for
    for each in opened:
        each.done(0)
        each.deleteLater()


def answered(dialog):
    settle(lambda: not dialog._background.is_active())


def test_only_layers_that_overlap_are_offered(dialog, load, folder):
    layer = load(folder / "fitfc.tif")
    for name in ("true", "elsewhere", "temporaldifference"):
        load(folder / f"{name}.tif")
    write_tif(folder / "lonlat.tif", np.ones((2, 90, 180), np.float32), epsg=4326,
              transform=(-180, 2, 0, 90, 0, -2))
    load(folder / "lonlat.tif")
    found = {layer.name() for layer in dialog(layer).reference.layers()}
    assert found == {"true", "temporaldifference", "lonlat"}


def test_what_the_prediction_was_made_from_is_filled_in(dialog, load, folder):
    opened = dialog(load(folder / "fitfc.tif"))
    chosen = opened.counterparts()
    assert chosen.coarse and chosen.fine_1 and chosen.reference is None
    assert opened.ratio.value() == 8
    assert opened.measure.isEnabled()


def test_it_says_what_is_wrong_before_anything_is_measured(dialog, load, folder):
    layer = load(folder / "true.tif")
    opened = dialog(layer)
    assert not opened.measure.isEnabled()
    assert "Choose a reference" in opened._message.text()
    write_tif(folder / "one_band.tif", np.ones((1, 48, 56), np.float32))
    opened.reference.choose(str(folder / "one_band.tif"))
    answered(opened)
    assert not opened.measure.isEnabled() and "one_band.tif" in opened._message.text()
    opened.reference.choose(str(folder / "elsewhere.tif"))
    answered(opened)
    assert not opened.measure.isEnabled() and "overlap" in opened._message.text()
    opened.reference.choose(str(folder / "fitfc.tif"))
    answered(opened)
    assert opened.measure.isEnabled()


def test_the_true_image_of_the_date_is_proposed(dialog, load, folder):
    layer = load(folder / "fitfc.tif", "prediction 2020-04-01")
    load(folder / "temporaldifference.tif", "another 2020-03-01")
    load(folder / "true.tif", "true 2020-04-01")
    quality = LayerQuality(layer, Source(layer.source(), date=datetime.date(2020, 4, 1)), None,
                           None)
    others = [other for other in QgsProject.instance().mapLayers().values() if other is not layer]
    assert likely_reference(quality, others) == str(folder / "true.tif")


def test_from_the_menu_to_the_values(panel, iface, load, folder):
    """A raster that is no prediction gets a reference, and a widget."""
    layer = load(folder / "true.tif")
    iface.view.setCurrentLayer(layer)

    def choose():
        dialog = QApplication.activeModalWidget()
        if dialog is None:  # not yet
            QTimer.singleShot(20, choose)
            return
        dialog.reference.choose(str(folder / "fitfc.tif"))
        QTimer.singleShot(0, accept)

    def accept():
        dialog = QApplication.activeModalWidget()
        if dialog.measure.isEnabled():
            dialog.accept()
        else:
            QTimer.singleShot(20, accept)

    QTimer.singleShot(0, choose)
    iface.menu_actions[0].trigger()
    settle(lambda: panel.qualities.all() and idle(panel))
    assert "RMSE" in panel.qualities.of(layer).record.assessment.values
    assert list(iface.widgets()) == ["true"]


def test_layer_that_is_no_file(panel, iface, folder):
    layer = QgsRasterLayer("crs=EPSG:3857&type=xyz&url=http://localhost/{z}/{x}/{y}.png", "tiles",
                           "wms")
    QgsProject.instance().addMapLayer(layer)
    panel.compare(layer)
    assert "tiles" in iface.bar.currentItem().text()


def test_menu_offers_what_can_be_done(panel, iface, load, folder):
    def offered():
        return [action.text() for action in iface.menu_actions
                if action.isVisible() and action.isEnabled()]

    prediction, plain = load(folder / "fitfc.tif"), load(folder / "true.tif")
    settle(lambda: idle(panel))
    iface.view.setCurrentLayer(plain)
    assert offered() == ["Compare with…"]
    iface.view.setCurrentLayer(prediction)
    assert offered() == ["Compare with…", "Report of the quality", "Measure quality again",
                         "Hide quality"]
    iface.menu_actions[3].trigger()
    assert panel.qualities.all() == []
    clear_events()
    assert offered() == ["Compare with…", "Show quality"]
    iface.menu_actions[4].trigger()
    assert panel.qualities.of(prediction).is_measured
    clear_events()
    assert list(iface.widgets()) == ["fitfc"]


def test_settings_of_layers_are_refused(dialog, load, folder):
    """A comparison is kept with paths, which do not tell what is set in a layer."""
    layer, other = load(folder / "fitfc.tif"), load(folder / "true.tif")
    opened = dialog(layer)
    opened.reference.box.setLayer(other)
    answered(opened)
    assert opened.measure.isEnabled()
    other.dataProvider().setUserNoDataValue(1, [QgsRasterRange(0, 0)])
    opened.reference.changed.emit()
    answered(opened)
    assert not opened.measure.isEnabled() and "does not count here" in opened._message.text()
