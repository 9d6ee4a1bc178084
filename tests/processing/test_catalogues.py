"""Catalogues in QGIS: layers with footprints, dates and labels; what is wrong is said."""

import datetime
import json
import shutil

import pytest
from qgis.core import (
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from stfusion_qgis.processing.catalogue_algorithm import CatalogueStyle


@pytest.fixture(scope="module")
def downloads(shared_data, tmp_path_factory):
    """Return a folder of three Landsat scenes and three MODIS tiles."""
    folder = tmp_path_factory.mktemp("downloads")
    shutil.copytree(shared_data / "products" / "landsat", folder / "landsat")
    for file in (shared_data / "products").glob("modis/MOD09GA*.hdf"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def catalogue(run, downloads, tmp_path):
    """Return the path of a catalogue."""
    return run("catalogueimages", {"FOLDER": str(downloads),
                                   "OUTPUT": str(tmp_path / "catalogue.geojson")})["OUTPUT"]


def test_a_layer_of_footprints(run, catalogue):
    layer = QgsVectorLayer(catalogue, "catalogue", "ogr")
    assert layer.isValid() and layer.crs().authid() in ("EPSG:4326", "OGC:CRS84")
    features = {feature["id"]: feature for feature in layer.getFeatures()}
    landsat = features["LC08_L2SP_122044_20230306_20230312_02_T1"]
    assert landsat["role"] == "fine" and landsat["tile"] == "122044"
    assert landsat["clear"] == pytest.approx(0.98, abs=0.01)
    assert landsat["datetime"].date().toPyDate() == datetime.date(2023, 3, 6)
    assert landsat.geometry().boundingBox().center().x() == pytest.approx(113.387, abs=0.01)


def test_its_look(run, catalogue):
    """By role, with labels, and known to the temporal controller."""
    layer = QgsVectorLayer(catalogue, "catalogue", "ogr")
    CatalogueStyle().postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())
    assert [category.value() for category in layer.renderer().categories()] == ["fine", "coarse"]
    assert layer.labelsEnabled()
    temporal = layer.temporalProperties()
    assert temporal.isActive()
    around = QgsVectorLayerTemporalContext()
    around.setLayer(layer)
    for day, count in ((22, 2), (23, 0)):
        moment = QDateTime(QDate(2023, 3, day), QTime(12, 0))
        shown = temporal.createFilterString(around, QgsDateTimeRange(moment, moment.addSecs(60)))
        assert len(list(layer.getFeatures(QgsFeatureRequest().setFilterExpression(shown)))) == count


def test_a_temporary_catalogue_is_geojson(run, downloads):
    found = run("catalogueimages", {"FOLDER": str(downloads), "OUTPUT": "TEMPORARY_OUTPUT",
                                    "EXTENT": "113.37,113.39,22.8,22.82 [EPSG:4326]"})
    with open(found["OUTPUT"], encoding="utf-8") as file:
        assert len(json.load(file)["features"]) == found["IMAGES"] == 6


def test_from_a_layer_of_the_project(run, catalogue, tmp_path):
    """The catalogue may be a layer; images of one area lie on one grid."""
    layer = QgsVectorLayer(catalogue, "catalogue", "ogr")
    QgsProject.instance().addMapLayer(layer)
    prepared = run("prepareimages", {
        "CATALOGUE": layer, "PREPARED": str(tmp_path / "prepared"), "BANDS": "red, nir",
        "EXTENT": "113.37,113.39,22.8,22.82 [EPSG:4326]",
        "OUTPUT": str(tmp_path / "prepared.geojson")})
    assert prepared["NEW"] == 6
    pair = run("choosepairs", {"CATALOGUE": prepared["OUTPUT"], "EVERY": 16,
                               "OUTPUT": "TEMPORARY_OUTPUT"})
    assert pair["DATES_FOUND"] == 3 and pair["PAIRS"] == 6
    fine = [QgsRasterLayer(pair[name], name) for name in ("FINE_1", "FINE_2")]
    assert fine[0].extent() == fine[1].extent() and fine[0].bandCount() == 2
    assert pair["OUTPUT"].featureCount() == 6


def test_pairs_of_downloads(run, catalogue):
    """They can be listed, but not fused: that is said, and nothing is given on."""
    found = run("choosepairs", {"CATALOGUE": catalogue, "DATES": "2023-03-22"})
    assert found["PAIRS"] == 2 and "FINE_1" not in found
    assert any("Call 'Prepare images'" in line for line in run.feedback.warnings)


@pytest.mark.parametrize("name, parameters, words", [
    ("catalogueimages", {"FOLDER": "/nowhere", "OUTPUT": "TEMPORARY_OUTPUT"}, "no folder"),
    ("catalogueimages", {"FOLDER": "{downloads}", "OUTPUT": "{tmp}/c.gpkg"}, "end with .geojson"),
    ("catalogueimages", {"FOLDER": "{downloads}", "EXTENT": "1,2,3,4 [EPSG:4326]",
                         "OUTPUT": "TEMPORARY_OUTPUT"}, "lies outside"),
    ("prepareimages", {"PREPARED": "{tmp}/p", "OUTPUT": "TEMPORARY_OUTPUT"}, "either a catalogue"),
    ("prepareimages", {"FOLDER": "{tmp}", "PREPARED": "{tmp}/p", "OUTPUT": "TEMPORARY_OUTPUT"},
     "no image in"),
    ("prepareimages", {"CATALOGUE": "{tmp}/other.geojson", "PREPARED": "{tmp}/p",
                       "OUTPUT": "TEMPORARY_OUTPUT"}, "no catalogue that this plugin"),
    ("choosepairs", {"CATALOGUE": "{catalogue}", "DATES": "some day"}, "some is no date"),
    ("choosepairs", {"CATALOGUE": "{catalogue}", "DATES": "2023-03-22", "EVERY": 3},
     "either dates"),
    ("choosepairs", {"CATALOGUE": "{catalogue}", "DATES": "2024-01-01"}, "no coarse image"),
    ("choosepairs", {"CATALOGUE": "{tmp}/empty.geojson"}, "holds no images")])
def test_what_is_wrong_is_said(error_of, downloads, catalogue, tmp_path, name, parameters, words):
    feature = {"type": "Feature", "properties": {"a": 1},
               "geometry": {"type": "Point", "coordinates": [1, 2]}}
    for file, features in (("other", [feature]), ("empty", [])):
        (tmp_path / f"{file}.geojson").write_text(json.dumps(
            {"type": "FeatureCollection", "features": features}))
    places = {"downloads": downloads, "tmp": tmp_path, "catalogue": catalogue}
    given = {key: value.format(**places) if isinstance(value, str) else value
             for key, value in parameters.items()}
    assert words in error_of(name, given)
