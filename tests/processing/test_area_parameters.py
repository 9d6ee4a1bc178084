"""EXTENT and AREA of the algorithms: a part of a scene, as scripts, models and shells give it."""

import json
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.scene_files import ORIGIN, read_tif
from tools.run_qgis import REPOSITORY

LEFT, TOP = ORIGIN
UTM = QgsCoordinateReferenceSystem("EPSG:32633")
# Rows 8 to 40, columns 10 to 50.
EDGES = LEFT + 10 * 30, LEFT + 50 * 30, TOP - 40 * 30, TOP - 8 * 30
FIELDS = [((5, 5), (5, 30), (30, 30), (30, 5)), ((20, 25), (45, 25), (45, 45))]


@pytest.fixture
def whole(run, one_pair, tmp_path):
    """Return the prediction of the whole scene."""
    return read_tif(run("starfm", {**one_pair, "WINDOW_SIZE": 9,
                                   "OUTPUT": str(tmp_path / "whole.tif")})["OUTPUT"])


def layer_of(fields, name="fields", crs="EPSG:32633"):
    """Return a layer in memory of polygons whose corners are rows and columns."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}", name, "memory")
    for corners in fields:
        feature = QgsFeature()
        points = ",".join(f"{LEFT + 30 * column} {TOP - 30 * row}"
                          for row, column in (*corners, corners[0]))
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({points}))"))
        layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture
def fields():
    """Return the polygons as a layer of the project."""
    layer = layer_of(FIELDS)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.mark.parametrize("extent", [
    "{},{},{},{}".format(*EDGES), "{},{},{},{} [EPSG:32633]".format(*EDGES),
    QgsRectangle(EDGES[0], EDGES[2], EDGES[1], EDGES[3]),
    QgsReferencedRectangle(QgsRectangle(EDGES[0], EDGES[2], EDGES[1], EDGES[3]), UTM)])
def test_an_extent(run, one_pair, whole, extent):
    """However it is given; in a project of another CRS, too, as it is that of the images."""
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    outputs = run("starfm", {**one_pair, "WINDOW_SIZE": 9, "EXTENT": extent})
    np.testing.assert_array_equal(read_tif(outputs["OUTPUT"]), whole[:, 8:40, 10:50])
    made = gdal.Open(outputs["OUTPUT"])
    assert made.GetGeoTransform() == (EDGES[0], 30, 0, EDGES[3], 0, -30)
    assert any("To be predicted: 32 x 40 pixels" in line for line in run.feedback.lines)
    record = json.loads(made.GetMetadataItem("STFUSION_INPUTS"))
    assert record["area"]["extent"] == [EDGES[i] for i in (0, 2, 1, 3)]
    assert outputs["PREDICTED"] == 100


def test_polygons_and_an_extent(run, one_pair, whole, fields):
    outputs = run("starfm", {**one_pair, "WINDOW_SIZE": 9, "AREA": fields.id(),
                             "EXTENT": "{},{},{},{}".format(*EDGES)})
    values = read_tif(outputs["OUTPUT"])
    assert values.shape == (3, 32, 35)  # the polygons end at column 45
    known = np.isfinite(values[0])
    np.testing.assert_array_equal(known[:12, :20], True)
    assert not known[:12, 21:].any() and known[12:].any(axis=1).all()
    np.testing.assert_array_equal(values, np.where(known, whole[:, 8:40, 10:45], np.nan))
    assert outputs["PREDICTED"] == 100


def test_selected_features_only(run, one_pair, whole, fields):
    fields.selectByIds([1])
    outputs = run("starfm", {**one_pair, "WINDOW_SIZE": 9,
                             "AREA": QgsProcessingFeatureSourceDefinition(fields.id(), True)})
    np.testing.assert_array_equal(read_tif(outputs["OUTPUT"]), whole[:, 5:30, 5:30])


def test_nothing_selected(error_of, one_pair, fields):
    assert "holds no polygon" in error_of("starfm", {
        **one_pair, "AREA": QgsProcessingFeatureSourceDefinition(fields.id(), True)})


@pytest.mark.parametrize("given, reason", [
    ({"EXTENT": "0,10,0,10"}, "extent lies outside of fine_2020-03-01, which"),
    ({"EXTENT": "10.1,10.2,50.1,50.2 [EPSG:4326]"}, "extent lies outside"),
    ({"EXTENT": "nonsense"}, "nonsense cannot be read"),
    ({"AREA": "/nowhere.gpkg"}, "nowhere.gpkg"),
])
def test_parts_that_cannot_be(error_of, one_pair, given, reason):
    assert reason in error_of("starfm", {**one_pair, **given})


def test_a_crossed_polygon_is_no_trouble(run, one_pair, whole):
    """Dialogs of Processing refuse invalid geometries by default; here they do no harm."""
    layer = layer_of([((5, 5), (25, 25), (25, 5), (5, 25))])
    values = read_tif(run("starfm", {**one_pair, "WINDOW_SIZE": 9, "AREA": layer})["OUTPUT"])
    known = np.isfinite(values[0])
    assert 0.4 < known.mean() < 0.6
    np.testing.assert_array_equal(values, np.where(known, whole[:, 5:25, 5:25], np.nan))


def test_a_series_and_its_quality(run, one_pair, files, tmp_path, fields):
    """All dates are cut alike; a part is measured against whole images as it is."""
    outputs = run("temporaldifference", {
        **one_pair, "COARSE_SERIES": [files["COARSE_2"]], "AREA": fields.id(),
        "OUTPUT_SERIES": str(tmp_path / "series")})
    further, = (tmp_path / "series").glob("*.tif")
    values = read_tif(further)
    np.testing.assert_array_equal(np.isnan(values), np.isnan(read_tif(outputs["OUTPUT"])))
    compared = {name: files[name] for name in ("COARSE_PREDICTION", "FINE_1")}
    compared["REFERENCE"] = files["TRUTH"]
    part = run("imagequality", {"PREDICTION": outputs["OUTPUT"], **compared})
    errors = read_tif(outputs["OUTPUT"]) - read_tif(files["TRUTH"])[:, 5:45, 5:45]
    rmse = np.sqrt(np.nanmean(errors ** 2, axis=(1, 2))).mean()
    assert part["RMSE"] == pytest.approx(rmse, rel=1e-6)


def test_the_quality_of_a_part(run, one_pair, files, fields):
    """Is that of the prediction of the part alone."""
    whole = run("temporaldifference", {**one_pair, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    part = run("temporaldifference", {**one_pair, "AREA": fields.id()})["OUTPUT"]
    expected = run("imagequality", {"PREDICTION": part, "REFERENCE": files["TRUTH"]})
    found = run("imagequality", {"PREDICTION": whole, "REFERENCE": files["TRUTH"],
                                 "AREA": fields.id()})
    assert found["RMSE"] == pytest.approx(expected["RMSE"], rel=1e-12)
    assert found["RMSE"] != run("imagequality", {
        "PREDICTION": whole, "REFERENCE": files["TRUTH"]})["RMSE"]
    both = run("comparemethods", {"PREDICTIONS": [whole, files["FINE_1"]],
                                  "REFERENCE": files["TRUTH"], "AREA": fields.id()})
    assert both["BEST_MEAN_RANK"] >= 1


def test_in_a_model(run, one_pair, files, tmp_path, fields):
    """A shipped one, whose extent and area may be left empty."""
    given = {name: one_pair[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")}
    given["REFERENCE"] = files["TRUTH"]
    sizes = []
    for part in ({}, {"EXTENT": "{},{},{},{} [EPSG:32633]".format(*EDGES)}, {"AREA": fields.id()}):
        outputs = run("fuseandassess", {**given, **part, "fusion:OUTPUT": str(tmp_path / "p.tif"),
                                        "quality:OUTPUT_HTML": str(tmp_path / "q.html")})
        sizes.append(read_tif(outputs["fusion:OUTPUT"]).shape)
    assert sizes == [(3, 48, 56), (3, 32, 40), (3, 40, 40)]


def test_in_qgis_process(provider, one_pair, whole, fields, tmp_path):
    """With a file of polygons."""
    path = str(tmp_path / "fields.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(
        fields, path, QgsProject.instance().transformContext(), options)
    arguments = [f"{name}={value}" for name, value in {
        **one_pair, "WINDOW_SIZE": 9, "AREA": path,
        "EXTENT": "{},{},{},{} [EPSG:32633]".format(*EDGES)}.items()]
    result = subprocess.run(
        [REPOSITORY / "dev", "qgis_process", "run", "stfusion:starfm", "--", *arguments],
        text=True, capture_output=True, timeout=300)
    assert result.returncode == 0, result.stderr
    values = read_tif(one_pair["OUTPUT"])
    np.testing.assert_array_equal(
        values, np.where(np.isfinite(values[0]), whole[:, 8:40, 10:45], np.nan))
