"""A clicked pixel has its own values, not averages, however far the map is zoomed out."""

import pytest
from qgis.core import QgsPointXY

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.prediction import predict_window
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.assessment import number_text
from tests.gui.compare.pixels.test_pixel_inspector import table_of
from tests.gui.dock.conftest import complete
from tests.gui.dock.test_measuring import ONE_PAIR, scaled
from tests.scene_files import read_tif


@pytest.fixture
def predicted(files):
    """Return the whole prediction of STARFM."""
    scene = open_scene(Inputs.of([files["fine_1"]], [files["coarse_1"]],
                                 [files["coarse_prediction"]]))
    starfm = all_methods()["starfm"]
    state = starfm.prepare(scene, starfm.Parameters(), Progress())
    return predict_window(starfm, scene, starfm.Parameters(), state, Window(0, 0, 200, 240))[
        0].values


def place_of(layer, row, column):
    """Return the middle of a pixel."""
    extent = layer.extent()
    return QgsPointXY(extent.xMinimum() + 30 * (column + 0.5), extent.yMaximum() - 30 * (row + 0.5))


def texts(values):
    return [number_text(float(value)) for value in values]


def test_a_click_shows_a_single_pixel(previews, wait, interface, files, predicted):
    dock, shown = previews(*ONE_PAIR, method="starfm")
    layer = dock.images.layer("fine_1")
    before = dock.minimumSizeHint().width()
    interface.canvas.setExtent(scaled(layer.extent(), 6))
    wait(lambda: complete(shown)() and shown[-1].factor > 1)
    inspector, picker = dock.comparison.tabs.inspector, dock.comparison.pixels
    truth = read_tif(files["reference"])
    transform = dock.comparison.canvas().mapSettings().mapToLayerCoordinates
    for row, column in ((61, 83), (140, 22)):
        picker.click(transform(layer, place_of(layer, row, column)))
        assert "averaged over" in inspector.place.text()
        assert dock.minimumSizeHint().width() == before  # the dock does not grow
        wait(lambda: "single pixel" in inspector.place.text())
        table = table_of(inspector)
        assert table["True image, 2020-04-01"] == texts(truth[:, row, column])
        assert table["STARFM"] == pytest.approx(texts(predicted[:, row, column]))
    interface.canvas.setExtent(scaled(layer.extent(), 1.0))  # every pixel is seen as it is
    wait(lambda: shown[-1].complete and shown[-1].factor == 1)
    wait(lambda: "averaged" not in inspector.place.text())
    assert table_of(inspector)["True image, 2020-04-01"] == texts(truth[:, 140, 22])
    wait(lambda: dock.control._pixel._service is None)


def test_another_method_reads_it_anew(previews, wait, interface):
    dock, shown = previews(*ONE_PAIR)
    layer = dock.images.layer("fine_1")
    interface.canvas.setExtent(scaled(layer.extent(), 6))
    wait(lambda: complete(shown)() and shown[-1].factor > 1)
    inspector = dock.comparison.tabs.inspector
    dock.comparison.pixels.click(dock.comparison.canvas().mapSettings().mapToLayerCoordinates(
        layer, place_of(layer, 61, 83)))
    wait(lambda: "single pixel" in inspector.place.text())
    before = table_of(inspector)
    dock.methods.combo.set_method("starfm")
    wait(lambda: "single pixel" in inspector.place.text() and "STARFM" in table_of(inspector))
    after = table_of(inspector)
    assert "Temporal difference" in before and "Temporal difference" not in after
    assert after["True image, 2020-04-01"] == before["True image, 2020-04-01"]
