"""The first steps in the real desktop, in a fresh profile; pictures are left in .cache."""

import json
import pathlib

import pytest

from tools import desktop
from tools.run_qgis import CACHE, REPOSITORY, environment_of_the_repository

SCREENSHOTS = CACHE / "screenshots" / "first_steps"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Click through them once, and return what was found."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for old in SCREENSHOTS.iterdir():
        old.unlink()
    variables = environment_of_the_repository(tmp_path_factory.mktemp("profile"))
    result = desktop.run(
        pathlib.Path(__file__).with_name("take_first_steps.py"),
        {**variables, "STFUSION_SCREENSHOTS": str(SCREENSHOTS),
         "PYTHONPATH": f"{variables['PYTHONPATH']}:{REPOSITORY}"})
    assert result.returncode == 0, result.stderr
    found = json.loads((SCREENSHOTS / "found.json").read_text())
    assert "error" not in found, found["error"]
    assert found["messages"] == []
    return found


def test_the_page_is_offered_once(found):
    """By a message, which goes when the page is opened; later by the menu."""
    assert found["offers"] == 1 and found["remembered"]
    assert found["offers left"] == 0
    assert found["again"]


def test_the_demo_scene_opens_in_the_dock(found):
    """Three dates, of which the middle one is to be predicted, with its true image."""
    assert found["page closed"]
    names = found["images"]
    assert names["fine_1"].startswith("fine_2024-") and names["coarse_1"].startswith("coarse_2024-")
    assert names["coarse_prediction"].partition("_")[2] == names["reference"].partition("_")[2]
    assert len(found["folder"]) == 6


def test_a_part_of_it_is_predicted(found):
    """What the map shows: said in pixels, given to the dialog, and predicted."""
    (columns, rows), = found["part"]
    assert found["size"] == [f"{columns} × {rows} of 600 × 600 fine pixels"]
    assert 250 < columns <= 600 and 250 < rows < 600
    assert "EPSG:32650" in found["extent"]
