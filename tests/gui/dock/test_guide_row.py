"""The guide in the dock: chosen by the user alone, and kept for all dates."""

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer

from stfusion_qgis.gui.dock.choice_dialog import choice_values
from stfusion_qgis.gui.dock.project_state import inputs_state, restore_inputs
from stfusion_qgis.gui.dock.readiness import reason_against_running
from stfusion_qgis.gui.dock.run import processing_parameters
from stfusion_qgis.images.roles import COARSE_PREDICTION, GUIDE
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.preview.examine import examine
from tests.gui.dock.conftest import take_up_layers
from tests.gui.dock.test_images import choose
from tests.gui.waiting import settle
from tests.methods.test_guide_of_objects import polygons
from tests.networks.test_network_guide import guided
from tests.scene_files import make_images, write_tif


def test_a_guide(make_dock, load, tmp_path):
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    dock.methods.combo.set_method("fitfc")
    row = dock.images.rows()[GUIDE]
    assert row.layer() is None  # nothing is guessed
    path = write_tif(tmp_path / "embedding.tif", make_images(
        rows=100, columns=120, bands=3, guided=True).guide, 60)
    layer = QgsProject.instance().addMapLayer(QgsRasterLayer(path, "embedding"))
    take_up_layers(dock)
    choose(row, layer)
    inputs = dock.images.inputs()
    assert inputs.get(GUIDE).path == path
    assert not examine(inputs)[GUIDE].problem  # of other bands than the fine image's
    method, parameters = dock.methods.method(), dock.methods.parameters()
    assert processing_parameters(method, parameters, dock.images)["GUIDE"] == layer.id()
    dock.dates.choose(dock.images.layer(COARSE_PREDICTION).id())
    assert row.layer() is layer
    dock.methods.combo.set_method("starfm")
    assert row.isHidden() and dock.images.inputs().get(GUIDE) is None
    assert "GUIDE" not in processing_parameters(
        dock.methods.method(), dock.methods.parameters(), dock.images)


def test_a_network_asks_for_its_guide(make_dock, load, tmp_path):
    """The row is there for a network that takes one, which does not run without it."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    dock.methods.set_method(NetworkFusion(), NetworkFusion.Parameters(
        network_file=guided(str(tmp_path / "guided.onnx"), 3)))
    row = dock.images.rows()[GUIDE]
    assert not row.isHidden()
    assert "guide" in reason_against_running(dock.images, dock.methods)
    path = write_tif(tmp_path / "embedding.tif", make_images(
        rows=100, columns=120, bands=3, guided=True).guide, 60)
    choose(row, QgsProject.instance().addMapLayer(QgsRasterLayer(path, "embedding")))
    assert not reason_against_running(dock.images, dock.methods)
    dock.methods.form.set_value("network_file", "")
    assert row.isHidden()


def test_polygons(make_dock, load, tmp_path):
    """A layer of polygons is offered here alone, is predicted with, and is remembered."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    path = polygons(tmp_path / "fields.gpkg", [
        (10 * column, 10 * row, 10 * column + 10, 10 * row + 10)
        for row in range(10) for column in range(12)])
    fields = QgsProject.instance().addMapLayer(QgsVectorLayer(path, "fields", "ogr"))
    take_up_layers(dock)
    dock.methods.combo.set_method("fitfc")
    row, fine = dock.images.rows()[GUIDE], dock.images.rows()["fine_1"]
    assert all(fine.combo.layer(k) is not fields for k in range(fine.combo.count()))
    choose(row, fields)
    inputs = dock.images.inputs()
    assert inputs.get(GUIDE).path.startswith(path)
    assert not examine(inputs)[GUIDE].problem and not row.menu.date_action.isEnabled()
    values = processing_parameters(dock.methods.method(), dock.methods.parameters(), dock.images)
    assert values["GUIDE"] == fields.id()
    assert choice_values(dock.dates, dock.images)[0]["GUIDE"] == fields.id()
    dock.dates.choose(dock.images.layer(COARSE_PREDICTION).id())
    dock.dates.refresh()
    assert row.layer() is fields
    settle(dock)
    assert not dock.images.has_problem()
    state = inputs_state(dock.images)
    row.set_layer(None)
    restore_inputs(state, dock.images)
    assert row.layer() is fields and row.decided
    fields.setSubsetString("fid < 5")
    assert dock.images.inputs().get(GUIDE) is None and "filtered" in row.problem()
    QgsProject.instance().removeMapLayer(fields.id())
    assert row.layer() is None


def test_polygons_elsewhere(make_dock, load, tmp_path):
    """The row says what is wrong; a file can be opened into it."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    dock.methods.combo.set_method("fitfc")
    row = dock.images.rows()[GUIDE]
    row.open_file(polygons(tmp_path / "away.gpkg", [(90000, 0, 90010, 10)]))
    assert row.layer().name() == "away"
    assert "no polygon where the images lie" in examine(dock.images.inputs())[GUIDE].problem
