"""The benchmark as a user calls it: from the toolbox and through qgis_process."""

import pathlib

import pytest
from qgis.core import QgsProcessingException

from tests.benchmark.test_benchmark import write_folder
from tests.front_door.test_real_images import qgis_process


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(write_folder(tmp_path_factory.mktemp("data") / "set", 60.0))


def test_outputs_and_comparison(run, folder, tmp_path):
    given = {"FOLDER": folder, "METHODS": ["starfm"], "HELD_OUT": "2020-03-21",
             "OUTPUT": str(tmp_path / "a")}
    results = run("benchmark", given)
    assert results["BEST"] in ("starfm", "temporaldifference") and "COMPARISON" not in results
    assert results["VERDICT"] in run.feedback.lines
    for name in ("OUTPUT_HTML", "OUTPUT_CSV", "OUTPUT_JSON"):
        assert pathlib.Path(results[name]).stat().st_size > 500
    again = run("benchmark", {**given, "OUTPUT": str(tmp_path / "b"),
                              "COMPARE_WITH": results["OUTPUT_JSON"]})
    assert "Nothing has changed" in again["COMPARISON"]
    assert "to the last bit" in (tmp_path / "b" / "comparison.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("change, message", [
    ({"HELD_OUT": "yesterday"}, "yesterday is no date"),
    ({"TILE": 3}, "Side of the test tiles is 3"),
    ({"COMPARE_WITH": __file__}, "no benchmark that this plugin"),
    ({"HELD_OUT": "2021-01-01"}, "There is no pair of 2021-01-01")])
def test_what_cannot_be_done_is_said(run, folder, tmp_path, change, message):
    with pytest.raises(QgsProcessingException, match=message):
        run("benchmark", {"FOLDER": folder, "METHODS": ["starfm"], "OUTPUT": str(tmp_path / "a"),
                          **change})


def test_real_images_through_qgis_process(shared_data, tmp_path):
    """Shenzhen, as its files are published."""
    results, log = qgis_process("benchmark", {
        "FOLDER": str(shared_data / "shenzhen"), "METHODS": ["fitfc"], "COREGISTER": True,
        "HELD_OUT": "2002-11-07", "OUTPUT": str(tmp_path / "out")})
    assert results["BEST"] == "fitfc" and results["ERROR"] < 0.95
    assert "Fit-FC is the best fusion" in log
