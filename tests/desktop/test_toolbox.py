"""The toolbox and a dialog in the real QGIS desktop; pictures are left in .cache."""

import json
import pathlib

import pytest

from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family
from stfusion_qgis.processing.fusion import FusionAlgorithm
from tools import desktop
from tools.run_qgis import CACHE, environment_of_the_repository

SCREENSHOTS = CACHE / "screenshots" / "toolbox"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Run the script in the desktop once, in a fresh profile, and return what it found."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for old in SCREENSHOTS.iterdir():
        old.unlink()
    variables = environment_of_the_repository(tmp_path_factory.mktemp("profile"))
    result = desktop.run(pathlib.Path(__file__).with_name("show_toolbox.py"),
                         {**variables, "STFUSION_SCREENSHOTS": str(SCREENSHOTS)})
    assert result.returncode == 0, result.stderr
    found = json.loads((SCREENSHOTS / "found.json").read_text())
    assert "error" not in found, found["error"]
    return found


def test_toolbox_lists_all_methods(found):
    """Every method stands in the group of its family, and the groups in the families' order."""
    families = {group.partition(". ")[2]: names for group, names in found["groups"].items()}
    for method in all_methods().values():
        assert method.title in families[method.family.value]
    order = [family.value for family in Family if family.value in families]
    assert [name for name in families if name in order] == order


def test_dialog_shows_the_parameters(found):
    """The dialog has every parameter; those marked as advanced are folded away."""
    assert found["title"].rpartition(" - ")[2] == "STARFM"  # newer versions name the group, too
    algorithm = FusionAlgorithm(all_methods()["starfm"])
    algorithm.initAlgorithm({})
    shown = [parameter for parameter in algorithm.parameterDefinitions()
             if not parameter.flags() & parameter.Flag.FlagHidden]
    assert set(found["parameters"]) == {parameter.name() for parameter in shown}
    assert set(found["advanced"]) == {parameter.name() for parameter in shown
                                      if parameter.flags() & parameter.Flag.FlagAdvanced}
    assert found["folded"]


@pytest.mark.parametrize("name", ["toolbox.png", "dialog.png", "dialog_advanced.png"])
def test_pictures_exist(found, name):
    """The pictures for people to look at were taken."""
    assert (SCREENSHOTS / name).stat().st_size > 20_000
