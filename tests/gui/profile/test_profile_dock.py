"""The panel of profiles, with clicks on a real canvas."""

import csv

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPoint, QSize, Qt
from qgis.PyQt.QtTest import QTest

from stfusion_qgis import engine
from stfusion_qgis.gui.profile.place_tool import LINE, POINT, POLYGON
from stfusion_qgis.gui.profile.profile_dock import ProfileDock
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import all_methods
from stfusion_qgis.season.image_kinds import COARSE
from stfusion_qgis.season.output_names import uncertainty_path
from tests.gui.dock import conftest
from tests.gui.dock.conftest import destroy
from tests.gui.waiting import settle
from tests.scene_files import read_tif, write_tif

files, interface = conftest.files, conftest.interface


@pytest.fixture(scope="module")
def prediction(files, tmp_path_factory):
    """Return a prediction of the middle date, with its uncertainty beside it."""
    path = str(tmp_path_factory.mktemp("predicted") / "starfm_2020-04-01.tif")
    scene = open_scene(Inputs.of([files["fine_1"]], [files["coarse_1"]],
                                 [files["coarse_prediction"]]))
    starfm = all_methods()["starfm"]
    engine.run(starfm, scene, starfm.Parameters(), [path],
               uncertainties=[uncertainty_path(path)])
    return path


@pytest.fixture
def panel(interface, files, prediction):
    """Return the panel beside a canvas that shows all images, the prediction among them."""
    paths = [*files.values(), prediction]
    layers = [QgsRasterLayer(path, path.rpartition("/")[2][:-4]) for path in paths]
    QgsProject.instance().addMapLayers(layers)
    interface.canvas.setExtent(layers[0].extent())
    panel = ProfileDock(interface)
    interface.window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, panel)
    interface.window.resize(QSize(1200, 900))
    panel.places.begin(POINT)
    settle(panel)
    yield panel
    panel.close_for_good()
    destroy(panel)
    QgsProject.instance().clear()


def click(interface, *places, end=False):
    """Click on places of the canvas, as shares of its size; end with a right click."""
    canvas = interface.canvas
    for x, y in places:
        point = QPoint(int(x * canvas.width()), int(y * canvas.height()))
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    if end:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, pos=point)


def test_a_click_shows_all_dates(panel, interface, wait):
    """Fine, coarse and predicted, the latter with its uncertainty."""
    assert interface.canvas.mapTool() is panel.places.tool
    assert panel.places.buttons[POINT].isChecked()
    click(interface, (0.5, 0.5))
    wait(lambda: panel.profile is not None)
    found = {(r.image.kind, str(r.image.date)): r for r in panel.profile.readings}
    assert len(found) == 7
    assert found["prediction", "2020-04-01"].deviations[0, 0] > 0
    assert found["fine", "2020-03-01"].deviations is None
    lines = {line.title: line for line in panel.chart.lines()}
    assert set(lines) == {"Fine images", "Coarse images", "starfm"}
    assert lines["starfm"].points[0].spread > 0
    before = [point.y for point in lines["Fine images"].points]
    panel.bands.setCurrentIndex(1)
    after = {line.title: line for line in panel.chart.lines()}["Fine images"]
    assert [point.y for point in after.points] != before
    assert not panel.chart.grab().isNull() and panel.dates.isHidden()
    panel.hide()
    assert interface.canvas.mapTool() is not panel.places.tool


def test_the_mean_of_a_polygon_as_csv(panel, interface, wait, tmp_path):
    panel.places.buttons[POLYGON].click()
    click(interface, (0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), end=True)
    wait(lambda: panel.profile is not None)
    path = str(tmp_path / "profile.csv")
    panel.save(path)
    with open(path, encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7 * 3 and all(float(row["pixels"]) > 1 for row in rows)
    assert {row["kind"] for row in rows if row["deviation"]} == {"prediction"}
    panel.save(str(tmp_path / "no folder" / "profile.csv"))
    assert "cannot be written" in panel._remark.lines()[0][1]


def test_a_transect(panel, interface, wait):
    """Of the date with most images: its true, its coarse and its predicted image."""
    panel.places.buttons[LINE].click()
    click(interface, (0.3, 0.3), (0.6, 0.5), (0.7, 0.7), end=True)
    wait(lambda: panel.profile is not None)
    assert panel.dates.currentText() == "2020-04-01" and not panel.dates.isHidden()
    lines = panel.chart.lines()
    assert len(lines) == 3 and all(len(line.points) > 100 for line in lines)
    panel.dates.setCurrentText("2020-03-01")
    assert len(panel.chart.lines()) == 2
    assert not panel.chart.grab().isNull()


def test_selected_polygons(panel, interface, wait):
    """Of a vector layer in any CRS; without a selection it says what to do."""
    panel.places.selected_button.click()
    assert "Select polygons" in panel._remark.lines()[0][1]
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    box = interface.canvas.extent()
    box.scale(0.2)
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(box))
    layer.dataProvider().addFeatures([feature])
    layer.selectAll()
    interface.layer = layer
    panel.places.selected_button.click()
    wait(lambda: panel.profile is not None)
    assert len(panel.profile.readings) == 7


def test_outside_of_all_images(panel, interface, wait):
    """Nothing is drawn, and it says so; a map in degrees finds the same place."""
    interface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    interface.canvas.zoomToFullExtent()
    settle(panel)
    click(interface, (0.01, 0.01))
    wait(lambda: panel.profile is not None)
    assert panel.profile.readings == () and "No image" in panel._hint.text()
    assert not panel.save_button.isEnabled()
    panel.profile = None
    centre = QgsProject.instance().mapLayersByName("fine_2020-03-01")[0]
    transform = interface.canvas.mapSettings().layerExtentToOutputExtent(centre, centre.extent())
    interface.canvas.setExtent(transform)
    click(interface, (0.5, 0.5))
    wait(lambda: panel.profile is not None)
    assert len(panel.profile.readings) == 7


def test_layers_that_come_are_read_too(panel, interface, wait, prediction, tmp_path):
    click(interface, (0.5, 0.5))
    wait(lambda: panel.profile is not None)
    QgsProject.instance().addMapLayer(QgsRasterLayer(prediction, "another 2020-04-01"))
    wait(lambda: len(panel.profile.readings) == 8)
    QgsProject.instance().clear()
    wait(lambda: panel.profile is None)


def test_images_in_other_units_are_brought_together(panel, interface, wait, files, tmp_path):
    """As a fusion does: a coarse image in reflectance beside fine ones in ten-thousandths."""
    click(interface, (0.5, 0.5))
    wait(lambda: panel.profile is not None)
    path = write_tif(tmp_path / "reflectance_2020-04-02.tif",
                     read_tif(files["coarse_prediction"]).astype("float32") / 10000, 240)
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, "reflectance"))
    wait(lambda: len(panel.profile.readings) == 8)
    values = {str(r.image.date): r.values[:, 0] for r in panel.profile.readings
              if r.image.kind == COARSE}
    assert values["2020-04-02"] == pytest.approx(values["2020-04-01"], rel=0.01)
    assert "same units: reflectance" in "\n".join(text for _, text in panel._remark.lines())
