"""The layers panel: what a user sees under the layers, and what is kept."""

import os
import shutil
import stat
import threading

import pytest
from qgis.core import QgsLayerTreeLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtXml import QDomDocument

from stfusion_qgis.gui.layers_panel import embedding, measuring_queue, store
from stfusion_qgis.gui.layers_panel.layer_quality import Activity
from stfusion_qgis.gui.layers_panel.panel import LayersPanel
from stfusion_qgis.quality.counterparts import Counterparts
from stfusion_qgis.quality.record import found_beside, sidecar_path
from tests.gui.layers_panel.conftest import clear_events, idle, overwrite, settle


def captions(widget):
    return [label._caption.text() for label in widget._numbers if not label.isHidden()]


def compare_with(panel, layer, **counterparts):
    """Choose what a layer is compared with, as the dialog does, and measure it."""
    quality = panel.qualities.of(layer)
    quality.chosen = Counterparts(**{**vars(quality.counterparts), **counterparts})
    panel.measure(quality)
    settle(lambda: idle(panel))
    return quality


def test_a_prediction_shows_its_consistency_by_itself(panel, iface, load, folder):
    load(folder / "fitfc.tif")
    load(folder / "true.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    assert list(iface.widgets()) == ["fitfc"]
    widget = iface.widgets()["fitfc"]
    assert captions(widget) == ["RMSE", "Correlation", "Kept detail"]
    assert "Fit-FC" in widget._title.text()
    assert len(widget._bars._bars) == 2 and not widget._bars.isHidden()
    assert found_beside(str(folder / "fitfc.tif")).assessment.values["COARSE_RMSE"].overall > 0


def test_against_a_reference(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    quality = compare_with(panel, layer, reference=str(folder / "true.tif"))
    widget = iface.widgets()["fitfc"]
    assert captions(widget) == ["RMSE", "SSIM", "SAM", "ERGAS"]
    assert "true.tif" in widget._notice.toolTip()
    shares = [bar.share for bar in widget._bars._bars]
    values = quality.record.assessment.values
    assert shares == pytest.approx([e / s for e, s in zip(
        values["RMSE"].bands, values["REFERENCE_STANDARD_DEVIATION"].bands)])


def test_against_a_suggested_reference(panel, iface, folder):
    """A run of the dock knows the true image before the layer is there."""
    layer = QgsRasterLayer(str(folder / "fitfc.tif"), "fitfc")
    store.suggest_reference(layer, str(folder / "true.tif"))
    QgsProject.instance().addMapLayer(layer)
    settle(lambda: idle(panel) and panel.qualities.of(layer).is_measured)
    assert panel.qualities.of(layer).counterparts.reference == str(folder / "true.tif")
    assert panel.qualities.of(layer).counterparts.coarse


def test_a_click_shows_the_report_which_is_made_once(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    compare_with(panel, layer, reference=str(folder / "true.tif"))
    for count in (1, 2):
        QTest.mouseClick(iface.widgets()["fitfc"], Qt.MouseButton.LeftButton, pos=QPoint(30, 40))
        settle(lambda count=count: len(panel.shown_reports) == count)
    assert len(set(panel.shown_reports)) == 1
    with open(panel.shown_reports[0], encoding="utf-8") as file:
        assert "fitfc" in file.read()
    panel.remove()
    assert not os.path.exists(panel.shown_reports[0])


def test_the_button_measures_again(panel, iface, load, folder):
    load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    quality = panel.qualities.all()[0]
    before = quality.record
    QTest.mouseClick(iface.widgets()["fitfc"]._button, Qt.MouseButton.LeftButton)
    settle(lambda: idle(panel))
    assert quality.record is not before


def test_values_are_there_when_the_project_is_opened_again(panel, iface, load, folder, tmp_path):
    layer = load(folder / "fitfc.tif")
    compare_with(panel, layer, reference=str(folder / "true.tif"))
    before = panel.qualities.all()[0].record
    os.remove(sidecar_path(str(folder / "fitfc.tif")))  # the layer has them as well
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    clear_events()
    assert panel.qualities.all() == [] and iface.widgets() == {}
    assert project.read(str(tmp_path / "project.qgz"))
    clear_events()
    assert panel.qualities.all()[0].record == before
    assert panel.qualities.all()[0].activity is Activity.NONE
    assert captions(iface.widgets()["fitfc"]) == ["RMSE", "SSIM", "SAM", "ERGAS"]
    assert iface.view.isExpanded(iface.view.node2index(project.layerTreeRoot().findLayers()[0]))


def test_values_are_there_when_the_file_is_loaded_elsewhere(panel, iface, load, folder):
    layer = load(folder / "true.tif")
    quality = panel.qualities.describe(layer)
    panel.qualities.show(quality)
    compare_with(panel, layer, reference=str(folder / "fitfc.tif"))
    QgsProject.instance().clear()
    load(folder / "true.tif", "loaded again")
    clear_events()
    assert captions(iface.widgets()["loaded again"]) == ["RMSE", "SSIM", "SAM", "ERGAS"]


def test_a_folder_that_cannot_be_written_to(panel, iface, load, folder, tmp_path, monkeypatch):
    """The layer keeps the values, and so the project does."""
    if os.geteuid() == 0:  # who may write anywhere
        monkeypatch.setattr(measuring_queue, "save_beside", lambda path, record: False)
    os.chmod(folder, stat.S_IRUSR | stat.S_IXUSR)
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    assert not os.path.exists(sidecar_path(layer.source()))
    assert "cannot be written to" in iface.widgets()["fitfc"]._notice.toolTip()
    assert QgsProject.instance().write(str(tmp_path / "p.qgs"))
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(tmp_path / "p.qgs"))
    assert panel.qualities.all()[0].is_measured
    os.chmod(folder, stat.S_IRWXU)


def test_changed_files_are_marked_until_measured_again(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    quality = compare_with(panel, layer, reference=str(folder / "true.tif"))
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    panel.freshness.look()
    settle(lambda: not panel.freshness._background.is_active())
    assert iface.view.indicators(node) == []
    overwrite(folder / "true.tif", 7)
    panel.freshness.look()
    settle(lambda: quality.outdated)
    assert quality.outdated == ["reference"]
    (indicator,) = iface.view.indicators(node)
    assert "reference" in indicator.toolTip()
    indicator.clicked.emit(iface.view.node2index(node))
    settle(lambda: idle(panel))
    assert quality.outdated == [] and iface.view.indicators(node) == []


def test_another_prediction_written_over_the_first(panel, iface, load, folder):
    load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    shutil.copyfile(folder / "temporaldifference.tif", folder / "fitfc.tif")
    panel.freshness.look()
    (quality,) = panel.qualities.all()
    settle(lambda: quality.outdated == ["raster"])
    assert "Temporal difference" in iface.widgets()["fitfc"]._title.text()
    panel.measure(quality)
    settle(lambda: idle(panel))
    assert quality.record.assessment.details["Method"] == "temporaldifference"


def test_indicators_follow_a_layer_that_is_moved_in_the_tree(panel, iface, load, folder):
    """Dragging makes a new node and removes the old one."""
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    panel.qualities.of(layer).set_outdated(["raster"])
    root = QgsProject.instance().layerTreeRoot()
    group = root.addGroup("group")
    group.insertChildNode(0, root.findLayer(layer.id()).clone())
    assert len(root.findLayers()) == 2
    assert all(len(iface.view.indicators(node)) == 1 for node in root.findLayers())
    root.removeChildNode(root.children()[0] if isinstance(root.children()[0], QgsLayerTreeLayer)
                         else root.children()[1])
    clear_events()
    (node,) = root.findLayers()
    assert len(iface.view.indicators(node)) == 1
    assert len(iface.widgets()) == 1
    root.removeChildNode(group)
    clear_events()


def test_missing_reference_is_said_in_place(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    compare_with(panel, layer, reference=str(folder / "gone.tif"))
    widget = iface.widgets()["fitfc"]
    assert "gone.tif is not there any more" in widget._notice.text()
    assert "Compare with" in widget._notice.text()
    assert captions(widget) == ["RMSE", "Correlation", "Kept detail"]  # what is known stays
    assert widget.height() == widget.sizeHint().height()  # the row has grown with the text


def test_inputs_that_have_gone(panel, iface, load, folder, fused):
    for path in folder.iterdir():
        if path.name not in ("fitfc.tif",):
            path.unlink()
    os.rename(fused, f"{fused}.away")
    try:
        load(folder / "fitfc.tif")
        settle(lambda: idle(panel))
    finally:
        os.rename(f"{fused}.away", fused)
    assert "is not there any more" in iface.widgets()["fitfc"]._notice.text()


def test_layer_removed_while_it_is_measured(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    other = load(folder / "temporaldifference.tif")
    settle(lambda: idle(panel))
    for each in (layer, other):
        panel.measure(panel.qualities.of(each))
    assert panel.qualities.of(layer).activity is Activity.MEASURING
    QgsProject.instance().removeMapLayer(layer.id())
    settle(lambda: idle(panel))
    (left,) = panel.qualities.all()
    assert left.is_measured and list(iface.widgets()) == ["temporaldifference"]
    panel.measure(left)
    QgsProject.instance().clear()
    settle(lambda: panel.queue._task is None)
    assert panel.qualities.all() == []


def test_stopped_by_the_user(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    quality = panel.qualities.of(layer)
    before = quality.record
    panel.measure(quality)
    QTest.mouseClick(iface.widgets()["fitfc"]._button, Qt.MouseButton.LeftButton)
    assert quality.activity is Activity.NONE
    settle(lambda: panel.queue._task is None)
    assert quality.record is before and quality.error == ""


def test_another_file_for_the_layer(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    layer.setDataSource(str(folder / "temporaldifference.tif"), "other", "gdal")
    settle(lambda: idle(panel))
    clear_events()
    (quality,) = panel.qualities.all()
    assert quality.made.method == "temporaldifference"
    assert quality.record.name == "temporaldifference.tif"
    layer.setDataSource(str(folder / "true.tif"), "true", "gdal")
    assert panel.qualities.all() == [] and not embedding.has_widget(layer)


def test_style_of_another_layer_does_not_bring_its_values(panel, iface, load, folder):
    first, second = load(folder / "fitfc.tif"), load(folder / "temporaldifference.tif")
    settle(lambda: idle(panel))
    document = QDomDocument()
    first.exportNamedStyle(document)
    assert second.importNamedStyle(document)[0]
    assert '"name": "temporaldifference.tif"' in second.customProperty("stfusion/quality")
    assert embedding.has_widget(second)


def test_hidden_stays_hidden(panel, iface, load, folder, tmp_path):
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    panel.hide(panel.qualities.of(layer))
    clear_events()
    assert iface.widgets() == {} and not embedding.has_widget(layer)
    QgsProject.instance().write(str(tmp_path / "p.qgs"))
    QgsProject.instance().clear()
    QgsProject.instance().read(str(tmp_path / "p.qgs"))
    clear_events()
    assert iface.widgets() == {}


def test_other_widgets_of_a_layer_stay(panel, iface, load, folder):
    layer = load(folder / "true.tif")
    layer.setCustomProperty("embeddedWidgets/count", 1)
    layer.setCustomProperty("embeddedWidgets/0/id", "transparency")
    embedding.add_widget(layer)
    assert embedding.widgets_of(layer) == ["transparency", embedding.PROVIDER]
    embedding.remove_widget(layer)
    assert embedding.widgets_of(layer) == ["transparency"]


def test_nothing_is_left_when_it_is_removed(panel, iface, load, folder):
    layer = load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    panel.qualities.of(layer).set_outdated(["raster"])
    panel.measure(panel.qualities.of(layer))
    assert len(iface.menu_actions) == 5
    panel.remove()
    clear_events()
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    assert iface.view.indicators(node) == []
    assert iface.widgets() == {} and iface.menu_actions == []
    assert embedding.PROVIDER not in QgsGui.layerTreeEmbeddedWidgetRegistry().providers()
    assert not [key for key in layer.customPropertyKeys() if "embedded" in key or "shown" in key]
    assert not [t.name for t in threading.enumerate() if "stfusion" in t.name]
    load(folder / "temporaldifference.tif")  # nobody listens any more
    assert "stfusion/quality" in layer.customPropertyKeys()  # the values are the user's


def test_it_can_come_again(panel, iface, load, folder):
    load(folder / "fitfc.tif")
    settle(lambda: idle(panel))
    panel.remove()
    again = LayersPanel(iface)
    again.install()
    clear_events()
    assert captions(iface.widgets()["fitfc"]) == ["RMSE", "Correlation", "Kept detail"]
    again.remove()


def test_a_prediction_whose_file_is_gone_says_so(panel, iface, load, folder, tmp_path):
    """Its numbers stay, but there is nothing to measure or to report; until it is back."""
    layer = load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    quality = panel.qualities.of(layer)
    widget = iface.widgets()["fitfc"]
    assert widget.toolTip() == "Click for the report"
    shutil.move(folder / "fitfc.tif", tmp_path / "elsewhere.tif")
    panel.freshness.look()
    settle(lambda: quality.gone)
    assert "fitfc.tif" in widget._notice.text() and "is gone" in widget._notice.text()
    assert not widget._button.isEnabled() and widget.toolTip() == ""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    node = QgsProject.instance().layerTreeRoot().findLayer(layer)
    indicator, = panel.indicators._shown.values()
    assert "is gone" in indicator.toolTip()
    indicator.clicked.emit(iface.view.node2index(node))
    assert idle(panel) and not panel.shown_reports and not quality.error
    shutil.move(tmp_path / "elsewhere.tif", folder / "fitfc.tif")
    panel.freshness.look()
    settle(lambda: not quality.gone)
    assert "is gone" not in widget._notice.text() and widget._button.isEnabled()
    assert not panel.indicators._shown


def test_a_project_whose_prediction_is_gone_says_so(panel, iface, load, folder, tmp_path):
    load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    path = str(tmp_path / "project.qgs")
    QgsProject.instance().write(path)
    QgsProject.instance().clear()
    clear_events()
    os.remove(folder / "fitfc.tif")
    QgsProject.instance().read(path)
    settle(lambda: bool(iface.widgets()))
    widget, = iface.widgets().values()
    assert "is gone" in widget._notice.text()
    assert captions(widget) == ["RMSE", "Correlation", "Kept detail"]
