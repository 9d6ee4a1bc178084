"""The choice of a method as a user calls it: toolbox, qgis_process, a model's outputs."""

import csv
import pathlib
import threading

import numpy as np
import processing
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

from stfusion_qgis.comparison import choosing
from stfusion_qgis.images.window import Window
from tests.front_door.test_real_images import qgis_process
from tests.scene_files import ORIGIN, block_mean, write_tif

DATES = ("2020-03-01", "2020-04-01", "2020-05-01")
QUICK = ("temporaldifference", "fitfc", "interpolation")


@pytest.fixture
def given(tmp_path):
    rng = np.random.default_rng(0)
    fine = rng.uniform(1000, 4000, (2, 64, 64))
    images = {"FINE": [], "COARSE": []}
    for number, date in enumerate(DATES):
        image = fine + 200 * number
        images["FINE"].append(write_tif(tmp_path / f"f_{date}.tif", image.astype(np.int16)))
        images["COARSE"].append(write_tif(
            tmp_path / f"c_{date}.tif", block_mean(image, 8).astype(np.float32), 240))
    return {**images, "OUTPUT_HTML": str(tmp_path / "report.html"),
            "OUTPUT_CSV": str(tmp_path / "table.csv")}


@pytest.fixture
def few_methods(monkeypatch):
    found = choosing.classical_contestants
    monkeypatch.setattr(choosing, "classical_contestants", lambda available: [
        one for one in found(available) if one.method.id in QUICK])


@pytest.mark.usefixtures("provider", "few_methods")
def test_outputs(given):
    results = processing.run("stfusion:choosemethod", given)
    assert results["BEST"] == "temporaldifference" and results["ERROR"] <= 1
    assert results["VERDICT"].startswith("No method is better here than the temporal difference")
    table = pathlib.Path(given["OUTPUT_CSV"]).read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert rows[0]["method"] == results["BEST"] and int(rows[0]["pairs"]) == results["PAIRS"]
    assert results["VERDICT"] in pathlib.Path(given["OUTPUT_HTML"]).read_text(encoding="utf-8")


@pytest.mark.usefixtures("provider", "few_methods")
def test_for_a_part(given, monkeypatch):
    """The pixels of the extent, and those of no other place, decide."""
    found, predicted = choosing.most_valid_window, []

    def recorded(*arguments):
        predicted.append(found(*arguments))
        return predicted[-1]

    monkeypatch.setattr(choosing, "most_valid_window", recorded)
    left, top = ORIGIN
    results = processing.run("stfusion:choosemethod", {
        **given, "EXTENT": f"{left + 240},{left + 1440},{top - 1680},{top - 480} [EPSG:32633]"})
    assert set(predicted) == {Window(16, 8, 40, 40)}
    assert results["BEST"] in QUICK


@pytest.mark.usefixtures("provider", "few_methods")
@pytest.mark.parametrize("change, message", [
    ({"FINE": 0}, "Fine images of several dates|two dates|at least"),
    ({"COARSE": 2}, "no coarse image for"),
    ({"OUTPUT_HTML": "FINE"}, "is the input f_2020")])
def test_what_cannot_be_done_is_said(given, change, message):
    for name, value in change.items():
        given[name] = given[value][0] if isinstance(value, str) else given[name][:value]
    with pytest.raises(QgsProcessingException, match=message):
        processing.run("stfusion:choosemethod", given)


@pytest.mark.usefixtures("provider", "few_methods")
@pytest.mark.parametrize("beside", [False, True])
def test_the_project_is_told_on_its_own_thread(given, beside):
    """In a model the algorithm runs to its end beside the user interface: then it is not told."""
    project, told = QgsProject.instance(), []
    project.clear()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("stfusion:choosemethod")

    def run():
        told.append(algorithm.run(given, context, feedback)[0]["BEST"])

    if beside:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    else:
        run()
    text, _ = project.readEntry("stfusion", "chosenMethod", "")
    assert told and text == ("" if beside else f"{told[0]} 1")
    project.clear()


@pytest.mark.usefixtures("provider")
def test_one_date_has_an_answer(given):
    """It says why, and writes no report of a comparison that there was not."""
    for name in ("FINE", "COARSE"):
        given[name] = given[name][:1]
    results = processing.run("stfusion:choosemethod", given)
    assert results["BEST"] == "blend" and "nothing to leave out" in results["VERDICT"]
    assert not pathlib.Path(given["OUTPUT_HTML"]).exists()


def test_real_images_through_qgis_process(shared_data, tmp_path):
    """Salton Sea: two pairs are better than one, and a fusion better than no change."""
    folder, days = shared_data / "salton_sea", ("10-02", "10-17", "11-11")
    results, log = qgis_process("choosemethod", {
        **{name: [str(folder / kind / f"2020-{day}_{kind}.tif") for day in days]
           for name, kind in (("FINE", "fine"), ("COARSE", "coarse"))},
        "MINUTES": 5, "OUTPUT_HTML": str(tmp_path / "report.html")})
    assert results["PAIRS"] == 2 and results["ERROR"] < 0.95
    assert "is best on 3 dates" in log and "STARFM" in log
    assert (tmp_path / "report.html").stat().st_size > 20000
