"""The choice of the part: by the map, a rectangle or polygons; runs, commands, and what is kept."""

import shlex

import numpy as np
import processing
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QGuiApplication

from stfusion_qgis.gui.dock import run
from stfusion_qgis.gui.dock.project_state import read_state
from stfusion_qgis.gui.dock.runs.output_place import OutputPlace
from tests.gui.dock.conftest import take_up_layers
from tests.scene_files import ORIGIN, read_tif

LEFT, TOP = ORIGIN


def rectangle(row, column, last_row, last_column):
    """Return the extent of fine pixels."""
    return QgsRectangle(LEFT + 30 * column, TOP - 30 * last_row,
                        LEFT + 30 * last_column, TOP - 30 * row)


@pytest.fixture
def ready(make_dock, load, provider):
    """Return a dock with the images of one pair; it is not shown, so it makes no previews."""
    load("fine_1", "coarse_1", "coarse_prediction")
    dock = make_dock()
    OutputPlace().remember()
    take_up_layers(dock)
    dock.methods.combo.set_method("temporaldifference")
    return dock


@pytest.fixture
def fields(tmp_path):
    """Return a layer of the project, of two polygons in a file."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    for place in (rectangle(10, 10, 30, 40), rectangle(50, 60, 90, 80)):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(place))
        layer.dataProvider().addFeatures([feature])
    path = str(tmp_path / "my fields.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, path, QgsProject.instance().transformContext(),
        QgsVectorFileWriter.SaveVectorOptions())
    stored = QgsVectorLayer(path, "fields", "ogr")
    QgsProject.instance().addMapLayer(stored)
    return stored


def choose(dock, key):
    choice = dock.area.extent.choice
    choice.setCurrentIndex(choice.findData(key))


def result_of(dock):
    """Return what runs with what the dock holds predict."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results = processing.run(run.processing_id(dock.methods.method()), {
        **dock._values(), "OUTPUT": "TEMPORARY_OUTPUT"}, context=context)
    return read_tif(results["OUTPUT"])


def test_the_whole_scene_by_default(ready, fields):
    """A layer of polygons that is loaded is not taken by itself."""
    assert not {"EXTENT", "AREA"} & set(ready._values())
    assert ready.area.area().is_everything
    assert ready.area.summary() == ""


def test_what_the_map_shows(ready, interface):
    """In the map's own CRS; when it runs, not when it was chosen."""
    choose(ready, "map")
    interface.canvas.setExtent(rectangle(20, 20, 60, 100))
    shown = interface.canvas.extent()
    text = ready._values()["EXTENT"]
    assert text.endswith("[EPSG:32633]")
    assert [float(edge) for edge in text.partition(" [")[0].split(",")] == [
        shown.xMinimum(), shown.xMaximum(), shown.yMinimum(), shown.yMaximum()]
    interface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    assert "[EPSG:4326]" in ready._values()["EXTENT"]


def test_a_rectangle(ready, interface):
    """Begins as what the map shows, and stays where it is."""
    interface.canvas.setExtent(rectangle(0, 0, 100, 100))
    choose(ready, "rectangle")
    assert ready.area.area().extent is not None
    crs = QgsCoordinateReferenceSystem("EPSG:32633")
    ready.area.extent.rectangle.setOutputExtentFromUser(rectangle(20, 30, 60, 90), crs)
    interface.canvas.setExtent(rectangle(50, 50, 100, 100))
    assert result_of(ready).shape == (3, 40, 60)


def test_the_rectangle_is_framed_on_the_map(ready, interface, wait):
    """While its page is open, in the map's CRS."""
    band = ready.area.extent._mark._band
    choose(ready, "rectangle")
    ready.area.extent.rectangle.setOutputExtentFromUser(
        rectangle(20, 30, 60, 90), QgsCoordinateReferenceSystem("EPSG:32633"))
    assert band.asGeometry().isEmpty()
    ready.show()
    ready.setup.set_stacked(True)
    wait(lambda: ready.area.polygons.width() > 100 and ready.area.extent.width() > 100)
    assert band.asGeometry().boundingBox() == rectangle(20, 30, 60, 90)
    interface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    assert band.asGeometry().boundingBox().xMaximum() < 180
    choose(ready, "whole")
    assert band.asGeometry().isEmpty()
    choose(ready, "rectangle")
    assert not band.asGeometry().isEmpty()
    ready.hide()
    assert band.asGeometry().isEmpty()


def test_polygons(ready, fields):
    whole = result_of(ready)
    ready.area.polygons.setLayer(fields)
    assert ready.area.summary() == "fields"
    values = result_of(ready)
    known = np.isfinite(values[0])
    assert values.shape == (3, 80, 70) and known.sum() == 20 * 30 + 40 * 20
    np.testing.assert_array_equal(values, np.where(known, whole[:, 10:90, 10:80], np.nan))
    fields.selectByIds([2])
    ready.area.selected.setChecked(True)
    assert result_of(ready).shape == (3, 40, 20)


def test_how_many_pixels_or_why_none(ready, fields, wait):
    def said(kind, text):
        wait(lambda: any(k == kind and text in line for k, line in ready.area._size.lines()))

    ready.area.polygons.setLayer(fields)
    said("faint", "70 × 80 of 240 × 200 fine pixels")
    ready.area.selected.setChecked(True)
    said("problem", "fields holds no polygon")
    ready.area.polygons.setLayer(None)
    choose(ready, "rectangle")
    ready.area.extent.rectangle.setOutputExtentFromUser(
        QgsRectangle(0, 0, 1, 1), QgsCoordinateReferenceSystem("EPSG:4326"))
    said("problem", "The extent lies outside of fine_2020-03-01")
    choose(ready, "whole")
    wait(lambda: not ready.area._size.lines())


def test_commands_name_the_part(ready, fields, interface):
    """Polygons by their file; what a command cannot tell is said."""
    ready.area.polygons.setLayer(fields)
    choose(ready, "map")
    ready.run_bar.shell_action.trigger()
    words = dict(word.split("=", 1) for word in shlex.split(
        QGuiApplication.clipboard().text())[4:])
    assert words["AREA"] == fields.source() and words["EXTENT"].endswith("[EPSG:32633]")
    assert "Copied to the clipboard." in interface.messages()
    ready.area.selected.setChecked(True)
    ready.run_bar.python_action.trigger()
    assert any("all features of fields" in text for text in interface.messages())


def test_the_project_remembers_the_part(ready, make_dock, fields, wait):
    ready.area.polygons.setLayer(fields)
    ready.area.selected.setChecked(True)
    choose(ready, "rectangle")
    ready.area.extent.rectangle.setOutputExtentFromUser(
        rectangle(20, 30, 60, 90), QgsCoordinateReferenceSystem("EPSG:32633"))
    wait(lambda: read_state().get("area", {}).get("rectangle"))
    other = make_dock()
    assert other.area.area() == ready.area.area()
    assert other._values()["EXTENT"] == ready._values()["EXTENT"]
    QgsProject.instance().removeMapLayer(fields.id())
    assert "AREA" not in other._values()


@pytest.mark.parametrize("state", [
    {"extent": "nowhere", "rectangle": "a,b", "polygons": "gone", "selected": True},
    {"rectangle": "1,2,3 [EPSG:1]"}, {"extent": 3}, {}])
def test_states_that_somebody_has_edited(ready, state):
    ready.area.restore({**ready.area.state(), **state})
    assert ready.area.area().is_everything
