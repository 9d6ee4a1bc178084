"""`./dev demo`, on files of the user, and the examples of docs/using.md."""

import html.parser
import pathlib
import re
import subprocess

import pytest
from osgeo import gdal

from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation.simulate import simulate
from stfusion_qgis.simulation.simulation_parameters import Parameters
from tools.run_qgis import REPOSITORY

NAMES = ("landsat_may.tif", "landsat_june.tif", "modis_may.tif", "modis_june.tif")


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the images that these examples use."""
    small = Parameters(width=96, height=80, ratio=8, dates=2)
    for path, name in zip(simulate(small, str(tmp_path), Progress()), NAMES):
        pathlib.Path(path).rename(tmp_path / name)
    return tmp_path


def demo(folder, *arguments):
    """Run `./dev demo` on the images of the folder."""
    return subprocess.run(
        [REPOSITORY / "dev", "demo", "--fine-1", NAMES[0], "--coarse-1", NAMES[2],
         "--coarse-prediction", NAMES[3], *arguments, "--output", "results"],
        cwd=folder, text=True, capture_output=True, timeout=600)


@pytest.mark.parametrize(("reference", "reports"), [
    ([], ["starfm.html", "temporaldifference.html"]),
    (["--reference", NAMES[1]], ["comparison.html"])])
def test_demo_on_files(folder, reference, reports):
    """Predictions, reports and the picture are where the demo says they are."""
    result = demo(folder, *reference)
    assert result.returncode == 0, result.stderr
    results = folder / "results"
    left = ["starfm.tif", "temporaldifference.tif", "demo.png", *reports]
    found = {path.name for path in results.iterdir() if path.suffix != ".xml"}  # left by GDAL
    assert found == set(left)
    assert all(name in result.stdout for name in [str(results), *left])
    assert gdal.Open(str(results / "starfm.tif")).RasterXSize == 96
    assert gdal.Open(str(results / "demo.png")).RasterXSize > 1000
    for report in reports:
        html.parser.HTMLParser().feed((results / report).read_text(encoding="utf-8"))
        assert "RMSE" in (results / report).read_text(encoding="utf-8")


def test_demo_says_what_failed(folder):
    """A missing image is named, and the exit code tells of it."""
    (folder / NAMES[2]).unlink()
    result = demo(folder)
    assert result.returncode != 0
    assert NAMES[2] in result.stderr
    assert "Traceback" not in result.stderr


def test_examples_of_the_documentation(folder):
    """What the page shows for qgis_process and Python runs as it stands there."""
    page = (REPOSITORY / "docs" / "using.md").read_text(encoding="utf-8")
    python = next(code for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL)
                  if "engine.run" in code)
    shell = re.search(r"```sh\n(.*?)```", page, re.DOTALL)[1].replace("\\\n", "")
    first, *further = [line.split() for line in shell.splitlines()]
    assert first == ["qgis_process", "plugins", "enable", "stfusion_qgis"]  # as ./dev has done
    for command, *arguments in further:
        assert command == "qgis_process"
        result = subprocess.run([REPOSITORY / "dev", command, *arguments], cwd=folder, text=True,
                                capture_output=True, timeout=300)
        assert result.returncode == 0, result.stderr
    by_qgis = gdal.Open(str(folder / "predicted_june.tif")).ReadAsArray()
    (folder / "predicted_june.tif").unlink()
    result = subprocess.run(
        [REPOSITORY / ".venv" / "bin" / "python", "-c", python], cwd=folder, text=True,
        capture_output=True, timeout=300, env={"PYTHONPATH": str(REPOSITORY)})
    assert result.returncode == 0, result.stderr
    assert (gdal.Open(str(folder / "predicted_june.tif")).ReadAsArray() == by_qgis).all()
