"""The guide in the dock: chosen by the user alone, and kept for all dates."""

from qgis.core import QgsProject, QgsRasterLayer

from stfusion_qgis.gui.dock.readiness import reason_against_running
from stfusion_qgis.gui.dock.run import processing_parameters
from stfusion_qgis.images.roles import COARSE_PREDICTION, GUIDE
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.preview.examine import examine
from tests.gui.dock.conftest import take_up_layers
from tests.gui.dock.test_images import choose
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
