"""What lists tell of the methods: images, speed, and the one to try first."""

import re
from pathlib import Path

import pytest

from stfusion_qgis.images.roles import COARSE_PREDICTION, Role, roles_of_pairs
from stfusion_qgis.methods import all_methods, shipped_methods
from stfusion_qgis.methods.needs import missing_text, needs, reason_against
from stfusion_qgis.methods.recommended import BY_IMAGES, recommended
from stfusion_qgis.methods.speed import Speed, speed_of

DOCS = Path(__file__).resolve().parents[2] / "docs" / "choosing-a-method.md"


@pytest.mark.parametrize("method, words", [
    ("fitfc", "1 pair"), ("estarfm", "2 pairs"), ("starfm", "1 to 2 pairs"),
    ("ubdf", "a fine image of any date"), ("interpolation", "no pair"),
    ("networkfusion", "as its parameters say")])
def test_needs(method, words):
    assert needs(all_methods()[method]) == words


def test_speed():
    """All shipped methods are measured; there are some of each class."""
    classes = {method.id: speed_of(method) for method in shipped_methods().values()}
    assert set(classes.values()) == set(Speed)
    assert classes["interpolation"] == classes["temporaldifference"] == Speed.FAST
    assert classes["onepairdictionary"] == Speed.SLOW


@pytest.mark.parametrize("pairs, method", [(1, "blend"), (2, "blend"), (5, "blend")])
def test_the_first_to_try(pairs, method):
    given = {*roles_of_pairs(1, pairs), COARSE_PREDICTION}
    assert recommended(given) == method
    assert recommended(given - {Role.coarse(1)}) == "atprk"
    assert recommended({COARSE_PREDICTION}) == "interpolation"
    assert recommended(given - {COARSE_PREDICTION}) == ""


def test_the_first_to_try_can_run():
    """With the images for which it is recommended; and the documentation says the same."""
    text = DOCS.read_text(encoding="utf-8")
    stated = re.search(r"\*\*Where to begin.\*\*.*?\n\n", text, re.DOTALL)[0]
    assert re.findall("`(.*?)`", stated) == [method for _, method in reversed(BY_IMAGES)]
    for roles, identifier in BY_IMAGES:
        method = all_methods()[identifier]
        given = {*roles, COARSE_PREDICTION}
        assert reason_against(method, method.Parameters(), given) == ""


def test_reasons_against():
    method = all_methods()["estarfm"]
    given = {*roles_of_pairs(1, 1), Role.fine(2), COARSE_PREDICTION}
    assert reason_against(method, method.Parameters(), given) == "Missing: coarse image of pair 2."
    assert missing_text(roles_of_pairs(1, 2)) == "Missing: pair 1, pair 2."


def test_a_package_that_is_missing(monkeypatch):
    """It is said before anything runs."""
    method = all_methods()["networkfusion"]
    given = {*roles_of_pairs(1, 2), COARSE_PREDICTION}
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "onnxruntime" in reason_against(method, method.Parameters(), given)
