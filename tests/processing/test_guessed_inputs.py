"""What a dialog of the toolbox begins with: the images that the dock would guess."""

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsRasterLayer

from stfusion_qgis.images.byte_writer import CONTENT_ITEM, MASK_CONTENT, ByteWriter
from stfusion_qgis.images.raster import Raster
from tests.scene_files import spread, write_tif


@pytest.fixture
def loaded(provider, images, tmp_path):
    """Return layers by their names, loaded into the project."""
    arrays = {"fine 2020-03-01": (images.fine[0], 30), "fine 2020-05-01": (images.fine[1], 30),
              "coarse 2020-03-01": (images.coarse[0], 240),
              "coarse 2020-05-01": (images.coarse[1], 240),
              "coarse 2020-04-01": (images.predictions[0], 240), "relief": (images.truth[:1], 10)}
    layers = {}
    for name, (values, pixel) in arrays.items():
        layers[name] = QgsRasterLayer(write_tif(tmp_path / f"{name}.tif", values, pixel), name)
    QgsProject.instance().addMapLayers(list(layers.values()))
    yield layers
    QgsProject.instance().clear()


def begun(name):
    """Return an algorithm as a dialog gets it, and the names of the layers that it begins with."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"stfusion:{name}")
    assert algorithm.createCustomParametersWidget(None) is None
    layers = QgsProject.instance().mapLayers()
    values = {each.name(): each.defaultValueForGui() for each in algorithm.parameterDefinitions()}
    return algorithm, {name: layers[value].name() for name, value in values.items()
                       if value in layers}


def test_a_dialog_begins_with_the_guess(loaded):
    _, given = begun("estarfm")
    assert given["COARSE_PREDICTION"] == "coarse 2020-04-01"
    dates = [given[f"{kind}_{pair}"].split() for pair in (1, 2) for kind in ("FINE", "COARSE")]
    assert [kind for kind, _ in dates] == ["fine", "coarse"] * 2
    assert dates[0][1] == dates[1][1] != dates[2][1] == dates[3][1]
    _, given = begun("interpolation")
    assert given["FINE_1"].startswith("fine") and "COARSE_1" not in given


def test_what_is_not_there_is_left_empty(loaded):
    """QGIS would take the active layer for it."""
    QgsProject.instance().removeMapLayers([
        layer.id() for name, layer in loaded.items() if not name.startswith("fine")])
    algorithm, given = begun("starfm")
    assert set(given) <= {"FINE_1"}
    assert not algorithm.parameterDefinition("COARSE_PREDICTION").defaultValueForGui().strip()


def test_scripts_get_no_images_that_nobody_gave(loaded):
    """Defaults are those of dialogs only: a run without images says what is missing."""
    algorithm, _ = begun("starfm")
    assert not any(each.defaultValue() for each in algorithm.parameterDefinitions()
                   if each.type() == "raster")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    good, message = algorithm.checkParameterValues({"OUTPUT": "TEMPORARY_OUTPUT"}, context)
    assert not good and "reference" in message
    good, message = algorithm.checkParameterValues(
        {"FINE_1": loaded["fine 2020-03-01"].id(), "COARSE_1": loaded["coarse 2020-03-01"].id(),
         "COARSE_PREDICTION": " ", "OUTPUT": "TEMPORARY_OUTPUT"}, context)
    assert not good and "prediction date" in message


def test_a_ratio_that_is_missing_is_noticed_before_the_run(provider, images, tmp_path, error_of,
                                                          run):
    """With the value to take; by methods that need none, it is not asked."""
    given = {"FINE_1": images.fine[0], "COARSE_1": spread(images.coarse[0], 8),
             "COARSE_PREDICTION": spread(images.predictions[0], 8)}
    paths = {name: write_tif(tmp_path / f"{name}.tif", values[:, :48, :56])
             for name, values in given.items()}
    parameters = {**paths, "OUTPUT": "TEMPORARY_OUTPUT"}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("stfusion:fitfc")
    good, message = algorithm.checkParameterValues(parameters, QgsProcessingContext())
    assert not good and "was resampled" in message and "to 8." in message
    assert "was resampled" in error_of("fitfc", parameters)
    run("fitfc", {**parameters, "RATIO": 8})
    run("temporaldifference", parameters)


def test_a_ratio_in_a_name_is_preset(provider, images, tmp_path):
    """MODIS at 250 m on pixels of 30 m."""
    for name in ("L7_2000306", "MOD09_2000306_250m", "MOD09_2002311_250m"):
        path = write_tif(tmp_path / f"{name}.tif", images.truth)
        QgsProject.instance().addMapLayer(QgsRasterLayer(path, name))
    algorithm, given = begun("fitfc")
    assert given == {"FINE_1": "L7_2000306", "COARSE_1": "MOD09_2000306_250m",
                     "COARSE_PREDICTION": "MOD09_2002311_250m"}
    assert algorithm.parameterDefinition("RATIO").defaultValueForGui() == 8.33
    QgsProject.instance().clear()


def test_masks_and_quality_layers_are_not_taken(loaded, tmp_path):
    """They have the dates and the grids of the images, and are the latest."""
    more = {"QA_PIXEL 2020-06-01": np.full((1, 48, 56), 21824, np.uint16),
            "clouds_mask_2020-06-01": np.ones((1, 48, 56), np.uint8)}
    files = {name: write_tif(tmp_path / f"{name}.tif", values, 240)
             for name, values in more.items()}
    grid = Raster(files["QA_PIXEL 2020-06-01"]).grid
    ByteWriter(str(tmp_path / "x.tif"), grid, "clear", bits=1,
               metadata={CONTENT_ITEM: MASK_CONTENT}).finish()
    files["coarse 2020-07-01"] = str(tmp_path / "x.tif")
    _, before = begun("estarfm")
    QgsProject.instance().addMapLayers([QgsRasterLayer(path, name) for name, path in files.items()])
    _, given = begun("estarfm")
    assert given == before
