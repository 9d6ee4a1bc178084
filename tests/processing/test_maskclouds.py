"""Mask clouds, and describing its networks, as the toolbox, scripts and methods use them."""

import gc
import json
import shutil
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
)

from stfusion_qgis.networks.segmentation import csmask
from tests.networks.segmentation_networks import (
    BANDS,
    BRIGHT,
    classes_of,
    landscape,
    threshold_network,
)
from tests.scene_files import read_tif, write_tif
from tools.run_qgis import REPOSITORY


@pytest.fixture
def image():
    """Return reflectance x 10000 with clouds and shadows."""
    return np.rint(landscape(60, 80) * 1e4).astype(np.int16)


@pytest.fixture
def given(tmp_path, image):
    """Return the parameters of a run with a network of one's own."""
    (tmp_path / "out").mkdir()
    return {"INPUT": write_tif(tmp_path / "image_2020-03-01.tif", image, names=BANDS),
            "NETWORK_FILE": threshold_network(tmp_path / "thresholds.onnx"), "DILATION": 0,
            "OUTPUT": str(tmp_path / "out" / "clouds.tif"),
            "OUTPUT_CLASSES": str(tmp_path / "out" / "classes.tif")}


def test_mask_classes_and_numbers(run, given, image, provider):
    outputs = run("maskclouds", given)
    expected = classes_of(image / 1e4)
    np.testing.assert_array_equal(gdal.Open(outputs["OUTPUT_CLASSES"]).ReadAsArray(), expected)
    np.testing.assert_array_equal(read_tif(outputs["OUTPUT"])[0], expected == 1)
    assert outputs["CLEAR"] == pytest.approx(100 * (expected == 1).mean())
    assert outputs["CLOUD"] == pytest.approx(100 * (expected == 2).mean())
    assert outputs["SHADOW"] == pytest.approx(100 * (expected == 4).mean())
    log = "\n".join(run.feedback.lines)
    for words in ("blue = 1 (blue)", "is read as: Reflectance x 10000", "in 1 x 2 tiles of 64 x 64",
                  "Found: clear", "s on CPU; the network took up to"):
        assert words in log
    assert not run.feedback.warnings and run.feedback.percents[-1] == 100
    assert provider.algorithm("maskclouds").group() == "0. Prepare"


def test_only_shadows_are_left_out(run, given, image):
    outputs = run("maskclouds", {**given, "LEAVE_OUT": [2]})
    np.testing.assert_array_equal(
        read_tif(outputs["OUTPUT"])[0], classes_of(image / 1e4) != 4)


def test_a_method_takes_the_mask(run, given, files, tmp_path):
    """Without a warning, though its name speaks of clouds."""
    image = np.repeat(landscape(48, 56)[:1], 4, axis=0)
    path = write_tif(tmp_path / "fine.tif", image, 30, names=BANDS)
    mask = run("maskclouds", {**given, "INPUT": path})["OUTPUT"]
    prediction = run("temporaldifference", {
        **{name: files[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")},
        "MASK_FINE_1": mask, "OUTPUT": str(tmp_path / "out" / "predicted.tif")})["OUTPUT"]
    assert not [line for line in run.feedback.warnings if "mask" in line.lower()]
    np.testing.assert_array_equal(np.isnan(read_tif(prediction)[0]), read_tif(mask)[0] == 0)


def test_a_prepared_image(run, given, shared_data, tmp_path):
    """It names the files that it is made of, but its numbers are reflectance x 10000."""
    name = "LC08_L2SP_122044_20230322_20230328_02_T1"
    shutil.copytree(shared_data / "products" / "landsat" / name, tmp_path / "downloads" / name)
    run("prepareimages", {"FOLDER": str(tmp_path / "downloads"),
                          "PREPARED": str(tmp_path / "prepared"),
                          "OUTPUT": str(tmp_path / "catalogue.geojson")})
    prepared, = (tmp_path / "prepared").glob("*.vrt")
    outputs = run("maskclouds", {**given, "INPUT": str(prepared)})
    assert any("is read as: Reflectance x 10000" in line for line in run.feedback.lines)
    values = read_tif(prepared)
    bright = gdal.Open(outputs["OUTPUT_CLASSES"]).ReadAsArray() == 2
    expected = (values[0] > 1e4 * BRIGHT) & np.isfinite(values).all(axis=0)
    assert (bright == expected).mean() > 0.999


def test_layers_have_names_and_colours(provider, given):
    """When they are loaded the algorithm has gone already."""
    context, project = QgsProcessingContext(), QgsProject.instance()
    context.setProject(project)
    parameters = {**given, **{
        name: QgsProcessingOutputLayerDefinition(given[name], project)
        for name in ("OUTPUT", "OUTPUT_CLASSES")}}
    _, fine = provider.algorithm("maskclouds").create().run(
        parameters, context, QgsProcessingFeedback())
    assert fine
    gc.collect()
    loaded = context.layersToLoadOnCompletion()
    details = {each.outputName: each for each in loaded.values()}
    assert details["OUTPUT"].name == "Mask of image_2020-03-01"
    layer = QgsRasterLayer(given["OUTPUT_CLASSES"], "classes")
    assert len(layer.renderer().classes()) == 16  # by the colours in the file alone
    details["OUTPUT_CLASSES"].postProcessor().postProcessLayer(layer, context, None)
    named = {each.label: each.color.name() for each in layer.renderer().classes()}
    assert list(named) == ["clear", "cloud", "thin cloud", "shadow", "snow", "water"]
    assert named["shadow"] == "#464650"


@pytest.mark.parametrize("changes, words", [
    ({"NETWORK_FILE": "/nowhere.onnx"}, "there is no file /nowhere.onnx"),
    ({"INPUT": "/nowhere.tif"}, "cannot be opened as a raster"),
    ({"DILATION": 1000}, "must be at most 200")])
def test_messages_come_before_the_run(provider, given, changes, words):
    fine, message = provider.algorithm("maskclouds").checkParameterValues(
        {**given, **changes}, QgsProcessingContext())
    assert not fine and words in message, message


def test_messages_of_the_run(error_of, given, tmp_path, image, monkeypatch):
    """Nothing is written then."""
    unnamed = write_tif(tmp_path / "unnamed.tif", image)
    assert "List their numbers" in error_of("maskclouds", {**given, "INPUT": unnamed})
    monkeypatch.setattr(csmask, "csmask_folder", lambda: None)
    assert "needs the Python package ukis-csmask" in error_of(
        "maskclouds", {**given, "NETWORK_FILE": None})
    assert not list((tmp_path / "out").iterdir())


def test_described_and_masked_in_qgis_process(given, image, tmp_path):
    """As a script on a server calls them."""
    plain = threshold_network(tmp_path / "plain.onnx", described=False)
    described = str(tmp_path / "described.onnx")

    def call(name, parameters):
        arguments = [f"{key}={value}" for key, value in parameters.items()]
        result = subprocess.run(
            [REPOSITORY / "dev", "qgis_process", "--json", "run", f"stfusion:{name}", "--",
             *arguments], text=True, capture_output=True, timeout=300)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)["results"]

    reply = call("describesegmentation", {
        "NETWORK": plain, "BANDS": ",".join(BANDS), "CLASSES": "clear,cloud,shadow",
        "DEVIATION": "1", "TITLE": "Made elsewhere", "LICENCE": "MIT", "OUTPUT": described})
    assert json.loads(reply["CONTRACT"])["licence"] == "MIT"
    reply = call("maskclouds", {**given, "NETWORK_FILE": described})
    expected = classes_of(image / 1e4)
    np.testing.assert_array_equal(read_tif(reply["OUTPUT"])[0], expected == 1)
    assert reply["CLEAR"] == pytest.approx(100 * (expected == 1).mean())
    items = gdal.Open(reply["OUTPUT"]).GetMetadata()
    assert json.loads(items["STFUSION_NETWORK"])["title"] == "Made elsewhere"
    assert items["STFUSION_CONTENT"] == "mask" and items["STFUSION_PROVIDER"] == "cpu"
