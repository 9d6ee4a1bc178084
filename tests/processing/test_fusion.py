"""Fusion as a Processing algorithm: parameters, layers, dates, styles, series, batches."""

import datetime
import gc
import json
import os
import threading

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsContrastEnhancement,
    QgsDateTimeRange,
    QgsMultiBandColorRenderer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QEventLoop, QTime

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from tests.scene_files import read_tif, write_tif

WINDOW = {"starfm": {"WINDOW_SIZE": 11}}


def fused(name, parameters, path, **options):
    """Return what the engine predicts by itself from the same files."""
    pairs = [k for k in (1, 2) if f"FINE_{k}" in parameters]
    method = all_methods()[name]
    scene = open_scene(Inputs.of([Source(parameters[f"FINE_{k}"]) for k in pairs],
                  [Source(parameters[f"COARSE_{k}"]) for k in pairs],
                  [Source(parameters["COARSE_PREDICTION"])]))
    engine.run(method, scene, method.Parameters(**options), [str(path)])
    return read_tif(path)


@pytest.mark.parametrize("name", ["starfm", "temporaldifference"])
def test_equals_the_engine(run, one_pair, tmp_path, name):
    """The output, its number and its metadata."""
    outputs = run(name, {**one_pair, **WINDOW.get(name, {})})
    assert outputs["OUTPUT"] == one_pair["OUTPUT"]
    assert outputs["PREDICTED"] == 100
    options = {key.lower(): value for key, value in WINDOW.get(name, {}).items()}
    expected = fused(name, one_pair, tmp_path / "expected.tif", **options)
    np.testing.assert_array_equal(read_tif(outputs["OUTPUT"]), expected)
    dataset = gdal.Open(outputs["OUTPUT"])
    assert dataset.GetRasterBand(1).DataType == gdal.GDT_Int16
    assert dataset.GetRasterBand(1).GetNoDataValue() == -9999
    assert [dataset.GetRasterBand(i).GetDescription() for i in (1, 2, 3)] == ["green", "red", "nir"]
    assert Raster(outputs["OUTPUT"]).date == datetime.date(2020, 4, 1)
    assert json.loads(dataset.GetMetadataItem("STFUSION_INPUTS"))["fine"] == [one_pair["FINE_1"]]
    assert any("Fine grid: 48 x 56" in line for line in run.feedback.lines)
    assert run.feedback.percents == sorted(run.feedback.percents)


def test_two_pairs_options_and_uncertainty(run, files, tmp_path):
    (tmp_path / "out").mkdir()
    parameters = {key: value for key, value in files.items() if key != "TRUTH"}
    spread = str(tmp_path / "out" / "spread.tif")
    outputs = run("starfm", {
        **parameters, "WINDOW_SIZE": 9, "SIMILARITY": 1, "CLASSES": 6, "LOG_SCALE": 5,
        "OUTPUT_TYPE": 1, "OVERVIEWS": True, "THREADS": 1, "OUTPUT_UNCERTAINTY": spread})
    expected = fused("starfm", parameters, tmp_path / "expected.tif", window_size=9,
                     similarity="all", classes=6, log_scale=5.0)
    values = read_tif(outputs["OUTPUT"])
    dataset = gdal.Open(outputs["OUTPUT"])
    assert dataset.GetRasterBand(1).DataType == gdal.GDT_Float32
    np.testing.assert_array_equal(np.rint(values), expected)
    assert (read_tif(outputs["OUTPUT_UNCERTAINTY"]) >= 0).all()
    assert sorted(os.listdir(tmp_path / "out")) == ["predicted.tif", "spread.tif"]


def test_layers_of_the_project(run, one_pair):
    """Layers instead of files; a temporary output."""
    layers = {name: QgsRasterLayer(one_pair[name], name.title())
              for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")}
    QgsProject.instance().addMapLayers(layers.values())
    outputs = run("temporaldifference", {
        "FINE_1": layers["FINE_1"], "COARSE_1": layers["COARSE_1"].id(),
        "COARSE_PREDICTION": "Coarse_Prediction", "OUTPUT": "TEMPORARY_OUTPUT"})
    assert outputs["OUTPUT"].endswith(".tif") and os.path.exists(outputs["OUTPUT"])


def test_masks(run, one_pair, tmp_path):
    """What a mask leaves out is not predicted."""
    mask = np.ones((48, 56), np.uint8)
    mask[10:20, 30:40] = 0
    coarse_mask = np.ones((6, 7), np.uint8)
    coarse_mask[5, 6] = 0
    outputs = run("temporaldifference", {
        **one_pair, "MASK_FINE_1": write_tif(tmp_path / "m.tif", mask),
        "MASK_COARSE_PREDICTION": write_tif(tmp_path / "c.tif", coarse_mask, 240)})
    expected = (mask == 0) | (coarse_mask.repeat(8, 0).repeat(8, 1) == 0)
    np.testing.assert_array_equal(np.isnan(read_tif(outputs["OUTPUT"])[0]), expected)
    assert outputs["PREDICTED"] == pytest.approx(100 * (1 - expected.mean()))


def test_dates(run, files, tmp_path):
    """A date is the parameter's, otherwise the layer's, otherwise that of the file's name."""
    (tmp_path / "out").mkdir()
    parameters = {key: value for key, value in files.items() if key != "TRUTH"}

    def date_of(**changes):
        run("temporaldifference", {**parameters, **changes})
        return Raster(parameters["OUTPUT"]).date

    assert date_of() == datetime.date(2020, 4, 1)
    layer = QgsRasterLayer(parameters["COARSE_PREDICTION"], "coarse")
    layer.temporalProperties().setFixedTemporalRange(QgsDateTimeRange(
        QDateTime(QDate(2021, 2, 3), QTime(0, 0)), QDateTime(QDate(2021, 2, 4), QTime(0, 0))))
    layer.temporalProperties().setIsActive(True)
    assert date_of(COARSE_PREDICTION=layer) == datetime.date(2021, 2, 3)
    when = QDateTime(QDate(2020, 4, 20), QTime(0, 0))
    assert date_of(COARSE_PREDICTION=layer, DATE_PREDICTION=when) == datetime.date(2020, 4, 20)
    assert date_of(DATE_PREDICTION="2020-04-21") == datetime.date(2020, 4, 21)


def test_bands_by_name_and_by_wavelength(run, one_pair, images, tmp_path):
    outputs = run("temporaldifference", one_pair)
    expected = read_tif(outputs["OUTPUT"])
    turned = {
        name: write_tif(tmp_path / f"{name}.tif", values[[2, 0, 1]], 240,
                        names=["NIR", "Green", "Red"], wavelengths=[850, 550, 645])
        for name, values in [("COARSE_1", images.coarse[0]),
                             ("COARSE_PREDICTION", images.predictions[0])]}
    for how in (1, 2):
        run("temporaldifference", {**one_pair, **turned, "BAND_MATCHING": how})
        np.testing.assert_array_equal(read_tif(one_pair["OUTPUT"]), expected)


def test_listed_bands(run, one_pair, images, tmp_path):
    """Bands in any order, with others between them, are predicted as if they lay in order."""
    run("temporaldifference", one_pair)
    expected = read_tif(one_pair["OUTPUT"])
    others = np.zeros_like(images.fine[0][:1])
    fine = write_tif(tmp_path / "many.tif", np.concatenate([images.fine[0][::-1], others]))
    last = len(images.fine[0])
    run("temporaldifference", {**one_pair, "FINE_1": fine, "FINE_BANDS": ",".join(
        str(number) for number in range(last, 0, -1))})
    np.testing.assert_array_equal(read_tif(one_pair["OUTPUT"]), expected)
    run("temporaldifference", {**one_pair, "FINE_BANDS": "2,1", "COARSE_BANDS": "2,1"})
    np.testing.assert_array_equal(read_tif(one_pair["OUTPUT"]), expected[1::-1])


def test_series(run, one_pair, files, tmp_path):
    """Further dates go into a folder, named by method and date."""
    folder = tmp_path / "series"
    outputs = run("temporaldifference", {
        **one_pair, "COARSE_SERIES": [files["COARSE_2"]], "OUTPUT_SERIES": str(folder)})
    assert os.listdir(folder) == ["temporaldifference_2020-05-01.tif"]
    assert outputs["OUTPUT_SERIES"] == str(folder)
    single = run("temporaldifference", {**one_pair, "COARSE_PREDICTION": files["COARSE_2"]})
    np.testing.assert_array_equal(read_tif(single["OUTPUT"]),
                                  read_tif(folder / "temporaldifference_2020-05-01.tif"))


def stretch(lowest, highest):
    enhancement = QgsContrastEnhancement(Qgis.DataType.Int16)
    enhancement.setMinimumValue(lowest)
    enhancement.setMaximumValue(highest)
    enhancement.setContrastEnhancementAlgorithm(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum)
    return enhancement


def test_loaded_output(provider, one_pair):
    """It is named, dated, styled as the fine image and tells where it comes from."""
    fine = QgsRasterLayer(one_pair["FINE_1"], "Fine")
    renderer = QgsMultiBandColorRenderer(fine.dataProvider(), 3, 2, 1)
    renderer.setRedContrastEnhancement(stretch(123, 4567))
    fine.setRenderer(renderer)
    project = QgsProject.instance()
    project.addMapLayer(fine)
    context = QgsProcessingContext()
    context.setProject(project)
    parameters = {**one_pair, "FINE_1": fine,
                  "OUTPUT": QgsProcessingOutputLayerDefinition(one_pair["OUTPUT"], project)}
    loop, done = QEventLoop(), []
    feedback = QgsProcessingFeedback()
    task = QgsProcessingAlgRunnerTask(provider.algorithm("temporaldifference").create(),
                                      parameters, context, feedback)
    task.executed.connect(lambda *result: (done.append(result), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert done[0][0]
    (path, details), = context.layersToLoadOnCompletion().items()
    layer = QgsRasterLayer(path, details.name)
    details.postProcessor().postProcessLayer(layer, context, feedback)
    assert details.name == "Temporal difference 2020-04-01"
    assert layer.renderer().redBand() == 3
    assert layer.renderer().redContrastEnhancement().maximumValue() == 4567
    assert layer.temporalProperties().isActive()
    begin = layer.temporalProperties().fixedTemporalRange().begin()
    assert begin.date() == QDate(2020, 4, 1)
    assert any("Temporal difference" in line for line in layer.metadata().history())
    project.clear()


def test_the_look_outlives_the_run(provider, one_pair):
    """As in scripts that load results: the algorithm that ran is gone by then."""
    project, context = QgsProject.instance(), QgsProcessingContext()
    context.setProject(project)
    _, good = provider.algorithm("temporaldifference").run(
        {**one_pair, "OUTPUT": QgsProcessingOutputLayerDefinition(one_pair["OUTPUT"], project)},
        context, QgsProcessingFeedback())
    assert good
    gc.collect()
    (path, details), = context.layersToLoadOnCompletion().items()
    layer = QgsRasterLayer(path, details.name)
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.temporalProperties().isActive()


def test_batch(provider, one_pair, files, tmp_path):
    """One algorithm, run for several rows of parameters, as the batch dialog does."""
    algorithm = provider.algorithm("temporaldifference")
    rows = [{**one_pair, "COARSE_PREDICTION": files[name], "OUTPUT": str(tmp_path / f"{name}.tif")}
            for name in ("COARSE_PREDICTION", "COARSE_2")]
    feedback, context = QgsProcessingFeedback(), QgsProcessingContext()
    results = []
    for row in rows:
        assert algorithm.checkParameterValues(row, context) == (True, "")
        outputs, ok = algorithm.create().run(row, context, feedback)
        assert ok
        results.append(read_tif(outputs["OUTPUT"]))
    assert not np.array_equal(*results)


def test_cancelling_leaves_nothing(run, one_pair, tmp_path, monkeypatch):
    started = threading.Event()

    def fuse(self, block, state):
        started.set()
        while True:
            block.check()

    monkeypatch.setattr(TemporalDifference, "fuse", fuse)

    def cancel():
        started.wait(20)
        run.feedback.cancel()

    threading.Thread(target=cancel).start()
    outputs = run("temporaldifference", one_pair)
    assert "OUTPUT" not in outputs
    assert not os.listdir(tmp_path / "out")
