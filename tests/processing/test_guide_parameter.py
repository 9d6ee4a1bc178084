"""GUIDE in the toolbox: rasters, polygons of files and in memory, and what is wrong with them."""

import json

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from stfusion_qgis.images.provenance import provenance_of
from tests.scene_files import make_images, read_tif, write_tif

GUIDED = ("fitfc", "vipstf", "fsdaf", "fsdaf2", "ubdf", "stdfa", "obsum", "atprk")


@pytest.fixture
def guide(tmp_path):
    """Return an embedding on a grid of its own: pixels of 45 m in another place."""
    values = make_images(rows=48, columns=56, bands=3, pairs=2, guided=True).guide
    return write_tif(tmp_path / "embedding.tif", values[:, ::2, ::2], 60, nodata=-99)


def test_which_algorithms_take_a_guide(provider):
    taking = [algorithm.name() for algorithm in provider.algorithms()
              if algorithm.parameterDefinition("GUIDE") is not None]
    assert set(GUIDED) <= set(taking)
    definition = QgsApplication.processingRegistry().algorithmById(
        "stfusion:fitfc").parameterDefinition("GUIDE")
    assert "embedding" in definition.help() and definition.description() == "Guide"


def test_a_raster(run, one_pair, guide):
    outputs = run("fitfc", {**one_pair, "GUIDE": guide, "GUIDE_WEIGHT": 1.0, "OUTPUT_TYPE": 1})
    guided = read_tif(outputs["OUTPUT"])
    assert outputs["PREDICTED"] == 100
    assert any("a guide of 3 bands" in line for line in run.feedback.lines)
    recorded = gdal.Open(outputs["OUTPUT"]).GetMetadataItem("STFUSION_INPUTS")
    assert json.loads(recorded)["guide"] == guide
    assert dict(provenance_of(outputs["OUTPUT"]).inputs.images)["guide"].path == guide
    plain = read_tif(run("fitfc", {**one_pair, "OUTPUT_TYPE": 1})["OUTPUT"])
    assert (guided != plain).any()
    off = read_tif(run("fitfc", {**one_pair, "OUTPUT_TYPE": 1, "GUIDE": guide,
                                 "GUIDE_WEIGHT": 0})["OUTPUT"])
    np.testing.assert_array_equal(off, plain)


def test_the_weight_is_told(run, one_pair, guide):
    run("stdfa", {**one_pair, "GUIDE": guide})
    assert any("The guide embedding" in line for line in run.feedback.lines)


def test_polygons_in_memory(run, one_pair):
    """A layer that no file holds is the objects of OBSUM."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    for column in range(2):
        feature = QgsFeature()
        left = 500000 + 840 * column
        feature.setGeometry(QgsGeometry.fromRect(
            QgsRectangle(left, 4000000 - 1440, left + 840, 4000000)))
        layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    outputs = run("obsum", {**one_pair, "GUIDE": layer.id()})
    assert outputs["PREDICTED"] == 100
    assert any("fields: a guide of labels" in line for line in run.feedback.lines)


def test_sharpening_without_a_fine_image(run, one_pair, tmp_path):
    """The panchromatic band gives the grid; no scale ratio has to be told."""
    fine = read_tif(one_pair["FINE_1"])
    pan = write_tif(tmp_path / "pan.tif", fine.mean(axis=0)[None].astype(np.float32), 30)
    outputs = run("atprk", {"COARSE_PREDICTION": one_pair["COARSE_1"], "GUIDE": pan,
                            "OUTPUT": one_pair["OUTPUT"]})
    found = read_tif(outputs["OUTPUT"])
    assert found.shape == fine.shape
    error = np.sqrt(((found - fine) ** 2).mean())
    kriged = read_tif(run("atprk", {"COARSE_PREDICTION": one_pair["COARSE_1"], "UPSCALING": 8,
                                    "OUTPUT": one_pair["OUTPUT"]})["OUTPUT"])
    assert error < 0.9 * np.sqrt(((kriged - fine) ** 2).mean())


def test_what_is_no_guide(error_of, one_pair, tmp_path, guide):
    missing = str(tmp_path / "missing.tif")
    assert "missing.tif" in error_of("fitfc", {**one_pair, "GUIDE": missing})
    far = write_tif(tmp_path / "far.tif", np.ones((1, 9, 9), np.float32), 30, left=900000.0)
    assert "does not overlap" in error_of("fitfc", {**one_pair, "GUIDE": far})
    assert "3 bands" in error_of("obsum", {**one_pair, "GUIDE": guide})
    overwritten = {**one_pair, "GUIDE": guide, "OUTPUT": guide}
    assert "is the input" in error_of("fitfc", overwritten)
