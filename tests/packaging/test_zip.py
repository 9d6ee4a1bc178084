"""The zip that users install: what is in it, whether QGIS loads it, whether the site takes it."""

import configparser
import json
import os
import pathlib
import shutil
import subprocess
import zipfile

import pytest

from stfusion_qgis.version import VERSION
from tests.qgis_errors import without_those_of_qgis
from tests.scene_files import make_images
from tools import desktop
from tools.plugin_site import refusals
from tools.run_qgis import NAME, REPOSITORY, environment, program


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the repository, in which `./dev zip` has been called."""
    copy = tmp_path_factory.mktemp("copy") / "repository"
    shutil.copytree(REPOSITORY, copy, ignore=shutil.ignore_patterns(
        ".git", ".venv", ".cache", ".qgis-settings", "docs", "demo", "*.zip", "*.qm"))
    (copy / ".venv").symlink_to(REPOSITORY / ".venv", target_is_directory=True)
    subprocess.run([copy / "dev", "zip"], check=True)
    return copy


@pytest.fixture(scope="module")
def plugins(copy, tmp_path_factory):
    """Return the folder into which the zip was unpacked, as QGIS does it."""
    folder = tmp_path_factory.mktemp("plugins")
    with zipfile.ZipFile(copy / f"{NAME}.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def qgis_process(plugins, tmp_path_factory):
    """Return a function that runs qgis_process with the zip's plugin in a fresh profile."""
    variables = environment(tmp_path_factory.mktemp("profile"), plugins)
    variables.pop("PYTHONPATH", None)

    def run(*arguments):
        return subprocess.run(
            [program("qgis_process"), *arguments], text=True, capture_output=True, timeout=120,
            env={**variables, "QT_QPA_PLATFORM": "offscreen"}, cwd=plugins)

    return run


@pytest.fixture(scope="module")
def managed(copy, tmp_path_factory):
    """Return what the desktop shows when its plugin manager installs, updates and uninstalls."""
    folder = tmp_path_factory.mktemp("managed")
    scene = make_images(rows=60, columns=60).open(folder)
    images = {"FINE_1": scene.fine[0].path, "COARSE_1": scene.coarse[0].path,
              "COARSE_PREDICTION": scene.coarse_predictions[0].path,
              "OUTPUT": str(folder / "predicted.tif")}
    # Of the repository the script sees `tools` alone: the plugin has to be that of the zip.
    (folder / "beside").mkdir()
    (folder / "beside" / "tools").symlink_to(REPOSITORY / "tools")
    done = desktop.run(pathlib.Path(__file__).with_name("install_zip.py"), {
        **os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
        "PYTHONPATH": str(folder / "beside"), "STFUSION_SCREENSHOTS": str(folder),
        "STFUSION_ZIP": str(copy / f"{NAME}.zip"), "STFUSION_IMAGES": json.dumps(images)})
    assert done.returncode == 0, done.stderr
    found = json.loads((folder / "found.json").read_text())
    assert "error" not in found, found["error"]
    assert found["messages"] == []
    return found


def test_contents(copy, plugins):
    """The zip has what the plugin site asks for, and nothing that it refuses."""
    files = {path.relative_to(plugins / NAME).as_posix()
             for path in (plugins / NAME).rglob("*") if path.is_file()}
    assert {"__init__.py", "metadata.txt", "LICENSE", "i18n/zh_CN.qm",
            "resources/icons/stfusion.svg", "stfusion_qgis/plugin.py",
            "stfusion_qgis/py.typed"} <= files
    assert not [file for file in files if {"tests", "bench", "tools"} & set(file.split("/"))]
    assert refusals(copy / f"{NAME}.zip") == []


def test_same_files_give_the_same_zip(copy):
    """The second one is built later, of files with other times."""
    zipped = copy / f"{NAME}.zip"
    before = zipped.read_bytes()
    for path in (copy / "stfusion_qgis").glob("*.py"):
        os.utime(path, (1e9, 1e9))
    subprocess.run([copy / "dev", "zip"], check=True)
    assert zipped.read_bytes() == before


def test_metadata(plugins):
    """The metadata names this version, an icon that exists and every QGIS it is made for."""
    parser = configparser.ConfigParser()
    parser.read(plugins / NAME / "metadata.txt", encoding="utf-8")
    metadata = parser["general"]
    assert metadata["version"] == VERSION
    assert (plugins / NAME / metadata["icon"]).is_file()
    assert metadata["qgisMinimumVersion"] == "3.22"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert metadata["hasProcessingProvider"] == "yes"
    assert "supportsQt6" not in metadata


def test_loads_in_a_fresh_profile(qgis_process):
    """QGIS loads the plugin, says nothing about it, and lists its algorithms."""
    result = qgis_process("plugins")
    assert "* stfusion_qgis" in result.stdout
    assert not without_those_of_qgis(result.stderr)
    result = qgis_process("list")
    assert "\tstfusion:starfm\t" in result.stdout
    assert not without_those_of_qgis(result.stderr)


def test_plugin_manager_installs(managed):
    """The docks and all algorithms come."""
    assert managed["installed"]["docks"] == ["StfusionDock", "StfusionProfile"]
    assert {"blend", "trainnetwork", "predictdates"} <= set(managed["installed"]["algorithms"])


def test_plugin_manager_updates(managed):
    """While the plugin is used, another version takes its place: no module of the first is left."""
    assert managed["updated"] == managed["installed"]
    assert os.path.exists(managed["output"])


def test_plugin_manager_uninstalls(managed):
    """Nothing is left."""
    assert managed["uninstalled"] == {"docks": [], "algorithms": [], "files": False}


def test_checks_find_nothing(copy):
    """Neither ruff, mypy nor flake8-qgis, bandit or detect-secrets finds anything."""
    cache = str(REPOSITORY / ".cache" / "mypy")  # most of it is about the libraries
    result = subprocess.run([copy / "dev", "check"], text=True, capture_output=True,
                            env={**os.environ, "MYPY_CACHE_DIR": cache})
    assert result.returncode == 0, result.stdout + result.stderr
