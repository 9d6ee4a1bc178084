"""Images as they are downloaded, prepared and fused in Processing."""

import datetime
import json
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from processing.gui.Postprocessing import handleAlgorithmResults
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProject,
)
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from stfusion_qgis.gui.toolbox import download_field
from stfusion_qgis.images.scene_opening import open_source
from stfusion_qgis.processing.layer_dates import fixed_date
from stfusion_qgis.processing.layer_sources import source_of
from stfusion_qgis.processing.prepareimage import PrepareImage
from stfusion_qgis.processing.project_layers import candidate_of
from tests.processing.model_builder import FROM_CHILD, FROM_INPUT, FROM_VALUE, add_child
from tools.run_qgis import REPOSITORY

MARCH_6 = "LC08_L2SP_122044_20230306_20230312_02_T1"
MODIS = "MOD09GA.A2023{day}.h28v06.061.2023{made}032101.hdf"


@pytest.fixture
def products(shared_data):
    return shared_data / "products"


def read(path):
    return gdal.Open(path).ReadAsArray()


def test_a_folder_becomes_an_image_with_its_mask(run, products, tmp_path):
    outputs = run("prepareimage", {"INPUT": str(products / "landsat" / MARCH_6),
                                   "OUTPUT": str(tmp_path / "fine.vrt")})
    assert outputs["OUTPUT"] == str(tmp_path / "fine.vrt")
    assert outputs["OUTPUT_MASK"] == str(tmp_path / "fine_mask.tif")
    assert (outputs["DATE"], outputs["NAME"]) == ("2023-03-06", MARCH_6)
    assert outputs["CLEAR"] == pytest.approx(100 * read(outputs["OUTPUT_MASK"]).mean())
    told, = [line for line in run.feedback.lines if "reflectance = 0.0000275 DN - 0.2" in line]
    assert "left out cloud 1 %, cloud shadow 0.4 %" in told


def test_the_layer_is_loaded_with_its_date(provider, products, tmp_path, monkeypatch):
    """As by the button Run of the dialog."""
    monkeypatch.setattr("processing.gui.Postprocessing.iface", None, raising=False)
    project, context = QgsProject.instance(), QgsProcessingContext()
    context.setProject(project)
    algorithm, feedback = provider.algorithm("prepareimage"), QgsProcessingFeedback(False)
    parameters = {"INPUT": str(products / "landsat" / MARCH_6),
                  **{name: QgsProcessingOutputLayerDefinition(str(tmp_path / file), project)
                     for name, file in (("OUTPUT", "fine.vrt"), ("OUTPUT_MASK", "clear.tif"))}}
    task, loop, ended = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback), \
        QEventLoop(), []

    def load(fine, results):
        ended.append(fine and handleAlgorithmResults(algorithm, context, feedback,
                                                     parameters=parameters))
        loop.quit()
    task.executed.connect(load)
    QTimer.singleShot(60_000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    if not ended:
        loop.exec()
    assert ended == [True], feedback.textLog()
    layers = {layer.name(): layer for layer in QgsProject.instance().mapLayers().values()}
    assert set(layers) == {MARCH_6, f"Mask of {MARCH_6}"}
    layer = layers[MARCH_6]
    assert fixed_date(layer) == datetime.date(2023, 3, 6)
    assert "left out cloud 1 %" in layer.metadata().history()[-1]
    renderer = layer.renderer()
    assert (renderer.redBand(), renderer.greenBand(), renderer.blueBand()) == (3, 2, 1)
    assert layers[f"Mask of {MARCH_6}"].source() == str(tmp_path / "clear.tif")
    candidate = candidate_of(layer)
    assert (candidate.sensor, candidate.clear) == ("fine", pytest.approx(0.94, abs=0.01))
    assert candidate_of(layers[f"Mask of {MARCH_6}"]).is_quality
    assert open_source(source_of(layer)).mask is not None
    QgsProject.instance().clear()


def test_one_of_several_is_named(run, error_of, products, tmp_path):
    given = {"INPUT": str(products / "landsat"), "OUTPUT": str(tmp_path / "fine.vrt")}
    error = error_of("prepareimage", given)
    assert "holds several images" in error and error.count("LC08_L2SP") >= 3
    assert "no image named 20230501" in error_of("prepareimage", {**given, "IMAGE": "20230501"})
    outputs = run("prepareimage", {**given, "IMAGE": "_20230407_"})
    assert outputs["DATE"] == "2023-04-07"
    assert "holds no product that is known" in error_of("prepareimage", {
        **given, "INPUT": str(products / "truth")})
    assert "no file or folder" in error_of("prepareimage", {
        **given, "INPUT": str(tmp_path / "nowhere")})
    assert "end its name with .vrt" in error_of("prepareimage", {
        **given, "IMAGE": "0407", "OUTPUT": str(tmp_path / "fine.tif")})


def test_what_is_left_out_is_what_is_chosen(run, products, tmp_path):
    def clear(**chosen):
        return run("prepareimage", {"INPUT": str(products / "landsat" / MARCH_6), **chosen,
                                    "OUTPUT": str(tmp_path / "fine.vrt")})["CLEAR"]
    usual, nothing, clouds, grown = (clear(), clear(LEAVE_OUT=[0]), clear(LEAVE_OUT=[1]),
                                     clear(LEAVE_OUT=[1], DILATION=3))
    assert usual < clouds < nothing < 100 and grown < clouds


def test_the_field_takes_files_and_folders(provider, products, monkeypatch):
    """QGIS makes it in the dialog of the algorithm, from its name in the parameter's metadata."""
    from processing.gui.wrappers import WidgetWrapperFactory
    algorithm = PrepareImage()
    algorithm.initAlgorithm()
    parameter, dialog = algorithm.parameterDefinition("INPUT"), QWidget()
    wrapper = WidgetWrapperFactory.create_wrapper(parameter, dialog)
    context, widget = QgsProcessingContext(), wrapper.widget
    field, button = widget.findChild(QgsFileWidget), widget.findChildren(QToolButton)[-1]
    wrapper.setParameterValue(str(products / "a.tar"), context)
    assert field.filePath() == wrapper.parameterValue() == str(products / "a.tar")
    monkeypatch.setattr(download_field.QFileDialog, "getExistingDirectory",
                        lambda *asked: str(products / "landsat"))
    button.click()
    assert wrapper.parameterValue() == str(products / "landsat")
    assert parameter.checkValueIsAcceptable(str(products / "landsat" / MARCH_6))


def test_from_downloads_to_a_measured_prediction_in_a_model(provider, products, tmp_path):
    """Nothing but the downloads: masks are taken by themselves, on the way and in measuring."""
    model = QgsProcessingModelAlgorithm("from downloads", "test")
    for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION"):
        model.addModelParameter(QgsProcessingParameterFile(
            name, name, QgsProcessingParameterFile.Behavior.Folder),
            QgsProcessingModelParameter(name))
    model.addModelParameter(QgsProcessingParameterRasterLayer("TRUTH", "TRUTH"),
                            QgsProcessingModelParameter("TRUTH"))
    prepared = {name: FROM_CHILD(add_child(model, "stfusion:prepareimage", {
        "INPUT": FROM_INPUT(name)}, {"OUTPUT": name.lower()}), "OUTPUT")
        for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")}
    fused = add_child(model, "stfusion:starfm", prepared, {"OUTPUT": "fused"})
    quality = add_child(model, "stfusion:imagequality", {
        "PREDICTION": FROM_CHILD(fused, "OUTPUT"), "REFERENCE": FROM_INPUT("TRUTH")},
        {"OUTPUT_CSV": "table"})
    add_child(model, "native:createconstantrasterlayer", {
        "EXTENT": FROM_VALUE("0,2,0,2 [EPSG:32633]"), "TARGET_CRS": FROM_VALUE("EPSG:32633"),
        "PIXEL_SIZE": FROM_VALUE(1), "NUMBER": FROM_CHILD(quality, "RMSE"),
        "OUTPUT_TYPE": FROM_VALUE(5)}, {"OUTPUT": "rmse"})
    parameters = {
        "FINE_1": str(products / "landsat" / MARCH_6),
        "COARSE_1": str(products / "modis" / MODIS.format(day="065", made="067")),
        "COARSE_PREDICTION": str(products / "modis" / MODIS.format(day="081", made="083")),
        "TRUTH": str(products / "truth" / "truth_reflectance_x10000_30m_2023-03-22.tif")}
    outputs = {output.name(): str(tmp_path / f"{i}.{output.defaultFileExtension()}")
               for i, output in enumerate(model.destinationParameterDefinitions())}
    assert sorted(path.rpartition(".")[2] for path in outputs.values()) == [
        "csv", "tif", "tif", "vrt", "vrt", "vrt"]
    feedback, context = QgsProcessingFeedback(False), QgsProcessingContext()
    results, fine = model.run({**parameters, **outputs}, context, feedback)
    assert fine, feedback.textLog()
    rmse = read(next(path for name, path in results.items() if name.endswith("rmse")))
    assert rmse.mean() < 150
    fused = read(next(path for name, path in results.items() if name.endswith("fused")))
    assert fused.shape[1:] == (134, 134) and 0.2 < np.mean(fused[0] > 0) < 0.6


def test_temporary_outputs_are_virtual_rasters_too(run, products):
    outputs = run("prepareimage", {"INPUT": str(products / "landsat" / MARCH_6), "BANDS": "red",
                                   "OUTPUT": "TEMPORARY_OUTPUT"})
    assert outputs["OUTPUT"].endswith(".vrt") and read(outputs["OUTPUT"]).shape == (134, 134)
    assert outputs["OUTPUT_MASK"] == outputs["OUTPUT"].replace(".vrt", "_mask.tif")


def test_measuring_leaves_out_clouds_by_itself(run, products, tmp_path):
    """Of the image of 2023-03-22 three quarters are clouds, shadows and fill."""
    later = MARCH_6.replace("20230306_20230312", "20230322_20230328")
    reference = run("prepareimage", {"INPUT": str(products / "landsat" / later),
                                     "OUTPUT": str(tmp_path / "reference.vrt")})
    given = {"PREDICTION": str(products / "truth" / "truth_reflectance_x10000_30m_2023-03-22.tif"),
             "REFERENCE": reference["OUTPUT"]}
    assert run("imagequality", given)["RMSE"] < 30
    assert any("its own mask is used, reference_mask.tif" in line for line in run.feedback.lines)


def test_in_qgis_process(products, tmp_path):
    reply = subprocess.run(
        [REPOSITORY / "dev", "qgis_process", "--json", "run", "stfusion:prepareimage", "--",
         f"INPUT={products / 'landsat' / 'LC08_L2SP_122044_20230407_20230413_02_T1.tar'}",
         "BANDS=red, nir", f"OUTPUT={tmp_path / 'fine.vrt'}"],
        text=True, capture_output=True, timeout=300)
    assert reply.returncode == 0, reply.stderr
    results = json.loads(reply.stdout)["results"]
    opened = gdal.Open(results["OUTPUT"])
    assert [opened.GetRasterBand(i).GetDescription() for i in (1, 2)] == ["red", "nir08"]
    assert results["DATE"] == "2023-04-07" and 30 < results["CLEAR"] < 60


def test_digital_numbers_become_comparable_to_a_reference(run, products, tmp_path):
    """With files of any ending, here a virtual raster and an elevation model."""
    reference, heights = str(tmp_path / "landsat.vrt"), str(tmp_path / "heights.tif")
    run("prepareimage", {"INPUT": str(products / "landsat" / MARCH_6), "OUTPUT": reference})
    gdal.Translate(heights, gdal.Warp("", reference, format="MEM", dstSRS="EPSG:4326"),
                   bandList=[1], scaleParams=[[0, 1, 20, 20]], noData="none")
    outputs = run("prepareimage", {
        "INPUT": str(products / "gaofen" / "GF1_WFV1_E113.4_N22.8_20230306_L1A0007143218"),
        "REFERENCE": reference, "ELEVATION": heights, "OUTPUT": str(tmp_path / "gaofen.vrt")})
    assert any("no surface reflectance = " in line for line in run.feedback.lines)
    made, mask = read(outputs["OUTPUT"]), read(outputs["OUTPUT_MASK"])
    assert 0 < np.median(made[3][mask == 1]) / np.median(read(reference)[3]) < 1.5
