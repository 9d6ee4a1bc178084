"""A season as a user calls it: toolbox, layers that are loaded, nonsense, and real images."""

import json
import os
import pathlib
import subprocess

import numpy as np
import processing
import pytest
from qgis.core import (
    QgsApplication,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from stfusion_qgis.season.smoothing.states import PixelState
from tests.scene_files import read_tif, write_tif
from tests.small_season import date, land, write_season
from tools.run_qgis import REPOSITORY
from tools.season_downloads import make_downloads


@pytest.fixture
def given(tmp_path):
    (tmp_path / "images").mkdir()
    fine, coarse = write_season(tmp_path / "images")
    return {"FINE": [each.path for each in fine], "COARSE": [each.path for each in coarse],
            "DATES": f"{date(10)}, {date(24)}", "OUTPUT": str(tmp_path / "season"),
            "OUTPUT_HTML": str(tmp_path / "proof.html"), "OUTPUT_CSV": str(tmp_path / "proof.csv")}


@pytest.mark.usefixtures("provider")
def test_outputs(given, tmp_path):
    results = processing.run("stfusion:predictdates", {
        **given, "OUTPUT_CUBE": str(tmp_path / "season.nc")})
    assert results["PREDICTED_DATES"] == 2 and results["LEFT_OUT"] == ""
    assert results["GAIN"] > 15 and f"{results['GAIN']:.0f} % smaller" in results["VERDICT"]
    names = os.listdir(given["OUTPUT"])
    assert {f"season_{date(24)}.tif", f"season_{date(24)}_uncertainty.tif",
            f"season_{date(24)}_state.tif", "season_Band 1.vrt", "season_states.vrt"} < set(names)
    report = pathlib.Path(given["OUTPUT_HTML"]).read_text(encoding="utf-8")
    assert results["VERDICT"] in report and "By class of land" in report
    table = pathlib.Path(given["OUTPUT_CSV"]).read_text(encoding="utf-8").splitlines()
    assert table[0].startswith("date,withheld,gap,way,band") and len(table) > 20
    assert (tmp_path / "season.nc").exists()


@pytest.mark.usefixtures("provider")
def test_masks_area_and_days(given, tmp_path):
    mask = np.ones(land(0).shape[1:], np.uint8)
    mask[:30] = 0
    path = write_tif(tmp_path / f"mask_{date(20)}.tif", mask)
    given.update(DATES="", EVERY=20, FINE_MASKS=[path], EXTENT="")
    results = processing.run("stfusion:predictdates", given)
    assert results["PREDICTED_DATES"] == 4
    state = read_tif(os.path.join(given["OUTPUT"], f"season_{date(20)}_state.tif"))[0]
    assert (state[:30] == PixelState.BOTH_SIDES).all() and (state[30:] == PixelState.OBSERVED).all()


@pytest.mark.usefixtures("provider")
def test_two_fine_sensors(given, tmp_path):
    """Every second image has 400 more; its own date is of the scale of the others."""
    for path in given["FINE"][1::2]:
        write_tif(path, read_tif(path) + 400)
    log = QgsProcessingFeedback(False)
    with pytest.raises(QgsProcessingException, match="No fine image is of the sensor Landsat"):
        processing.run("stfusion:predictdates", {**given, "REFERENCE_SENSOR": "Landsat"})
    renamed = []
    for number, path in enumerate(given["FINE"]):
        renamed.append(path.replace("/fine_", "/S2_" if number % 2 else "/L8_"))
        os.rename(path, renamed[-1])
    given.update(FINE=renamed, SENSORS="L8, S2")
    processing.run("stfusion:predictdates", given, feedback=log)
    assert "as those of L8" in log.textLog() and "from the images of S2" in log.textLog()
    values = read_tif(os.path.join(given["OUTPUT"], f"season_{date(10)}.tif"))
    assert np.median(values - land(10)) == pytest.approx(0, abs=20)


@pytest.mark.usefixtures("provider")
def test_a_catalogue_in_place_of_lists(tmp_path):
    """From a folder of downloads in two calls."""
    make_downloads(tmp_path / "downloads")
    prepared = processing.run("stfusion:prepareimages", {
        "FOLDER": str(tmp_path / "downloads"), "PREPARED": str(tmp_path / "prepared"),
        "OUTPUT": str(tmp_path / "catalogue.geojson")})
    given = {"CATALOGUE": prepared["OUTPUT"], "DATES": "2024-06-14",
             "OUTPUT": str(tmp_path / "season"), "LOAD": False}
    results = processing.run("stfusion:predictdates", given)
    assert results["PREDICTED_DATES"] == 1 and results["LEFT_OUT"] == ""
    values = read_tif(os.path.join(given["OUTPUT"], "season_2024-06-14.tif"))
    assert np.percentile(values, 1) >= 0 and np.percentile(values, 99) < 6000  # clouds: 6500
    with pytest.raises(QgsProcessingException, match="either a catalogue or"):
        processing.run("stfusion:predictdates", {**given, "FINE": [str(
            tmp_path / "season" / "season_2024-06-14.tif")]})


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("change, message", [
    ({"DATES": "soon"}, "'?soon'? is no date"), ({"METHOD": "magic"}, "METHOD|no method magic"),
    ({"OUTPUT_CUBE": "season.tif"}, "with .nc or .zarr"),
    ({"COARSE": [], "DATES": ""}, "Give the dates to predict"),
    ({"INDEX": "nir *"}, "cannot be read"), ({"FINE": []}, "[Ff]ine images"),
    ({"OUTPUT_CSV": "HTML"}, "same name")])
def test_nonsense_is_told(given, change, message):
    change = {name: given["OUTPUT_HTML"] if value == "HTML" else value
              for name, value in change.items()}
    with pytest.raises(QgsProcessingException, match=message):
        processing.run("stfusion:predictdates", {**given, **change})


@pytest.mark.usefixtures("provider")
def test_loaded_as_dates_that_follow_each_other(given):
    project, context = QgsProject(), QgsProcessingContext()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("stfusion:predictdates")
    results, fine = algorithm.run(given, context, QgsProcessingFeedback())
    assert fine and results["PREDICTED_DATES"] == 2
    loaded = context.layersToLoadOnCompletion()
    assert len(loaded) == 4
    ranges = {}
    for path in loaded:
        details = context.layerToLoadOnCompletionDetails(path)
        layer = QgsRasterLayer(path, details.name)
        details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
        assert layer.temporalProperties().isActive()
        ranges[os.path.basename(path)] = layer.temporalProperties().fixedTemporalRange()
        is_state = path.endswith("_state.tif")
        assert isinstance(layer.renderer(), QgsPalettedRasterRenderer) == is_state
        if is_state:
            assert [each.label for each in layer.renderer().classes()][1] == "observed"
    first = ranges[f"season_{date(10)}.tif"]
    assert first.begin().date().toPyDate() == date(10)
    assert first.end().date().toPyDate() == date(23)


@pytest.mark.usefixtures("provider")
def test_loaded_as_groups(given, monkeypatch):
    """As the dialog of an algorithm loads them, or not where nobody wants it."""
    from processing.gui import Postprocessing
    monkeypatch.setattr(Postprocessing, "iface", None, raising=False)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("stfusion:predictdates")
    for load, names in ((False, set()), (True, {"Season", "Season: what it rests on"})):
        project, context = QgsProject.instance(), QgsProcessingContext()
        context.setProject(project)
        feedback = QgsProcessingFeedback()
        results, fine = algorithm.run({**given, "LOAD": load}, context, feedback)
        assert fine and results["PREDICTED_DATES"] == 2
        Postprocessing.handleAlgorithmResults(algorithm, context, feedback)
        root = project.layerTreeRoot()
        assert {group.name() for group in root.findGroups()} == names
        assert all(len(group.findLayers()) == 2 for group in root.findGroups())
        QCoreApplication.processEvents()
        assert {group.name() for group in root.findGroups() if group.isVisible()} == (
            names - {"Season: what it rests on"})
    project.clear()


def test_in_qgis_process(given):
    arguments = [f"{name}={value}" for name, values in given.items()
                 for value in (values if isinstance(values, list) else [values])]
    result = subprocess.run(
        [REPOSITORY / "dev", "qgis_process", "--json", "run", "stfusion:predictdates", "--",
         *arguments], text=True, capture_output=True, timeout=300)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["results"]["PREDICTED_DATES"] == 2
