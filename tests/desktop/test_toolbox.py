"""The toolbox and a dialog in the real QGIS desktop; pictures are left in .cache."""

import json
import pathlib

import pytest

from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family
from stfusion_qgis.networks.shipped import shipped_networks
from stfusion_qgis.processing.fusion import FusionAlgorithm
from stfusion_qgis.training.architecture_catalogue import CATALOGUE
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


def test_dialog_takes_a_part(found):
    """An extent with its CRS, and the selected features of a layer."""
    edges = found["extent"].partition(" [")[0].split(",")
    assert list(map(float, edges)) == [0, 10, 20, 30]
    assert "EPSG:32633" in found["extent"]
    assert found["area"] is True


def test_help_beside_the_dialog(found):
    """It explains every parameter that the dialog has."""
    algorithm = FusionAlgorithm(all_methods()["starfm"])
    algorithm.initAlgorithm({})
    for parameter in algorithm.parameterDefinitions():
        assert parameter.description() in found["help"], parameter.name()
        assert " ".join(parameter.help().split()) in " ".join(found["help"].split())


def test_networks_are_listed_by_their_titles(found):
    """In dialogs, in a batch and in the designer; the values stay identifiers."""
    titles = list(shipped_networks().values())
    assert found["network"] == [titles, shipped_networks()["srcnn"], "srcnn"]
    assert found["batch"] == [titles, titles[0], next(iter(shipped_networks()))]
    architectures, starts = found["training"]
    assert architectures == [[known.title for known in CATALOGUE.values()],
                             next(iter(CATALOGUE.values())).title, next(iter(CATALOGUE))]
    assert starts[0][1:] == titles and starts[2] == "nothing"
    texts, chosen, value = found["step"]
    assert set(titles) <= set(texts) and not set(shipped_networks()) & set(texts)
    assert shipped_networks()["ganstfm"] in chosen and value == "ganstfm"


def test_a_download_is_a_file_or_a_folder(found):
    """The dialog has a button for each; a batch and the designer take both, too."""
    assert found["download"][0] and found["download"][-1] == "Folder…"
    assert len(found["download"]) >= 3 and found["download elsewhere"] == [True, True]


def test_presets_are_those_of_the_dock(found):
    assert found["presets"] == found["presets of the dock"]
    assert "my fields" in found["presets"] and found["preset"] == 31


def test_models_open_in_the_designer(found):
    """By the context menu of the toolbox, as a copy among the user's own models."""
    assert "Edit a copy of the model…" in found["entries"]["predictseason"]
    assert "Edit a copy of the model…" not in found["entries"]["starfm"]
    assert found["steps"] == ["stfusion:predictdates"]
    assert "Season with its proof" in found["own"]


@pytest.mark.parametrize("name", ["toolbox.png", "dialog.png", "dialog_advanced.png",
                                  "dialog_help.png", "networks.png", "step.png",
                                  "download.png", "designer.png"])
def test_pictures_exist(found, name):
    """The pictures for people to look at were taken."""
    assert (SCREENSHOTS / name).stat().st_size > 20_000
