"""`./dev qgis_process`: a qgis_process that knows the plugin and says nothing of its own."""

import json
import pathlib
import subprocess

import pytest
from osgeo import gdal

from tests.qgis_errors import without_those_of_qgis
from tools.run_qgis import REPOSITORY, arguments_from_json


def qgis_process(*arguments, folder, text=None):
    """Run `./dev qgis_process` in a folder, with a text on its stdin."""
    return subprocess.run([REPOSITORY / "dev", "qgis_process", *arguments], cwd=folder, input=text,
                          text=True, capture_output=True, timeout=300)


def test_nothing_but_its_own_output(tmp_path):
    """The output is JSON and nothing else; the plugin is there."""
    qgis_process("plugins", folder=tmp_path)  # sets up what is missing
    result = qgis_process("--json", "list", folder=tmp_path)
    assert result.returncode == 0
    assert "stfusion" in json.loads(result.stdout)["providers"]
    assert not without_those_of_qgis(result.stderr)


@pytest.mark.parametrize("way", ["arguments", "json"])
def test_runs_where_it_is_called(tmp_path, way):
    """Relative paths mean the caller's folder; parameters come as arguments or as JSON."""
    inputs = {"EXTENT": "0,4,0,3 [EPSG:3857]", "TARGET_CRS": "EPSG:3857", "PIXEL_SIZE": 1,
              "NUMBER": 7, "OUTPUT": "seven.tif"}
    run = ["run", "native:createconstantrasterlayer"]
    if way == "json":
        result = qgis_process(*run, "-", folder=tmp_path, text=json.dumps({"inputs": inputs}))
        output = json.loads(result.stdout)["results"]["OUTPUT"]
    else:
        result = qgis_process(*run, "--", *(f"{k}={v}" for k, v in inputs.items()), folder=tmp_path)
        output = "seven.tif"
    assert result.returncode == 0, result.stderr
    assert pathlib.Path(tmp_path / output).samefile(tmp_path / "seven.tif")
    assert (gdal.Open(str(tmp_path / "seven.tif")).ReadAsArray() == 7).all()


def test_exit_code_is_passed_on(tmp_path):
    """A failed run is seen as such."""
    assert qgis_process("run", "stfusion:nothing", folder=tmp_path).returncode != 0


def test_arguments_from_json():
    """Lists are repeated, switches in lower case, what is null left out."""
    text = json.dumps({"inputs": {"A": [1, "b"], "S": True, "N": None, "T": "x=y"},
                       "ellipsoid": "EPSG:7030"})
    assert arguments_from_json(text) == [
        "--json", "--ELLIPSOID=EPSG:7030", "--", "A=1", "A=b", "S=true", "T=x=y"]
