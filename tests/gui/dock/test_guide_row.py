"""The guide in the dock: chosen by the user alone, and kept for all dates."""

from qgis.core import QgsProject, QgsRasterLayer

from stfusion_qgis.gui.dock.run import processing_parameters
from stfusion_qgis.images.roles import COARSE_PREDICTION, GUIDE
from stfusion_qgis.preview.examine import examine
from tests.gui.dock.conftest import take_up_layers
from tests.gui.dock.test_images import choose
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
