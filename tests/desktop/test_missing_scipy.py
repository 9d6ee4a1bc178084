"""QGIS without SciPy: the plugin says so, and its options page installs it."""

import importlib.util
import json
import pathlib
import subprocess

import pytest

from stfusion_qgis.dependencies.catalogue import packages
from stfusion_qgis.dependencies.pins import Environment
from tests.dependencies.hiding import variables_without
from tests.dependencies.wheels import make_wheel, write_checksums
from tests.qgis_errors import without_those_of_qgis
from tools import desktop
from tools.run_qgis import CACHE, environment_of_the_repository, program

SCREENSHOTS = CACHE / "screenshots" / "scipy"
MISSING = "SciPy is missing, without which STFusion cannot work."


@pytest.fixture(scope="module")
def variables(tmp_path_factory):
    """Return the variables of a QGIS with the plugin and pip, a fresh profile and no SciPy."""
    folder = tmp_path_factory.mktemp("without scipy")
    hidden = variables_without(folder / "hidden", "scipy")
    pip = pathlib.Path(importlib.util.find_spec("pip").origin).parent
    pathlib.Path(hidden["PYTHONPATH"], "pip").symlink_to(pip)
    usual = environment_of_the_repository(folder / "profile")
    return {**usual, "PYTHONPATH": hidden["PYTHONPATH"]}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """Return a folder with a wheel of SciPy: the one of this system, whatever pip would find."""
    folder = tmp_path_factory.mktemp("wheels")
    package = next(each for each in packages(Environment.here()) if each.id == "scipy")
    version = package.variants[0].pinned(Environment.here()).version
    root = pathlib.Path(importlib.util.find_spec("scipy").origin).parent
    make_wheel(folder, "scipy", version, files={
        f"scipy/{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {"tests", "__pycache__"} & set(path.parts)})
    return folder


@pytest.fixture(scope="module")
def found(variables, wheels):
    """Run the script in the desktop once, and return what it found."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for old in SCREENSHOTS.iterdir():
        old.unlink()
    result = desktop.run(pathlib.Path(__file__).with_name("install_scipy.py"), {
        **variables, "STFUSION_SCREENSHOTS": str(SCREENSHOTS),
        "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels),
        "STFUSION_CHECKSUMS": str(write_checksums(wheels))})
    found = json.loads((SCREENSHOTS / "found.json").read_text())
    assert "error" not in found, found["error"]
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    return found


def test_qgis_process_says_so_in_a_line(variables):
    done = subprocess.run([program("qgis_process"), "--json", "list"], text=True,
                          capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
                          env={**variables, "QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 0
    assert "native" in json.loads(done.stdout)["providers"]
    (line,) = without_those_of_qgis(done.stderr).splitlines()
    assert line.startswith(f"STFusion: {MISSING}") and "Options" in line


def test_message_leads_to_the_options(found):
    assert found["before"] == [False, ["SettingsPart"]]
    assert MISSING in found["messages"]
    assert found["page"]


def test_options_offer_scipy_first(found):
    assert found["rows"][0] == "scipy" and MISSING in found["about"]
    assert found["state"] == "not installed" and "Install" in found["button"]


def test_all_comes_when_it_is_installed(found):
    assert "can be used at once" in found["result"], found["lines"]
    assert found["after"] == [True, ["SettingsPart", "DockPart", "LayersPanel", "ProfilePart",
                                     "MethodDialogs", "ToolboxActions", "WelcomePart"]]
    assert found["dock"] and "stfusion_deps" in found["scipy"]
    assert "scipy is installed." in found["messages"]
    assert MISSING not in found["still shown"]
